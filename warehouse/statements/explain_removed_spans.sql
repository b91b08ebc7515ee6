-- What was taken out of them, and by which rule.
SELECT article_id, version, span_no, kind, rule_id, position, text
FROM removed_spans
WHERE article_id IN (SELECT unnest($articles::BIGINT[]))
ORDER BY article_id, version, span_no;
