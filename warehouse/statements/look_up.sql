-- Every member of every cluster of copies that an article of the batch could join or leave.
-- wanted: article_id, body_digest, shingles; known_keys: article_id of articles that may be the same under another id.
--  A Jaccard similarity of t or more needs at least t * the longer set in common.
WITH wanted_hashes AS (
    SELECT wanted.article_id, len(shingles) AS total, unnest(shingles) AS shingle
    FROM wanted
),
stored_hashes AS (
    SELECT article_id, len(shingles) AS total, unnest(shingles) AS shingle
    FROM fingerprints
),
alike AS (
    SELECT stored_hashes.article_id
    FROM stored_hashes
    JOIN wanted_hashes USING (shingle)
    GROUP BY stored_hashes.article_id, wanted_hashes.article_id, stored_hashes.total, wanted_hashes.total
    HAVING count(*) >= $threshold * greatest(stored_hashes.total, wanted_hashes.total)
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
SELECT articles.article_id, body_digest, shingles, word_count, date_published, copy_of
FROM articles
JOIN fingerprints USING (article_id)
WHERE coalesce(copy_of, article_id) IN (SELECT representative FROM clusters)
ORDER BY article_id;
