-- Which snapshot this is, and what it holds.
SELECT
    snapshot_no,
    published_at,
    articles,
    (SELECT count(*) FROM unique_articles) AS unique_articles,
    (SELECT count(*) FROM entities) AS entities
FROM snapshot_info
ORDER BY snapshot_no DESC
LIMIT 1;
