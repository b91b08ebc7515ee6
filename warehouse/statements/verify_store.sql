-- What must be true of the whole store: one sentence for every kind of broken promise.
WITH findings AS (
    SELECT 'documents stand twice' AS what, count(*) AS found
    FROM (SELECT document_id FROM documents GROUP BY document_id HAVING count(*) > 1)
    UNION ALL
    SELECT 'articles stand twice', count(*)
    FROM (SELECT article_id FROM articles GROUP BY article_id HAVING count(*) > 1)
    UNION ALL
    SELECT 'documents landed without their article', count(*)
    FROM documents ANTI JOIN articles USING (article_id)
    WHERE state IN ('landed', 'duplicate')
    UNION ALL
    SELECT 'documents were turned away without a reason', count(*)
    FROM documents WHERE state IN ('rejected', 'failed') AND (reason_code IS NULL OR reason IS NULL)
    UNION ALL
    SELECT 'articles have no version of their own', count(*)
    FROM articles ANTI JOIN article_versions USING (article_id, version)
    UNION ALL
    SELECT 'sketches belong to nobody', count(DISTINCT article_id)
    FROM sketches ANTI JOIN articles USING (article_id)
    UNION ALL
    SELECT 'copies disagree with their article', count(*)
    FROM articles
    FULL JOIN (SELECT * FROM copies WHERE kind <> 'rewrite') AS copies USING (article_id)
    WHERE articles.copy_of IS DISTINCT FROM copies.copy_of
    UNION ALL
    SELECT 'copies point at another copy', count(*)
    FROM copies JOIN articles ON articles.article_id = copies.copy_of
    WHERE articles.copy_of IS NOT NULL
    UNION ALL
    SELECT 'mentions hang on a copy', count(*)
    FROM mentions JOIN articles USING (article_id)
    WHERE articles.copy_of IS NOT NULL
    UNION ALL
    SELECT 'mentions do not stand where they say', count(*)
    FROM mentions JOIN articles USING (article_id)
    WHERE array_slice(article_body, start_char + 1, end_char) <> surface
    UNION ALL
    SELECT 'mentions have no entity', count(*)
    FROM mentions ANTI JOIN entities USING (entity_id)
    UNION ALL
    SELECT 'articles tell an event that is not there', count(*)
    FROM articles ANTI JOIN events USING (event_id)
    WHERE event_id IS NOT NULL
    UNION ALL
    SELECT 'copies tell another event than their representative', count(*)
    FROM articles JOIN articles AS heads ON heads.article_id = articles.copy_of
    WHERE articles.event_id IS DISTINCT FROM heads.event_id
    UNION ALL
    SELECT 'events count their articles wrong', count(*)
    FROM events LEFT JOIN (SELECT event_id, count(*) AS counted FROM articles GROUP BY event_id) USING (event_id)
    WHERE article_count IS DISTINCT FROM counted OR article_count < 2
    UNION ALL
    SELECT 'rewrites stand in two events', count(*)
    FROM copies
    JOIN articles USING (article_id)
    JOIN articles AS sources ON sources.article_id = copies.copy_of
    WHERE kind = 'rewrite' AND articles.event_id IS DISTINCT FROM sources.event_id
    UNION ALL
    SELECT 'topics belong to no representative', count(*)
    FROM topics LEFT JOIN articles USING (article_id)
    WHERE articles.article_id IS NULL OR articles.copy_of IS NOT NULL
    UNION ALL
    SELECT 'links lead to no topic', count(*)
    FROM topic_links
    WHERE one NOT IN (SELECT article_id FROM topics) OR other NOT IN (SELECT article_id FROM topics)
    UNION ALL
    SELECT 'quotes do not stand where they say', count(*)
    FROM quotes LEFT JOIN articles USING (article_id)
    WHERE array_slice(article_body, start_char + 1, end_char) IS DISTINCT FROM text
    UNION ALL
    SELECT 'quotes hang on a copy', count(*)
    FROM quotes JOIN articles USING (article_id)
    WHERE articles.copy_of IS NOT NULL
    UNION ALL
    SELECT 'speakers of quotes are nobody', count(*)
    FROM quotes ANTI JOIN entities ON quotes.speaker_entity_id = entities.entity_id
    WHERE speaker_entity_id IS NOT NULL
    UNION ALL
    SELECT 'feeds stand twice', count(*)
    FROM (SELECT feed_id FROM feeds GROUP BY feed_id HAVING count(*) > 1)
    UNION ALL
    SELECT 'entries stand twice', count(*)
    FROM (SELECT feed_id, entry_id FROM entries GROUP BY ALL HAVING count(*) > 1)
    UNION ALL
    SELECT 'entries wait for a feed that is gone', count(*)
    FROM entries ANTI JOIN feeds USING (feed_id)
    UNION ALL
    SELECT 'sightings stand twice', count(*)
    FROM (SELECT feed_id, entry_id FROM sightings GROUP BY ALL HAVING count(*) > 1)
    UNION ALL
    SELECT 'sightings have no article', count(*)
    FROM sightings ANTI JOIN articles USING (article_id)
    UNION ALL
    SELECT 'entries carried an article without a sighting', count(*)
    FROM entries ANTI JOIN sightings USING (feed_id, entry_id)
    WHERE article_id IS NOT NULL
    UNION ALL
    SELECT 'article keys lead nowhere', count(*)
    FROM article_keys ANTI JOIN articles USING (article_id)
    UNION ALL
    SELECT 'article keys lead to two articles', count(*)
    FROM (SELECT key_id FROM article_keys GROUP BY key_id HAVING count(*) > 1)
)
SELECT found || ' ' || what || ': please report this, with the file store.duckdb.'
FROM findings
WHERE found > 0;
