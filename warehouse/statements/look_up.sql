-- Every member of every cluster of copies that an article of the batch could join or leave, with its text.
-- wanted: article_id, body_digest, sketch; known_keys: article_id of articles that may be the same under another id.
WITH wanted_hashes AS (
    SELECT wanted.article_id, unnest(sketch) AS hash
    FROM wanted
),
alike AS (
    SELECT sketches.article_id
    FROM sketches
    JOIN wanted_hashes USING (hash)
    GROUP BY sketches.article_id, wanted_hashes.article_id
    HAVING count(*) >= $least
),
touched AS (
    SELECT article_id FROM alike
    UNION
    SELECT article_id FROM articles WHERE article_id IN (SELECT article_id FROM wanted)
    UNION
    SELECT article_id FROM known_keys
    UNION
    SELECT article_id FROM articles WHERE body_digest IN (SELECT body_digest FROM wanted)
),
clusters AS (
    SELECT DISTINCT coalesce(articles.copy_of, articles.article_id) AS representative
    FROM articles
    JOIN touched USING (article_id)
)
SELECT article_id, body_digest, article_body, date_published, credit, copy_of
FROM articles
WHERE coalesce(copy_of, article_id) IN (SELECT representative FROM clusters)
ORDER BY article_id;
