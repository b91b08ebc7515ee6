-- What they copy, and what copies them.
SELECT *
FROM copies
WHERE article_id IN (SELECT unnest($articles::BIGINT[]))
   OR copy_of IN (SELECT unnest($articles::BIGINT[]))
ORDER BY copy_of, article_id;
