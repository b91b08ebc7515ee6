-- How every feed is doing: when it last worked, when it is asked next, how much it brings, and why it does not.
CREATE OR REPLACE VIEW feed_health AS
SELECT
    feeds.feed_id,
    feeds.title,
    feeds.section,
    feeds.feed_url,
    feeds.status,
    feeds.last_success_at,
    feeds.next_poll_at,
    feeds.poll_interval_seconds,
    round(feeds.entries_per_day, 2)                        AS entries_per_day,
    feeds.last_new_entry_at,
    feeds.failure_count                                    AS failures_in_a_row,
    coalesce(asked.requests, 0)                            AS requests,
    coalesce(asked.failures, 0)                            AS failures,
    coalesce(listed.entries, 0)                            AS entries,
    coalesce(listed.pending, 0)                            AS pending_pages,
    coalesce(carried.articles, 0)                          AS articles,
    feeds.last_error                                       AS why
FROM feeds
LEFT JOIN (
    SELECT feed_id, count(*) AS requests, count(*) FILTER (WHERE outcome NOT IN ('ok', 'not_modified')) AS failures
    FROM fetches
    GROUP BY feed_id
) AS asked USING (feed_id)
LEFT JOIN (
    SELECT feed_id, count(*) AS entries, count(*) FILTER (WHERE state = 'pending') AS pending
    FROM entries
    GROUP BY feed_id
) AS listed USING (feed_id)
LEFT JOIN (
    SELECT feed_id, count(DISTINCT article_id) AS articles
    FROM sightings
    GROUP BY feed_id
) AS carried USING (feed_id);

COMMENT ON VIEW feed_health IS 'How every feed is doing: last success, next poll, new entries a day, failures, pages waiting, and why it fails.';
