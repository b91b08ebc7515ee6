"""Turns at hosts: one request in flight and a minimum gap for each, robots.txt for pages, and rest where asked for.

A turn is given back when a redirect leads to another host, so that nobody waits for one while holding another.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from protego import Protego

from tasks.web import Host, Outcome

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

    from tasks.web import Fetched

    Fetch = Callable[[str], Awaitable[Fetched]]

ROBOTS_HOURS = 24
"""https://www.rfc-editor.org/rfc/rfc9309#section-2.4 asks not to believe a copy for longer."""
ROBOTS_RETRY_MINUTES = 30
LONGEST_CRAWL_DELAY = 60.0
MISSING = range(400, 500)
"""Statuses that say that there is no robots.txt, and everything is allowed (RFC 9309, 2.3.1.3)."""
TOO_MANY_REQUESTS = 429


@dataclass(slots=True)
class _Place:
    """One host, while a run goes on."""

    known: Host
    is_changed: bool = False
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    robots_lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    gap: float = 0.0
    rules: Protego | None = None


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast we are."""

    gap_seconds: float = 1.0
    """Between two requests to one host."""
    requests: int = 16
    """Turns that are held at once, each at another host."""
    free_at: dict[str, float] = field(default_factory=dict)
    """When each host may be asked again, by the event loop's clock: it is handed on from group to group."""


class Hosts:
    """All hosts of a run."""

    def __init__(self, known: Mapping[str, Host], agent: str, now: datetime, pace: Pace) -> None:
        """Remember what is known.

        Args:
            known: hosts with what they asked for in earlier runs.
            agent: our name as robots.txt would have it.
            now: our clock.
            pace: how fast we are.
        """
        self._places = {host: _Place(found, gap=pace.gap_seconds) for host, found in known.items()}
        self._pace, self._agent, self._now = pace, agent, now
        self._requests = asyncio.Semaphore(pace.requests)

    def closed_until(self, url: str) -> datetime | None:
        """Return until when the host of `url` has asked to be left alone, if it has."""
        until = self._place(url).known.closed_until
        return until if until is not None and until > self._now else None

    def close(self, url: str, until: datetime) -> None:
        """Note that the host of `url` asked to be left alone."""
        place = self._place(url)
        place.known, place.is_changed = replace(place.known, closed_until=until), True

    def changed(self) -> tuple[Host, ...]:
        """Return the hosts of which we have learnt something."""
        return tuple(place.known for _, place in sorted(self._places.items()) if place.is_changed)

    @asynccontextmanager
    async def turn(self, fetch_robots: Fetch | None = None) -> AsyncIterator[Turn]:
        """Hand out a turn, to be asked before each request; with `fetch_robots` it keeps to robots.txt as well."""
        turn = Turn(self, fetch_robots)
        try:
            yield turn
        finally:
            turn.give_back()

    async def robots(self, url: str, fetch: Fetch) -> Protego | None:
        """Return the rules of the host of `url`; None if they cannot be had now, and nothing may be asked."""
        place = self._place(url)
        async with place.robots_lock:
            if place.rules is None:
                if place.known.robots_until is None or place.known.robots_until <= self._now:
                    await self._fetch_robots(place, url, fetch)
                if place.known.robots_txt is None:
                    return None
                place.rules = Protego.parse(place.known.robots_txt)
                delay = place.rules.crawl_delay(self._agent) or 0.0
                place.gap = max(self._pace.gap_seconds, min(delay, LONGEST_CRAWL_DELAY))
        return place.rules

    async def _fetch_robots(self, place: _Place, url: str, fetch: Fetch) -> None:
        fetched = await fetch("{0.scheme}://{0.netloc}/robots.txt".format(urlsplit(url)))
        text = _read_robots(fetched)
        lasts = timedelta(minutes=ROBOTS_RETRY_MINUTES) if text is None else timedelta(hours=ROBOTS_HOURS)
        place.known = replace(place.known, robots_txt=text, robots_until=self._now + lasts)
        place.is_changed = True

    def is_allowed(self, rules: Protego, url: str) -> bool:
        """Tell whether robots.txt lets us ask for `url`."""
        return bool(rules.can_fetch(url, self._agent))

    async def take(self, url: str) -> Callable[[], None] | None:
        """Wait for the turn at the host of `url`, and return what gives it back; None if the host is closed by then."""
        place = self._place(url)
        await place.lock.acquire()
        if self.closed_until(url):  # since whoever had the turn before us asked
            place.lock.release()
            return None
        clock = asyncio.get_running_loop().time
        try:
            await asyncio.sleep(max(self._pace.free_at.get(place.known.host, 0.0) - clock(), 0.0))
            await self._requests.acquire()  # whoever holds one waits for no host
        except BaseException:
            place.lock.release()
            raise

        def give_back() -> None:
            self._pace.free_at[place.known.host] = clock() + place.gap
            self._requests.release()
            place.lock.release()

        return give_back

    def _place(self, url: str) -> _Place:
        host = (urlsplit(url).hostname or "").lower()
        if host not in self._places:
            self._places[host] = _Place(Host(host), gap=self._pace.gap_seconds)
        return self._places[host]


class Turn:
    """One fetch's right to ask, from its first request to the last of its redirects."""

    def __init__(self, hosts: Hosts, fetch_robots: Fetch | None) -> None:
        """Begin without a turn anywhere."""
        self._hosts, self._fetch_robots = hosts, fetch_robots
        self._give_back: Callable[[], None] | None = None
        self.is_unknown = False
        """Whether it was the host's silence, or a robots.txt that could not be had: another time it may be."""

    async def ask(self, url: str) -> str | None:
        """Wait until `url` may be asked for; return a sentence if it may not be."""
        self.give_back()
        if self._hosts.closed_until(url):
            return self._refuse()
        if self._fetch_robots is not None:
            rules = await self._hosts.robots(url, self._fetch_robots)
            if rules is None:
                self.is_unknown = True
                return "The site's robots.txt cannot be had, and may forbid this; it is asked again later."
            if not self._hosts.is_allowed(rules, url):
                return "The site's robots.txt forbids to fetch this page; the feed's own text is all there is."
        self._give_back = await self._hosts.take(url)
        return None if self._give_back else self._refuse()

    def _refuse(self) -> str:
        self.is_unknown = True
        return "The site has asked to be left alone for a while; it is asked again later."

    def give_back(self) -> None:
        """Let the next one ask this host."""
        if self._give_back is not None:
            self._give_back()
            self._give_back = None


def _read_robots(fetched: Fetched) -> str | None:
    if fetched.outcome is Outcome.OK:
        return fetched.payload.decode("utf-8", "replace")
    is_missing = fetched.http_status in MISSING and fetched.http_status != TOO_MANY_REQUESTS
    return "" if is_missing else None
