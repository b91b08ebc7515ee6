-- Feeds: what is polled, every request that was made, what feeds listed, and which article is meant by which address.

CREATE TABLE feeds (
    feed_id                 BIGINT NOT NULL,
    feed_url                VARCHAR NOT NULL,
    site_url                VARCHAR,
    title                   VARCHAR,
    section                 VARCHAR,
    format                  VARCHAR,
    in_language             VARCHAR,
    status                  VARCHAR NOT NULL,
    poll_interval_seconds   BIGINT NOT NULL,
    fixed_interval_seconds  BIGINT,
    least_interval_seconds  BIGINT NOT NULL,
    skip_hours              BIGINT[] NOT NULL,
    skip_days               BIGINT[] NOT NULL,
    next_poll_at            TIMESTAMPTZ NOT NULL,
    etag                    VARCHAR,
    last_modified           VARCHAR,
    body_digest             VARCHAR,
    failure_count           BIGINT NOT NULL,
    last_error              VARCHAR,
    last_success_at         TIMESTAMPTZ,
    last_new_entry_at       TIMESTAMPTZ,
    moved_to                VARCHAR,
    moved_count             BIGINT NOT NULL,
    entries_per_day         DOUBLE NOT NULL
);

CREATE TABLE fetches (
    fetch_id        BIGINT NOT NULL,
    run_id          BIGINT NOT NULL,
    feed_id         BIGINT,
    requested_url   VARCHAR NOT NULL,
    final_url       VARCHAR NOT NULL,
    http_status     INTEGER,
    outcome         VARCHAR NOT NULL,
    error           VARCHAR,
    retry_after_at  TIMESTAMPTZ,
    started_at      TIMESTAMPTZ NOT NULL,
    duration_ms     BIGINT NOT NULL,
    size_bytes      BIGINT NOT NULL,
    content_type    VARCHAR,
    charset         VARCHAR,
    payload_digest  VARCHAR
);

CREATE TABLE entries (
    feed_id        BIGINT NOT NULL,
    entry_id       VARCHAR NOT NULL,
    link           VARCHAR,
    link_key       BIGINT,
    digest         VARCHAR NOT NULL,
    stated         VARCHAR,
    state          VARCHAR NOT NULL,
    attempts       BIGINT NOT NULL,
    next_try_at    TIMESTAMPTZ NOT NULL,
    last_error     VARCHAR,
    settled_at     TIMESTAMPTZ,
    article_id     BIGINT,
    first_seen_at  TIMESTAMPTZ NOT NULL,
    last_seen_at   TIMESTAMPTZ NOT NULL
);

CREATE TABLE sightings (
    article_id     BIGINT NOT NULL,
    feed_id        BIGINT NOT NULL,
    entry_id       VARCHAR NOT NULL,
    link           VARCHAR,
    first_seen_at  TIMESTAMPTZ NOT NULL,
    last_seen_at   TIMESTAMPTZ NOT NULL
);

CREATE TABLE article_keys (
    key_id      BIGINT NOT NULL,
    article_id  BIGINT NOT NULL
);

CREATE TABLE hosts (
    host           VARCHAR NOT NULL,
    closed_until   TIMESTAMPTZ,
    robots_txt     VARCHAR,
    robots_until   TIMESTAMPTZ
);
