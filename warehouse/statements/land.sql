-- Lands one batch. The tables that start with new_ are Arrow tables handed in by the landing step.
INSERT INTO batches BY NAME
SELECT * FROM new_batch;

-- What was turned away before may have been tried again, and come to something.
DELETE FROM documents
WHERE document_id IN (SELECT document_id FROM new_documents) AND state IN ('rejected', 'failed');
INSERT INTO documents BY NAME
SELECT new_documents.* FROM new_documents
ANTI JOIN documents USING (document_id);

DELETE FROM articles WHERE article_id IN (SELECT article_id FROM new_articles);
INSERT INTO articles BY NAME
SELECT * FROM new_articles;

-- A document that brought nothing new was still a sighting.
UPDATE articles SET last_seen_at = seen.received_at
FROM (SELECT article_id, max(received_at) AS received_at FROM new_documents GROUP BY article_id) AS seen
WHERE articles.article_id = seen.article_id
  AND articles.last_seen_at < seen.received_at;

INSERT INTO article_versions BY NAME
SELECT new_versions.* FROM new_versions
ANTI JOIN article_versions USING (article_id, version);

INSERT INTO removed_spans BY NAME
SELECT new_spans.* FROM new_spans
ANTI JOIN removed_spans USING (article_id, version, span_no);

DELETE FROM sketches WHERE article_id IN (SELECT article_id FROM new_articles);
INSERT INTO sketches BY NAME
SELECT * FROM new_sketches;

DELETE FROM digests WHERE article_id IN (SELECT article_id FROM new_articles);
INSERT INTO digests BY NAME
SELECT * FROM new_digests;

DELETE FROM recent_texts WHERE article_id IN (SELECT article_id FROM new_articles);
INSERT INTO recent_texts BY NAME
SELECT * FROM new_recent_texts;

-- Clusters: every seat in a touched cluster is set anew.
UPDATE articles SET copy_of = new_seats.copy_of, copy_component = new_seats.component
FROM new_seats
WHERE articles.article_id = new_seats.article_id
  AND (articles.copy_of, articles.copy_component) IS DISTINCT FROM (new_seats.copy_of, new_seats.component);

DELETE FROM copies WHERE article_id IN (SELECT article_id FROM new_seats);
INSERT INTO copies BY NAME
SELECT * FROM new_copies;

-- Mentions hang on representatives: a new text loses its old ones, and so does whoever gave up the seat.
CREATE OR REPLACE TEMP TABLE lost_mentions AS
SELECT DISTINCT mentions.article_id, mentions.entity_id
FROM mentions
WHERE article_id IN (SELECT article_id FROM new_articles)
   OR article_id IN (SELECT article_id FROM new_seats WHERE copy_of IS NOT NULL);

DELETE FROM quotes
WHERE article_id IN (SELECT article_id FROM new_articles)
   OR article_id IN (SELECT article_id FROM new_seats WHERE copy_of IS NOT NULL);
INSERT INTO quotes BY NAME
SELECT * FROM new_quotes;

DELETE FROM mentions WHERE article_id IN (SELECT article_id FROM lost_mentions);
INSERT INTO mentions BY NAME
SELECT * FROM new_mentions;

-- One spelling of a name must win, whichever came first: the one with the fewest capitals, then the least, as within a batch.
UPDATE entities SET name = new_entities.name
FROM new_entities
WHERE entities.entity_id = new_entities.entity_id
  AND (len(regexp_replace(new_entities.name, '\P{Lu}', '', 'g')), new_entities.name)
    < (len(regexp_replace(entities.name, '\P{Lu}', '', 'g')), entities.name);
INSERT INTO entities BY NAME
SELECT new_entities.* FROM new_entities
ANTI JOIN entities USING (entity_id);

INSERT INTO entity_aliases BY NAME
SELECT new_aliases.* FROM new_aliases
ANTI JOIN entity_aliases USING (entity_id, alias, source);

-- Nobody is remembered for a mention that is gone. An alias is a surface with its white space folded.
DELETE FROM entity_aliases
WHERE entity_id IN (SELECT entity_id FROM lost_mentions)
  AND (entity_id, alias) NOT IN (
    SELECT (entity_id, trim(regexp_replace(surface, '[\s\p{Z}]+', ' ', 'g')))
    FROM mentions
    WHERE entity_id IN (SELECT entity_id FROM lost_mentions)
  );
DELETE FROM entities
WHERE entity_id IN (SELECT entity_id FROM lost_mentions)
  AND entity_id NOT IN (SELECT entity_id FROM mentions);

INSERT INTO article_keys BY NAME
SELECT new_keys.* FROM new_keys
ANTI JOIN article_keys USING (key_id);

UPDATE runs SET
    received   = runs.received   + tally.received,
    landed     = runs.landed     + tally.landed,
    duplicates = runs.duplicates + tally.duplicates,
    rejected   = runs.rejected   + tally.rejected,
    failed     = runs.failed     + tally.failed
FROM (
    SELECT
        count(*)                                    AS received,
        count(*) FILTER (WHERE state = 'landed')    AS landed,
        count(*) FILTER (WHERE state = 'duplicate') AS duplicates,
        count(*) FILTER (WHERE state = 'rejected')  AS rejected,
        count(*) FILTER (WHERE state = 'failed')    AS failed
    FROM new_documents
) AS tally
WHERE runs.run_id = (SELECT run_id FROM new_batch);
