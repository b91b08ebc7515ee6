"""Fetches one address of the web without annoying the server or being harmed by it; every failure is an outcome.

What the rooms behind this door do: targets takes a URL apart, addresses and connections see to it that only what is
global is connected to, answers judges the head of an answer, codings unpacks its body within a cap.
"""

from __future__ import annotations

import asyncio
import re
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from tasks import PIPELINE_VERSION
from tasks.collect.addresses import read_openings
from tasks.collect.answers import PERMANENT, REDIRECTS, judge_body, judge_head
from tasks.collect.codings import ACCEPTED, Body
from tasks.collect.connections import Connections
from tasks.collect.refusals import RefusalError
from tasks.collect.sockets import Guard
from tasks.collect.targets import follow_location, read_target
from tasks.web import Fetched, Outcome, Validators

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
    from types import TracebackType

    from tasks.collect.answers import Headers
    from tasks.collect.connections import Response
    from tasks.collect.targets import Target

    Check = Callable[[str], Awaitable[str | None]]

ANYTHING = "*/*"

MS_PER_SECOND = 1000

ECHOED = re.compile(r"[!-~\x80-\xff](?:[\t -~\x80-\xff]*[!-~\x80-\xff])?")
"""What may stand in a header; a validator that holds anything else did not come from one."""

AGENT = re.compile(r"[!-~][ -~]*")


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one fetch, redirects and all, may cost."""

    total_seconds: float = 30.0
    """From the look-up of the host to the last byte; waiting for one's turn (`check`) is not counted."""
    connect_seconds: float = 10.0
    max_wire_bytes: int = 5_000_000
    """Of the body as it is sent."""
    max_decoded_bytes: int = 10_000_000
    """Of the body with its content codings undone."""
    max_redirects: int = 5


def default_user_agent(contact: str | None) -> str:
    """Return what we call ourselves: name, version, and where a webmaster can complain (an address or a URL)."""
    said = "".join(
        letter for letter in contact or "" if letter.isascii() and letter.isprintable() and letter not in "()"
    )
    return f"copydesk/{PIPELINE_VERSION} (+{said.strip()})" if said.strip() else f"copydesk/{PIPELINE_VERSION}"


