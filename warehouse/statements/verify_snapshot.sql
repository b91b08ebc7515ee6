-- Whether a copied file holds what its own row says.
SELECT articles = (SELECT count(*) FROM articles)
   AND batches = (SELECT count(*) FROM batches)
   AND finished_runs = (SELECT count(finished_at) FROM runs)
FROM snapshot_info
WHERE snapshot_no = $snapshot_no;
