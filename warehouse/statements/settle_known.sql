-- Entries that link to a known article need no request; from now on, that article is known by their names as well.
-- carried (feed_id, entry_id, link, article_id, seen_at) and carried_keys are Arrow tables handed in.
UPDATE entries SET state = 'settled', stated = NULL, settled_at = carried.seen_at, article_id = carried.article_id
FROM carried
WHERE entries.feed_id = carried.feed_id AND entries.entry_id = carried.entry_id;

INSERT INTO article_keys BY NAME
SELECT carried_keys.* FROM carried_keys
ANTI JOIN article_keys USING (key_id);

INSERT INTO sightings BY NAME
SELECT article_id, feed_id, entry_id, link, seen_at AS first_seen_at, seen_at AS last_seen_at
FROM carried
ANTI JOIN sightings USING (feed_id, entry_id);
