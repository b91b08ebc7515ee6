"""Adds, removes, lists, imports and exports feeds, for the command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flows.polling import read_web
from tasks.addresses import is_http
from tasks.collect.finding import NoFeedFoundError, find_feed
from tasks.collect.opml import read_opml, write_opml
from tasks.models import stable_id
from tasks.web import Feed, FeedStatus
from warehouse import feeds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from flows.settings import Settings

FIRST_INTERVAL_SECONDS = 3600


class UnknownFeedError(Exception):
    """No feed is called that; the message is a sentence for people."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of addresses that were to be added."""

    feeds: tuple[Feed, ...]
    known: tuple[str, ...] = ()
    """Addresses of feeds that were there already."""
    problems: tuple[str, ...] = ()
    """A sentence for each address that leads to no feed."""


def add(
    settings: Settings,
    addresses: Sequence[str],
    section: str | None = None,
    interval: int | None = None,
    now: datetime | None = None,
) -> Added:
    """Add the feeds that addresses mean: a feed, a home page, a sitemap or an article.

    Args:
        settings: home directory and manners.
        addresses: a bare host is one as well.
        section: the folder that the feeds go into.
        interval: seconds between two polls, instead of the feeds' own pace.
        now: our clock; today's if not given.
    """
    web, now = read_web(settings), now or datetime.now(UTC)
    wanted: list[Feed] = []
    problems: list[str] = []
    for address in addresses:
        try:
            found = find_feed(web, address if "://" in address else f"https://{address}", now)
        except NoFeedFoundError as error:
            problems.append(f"{address}: {error}")
            continue
        wanted.append(
            Feed(
                feed_id=stable_id("feed", found.feed_url),
                feed_url=found.feed_url,
                next_poll_at=now,
                poll_interval_seconds=interval or FIRST_INTERVAL_SECONDS,
                title=found.document.title,
                site_url=found.document.site_url,
                section=section,
                format=found.document.format,
                in_language=found.document.in_language,
                fixed_interval_seconds=interval,
            )
        )
    return _add(settings.home, wanted, problems)


def _add(home: Path, wanted: Sequence[Feed], problems: Sequence[str]) -> Added:
    added = feeds.add_feeds(home, wanted) if wanted else ()
    new = {feed.feed_id for feed in added}
    return Added(added, tuple(feed.feed_url for feed in wanted if feed.feed_id not in new), tuple(problems))


def import_opml(settings: Settings, payload: bytes, now: datetime | None = None) -> Added:
    """Add every feed of an OPML document, without asking any of them yet; its folders become sections.

    Raises:
        NotOpmlError: it is none.
    """
    now, outlines = now or datetime.now(UTC), read_opml(payload)
    wanted = [
        Feed(
            feed_id=stable_id("feed", outline.feed_url),
            feed_url=outline.feed_url,
            next_poll_at=now,
            poll_interval_seconds=FIRST_INTERVAL_SECONDS,
            title=outline.title,
            site_url=outline.site_url,
            section=outline.section,
            in_language=outline.in_language,
        )
        for outline in outlines
        if is_http(outline.feed_url)
    ]
    problems = [
        f"{outline.feed_url}: this is no address that begins with http:// or https://; correct it in the file."
        for outline in outlines
        if not is_http(outline.feed_url)
    ]
    return _add(settings.home, wanted, problems)


def export_opml(home: Path) -> bytes:
    """Return all feeds as an OPML document, sections as folders."""
    return write_opml(feeds.list_feeds(home), "Copydesk feeds")


def list_rows(home: Path) -> list[dict[str, Any]]:
    """Return all feeds as plain values, for people and programs."""
    return [
        {
            "feed_id": feed.feed_id,
            "title": feed.title,
            "section": feed.section,
            "feed_url": feed.feed_url,
            "status": feed.status.value,
            "next_poll_at": feed.next_poll_at,
            "poll_interval_seconds": feed.poll_interval_seconds,
            "entries_per_day": round(feed.entries_per_day, 1),
            "last_success_at": feed.last_success_at,
            "why": feed.last_error,
        }
        for feed in feeds.list_feeds(home)
    ]


def find_named(home: Path, names: Sequence[str]) -> tuple[Feed, ...]:
    """Return the feeds that are called so: by address, site, id or title.

    Raises:
        UnknownFeedError: there is none of that name.
    """
    every = feeds.list_feeds(home)
    found: dict[int, Feed] = {}
    for name in names:
        matches = [feed for feed in every if name in {feed.feed_url, feed.site_url, str(feed.feed_id), feed.title}]
        if not matches:
            raise UnknownFeedError(f"No feed is called {name}: copydesk feeds list shows what they are called.")
        found.update((feed.feed_id, feed) for feed in matches)
    return tuple(found.values())


def remove(home: Path, names: Sequence[str]) -> int:
    """Forget feeds; what they brought stays. Return how many."""
    return feeds.remove_feeds(home, [feed.feed_id for feed in find_named(home, names)])


def pause(home: Path, names: Sequence[str], *, is_paused: bool) -> int:
    """Stop asking feeds, or ask them again; a feed that was gone is asked again as well. Return how many."""
    found = find_named(home, names)
    status = FeedStatus.PAUSED if is_paused else FeedStatus.ACTIVE
    for feed in found:
        feeds.set_feed(home, feed.feed_id, status, None, datetime.now(UTC))
    return len(found)
