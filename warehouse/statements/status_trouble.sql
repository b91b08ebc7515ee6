-- Feeds that do not answer as they should, the longest in trouble first.
SELECT title, feed_url, status, failures_in_a_row, last_success_at, next_poll_at, why
FROM feed_health
WHERE why IS NOT NULL
ORDER BY failures_in_a_row DESC, feed_url
LIMIT $shown;
