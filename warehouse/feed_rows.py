"""Turns feeds, fetches and entries into Arrow tables with exactly the columns of the tables they land in, and back."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from tasks.models import Sighting, Stated, stable_id
from tasks.web import Feed, FeedStatus, PendingEntry, Validators
from warehouse.rows import ID, INSTANT, NUMBER, TEXT, key_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from tasks.web import Entry, Fetched, Host, PageFetch, SettledPoll

NUMBERS: pa.DataType = pa.list_(pa.int64())

FEEDS = pa.schema(
    {
        "feed_id": ID,
        "feed_url": TEXT,
        "site_url": TEXT,
        "title": TEXT,
        "section": TEXT,
        "format": TEXT,
        "in_language": TEXT,
        "status": TEXT,
        "poll_interval_seconds": ID,
        "fixed_interval_seconds": ID,
        "least_interval_seconds": ID,
        "skip_hours": NUMBERS,
        "skip_days": NUMBERS,
        "next_poll_at": INSTANT,
        "etag": TEXT,
        "last_modified": TEXT,
        "body_digest": TEXT,
        "failure_count": ID,
        "last_error": TEXT,
        "last_success_at": INSTANT,
        "last_new_entry_at": INSTANT,
        "moved_to": TEXT,
        "moved_count": ID,
        "entries_per_day": NUMBER,
    },
)
FETCHES = pa.schema(
    {
        "fetch_id": ID,
        "run_id": ID,
        "feed_id": ID,
        "requested_url": TEXT,
        "final_url": TEXT,
        "http_status": ID,
        "outcome": TEXT,
        "error": TEXT,
        "retry_after_at": INSTANT,
        "started_at": INSTANT,
        "duration_ms": ID,
        "size_bytes": ID,
        "content_type": TEXT,
        "charset": TEXT,
        "payload_digest": TEXT,
    },
)
ENTRIES = pa.schema(
    {"feed_id": ID, "entry_id": TEXT, "link": TEXT, "link_key": ID, "digest": TEXT, "stated": TEXT, "seen_at": INSTANT},
)
HOSTS = pa.schema({"host": TEXT, "closed_until": INSTANT, "robots_txt": TEXT, "robots_until": INSTANT})
CARRIED = pa.schema({"feed_id": ID, "entry_id": TEXT, "link": TEXT, "article_id": ID, "seen_at": INSTANT})
POSTPONED = pa.schema(
    {"feed_id": ID, "entry_id": TEXT, "next_try_at": INSTANT, "last_error": TEXT, "is_attempt": pa.bool_()}
)


def feed_table(feeds: Iterable[Feed]) -> pa.Table:
    """Return feeds as rows of `feeds`."""
    return pa.Table.from_pylist([_feed_row(feed) for feed in feeds], schema=FEEDS)


def _feed_row(feed: Feed) -> dict[str, Any]:
    return asdict(feed) | asdict(feed.validators)


def read_feeds(rows: Iterable[Mapping[str, Any]]) -> tuple[Feed, ...]:
    """Return rows of `feeds` as the nouns."""
    names = {field.name for field in fields(Feed)} - {"validators"}
    return tuple(
        replace(
            Feed(**{name: row[name] for name in names}),
            status=FeedStatus(row["status"]),
            skip_hours=tuple(row["skip_hours"]),
            skip_days=tuple(row["skip_days"]),
            validators=Validators(row["etag"], row["last_modified"]),
        )
        for row in rows
    )


def poll_tables(polls: Sequence[SettledPoll], run_id: int, now: datetime) -> dict[str, pa.Table]:
    """Return the tables that `statements/save_polls.sql` reads, by name."""
    fetches = [
        _fetch_row(poll.fetched, run_id, poll.feed.feed_id, poll.digest) | {"retry_after_at": poll.wait_until}
        for poll in polls
        if poll.fetched is not None
    ]
    entries = [_entry_row(poll.feed.feed_id, entry, now) for poll in polls for entry in poll.entries]
    return {
        "polled_feeds": feed_table(poll.feed for poll in polls),
        "new_fetches": pa.Table.from_pylist(fetches, schema=FETCHES),
        "listed_entries": pa.Table.from_pylist(entries, schema=ENTRIES),
    }


def page_tables(pages: Sequence[PageFetch], run_id: int) -> dict[str, pa.Table]:
    """Return the tables that `statements/save_pages.sql` reads, by name."""
    fetches = [
        _fetch_row(page.fetched, run_id, page.sightings[0].feed_id, page.digest) | {"retry_after_at": page.wait_until}
        for page in pages
        if page.fetched is not None
    ]
    postponed = [
        {
            "feed_id": sighting.feed_id,
            "entry_id": sighting.entry_id,
            "next_try_at": page.retry_at,
            "last_error": page.fetched.error if page.fetched else None,
            "is_attempt": page.fetched is not None,
        }
        for page in pages
        if page.retry_at is not None
        for sighting in page.sightings
    ]
    return {
        "new_fetches": pa.Table.from_pylist(fetches, schema=FETCHES),
        "postponed": pa.Table.from_pylist(postponed, schema=POSTPONED),
    }


def host_table(hosts: Iterable[Host]) -> pa.Table:
    """Return hosts as rows of `hosts`."""
    return pa.Table.from_pylist([asdict(host) for host in hosts], schema=HOSTS)


def carried_tables(rows: Iterable[tuple[Any, ...]], now: datetime) -> dict[str, pa.Table]:
    """Return the tables that `statements/settle_known.sql` reads, by name.

    Args:
        rows: feed_id, entry_id, link, article_id.
        now: our clock.
    """
    carried = [(Sighting(feed_id, entry_id, link), article_id) for feed_id, entry_id, link, article_id in rows]
    entries = [asdict(sighting) | {"article_id": article_id, "seen_at": now} for sighting, article_id in carried]
    keys = [(sighting.key_id, article_id) for sighting, article_id in carried if sighting.key_id is not None]
    return {"carried": pa.Table.from_pylist(entries, schema=CARRIED), "carried_keys": key_table(keys)}


def read_pending(rows: Iterable[tuple[Any, ...]]) -> tuple[PendingEntry, ...]:
    """Return rows (feed_id, entry_id, link, stated, attempts) as the nouns."""
    return tuple(
        PendingEntry(feed_id, entry_id, link, _read_stated(stated), attempts)
        for feed_id, entry_id, link, stated, attempts in rows
    )


def _read_stated(text: str | None) -> Stated:
    known: dict[str, Any] = json.loads(text or "{}")
    lists: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in known.items()}
    return Stated(**lists)


def _fetch_row(fetched: Fetched, run_id: int, feed_id: int | None, digest: str | None) -> dict[str, Any]:
    content_type, _, parameters = (fetched.header("content-type") or "").partition(";")
    started = fetched.started_at.isoformat()
    return {
        "fetch_id": stable_id("fetch", str(run_id), str(feed_id), fetched.requested_url, started),
        "run_id": run_id,
        "feed_id": feed_id,
        "requested_url": fetched.requested_url,
        "final_url": fetched.final_url,
        "http_status": fetched.http_status,
        "outcome": fetched.outcome.value,
        "error": fetched.error,
        "started_at": fetched.started_at,
        "duration_ms": fetched.duration_ms,
        "size_bytes": fetched.size_bytes,
        "content_type": content_type.strip() or None,
        "charset": parameters.partition("charset=")[2].strip(" \"'") or None,
        "payload_digest": digest,
    }


def _entry_row(feed_id: int, entry: Entry, now: datetime) -> dict[str, Any]:
    known = {name: value for name, value in asdict(entry.stated).items() if value}
    return {
        "feed_id": feed_id,
        "entry_id": entry.entry_id,
        "link": entry.link,
        "link_key": entry.link_key,
        "digest": entry.digest,
        "stated": json.dumps(known, ensure_ascii=False),
        "seen_at": now,
    }
