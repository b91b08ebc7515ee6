-- Writes down requests for pages, and the entries that are to be tried again later.
-- new_fetches and postponed are Arrow tables handed in.
INSERT INTO fetches BY NAME
SELECT new_fetches.* FROM new_fetches
ANTI JOIN fetches USING (fetch_id);

UPDATE entries SET
    attempts    = attempts + postponed.is_attempt::BIGINT,
    next_try_at = postponed.next_try_at,
    last_error  = coalesce(postponed.last_error, entries.last_error)
FROM postponed
WHERE entries.feed_id = postponed.feed_id AND entries.entry_id = postponed.entry_id;
