-- Events: what articles are about, which of them are linked, and the happenings that they tell. Copies are found by
-- sketches instead of shingles; an article that was stored before has none, and is compared again with its next version.

DROP TABLE fingerprints;

CREATE TABLE sketches (
    hash          UINTEGER NOT NULL,
    published_on  DATE,
    seen_on       DATE NOT NULL,
    article_id    BIGINT NOT NULL
);

CREATE TABLE digests (
    body_key    BIGINT NOT NULL,
    article_id  BIGINT NOT NULL
);

CREATE TABLE recent_texts (
    article_id  BIGINT NOT NULL,
    seen_on     DATE NOT NULL,
    text        BLOB NOT NULL
);

CREATE TABLE topics (
    article_id   BIGINT NOT NULL,
    in_language  VARCHAR NOT NULL,
    told_at      TIMESTAMPTZ NOT NULL,
    component    BIGINT NOT NULL,
    terms        UINTEGER[] NOT NULL,
    weights      USMALLINT[] NOT NULL
);

CREATE TABLE topic_links (
    one            BIGINT NOT NULL,
    other          BIGINT NOT NULL,
    similarity     INTEGER NOT NULL,
    rewrite_score  DOUBLE,
    evidence       VARCHAR
);

CREATE TABLE events (
    event_id            BIGINT NOT NULL,
    label               VARCHAR,
    event_date          DATE,
    event_date_source   VARCHAR,
    article_count       BIGINT NOT NULL,
    publisher_count     BIGINT NOT NULL,
    first_published_at  TIMESTAMPTZ,
    last_published_at   TIMESTAMPTZ
);

CREATE TABLE event_aliases (
    event_id     BIGINT NOT NULL,
    merged_into  BIGINT NOT NULL
);

ALTER TABLE articles ADD COLUMN credit VARCHAR;
ALTER TABLE articles ADD COLUMN embedded_date DATE;
ALTER TABLE articles ADD COLUMN copy_component BIGINT;
