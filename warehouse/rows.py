"""Turns the nouns into Arrow tables with exactly the columns of the tables they land in."""

from __future__ import annotations

import zlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from tasks import PIPELINE_VERSION
from tasks.models import stable_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tasks.landing import Batch
    from tasks.models import ArticleVersion, DocumentOutcome, Fingerprint, Received

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
        "credit": TEXT,
        "embedded_date": pa.date32(),
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
KEYS = pa.schema({"key_id": ID, "article_id": ID})
SIGHTINGS = pa.schema({"document_id": ID, "feed_id": ID, "entry_id": TEXT, "link": TEXT, "seen_at": INSTANT})
PACKING = 3

HASH: pa.DataType = pa.uint32()
DAY: pa.DataType = pa.date32()
SKETCHES = pa.schema({"hash": HASH, "published_on": DAY, "seen_on": DAY, "article_id": ID})
DIGESTS = pa.schema({"body_key": ID, "article_id": ID})
RECENT_TEXTS = pa.schema({"article_id": ID, "seen_on": DAY, "text": pa.binary()})
SEATS = pa.schema({"article_id": ID, "copy_of": ID, "component": ID})
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
QUOTES = pa.schema(
    {
        "quote_id": ID,
        "article_id": ID,
        "text": TEXT,
        "start_char": ID,
        "end_char": ID,
        "kind": TEXT,
        "speaker": TEXT,
        "speaker_entity_id": ID,
        "cue": TEXT,
        "utterance_id": ID,
        "confidence": NUMBER,
    },
)
ENTITIES = pa.schema({"entity_id": ID, "name": TEXT, "kind": TEXT, "country_code": TEXT, "wikidata_id": TEXT})
ALIASES = pa.schema({"entity_id": ID, "alias": TEXT, "source": TEXT, "confidence": NUMBER})


def arrow_tables(batch: Batch) -> dict[str, pa.Table]:
    """Return the tables that `statements/land.sql` reads, by name."""
    placement, notes = batch.placement, batch.annotations
    latest = {version.article.article_id: version for version in placement.versions}.values()
    prints = {found.article_id: found for found in placement.fingerprints}
    return {
        "new_batch": _table([_batch_row(batch)], BATCHES),
        "new_documents": _table((_document_row(outcome, batch.run_id) for outcome in placement.outcomes), DOCUMENTS),
        "new_articles": _table((_article_row(version, batch.run_id, prints) for version in latest), ARTICLES),
        "new_versions": _table(map(_version_row, placement.versions), VERSIONS),
        "new_spans": _table((row for version in placement.versions for row in _span_rows(version)), SPANS),
        "new_sketches": sketch_table(placement.fingerprints),
        "new_digests": _table(
            ({"body_key": body_key(found.body_digest), "article_id": found.article_id} for found in prints.values()),
            DIGESTS,
        ),
        "new_recent_texts": _table((_text_row(version, prints) for version in latest), RECENT_TEXTS),
        "new_keys": key_table(placement.keys),
        "new_sightings": sighting_table(placement.outcomes),
        "new_seats": _table(map(asdict, placement.seats), SEATS),
        "new_copies": _table(map(asdict, placement.copies), COPIES),
        "new_mentions": _table(map(asdict, notes.mentions), MENTIONS),
        "new_quotes": _table(map(asdict, notes.quotes), QUOTES),
        "new_entities": _table(map(asdict, notes.entities), ENTITIES),
        "new_aliases": _table(map(asdict, notes.aliases), ALIASES),
    }


def sketch_table(prints: Iterable[Fingerprint]) -> pa.Table:
    """Return the sketches of articles as rows of `sketches`, in the order of their days."""
    rows = (
        {
            "hash": value,
            "published_on": found.published_on,
            "seen_on": found.seen_on,
            "article_id": found.article_id,
        }
        for found in sorted(prints, key=lambda found: (found.published_on or found.seen_on, found.article_id))
        for value in sorted(found.sketch)
    )
    return _table(rows, SKETCHES)


def body_key(body_digest: str) -> int:
    """Return a digest as a number that is quick to look for."""
    return stable_id("body", body_digest)


def pack_text(text: str) -> bytes:
    """Return a text as it is kept for comparing it with new ones: one is quick to read, unlike one of a column."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), PACKING)


def unpack_text(packed: bytes) -> str:
    """Return what `pack_text` packed."""
    return zlib.decompress(packed).decode("utf-8", "surrogatepass")


def _text_row(version: ArticleVersion, prints: dict[int, Fingerprint]) -> dict[str, Any]:
    article = version.article
    return {
        "article_id": article.article_id,
        "seen_on": prints[article.article_id].seen_on,
        "text": pack_text(article.article_body),
    }


def key_table(keys: Iterable[tuple[int, int]]) -> pa.Table:
    """Return pairs of key and article id as rows of `article_keys`."""
    return _table(({"key_id": key_id, "article_id": article_id} for key_id, article_id in keys), KEYS)


def sighting_table(documents: Iterable[DocumentOutcome | Received]) -> pa.Table:
    """Return the entries that led to documents, as `statements/settle_entries.sql` reads them."""
    rows = (
        {"document_id": document.document_id, "seen_at": document.received_at, **asdict(sighting)}
        for document in documents
        for sighting in document.sightings
    )
    return _table(rows, SIGHTINGS)


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


def _article_row(version: ArticleVersion, run_id: int, prints: dict[int, Fingerprint]) -> dict[str, Any]:
    found = prints[version.article.article_id]
    return asdict(version.article) | {
        "credit": found.credit,
        "embedded_date": found.embedded_date,
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
