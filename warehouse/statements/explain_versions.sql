-- Every version of those articles.
SELECT article_id, version, seen_at, headline, length(article_body) AS characters, body_digest, document_id
FROM article_versions
WHERE article_id IN (SELECT unnest($articles::BIGINT[]))
ORDER BY article_id, version;
