-- The row by which a snapshot says what it holds; written into the store before it is copied.
INSERT INTO snapshot_info BY NAME
SELECT
    $snapshot_no AS snapshot_no,
    $published_at AS published_at,
    (SELECT arg_max(batch_id, (landed_at, batch_id)) FROM batches) AS last_batch_id,
    (SELECT count(*) FROM articles) AS articles,
    (SELECT count(*) FROM batches) AS batches,
    (SELECT count(finished_at) FROM runs) AS finished_runs;
