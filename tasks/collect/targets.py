"""Takes a URL apart into what a request needs, or says why it is not one that is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass

import httpx2

from tasks.collect.refusals import RefusalError
from tasks.web import Outcome

PORTS = {"http": 80, "https": 443}

LARGEST_PORT = 65535

HOST_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes, normalised."""

    url: str
    """As it was given, or as a redirect led to it."""
    scheme: str
    host: str
    """Lower case, ASCII, without a trailing dot or the brackets of IPv6."""
    port: int
    path: bytes
    """With the query, percent-encoded."""

    @property
    def authority(self) -> str:
        """The Host header: the port only where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def read_target(url: str) -> Target:
    """Take an absolute URL apart.

    Raises:
        RefusalError: not http or https, with credentials, or no URL at all.
    """
    try:
        return _take_apart(url, httpx2.URL(url.strip()))
    except httpx2.InvalidURL as error:
        raise _no_url() from error


def follow_location(target: Target, location: str) -> Target:
    """Return where a Location header, relative or not, leads from `target`.

    Raises:
        RefusalError: as above.
    """
    try:
        joined = httpx2.URL(target.url).join(location.strip()).copy_with(fragment=None)
    except httpx2.InvalidURL as error:
        raise _no_url() from error
    return _take_apart(str(joined), joined)


def _take_apart(url: str, parsed: httpx2.URL) -> Target:
    if parsed.scheme and parsed.scheme not in PORTS:
        sentence = f"Addresses that begin with {parsed.scheme[:20]}: are not fetched; give one with http: or https:."
        raise RefusalError(Outcome.BLOCKED_ADDRESS, sentence)
    if parsed.userinfo:
        sentence = "The address has a name or password in it, and those are never sent; take them out of it."
        raise RefusalError(Outcome.BLOCKED_ADDRESS, sentence)
    host = parsed.raw_host.decode("ascii").lower().removesuffix(".")
    port = PORTS.get(parsed.scheme, 0) if parsed.port is None else parsed.port
    if not (":" in host or HOST_NAME.fullmatch(host)) or not 0 < port <= LARGEST_PORT:
        raise _no_url()
    return Target(url, parsed.scheme, host, port, parsed.raw_path)


def _no_url() -> RefusalError:
    sentence = "This is not a web address; look for a slip of the pen in it."
    return RefusalError(Outcome.UNREACHABLE, sentence)
