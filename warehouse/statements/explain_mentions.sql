-- Whom and what they name.
SELECT article_id, name, kind, entity_id, count(*) AS mentions, list(DISTINCT surface ORDER BY surface) AS surfaces
FROM article_mentions
WHERE article_id IN (SELECT unnest($articles::BIGINT[]))
GROUP BY ALL
ORDER BY article_id, mentions DESC, name;
