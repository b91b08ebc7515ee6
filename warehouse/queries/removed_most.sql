-- What boilerplate was taken out most often, by which rule?
SELECT rule_id, removed_spans.kind, count(*) AS removed, count(DISTINCT article_id) AS articles, min(text) AS example
FROM removed_spans
GROUP BY rule_id, removed_spans.kind
ORDER BY removed DESC, rule_id
LIMIT 10;
