-- The last runs, newest first.
SELECT started_at, flow, state, received, landed, duplicates, rejected, failed, finished_at, run_id, prefect_flow_run_id
FROM runs
ORDER BY started_at DESC, run_id
LIMIT $shown;
