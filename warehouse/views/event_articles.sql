-- The articles of each event, copies and rewrites included, in the order in which they were published.
CREATE OR REPLACE VIEW event_articles AS
SELECT
    events.event_id,
    events.label,
    events.event_date,
    articles.article_id,
    articles.publisher,
    articles.headline,
    articles.date_published,
    articles.first_seen_at,
    articles.url,
    copies.kind                                AS copy_kind,
    coalesce(articles.copy_of, copies.copy_of) AS copy_of,
    articles.credit
FROM events
JOIN articles USING (event_id)
LEFT JOIN copies USING (article_id)
ORDER BY events.event_id, coalesce(articles.date_published, articles.first_seen_at), articles.article_id;

COMMENT ON VIEW event_articles IS 'The articles of each event, with what each of them is a copy or rewrite of.';
