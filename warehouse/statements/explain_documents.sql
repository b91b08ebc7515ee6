-- The documents that an id, path or URL names, or that an article came from.
SELECT documents.*
FROM documents
LEFT JOIN articles USING (article_id)
WHERE documents.document_id = $number
   OR documents.article_id = $number
   OR documents.source = $target
   OR articles.url = $target
   OR articles.canonical_url = $target
ORDER BY received_at, document_id;
