-- Links between new reports and stored ones near them in time.
-- wanted_reports: article_id, in_language, told_at, terms, weights.  A cosine is in thousandths: weights are 10,000 long.
WITH wanted_terms AS (
    SELECT article_id, in_language, told_at, unnest(terms) AS term, unnest(weights)::BIGINT AS weight
    FROM wanted_reports
),
stored_terms AS (
    SELECT article_id, in_language, told_at, unnest(terms) AS term, unnest(weights)::BIGINT AS weight
    FROM topics
    WHERE told_at >= (SELECT min(told_at) FROM wanted_reports) - to_seconds($window_seconds)
      AND told_at <= (SELECT max(told_at) FROM wanted_reports) + to_seconds($window_seconds)
      AND article_id NOT IN (SELECT article_id FROM wanted_reports)
)
SELECT
    least(wanted_terms.article_id, stored_terms.article_id) AS one,
    greatest(wanted_terms.article_id, stored_terms.article_id) AS other,
    (sum(wanted_terms.weight * stored_terms.weight) // 100000)::INTEGER AS similarity
FROM wanted_terms
JOIN stored_terms USING (term, in_language)
WHERE abs(epoch(wanted_terms.told_at) - epoch(stored_terms.told_at)) <= $window_seconds
GROUP BY wanted_terms.article_id, stored_terms.article_id
HAVING similarity >= $least
ORDER BY one, other;
