"""The door to the web: asks feeds whether there is anything new, and fetches the pages of their entries.

ask every feed, each host in its turn
parse what is new, in a worker with limits on time and memory
a list of sitemaps? ask the newest of them as well
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from anyio.from_thread import start_blocking_portal

from tasks.addresses import url_key
from tasks.collect.feed import NotAFeedError, read_feed
from tasks.collect.fetch import Fetcher, FetchLimits, default_user_agent
from tasks.collect.hosts import Hosts, Pace
from tasks.collect.media_type import read_content_type
from tasks.collect.schedule import settle_poll, wait_until
from tasks.limits import Broken, Limits, map_within
from tasks.models import digest_of
from tasks.web import Feed, FeedDocument, Fetched, Outcome, Poll, Validators

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from datetime import datetime
    from typing import TypeVar

    from tasks.web import Entry, Host

    Result = TypeVar("Result")

__all__ = ["Pace", "Polled", "Web", "poll_feeds", "settle_poll"]

AGENT = "copydesk"
"""What robots.txt calls us."""
NONE = Validators()
MOST_MAPS = 10
"""Of a sitemap index: the newest of its sitemaps, in one poll."""
FEED_TYPES = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"


class StoppedError(Exception):
    """Somebody asked us to stop; what was asked so far is forgotten and asked again."""


@dataclass(frozen=True, slots=True)
class Web:
    """How we behave on the web."""

    limits: Limits
    """For parsing one document."""
    fetch_limits: FetchLimits
    contact: str | None = None
    """Whom a site may write to about us."""
    allow_hosts: tuple[str, ...] = ()
    pace: Pace = field(default_factory=Pace)
    """One for all groups of requests, so that it holds from one to the next."""
    should_stop: Callable[[], bool] = lambda: False
    """Asked every now and then."""


@dataclass(frozen=True, slots=True)
class Polled:
    """What came of asking a group of feeds."""

    polls: list[Poll]
    """In the order of the feeds."""
    resting: list[Feed]
    """Those that were not asked because their hosts want to be left alone, due again when that is over."""
    hosts: tuple[Host, ...]
    """Of which something was learnt."""


def poll_feeds(web: Web, known_hosts: Mapping[str, Host], feeds: Sequence[Feed], now: datetime) -> Polled:
    """Ask the feeds, and return what came of each, and what was learnt of hosts.

    Args:
        web: how we behave.
        known_hosts: what hosts asked for earlier; feeds of a host that is closed are not asked.
        feeds: each is asked once.
        now: our clock.

    Raises:
        StoppedError: `web.should_stop` said so.
    """
    return run_loop(web, partial(_poll_all, web, known_hosts, feeds, now))


def run_loop(web: Web, work: Callable[[], Awaitable[Result]]) -> Result:
    """Run `work` in an event loop of its own, whether or not the caller runs in one; end it when asked to stop."""
    with start_blocking_portal() as portal:
        return portal.call(_until_stopped, web, work)


STOP_LOOK_SECONDS = 0.2


async def _until_stopped(web: Web, work: Callable[[], Awaitable[Result]]) -> Result:
    task = asyncio.ensure_future(work())
    while not task.done():
        await asyncio.wait([task], timeout=STOP_LOOK_SECONDS)
        if web.should_stop() and not task.done():
            task.cancel()
            await asyncio.wait([task])
            raise StoppedError
    return task.result()


def open_fetcher(web: Web, now: Callable[[], datetime]) -> Fetcher:
    """Return the fetcher that behaves so."""
    return Fetcher(
        limits=web.fetch_limits, user_agent=default_user_agent(web.contact), allow_hosts=web.allow_hosts, now=now
    )


async def _poll_all(web: Web, known_hosts: Mapping[str, Host], feeds: Sequence[Feed], now: datetime) -> Polled:
    hosts = open_hosts(web, known_hosts, now)
    async with open_fetcher(web, lambda: now) as fetcher:
        poller = _Poller(web, fetcher, hosts, now)
        answers = await asyncio.gather(*map(poller.poll, feeds))
    polls = [answer for answer in answers if isinstance(answer, Poll)]
    return Polled(polls, [answer for answer in answers if isinstance(answer, Feed)], hosts.changed())


@dataclass(frozen=True, slots=True)
class _Poller:
    web: Web
    fetcher: Fetcher
    hosts: Hosts
    now: datetime

    async def poll(self, feed: Feed) -> Poll | Feed:
        """Ask one feed; if a host on the way has asked for silence, return the feed as due when that is over."""
        fetched, digest, document = await self._ask(feed.feed_url, feed.validators, feed.body_digest)
        closed = self.hosts.closed_until(fetched.final_url)
        if fetched.outcome is Outcome.ROBOTS and closed is not None:
            return replace(feed, next_poll_at=closed)
        poll = Poll(feed, fetched, digest)
        if not isinstance(document, FeedDocument):
            return replace(poll, problem=document)
        entries = list(document.entries)
        for address in document.next_maps[:MOST_MAPS]:
            _, _, found = await self._ask(address)
            entries += found.entries if isinstance(found, FeedDocument) else ()
        return replace(poll, document=replace(document, entries=_once(entries)))

    async def _ask(
        self, url: str, validators: Validators = NONE, known_digest: str | None = None
    ) -> tuple[Fetched, str | None, FeedDocument | str | None]:
        """Fetch and parse in one turn, so that no more bodies are in memory than turns are held."""
        async with self.hosts.turn() as turn:
            fetched = await self.fetcher.fetch(url, validators, accept=FEED_TYPES, check=turn.ask)
            heed_silence(self.hosts, fetched, self.now)
            if fetched.outcome is not Outcome.OK:
                return fetched, None, None
            digest = digest_of(fetched.payload)
            document = None if digest == known_digest else await self._read(fetched)
        return replace(fetched, payload=b""), digest, document

    async def _read(self, fetched: Fetched) -> FeedDocument | str:
        """Parse in a worker; return the document, or why there is none."""
        call = (fetched.payload, fetched.final_url, fetched.header("content-type"))
        (answer,) = await asyncio.to_thread(map_within, self.web.limits, read_or_explain, [call])
        return answer.reason if isinstance(answer, Broken) else answer


def open_hosts(web: Web, known_hosts: Mapping[str, Host], now: datetime) -> Hosts:
    """Return the hosts of a run."""
    return Hosts(known_hosts, AGENT, now, web.pace)


def heed_silence(hosts: Hosts, fetched: Fetched, now: datetime) -> datetime | None:
    """Close the host to which an answer says to wait, and return until when, if it does."""
    until = wait_until(fetched, now)
    if until is not None:
        hosts.close(fetched.final_url, until)
    return until


def read_or_explain(payload: bytes, base_url: str, content_type: str | None) -> FeedDocument | str:
    """Return the feed, its entries with their link keys, or a sentence that says why it is none."""
    try:
        document = read_feed(payload, base_url, content_type, read_content_type(content_type)[1])
    except NotAFeedError as error:
        return str(error)
    keyed = (replace(entry, link_key=url_key(entry.link) if entry.link else None) for entry in document.entries)
    return replace(document, entries=tuple(keyed))


def _once(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple({entry.entry_id: entry for entry in reversed(entries)}.values())[::-1]
