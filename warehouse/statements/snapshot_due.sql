-- The newest snapshot's number, what the next one would say, and whether anything has changed in between.
SELECT
    coalesce(max(snapshot_no), 0),
    coalesce(max_by(batches, snapshot_no) = (SELECT count(*) FROM batches)
        AND (max_by(finished_runs, snapshot_no) = (SELECT count(finished_at) FROM runs) OR max(published_at) > $recent), false)
FROM snapshot_info;
