-- The first schema: raw documents, clean articles, their copies and names, and the runs that brought them.
-- No foreign keys and no secondary indexes: ids are unique by anti-join in the landing transaction.

CREATE TABLE documents (
    document_id     BIGINT NOT NULL,
    origin          VARCHAR NOT NULL,
    source          VARCHAR NOT NULL,
    media_type      VARCHAR,
    charset         VARCHAR,
    charset_source  VARCHAR,
    size_bytes      BIGINT,
    payload_digest  VARCHAR,
    received_at     TIMESTAMPTZ NOT NULL,
    state           VARCHAR NOT NULL,
    reason_code     VARCHAR,
    reason          VARCHAR,
    article_id      BIGINT,
    stored_in       VARCHAR,
    run_id          BIGINT NOT NULL
);

CREATE TABLE articles (
    article_id                BIGINT NOT NULL,
    document_id               BIGINT NOT NULL,
    url                       VARCHAR,
    canonical_url             VARCHAR,
    headline                  VARCHAR,
    alternative_headline      VARCHAR,
    authors                   VARCHAR[] NOT NULL,
    publisher                 VARCHAR,
    dateline                  VARCHAR,
    article_section           VARCHAR,
    keywords                  VARCHAR[] NOT NULL,
    in_language               VARCHAR NOT NULL,
    language_confidence       DOUBLE,
    date_published            TIMESTAMPTZ,
    date_published_precision  VARCHAR,
    date_published_source     VARCHAR,
    date_modified             TIMESTAMPTZ,
    article_body              VARCHAR NOT NULL USING COMPRESSION zstd,
    word_count                BIGINT NOT NULL,
    image_url                 VARCHAR,
    access                    VARCHAR NOT NULL,
    body_digest               VARCHAR NOT NULL,
    version                   INTEGER NOT NULL,
    first_seen_at             TIMESTAMPTZ NOT NULL,
    last_seen_at              TIMESTAMPTZ NOT NULL,
    updated_at                TIMESTAMPTZ NOT NULL,
    copy_of                   BIGINT,
    event_id                  BIGINT,
    pipeline_version          VARCHAR NOT NULL,
    run_id                    BIGINT NOT NULL
);

CREATE TABLE article_versions (
    article_id    BIGINT NOT NULL,
    version       INTEGER NOT NULL,
    headline      VARCHAR,
    article_body  VARCHAR NOT NULL USING COMPRESSION zstd,
    body_digest   VARCHAR NOT NULL,
    document_id   BIGINT NOT NULL,
    seen_at       TIMESTAMPTZ NOT NULL
);

CREATE TABLE removed_spans (
    article_id  BIGINT NOT NULL,
    version     INTEGER NOT NULL,
    span_no     INTEGER NOT NULL,
    kind        VARCHAR NOT NULL,
    rule_id     VARCHAR NOT NULL,
    text        VARCHAR NOT NULL,
    position    BIGINT NOT NULL
);

CREATE TABLE fingerprints (
    article_id   BIGINT NOT NULL,
    shingles     BIGINT[] NOT NULL
);

CREATE TABLE copies (
    article_id  BIGINT NOT NULL,
    copy_of     BIGINT NOT NULL,
    kind        VARCHAR NOT NULL,
    similarity  DOUBLE NOT NULL,
    evidence    VARCHAR NOT NULL
);

CREATE TABLE entities (
    entity_id     BIGINT NOT NULL,
    name          VARCHAR NOT NULL,
    kind          VARCHAR NOT NULL,
    country_code  VARCHAR,
    geonames_id   BIGINT,
    wikidata_id   VARCHAR
);

CREATE TABLE entity_aliases (
    entity_id   BIGINT NOT NULL,
    alias       VARCHAR NOT NULL,
    source      VARCHAR NOT NULL,
    confidence  DOUBLE NOT NULL
);

CREATE TABLE mentions (
    article_id  BIGINT NOT NULL,
    entity_id   BIGINT NOT NULL,
    surface     VARCHAR NOT NULL,
    kind        VARCHAR NOT NULL,
    start_char  BIGINT NOT NULL,
    end_char    BIGINT NOT NULL,
    engine      VARCHAR NOT NULL,
    confidence  DOUBLE NOT NULL
);

CREATE TABLE runs (
    run_id               BIGINT NOT NULL,
    flow                 VARCHAR NOT NULL,
    prefect_flow_run_id  VARCHAR,
    started_at           TIMESTAMPTZ NOT NULL,
    finished_at          TIMESTAMPTZ,
    state                VARCHAR NOT NULL,
    received             BIGINT NOT NULL,
    landed               BIGINT NOT NULL,
    duplicates           BIGINT NOT NULL,
    rejected             BIGINT NOT NULL,
    failed               BIGINT NOT NULL,
    pipeline_version     VARCHAR NOT NULL
);

CREATE TABLE batches (
    batch_id   VARCHAR NOT NULL,
    run_id     BIGINT NOT NULL,
    landed_at  TIMESTAMPTZ NOT NULL,
    documents  BIGINT NOT NULL,
    articles   BIGINT NOT NULL,
    copies     BIGINT NOT NULL
);

CREATE TABLE snapshot_info (
    snapshot_no    BIGINT NOT NULL,
    published_at   TIMESTAMPTZ NOT NULL,
    last_batch_id  VARCHAR,
    articles       BIGINT NOT NULL,
    batches        BIGINT NOT NULL,
    finished_runs  BIGINT NOT NULL
);
