"""Fetches the pages of new entries and makes documents of them, or of what an entry itself says where it has no page.

one request for all entries that lead to one page
a page?                              the document; the entry's fields are evidence beside it
not now (busy, broken, timed out)?   tried again later, five times in all
never?                               the entry's own text is the document, or an Unread says why there is none
"""

from __future__ import annotations

import asyncio
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from tasks.addresses import url_key
from tasks.collect.formats.json_records import MEDIA_TYPE as JSON
from tasks.collect.formats.json_records import write_json
from tasks.collect.media_type import read_content_type, recognise_media_type
from tasks.collect.poll import heed_silence, open_fetcher, open_hosts, run_loop
from tasks.models import Origin, RawDocument, ReasonCode, Received, Sighting, Stated, Unread, digest_of, stable_id
from tasks.web import Outcome, PageFetch, PendingEntry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tasks.collect.fetch import Fetcher
    from tasks.collect.hosts import Hosts
    from tasks.collect.poll import Web
    from tasks.web import Fetched, Host

MOST_ATTEMPTS = 5
FIRST_RETRY_MINUTES = 10
"""Doubled with each attempt."""
BUSY = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
"""Statuses that may be gone when we ask again."""
PASSING = frozenset({Outcome.TIMEOUT, Outcome.TRUNCATED, Outcome.UNREACHABLE})
PAGE_TYPES = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"
CODES = {
    Outcome.UNREACHABLE: ReasonCode.HTTP_ERROR,
    Outcome.TOO_MANY_REDIRECTS: ReasonCode.HTTP_ERROR,
}
"""Outcomes that are no reason codes themselves."""

Pages = tuple[list[PageFetch], list[Received], tuple["Host", ...]]


def fetch_pages(web: Web, known_hosts: Mapping[str, Host], entries: Sequence[PendingEntry], now: datetime) -> Pages:
    """Return the requests made, the documents that came of them, and what was learnt of hosts.

    Entries that are to be tried again later have a request and no document.

    Args:
        web: how we behave.
        known_hosts: what hosts asked for earlier.
        entries: those that lead to one page share its document.
        now: our clock.

    Raises:
        StoppedError: `web.should_stop` said so.
    """
    return run_loop(web, partial(_fetch_all, web, known_hosts, entries, now))


def fetch_addresses(web: Web, addresses: Sequence[str], now: datetime) -> list[Received]:
    """Return the documents at addresses that a person named: each is asked for once, and what fails says why.

    Args:
        web: how we behave.
        addresses: of articles' pages.
        now: our clock.
    """
    named = [PendingEntry(0, address, address, Stated(), MOST_ATTEMPTS) for address in dict.fromkeys(addresses)]
    _, documents, _ = fetch_pages(web, {}, named, now)
    return [replace(document, origin=Origin.CLI, sightings=()) for document in documents]


async def _fetch_all(
    web: Web, known_hosts: Mapping[str, Host], entries: Sequence[PendingEntry], now: datetime
) -> Pages:
    hosts = open_hosts(web, known_hosts, now)
    groups = _group(entries)
    async with open_fetcher(web, lambda: now) as fetcher:
        found = await asyncio.gather(*(_fetch_page(fetcher, hosts, group, now) for group in groups))
    pages = [page for page, _ in found if page is not None]
    documents = [document for _, document in found if document is not None]
    return pages, documents, hosts.changed()


def _group(entries: Sequence[PendingEntry]) -> list[list[PendingEntry]]:
    groups: dict[object, list[PendingEntry]] = {}
    for entry in entries:
        key = url_key(entry.link) if entry.link else (entry.feed_id, entry.entry_id)
        groups.setdefault(key, []).append(entry)
    return list(groups.values())


async def _fetch_page(
    fetcher: Fetcher, hosts: Hosts, entries: list[PendingEntry], now: datetime
) -> tuple[PageFetch | None, Received | None]:
    first, link = entries[0], entries[0].link
    if link is None:
        return None, _from_entry(entries, ReasonCode.EXTRACT_EMPTY, "The entry has neither a link nor text.", now)
    async with hosts.turn(partial(_fetch_robots, fetcher, hosts, now)) as turn:
        fetched = await fetcher.fetch(link, accept=PAGE_TYPES, check=turn.ask)
        until = heed_silence(hosts, fetched, now)
    closed = hosts.closed_until(link)
    if turn.is_unknown and closed is not None and first.attempts < MOST_ATTEMPTS:
        return PageFetch(_sightings(entries), None, retry_at=closed), None
    is_passing = turn.is_unknown or fetched.outcome in PASSING or fetched.http_status in BUSY
    bare = replace(fetched, payload=b"")
    sightings = _sightings(entries)
    if is_passing and first.attempts + 1 < MOST_ATTEMPTS:
        later = now + timedelta(minutes=FIRST_RETRY_MINUTES * 2**first.attempts)
        return PageFetch(sightings, bare, retry_at=max(later, until or now), wait_until=until), None
    if fetched.outcome is not Outcome.OK:
        code = CODES.get(fetched.outcome) or ReasonCode(fetched.outcome.value)
        return PageFetch(sightings, bare, wait_until=until), _from_entry(entries, code, fetched.error or "", now)
    document = _from_page(entries, fetched, now)
    return PageFetch(sightings, bare, document.payload_digest), document


async def _fetch_robots(fetcher: Fetcher, hosts: Hosts, now: datetime, url: str) -> Fetched:
    async with hosts.turn() as turn:
        fetched = await fetcher.fetch(url, check=turn.ask)
        heed_silence(hosts, fetched, now)
        return fetched


def _sightings(entries: Sequence[PendingEntry]) -> tuple[Sighting, ...]:
    return tuple(Sighting(entry.feed_id, entry.entry_id, entry.link) for entry in entries)


def _from_page(entries: list[PendingEntry], fetched: Fetched, now: datetime) -> RawDocument:
    digest = digest_of(fetched.payload)
    source = entries[0].link or fetched.requested_url
    return RawDocument(
        document_id=stable_id("document", Origin.FEED, source, digest),
        origin=Origin.FEED,
        source=source,
        payload=fetched.payload,
        payload_digest=digest,
        received_at=now,
        media_type=recognise_media_type(fetched.payload, ""),
        charset=read_content_type(fetched.header("content-type"))[1],
        url=fetched.final_url,
        stated=replace(entries[0].stated, is_beside=True),
        sightings=_sightings(entries),
        http_status=fetched.http_status,
        http_headers=fetched.headers,
    )


def _from_entry(entries: list[PendingEntry], code: ReasonCode, reason: str, now: datetime) -> Received:
    """Return a document of what the entry says, or why there is neither page nor text."""
    entry = entries[0]
    source = entry.link or f"feed:{entry.feed_id}#{entry.entry_id}"
    if entry.stated.body is None:
        return Unread(
            document_id=stable_id("unread", Origin.FEED, source, code),
            origin=Origin.FEED,
            source=source,
            received_at=now,
            reason_code=code,
            reason=reason,
            sightings=_sightings(entries),
        )
    payload = write_json({name: value for name, value in asdict(entry.stated).items() if value})
    digest = digest_of(payload)
    return RawDocument(
        document_id=stable_id("document", Origin.FEED, source, digest),
        origin=Origin.FEED,
        source=source,
        payload=payload,
        payload_digest=digest,
        received_at=now,
        media_type=JSON,
        url=entry.link,
        stated=entry.stated,
        sightings=_sightings(entries),
    )
