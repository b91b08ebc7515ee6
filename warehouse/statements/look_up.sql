-- Every text that copying joins, over others as well, with one that an article of the batch may copy or leave.
-- wanted: article_id, body_key, published_on, seen_on, sketch; known_keys: article_id of articles that may be the same under another id.
WITH wanted_hashes AS (
    SELECT wanted.article_id, published_on, seen_on, unnest(sketch) AS hash
    FROM wanted
),
near AS (
    SELECT hash, published_on, seen_on, article_id
    FROM sketches
    WHERE published_on BETWEEN (SELECT min(published_on) FROM wanted) - $window_days
                           AND (SELECT max(published_on) FROM wanted) + $window_days
       OR seen_on BETWEEN (SELECT min(seen_on) FROM wanted) - $window_days
                      AND (SELECT max(seen_on) FROM wanted) + $window_days
),
alike AS (
    SELECT near.article_id
    FROM near
    JOIN wanted_hashes USING (hash)
    WHERE coalesce(abs(near.published_on - wanted_hashes.published_on), abs(near.seen_on - wanted_hashes.seen_on))
        <= $window_days
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
SELECT article_id, body_digest, text, first_seen_at::DATE AS seen_on, date_published, credit, copy_of
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
