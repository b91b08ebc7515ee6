-- An entry whose document has come to an end is settled; where that is an article, the feed has carried it.
-- new_sightings is an Arrow table: document_id, feed_id, entry_id, link, seen_at.
CREATE OR REPLACE TEMP TABLE settled AS
SELECT new_sightings.*, documents.article_id
FROM new_sightings
JOIN documents USING (document_id);

UPDATE entries SET
    state      = 'settled',
    stated     = NULL,
    settled_at = settled.seen_at,
    last_error = NULL,
    article_id = coalesce(settled.article_id, entries.article_id)
FROM settled
WHERE entries.feed_id = settled.feed_id AND entries.entry_id = settled.entry_id;

UPDATE sightings SET
    last_seen_at = greatest(sightings.last_seen_at, settled.seen_at),
    article_id   = settled.article_id,
    link         = settled.link
FROM settled
WHERE sightings.feed_id = settled.feed_id AND sightings.entry_id = settled.entry_id AND settled.article_id IS NOT NULL;

INSERT INTO sightings BY NAME
SELECT article_id, feed_id, entry_id, link, seen_at AS first_seen_at, seen_at AS last_seen_at
FROM settled
ANTI JOIN sightings USING (feed_id, entry_id)
WHERE article_id IS NOT NULL;
