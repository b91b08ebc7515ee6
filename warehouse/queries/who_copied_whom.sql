-- Which articles are copies, of which article, and how alike are they?
SELECT
    coalesce(copy.publisher, parse_filename(copy_document.source)) AS copied_by,
    coalesce(original.publisher, parse_filename(original_document.source)) AS copied_from,
    kind,
    round(similarity, 2) AS similarity,
    original.headline
FROM copies
JOIN articles AS copy ON copy.article_id = copies.article_id
JOIN articles AS original ON original.article_id = copies.copy_of
JOIN documents AS copy_document ON copy_document.document_id = copy.document_id
JOIN documents AS original_document ON original_document.document_id = original.document_id
ORDER BY similarity DESC, copied_by;
