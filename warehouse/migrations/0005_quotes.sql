-- Quotes: who said what, where.

CREATE TABLE quotes (
    quote_id           BIGINT NOT NULL,
    article_id         BIGINT NOT NULL,
    text               VARCHAR NOT NULL,
    start_char         BIGINT NOT NULL,
    end_char           BIGINT NOT NULL,
    kind               VARCHAR NOT NULL,
    speaker            VARCHAR,
    speaker_entity_id  BIGINT,
    cue                VARCHAR,
    utterance_id       BIGINT,
    confidence         DOUBLE NOT NULL
);
