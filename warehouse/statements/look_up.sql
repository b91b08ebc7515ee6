-- Every text that copying joins, over others as well, with one that an article of the batch may copy or leave.
-- wanted: article_id, body_key, told_on, sketch; known_keys: article_id of articles that may be the same under another id.
WITH wanted_hashes AS (
    SELECT wanted.article_id, told_on, unnest(sketch) AS hash
    FROM wanted
),
near AS (
    SELECT hash, told_on, article_id
    FROM sketches
    WHERE told_on >= (SELECT min(told_on) FROM wanted) - $window_days
      AND told_on <= (SELECT max(told_on) FROM wanted) + $window_days
),
alike AS (
    SELECT near.article_id
    FROM near
    JOIN wanted_hashes USING (hash)
    WHERE abs(near.told_on - wanted_hashes.told_on) <= $window_days
    GROUP BY near.article_id, wanted_hashes.article_id
    HAVING count(*) >= $least
),
touched AS (
    SELECT article_id FROM alike
    UNION
    SELECT article_id FROM wanted
    UNION
    SELECT article_id FROM known_keys
    UNION
    SELECT article_id FROM digests WHERE body_key IN (SELECT body_key FROM wanted)
),
components AS (
    SELECT DISTINCT coalesce(articles.copy_component, articles.article_id) AS component
    FROM articles
    JOIN touched USING (article_id)
),
members AS MATERIALIZED (
    SELECT articles.rowid AS place
    FROM articles
    WHERE coalesce(copy_component, article_id) IN (SELECT component FROM components)
)
SELECT article_id, body_digest, text, coalesce(date_published, first_seen_at)::DATE AS told_on, date_published, credit, copy_of
FROM articles
LEFT JOIN (
    SELECT article_id, text FROM recent_texts
    WHERE rowid IN (
        SELECT recent_texts.rowid FROM recent_texts
        WHERE article_id IN (SELECT article_id FROM articles WHERE rowid IN (SELECT place FROM members))
    )
) USING (article_id)
WHERE articles.rowid IN (SELECT place FROM members)
ORDER BY article_id;
