-- Lands what a batch means for events. The tables that start with new_ are Arrow tables; lost_reports: article_id.
DELETE FROM topics
WHERE article_id IN (SELECT article_id FROM new_topics UNION SELECT article_id FROM lost_reports);
INSERT INTO topics BY NAME
SELECT * FROM new_topics;

DELETE FROM topic_links
WHERE one IN (SELECT article_id FROM new_topics UNION SELECT article_id FROM lost_reports)
   OR other IN (SELECT article_id FROM new_topics UNION SELECT article_id FROM lost_reports);
INSERT INTO topic_links BY NAME
SELECT * FROM new_links;

UPDATE topics SET component = new_event_seats.component
FROM new_event_seats
WHERE topics.article_id = new_event_seats.article_id AND topics.component <> new_event_seats.component;

UPDATE articles SET event_id = new_event_seats.event_id
FROM new_event_seats
WHERE coalesce(articles.copy_of, articles.article_id) = new_event_seats.article_id
  AND articles.event_id IS DISTINCT FROM new_event_seats.event_id;

DELETE FROM events
WHERE event_id IN (SELECT event_id FROM new_events UNION SELECT event_id FROM gone_events);
INSERT INTO events BY NAME
SELECT
    new_events.event_id, label, event_date, event_date_source,
    count(*)                  AS article_count,
    count(DISTINCT publisher) AS publisher_count,
    min(date_published)       AS first_published_at,
    max(date_published)       AS last_published_at
FROM new_events
JOIN articles USING (event_id)
GROUP BY ALL;

-- An id that leads to another leads straight to the last of them; one that is taken again leads nowhere.
UPDATE event_aliases SET merged_into = new_event_aliases.merged_into
FROM new_event_aliases
WHERE event_aliases.merged_into = new_event_aliases.event_id;
DELETE FROM event_aliases
WHERE event_id IN (SELECT event_id FROM new_event_aliases UNION SELECT event_id FROM new_events)
   OR merged_into IN (SELECT event_id FROM gone_events);
INSERT INTO event_aliases BY NAME
SELECT * FROM new_event_aliases;

DELETE FROM copies
WHERE kind = 'rewrite'
  AND article_id IN (SELECT article_id FROM new_event_seats UNION SELECT article_id FROM lost_reports);
INSERT INTO copies BY NAME
SELECT * FROM new_rewrites;
