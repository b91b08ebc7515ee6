-- Every stored report of the components that some articles lie in. touched: article_id.
WITH members AS (
    SELECT article_id, in_language, told_at, component
    FROM topics
    WHERE component IN (SELECT component FROM topics WHERE article_id IN (SELECT article_id FROM touched))
),
copies_of AS (
    SELECT copy_of AS article_id, count(*) AS copies
    FROM articles
    WHERE copy_of IN (SELECT article_id FROM members)
    GROUP BY copy_of
)
SELECT
    members.article_id, members.in_language, told_at, credit, word_count, headline, date_published, embedded_date,
    1 + coalesce(copies, 0) AS articles, event_id, component
FROM members
JOIN articles USING (article_id)
LEFT JOIN copies_of USING (article_id)
ORDER BY members.article_id;
