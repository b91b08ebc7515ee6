-- New entries that link to an article which another feed has carried, or the same one under another id, need no request.
-- moment is an Arrow table of one row: seen_at, our clock.
CREATE OR REPLACE TEMP TABLE carried AS
SELECT feed_id, entry_id, link, article_keys.article_id, seen_at
FROM moment, entries
JOIN article_keys ON article_keys.key_id = entries.link_key
WHERE entries.state = 'pending' AND entries.article_id IS NULL;

UPDATE entries SET state = 'settled', stated = NULL, settled_at = carried.seen_at, article_id = carried.article_id
FROM carried
WHERE entries.feed_id = carried.feed_id AND entries.entry_id = carried.entry_id;

INSERT INTO sightings BY NAME
SELECT article_id, feed_id, entry_id, link, seen_at AS first_seen_at, seen_at AS last_seen_at
FROM carried
ANTI JOIN sightings USING (feed_id, entry_id);
