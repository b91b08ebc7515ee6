-- Leases: who works off what, so that two watchers keep off the same inbox.

CREATE TABLE leases (
    name        VARCHAR NOT NULL,
    holder      VARCHAR NOT NULL,
    expires_at  TIMESTAMPTZ NOT NULL
);
