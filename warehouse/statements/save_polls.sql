-- Writes down a group of polls in one transaction: what each feed is now, every request, and what the feeds list.
-- polled_feeds, new_fetches, listed_entries and seen_hosts are Arrow tables handed in.

-- Whoever paused a feed, or set its pace or place, while it was being asked, is not overruled; a removed feed stays removed.
UPDATE feeds SET
    feed_url               = polled.feed_url,
    site_url               = polled.site_url,
    title                  = coalesce(feeds.title, polled.title),
    format                 = polled.format,
    in_language            = polled.in_language,
    status                 = if(feeds.status = 'paused', feeds.status, polled.status),
    poll_interval_seconds  = polled.poll_interval_seconds,
    least_interval_seconds = polled.least_interval_seconds,
    skip_hours             = polled.skip_hours,
    skip_days              = polled.skip_days,
    next_poll_at           = polled.next_poll_at,
    etag                   = polled.etag,
    last_modified          = polled.last_modified,
    body_digest            = polled.body_digest,
    failure_count          = polled.failure_count,
    last_error             = polled.last_error,
    last_success_at        = polled.last_success_at,
    last_new_entry_at      = polled.last_new_entry_at,
    moved_to               = polled.moved_to,
    moved_count            = polled.moved_count,
    entries_per_day        = polled.entries_per_day
FROM polled_feeds AS polled
WHERE feeds.feed_id = polled.feed_id;

INSERT INTO fetches BY NAME
SELECT new_fetches.* FROM new_fetches
ANTI JOIN fetches USING (fetch_id);

-- An entry that says something else now is looked at again, but not sooner than ten minutes after the last look.
UPDATE entries SET
    link         = listed.link,
    link_key     = listed.link_key,
    digest       = listed.digest,
    stated       = listed.stated,
    state        = 'pending',
    attempts     = 0,
    next_try_at  = greatest(listed.seen_at, coalesce(entries.settled_at + INTERVAL 10 MINUTES, listed.seen_at)),
    last_error   = NULL
FROM listed_entries AS listed
WHERE entries.feed_id = listed.feed_id AND entries.entry_id = listed.entry_id AND entries.digest <> listed.digest;

UPDATE entries SET last_seen_at = listed.seen_at
FROM listed_entries AS listed
WHERE entries.feed_id = listed.feed_id AND entries.entry_id = listed.entry_id;

UPDATE sightings SET last_seen_at = listed.seen_at
FROM listed_entries AS listed
WHERE sightings.feed_id = listed.feed_id AND sightings.entry_id = listed.entry_id;

INSERT INTO entries BY NAME
SELECT
    listed.feed_id, listed.entry_id, link, link_key, digest, stated,
    'pending' AS state, 0 AS attempts, seen_at AS next_try_at, seen_at AS first_seen_at, seen_at AS last_seen_at
FROM listed_entries AS listed
ANTI JOIN entries USING (feed_id, entry_id)
SEMI JOIN feeds USING (feed_id);