class Fetcher:
    """Fetches; keeps connections for a while, so use one for many fetches, in one event loop, as a context manager."""

    def __init__(
        self,
        limits: FetchLimits = FetchLimits(),
        *,
        user_agent: str | None = None,
        allow_hosts: Sequence[str] = (),
        trust_environment: bool = False,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Prepare for fetches.

        Args:
            limits: for each fetch.
            user_agent: what we call ourselves; without it, our name and version.
            allow_hosts: names, addresses, either with a port, and networks that may be connected to although they
                are not global. A name opens whatever it leads to.
            trust_environment: use the proxies that HTTP_PROXY and its like name.
            now: the clock for `started_at`.

        Raises:
            ValueError: `allow_hosts` has an entry that cannot be read; the message is for people.
        """
        self._limits = limits
        self._user_agent = user_agent or default_user_agent(None)
        if not AGENT.fullmatch(self._user_agent):
            raise ValueError("The User-Agent has letters that HTTP cannot carry; use plain ASCII.")
        self._guard = Guard(read_openings(allow_hosts))
        self._connections = Connections(self._guard, limits.connect_seconds, trust_environment=trust_environment)
        self._now = now

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._connections.aclose()

    async def fetch(
        self,
        url: str,
        validators: Validators = Validators(),  # noqa: B008  (frozen)
        accept: str | None = None,
        check: Check | None = None,
    ) -> Fetched:
        """Ask for `url`, follow its redirects, and return how that ended; raises nothing for what the network does.

        Args:
            url: http or https; with a name or password in it, it is refused.
            validators: what the server gave with the answer that we have; sent to every address of a redirect chain.
            accept: the media types that we would like, as the Accept header has them.
            check: asked before every request, with the URL; a sentence that it returns is why the request is not
                made (outcome robots). It may take its time.
        """
        walk = _Walk(url, self._limits, self._now)
        conditions = _read_conditions(validators)
        headers = (("User-Agent", self._user_agent), ("Accept", accept or ANYTHING), ("Accept-Encoding", ACCEPTED))
        try:
            target: Target | None = read_target(url)
            while target:
                walk.enter(target)
                self._guard.check_literal(target.host, target.port)
                await walk.wait_for_turn(target, check)
                async with walk.spending():
                    target = await self._ask(walk, target, headers, conditions)
        except RefusalError as error:
            walk.grow(outcome=error.outcome, error=error.sentence)
        return walk.fetched

    async def _ask(self, walk: _Walk, target: Target, headers: Headers, conditions: Headers) -> Target | None:
        """Take the answer, or return where it leads."""
        sent = (("Host", target.authority), *headers, *conditions)
        async with self._connections.ask(target, sent) as response:
            walk.grow(http_status=response.status, headers=response.headers)
            onward = walk.find_redirect(target)
            if onward is None:
                await walk.take_answer(target, response, was_conditional=bool(conditions))
            return onward


def _read_conditions(validators: Validators) -> Headers:
    pairs = (("If-None-Match", validators.etag), ("If-Modified-Since", validators.last_modified))
    return tuple((name, value) for name, value in pairs if value and ECHOED.fullmatch(value))


class _Walk:
    """One fetch on its way through redirects: what it found so far, and what it may still spend."""

    def __init__(self, url: str, limits: FetchLimits, now: Callable[[], datetime]) -> None:
        self.fetched = Fetched(url, url, Outcome.UNREACHABLE, now())
        self._limits = limits
        self._now = now
        self._spent = 0.0
        self._visited: list[str] = []
        self._redirects: list[int] = []

    def grow(self, **known: object) -> None:
        """Add to what was found."""
        self.fetched = replace(self.fetched, **known)  # type: ignore[arg-type]  # (fields of Fetched, by name)

    def enter(self, target: Target) -> None:
        """Make ready for the next request, of which nothing is known yet."""
        self.grow(final_url=target.url, http_status=None, headers=())
        self._visited.append(target.url)

    async def wait_for_turn(self, target: Target, check: Check | None) -> None:
        """Ask whether, and wait until, the request may be made; the time that takes is not counted."""
        sentence = await check(target.url) if check else None
        if sentence:
            raise RefusalError(Outcome.ROBOTS, sentence)
        if not self._spent:
            self.grow(started_at=self._now())

    @asynccontextmanager
    async def spending(self) -> AsyncIterator[None]:
        """Hold what happens inside to what is left of the time."""
        clock = asyncio.get_running_loop().time
        begun = clock()
        try:
            async with asyncio.timeout(self._limits.total_seconds - self._spent):
                yield
        except TimeoutError as error:
            sentence = f"This was not done within {self._limits.total_seconds:g} seconds; it will be asked for again."
            raise RefusalError(Outcome.TIMEOUT, sentence) from error
        finally:
            self._spent += clock() - begun
            self.grow(duration_ms=round(self._spent * MS_PER_SECOND))

    def find_redirect(self, target: Target) -> Target | None:
        """Return where the answer leads, if it leads anywhere."""
        location, status = self.fetched.header("location"), self.fetched.http_status
        if status not in REDIRECTS or not location:
            return None
        onward = follow_location(target, _read_location(location))
        self._redirects.append(status)
        if onward.url in self._visited:
            raise RefusalError(
                Outcome.TOO_MANY_REDIRECTS, f"{target.host} sends us round in a circle; check the address."
            )
        if len(self._redirects) > self._limits.max_redirects:
            sentence = f"There are more than {self._limits.max_redirects} redirects in a row; give the last address."
            raise RefusalError(Outcome.TOO_MANY_REDIRECTS, sentence)
        return onward

    async def take_answer(self, target: Target, response: Response, *, was_conditional: bool) -> None:
        """Judge the answer, and take its body if it has one for us."""
        judgement = judge_head(target.host, response.status, response.headers, was_conditional=was_conditional)
        if judgement[0] is Outcome.NOT_MODIFIED:
            await anext(response.pieces, None)  # there is no body, which is only known once it has been asked for
        if judgement[0] is Outcome.OK:
            payload = await self._read_body(response)
            judgement = judge_body(target.host, response.status, self.fetched.size_bytes)
            self.grow(payload=payload)
        outcome, error = judgement
        self.grow(outcome=outcome, error=error)
        if outcome in {Outcome.OK, Outcome.NOT_MODIFIED} and self._redirects and PERMANENT.issuperset(self._redirects):
            self.grow(permanent_url=target.url)

    async def _read_body(self, response: Response) -> bytes:
        codings = ",".join(value for name, value in response.headers if name == "content-encoding")
        body = Body(codings, self._limits.max_decoded_bytes)
        declared = self.fetched.header("content-length") or ""
        self._check_size(float(declared) if declared.isascii() and declared.isdigit() else 0)
        try:
            async for piece in response.pieces:
                body.add(piece)
                self._check_size(body.size_bytes)
            return body.finish()
        finally:
            self.grow(size_bytes=body.size_bytes)

    def _check_size(self, size: float) -> None:
        if size > self._limits.max_wire_bytes:
            sentence = f"The body is longer than {self._limits.max_wire_bytes:,} bytes, which no feed or article needs."
            raise RefusalError(Outcome.TOO_LARGE, sentence)


def _read_location(location: str) -> str:
    """Return a Location header as the UTF-8 that some servers send, if it is that."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return location
