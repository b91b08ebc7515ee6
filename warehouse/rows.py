"""Turns the nouns into Arrow tables with exactly the columns of the tables they land in."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from tasks import PIPELINE_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tasks.models import ArticleVersion, Batch, DocumentOutcome

ID: pa.DataType = pa.int64()
TEXT: pa.DataType = pa.string()
TEXTS: pa.DataType = pa.list_(pa.string())
INSTANT: pa.DataType = pa.timestamp("us", tz="UTC")
NUMBER: pa.DataType = pa.float64()

BATCHES = pa.schema(
    {"batch_id": TEXT, "run_id": ID, "landed_at": INSTANT, "documents": ID, "articles": ID, "copies": ID},
)
DOCUMENTS = pa.schema(
    {
        "document_id": ID,
        "origin": TEXT,
        "source": TEXT,
        "media_type": TEXT,
        "charset": TEXT,
        "charset_source": TEXT,
        "size_bytes": ID,
        "payload_digest": TEXT,
        "received_at": INSTANT,
        "state": TEXT,
        "reason_code": TEXT,
        "reason": TEXT,
        "article_id": ID,
        "stored_in": TEXT,
        "run_id": ID,
    },
)
ARTICLES = pa.schema(
    {
        "article_id": ID,
        "document_id": ID,
        "url": TEXT,
        "canonical_url": TEXT,
        "headline": TEXT,
        "alternative_headline": TEXT,
        "authors": TEXTS,
        "publisher": TEXT,
        "dateline": TEXT,
        "article_section": TEXT,
        "keywords": TEXTS,
        "in_language": TEXT,
        "language_confidence": NUMBER,
        "date_published": INSTANT,
        "date_published_precision": TEXT,
        "date_published_source": TEXT,
        "date_modified": INSTANT,
        "article_body": TEXT,
        "word_count": ID,
        "image_url": TEXT,
        "access": TEXT,
        "body_digest": TEXT,
        "version": ID,
        "first_seen_at": INSTANT,
        "last_seen_at": INSTANT,
        "updated_at": INSTANT,
        "pipeline_version": TEXT,
        "run_id": ID,
    },
)
VERSIONS = pa.schema(
    {
        "article_id": ID,
        "version": ID,
        "headline": TEXT,
        "article_body": TEXT,
        "body_digest": TEXT,
        "document_id": ID,
        "seen_at": INSTANT,
    },
)
SPANS = pa.schema(
    {"article_id": ID, "version": ID, "span_no": ID, "kind": TEXT, "rule_id": TEXT, "text": TEXT, "position": ID},
)
FINGERPRINTS = pa.schema({"article_id": ID, "shingles": pa.list_(ID)})
SEATS = pa.schema({"article_id": ID, "copy_of": ID})
COPIES = pa.schema({"article_id": ID, "copy_of": ID, "kind": TEXT, "similarity": NUMBER, "evidence": TEXT})
MENTIONS = pa.schema(
    {
        "article_id": ID,
        "entity_id": ID,
        "surface": TEXT,
        "kind": TEXT,
        "start_char": ID,
        "end_char": ID,
        "engine": TEXT,
        "confidence": NUMBER,
    },
)
ENTITIES = pa.schema({"entity_id": ID, "name": TEXT, "kind": TEXT, "country_code": TEXT, "wikidata_id": TEXT})
ALIASES = pa.schema({"entity_id": ID, "alias": TEXT, "source": TEXT, "confidence": NUMBER})


def arrow_tables(batch: Batch) -> dict[str, pa.Table]:
    """Return the tables that `statements/land.sql` reads, by name."""
    placement, notes = batch.placement, batch.annotations
    latest = {version.article.article_id: version for version in placement.versions}.values()
    return {
        "new_batch": _table([_batch_row(batch)], BATCHES),
        "new_documents": _table((_document_row(outcome, batch.run_id) for outcome in placement.outcomes), DOCUMENTS),
        "new_articles": _table((_article_row(version, batch.run_id) for version in latest), ARTICLES),
        "new_versions": _table(map(_version_row, placement.versions), VERSIONS),
        "new_spans": _table((row for version in placement.versions for row in _span_rows(version)), SPANS),
        "new_fingerprints": _table(
            (
                {"article_id": print_.article_id, "shingles": sorted(print_.shingles)}
                for print_ in placement.fingerprints
            ),
            FINGERPRINTS,
        ),
        "new_seats": _table(map(asdict, placement.seats), SEATS),
        "new_copies": _table(map(asdict, placement.copies), COPIES),
        "new_mentions": _table(map(asdict, notes.mentions), MENTIONS),
        "new_entities": _table(map(asdict, notes.entities), ENTITIES),
        "new_aliases": _table(map(asdict, notes.aliases), ALIASES),
    }


def _table(rows: Iterable[dict[str, Any]], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=schema)


def _batch_row(batch: Batch) -> dict[str, Any]:
    copied = {copy.article_id for copy in batch.placement.copies}
    landed = {version.article.article_id for version in batch.placement.versions}
    return {
        "batch_id": batch.batch_id,
        "run_id": batch.run_id,
        "landed_at": batch.landed_at,
        "documents": len(batch.placement.outcomes),
        "articles": len(landed),
        "copies": len(landed & copied),
    }


def _document_row(outcome: DocumentOutcome, run_id: int) -> dict[str, Any]:
    return asdict(outcome) | {"run_id": run_id}


def _article_row(version: ArticleVersion, run_id: int) -> dict[str, Any]:
    return asdict(version.article) | {
        "version": version.version,
        "first_seen_at": version.first_seen_at,
        "last_seen_at": version.seen_at,
        "updated_at": version.seen_at,
        "pipeline_version": PIPELINE_VERSION,
        "run_id": run_id,
    }


def _version_row(version: ArticleVersion) -> dict[str, Any]:
    return asdict(version.article) | {"version": version.version, "seen_at": version.seen_at}


def _span_rows(version: ArticleVersion) -> list[dict[str, Any]]:
    keys = {"article_id": version.article.article_id, "version": version.version}
    return [asdict(span) | keys for span in version.article.removed_spans]
