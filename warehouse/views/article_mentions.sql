-- Mentions hang on the representative of a cluster of copies; this spreads them to every copy.
CREATE OR REPLACE VIEW article_mentions AS
SELECT articles.article_id, mentions.article_id AS mentioned_in, entity_id, entities.name, entities.kind, surface, confidence
FROM articles
JOIN mentions ON mentions.article_id = coalesce(articles.copy_of, articles.article_id)
JOIN entities USING (entity_id);

COMMENT ON VIEW article_mentions IS 'Who and what every article names, copies included: the names found in the representative count for its copies.';
