-- Entries whose pages are due: one of each feed before the second of any, so that many hosts are asked side by side.
SELECT feed_id, entry_id, link, stated, attempts
FROM entries
WHERE state = 'pending' AND next_try_at <= $now
ORDER BY row_number() OVER (PARTITION BY feed_id ORDER BY next_try_at, entry_id), next_try_at, feed_id, entry_id
LIMIT $most;
