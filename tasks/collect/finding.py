"""Finds the feed that an address means: itself, one that its page or site names, or a sitemap."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from protego import Protego

from tasks.collect.discovery import discover_feeds
from tasks.collect.media_type import read_content_type
from tasks.collect.poll import open_fetcher, open_hosts, read_or_explain, run_loop
from tasks.limits import Broken, map_within
from tasks.web import FeedDocument, Outcome

if TYPE_CHECKING:
    from datetime import datetime

    from tasks.collect.fetch import Fetcher
    from tasks.collect.hosts import Hosts
    from tasks.collect.poll import Web
    from tasks.web import Fetched

MOST_TRIES = 5
"""Of the addresses that one page names."""


class NoFeedFoundError(Exception):
    """Nothing at or behind an address is a feed; the message is a sentence for people."""


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed, and where it is."""

    feed_url: str
    document: FeedDocument


def find_feed(web: Web, address: str, now: datetime) -> FoundFeed:
    """Return the feed that `address` means: of a feed, a home page, a sitemap or an article.

    Raises:
        NoFeedFoundError: there is none, or nobody answers.
    """
    return run_loop(web, partial(_find, web, address, now))


async def _find(web: Web, address: str, now: datetime) -> FoundFeed:
    async with open_fetcher(web, lambda: now) as fetcher:
        search = _Search(web, fetcher, open_hosts(web, {}, now))
        return await search.find(address)


@dataclass(frozen=True, slots=True)
class _Look:
    """What one address turned out to be."""

    fetched: Fetched
    document: FeedDocument | None
    named: tuple[str, ...] = ()
    """Addresses that may be feeds, where it is a page."""


@dataclass(frozen=True, slots=True)
class _Search:
    web: Web
    fetcher: Fetcher
    hosts: Hosts

    async def find(self, address: str) -> FoundFeed:
        """Follow what each page names, the likeliest first."""
        look = await self._look(address)
        if look.fetched.outcome is not Outcome.OK:
            raise NoFeedFoundError(look.fetched.error or f"{address} did not answer.")
        home = urljoin(look.fetched.final_url, "/")
        found = _as_found(address, look) or await self._try(look.named[:MOST_TRIES])
        if found is None and home != look.fetched.final_url:
            found = await self._try((await self._look(home)).named[:MOST_TRIES])
        found = found or await self._try(await self._sitemaps(home))
        if found is None:
            raise NoFeedFoundError(
                f"Neither {address} nor its site names a feed or a sitemap; give the feed's address."
            )
        return found

    async def _try(self, addresses: tuple[str, ...]) -> FoundFeed | None:
        for address in addresses:
            if found := _as_found(address, await self._look(address)):
                return found
        return None

    async def _sitemaps(self, home: str) -> tuple[str, ...]:
        """Return the sitemaps that robots.txt lists, those of news first."""
        fetched = await self._fetch(urljoin(home, "/robots.txt"))
        if fetched.outcome is not Outcome.OK:
            return ()
        listed = list(Protego.parse(fetched.payload.decode("utf-8", "replace")).sitemaps)
        listed.sort(key=lambda address: "news" not in urlsplit(address).path.lower())
        return tuple(listed[:MOST_TRIES])

    async def _look(self, address: str) -> _Look:
        fetched = await self._fetch(address)
        if fetched.outcome is not Outcome.OK:
            return _Look(fetched, None)
        call = (fetched.payload, fetched.final_url, fetched.header("content-type"))
        (answer,) = await asyncio.to_thread(map_within, self.web.limits, read_or_discover, [call])
        if isinstance(answer, FeedDocument):
            return _Look(fetched, answer)
        return _Look(fetched, None, () if isinstance(answer, Broken) else answer)

    async def _fetch(self, address: str) -> Fetched:
        async with self.hosts.turn() as turn:
            return await self.fetcher.fetch(address, check=turn.ask)


def read_or_discover(payload: bytes, base_url: str, content_type: str | None) -> FeedDocument | tuple[str, ...]:
    """Return the feed, or the addresses that a page names; run in a worker."""
    document = read_or_explain(payload, base_url, content_type)
    if isinstance(document, FeedDocument):
        return document
    return discover_feeds(payload, base_url, read_content_type(content_type)[1])


def _as_found(address: str, look: _Look) -> FoundFeed | None:
    if look.document is None:
        return None
    return FoundFeed(look.fetched.permanent_url or address, look.document)
