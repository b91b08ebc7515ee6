-- Who and what is named in most articles, counting each text once?
SELECT name, kind, count(DISTINCT article_id) AS articles, count(*) AS mentions
FROM mentions
JOIN entities USING (entity_id, kind)
GROUP BY name, kind
ORDER BY articles DESC, mentions DESC, name
LIMIT 10;
