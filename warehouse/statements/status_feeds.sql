-- How many feeds there are of each status.
SELECT status, count(*) AS feeds, min(next_poll_at) AS next_poll_at, max(last_success_at) AS last_success_at
FROM feed_health
GROUP BY status
ORDER BY status;
