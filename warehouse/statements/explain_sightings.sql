-- Which feeds carried those articles, under which entries.
SELECT sightings.article_id, feeds.title AS feed, feed_url, entry_id, link, first_seen_at, sightings.last_seen_at
FROM sightings
LEFT JOIN feeds USING (feed_id)
WHERE article_id IN (SELECT unnest($articles::BIGINT[]))
ORDER BY article_id, first_seen_at, entry_id;
