-- What a landing must leave true of the ids it touched: one row for every broken promise.
SELECT 'document ' || document_id || ' stands twice' AS broken
FROM documents WHERE document_id IN (SELECT document_id FROM new_documents)
GROUP BY document_id HAVING count(*) > 1
UNION ALL
SELECT 'article ' || article_id || ' stands twice'
FROM articles WHERE article_id IN (SELECT article_id FROM new_articles)
GROUP BY article_id HAVING count(*) > 1
UNION ALL
SELECT 'copy ' || article_id || ' stands twice'
FROM copies WHERE article_id IN (SELECT article_id FROM new_seats)
GROUP BY article_id HAVING count(*) > 1
UNION ALL
SELECT 'article ' || copies.article_id || ' is a copy of an article that is not a representative'
FROM copies
LEFT JOIN articles ON articles.article_id = copies.copy_of AND articles.copy_of IS NULL
WHERE copies.article_id IN (SELECT article_id FROM new_seats) AND articles.article_id IS NULL
UNION ALL
SELECT 'entity ' || entity_id || ' stands twice'
FROM entities WHERE entity_id IN (SELECT entity_id FROM new_entities)
GROUP BY entity_id HAVING count(*) > 1
UNION ALL
SELECT 'document ' || new_documents.document_id || ' landed without its article'
FROM new_documents
LEFT JOIN articles USING (article_id)
WHERE new_documents.state IN ('landed', 'duplicate') AND articles.article_id IS NULL;
