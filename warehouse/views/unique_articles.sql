-- Each text once: articles that are not a copy of another.
CREATE OR REPLACE VIEW unique_articles AS
SELECT * FROM articles WHERE copy_of IS NULL;

COMMENT ON VIEW unique_articles IS 'Articles without the copies: each text once, the representative of its cluster.';
