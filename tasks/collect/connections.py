"""Connects to web servers through the guard of sockets.py, and hands out their answers as they arrive."""

from __future__ import annotations

import ssl
from contextlib import aclosing, asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

import h2.exceptions
import httpcore2

from tasks.collect.refusals import RefusalError
from tasks.collect.targets import PORTS
from tasks.web import Outcome

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Iterator
    from types import AsyncGeneratorType

    from tasks.collect.answers import Headers
    from tasks.collect.sockets import Guard, PlainStream, TlsStream
    from tasks.collect.targets import Target

IDLE_SECONDS = 5.0
IDLE_CONNECTIONS = 8
"""A connection is kept for the next page of the same site, and not much longer: servers close them, too."""

HEADERS_TOO_LARGE = 431

NETWORK_ERRORS = (
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.ProxyError,
    h2.exceptions.H2Error,
    OSError,
    ValueError,
    KeyError,
)
"""What the libraries raise for what a server does; the last two for nonsense in HTTP/2 frames."""

STALE_ERRORS = (httpcore2.ReadError, httpcore2.WriteError, httpcore2.RemoteProtocolError)
"""What they raise where the other side hung up on an idle connection while we wrote to it. No part of an answer has
come then, and a GET may be sent again: https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2"""


@dataclass(frozen=True, slots=True)
class Response:
    """The head of an answer, and its body as it comes."""

    status: int
    headers: Headers
    pieces: AsyncGenerator[bytes, None]
    """Of the body, content codings not undone, 64 KB at most each."""


class Connections:
    """Connections to servers, kept for a while; close them at the end."""

    def __init__(self, guard: Guard, connect_seconds: float, *, trust_environment: bool) -> None:
        """Prepare for requests.

        Args:
            guard: of the sockets.
            connect_seconds: for look-up, connection and TLS handshake, each.
            trust_environment: use the proxies that HTTP_PROXY and its like name. A proxy looks names up by itself,
                so that only addresses written as numbers are checked then.
        """
        self._guard = guard
        self._connect_seconds = connect_seconds
        self._proxies = getproxies() if trust_environment else {}
        self._pools: dict[tuple[str | None, str], httpcore2.AsyncConnectionPool] = {}

    @asynccontextmanager
    async def ask(self, target: Target, headers: Iterable[tuple[str, str]]) -> AsyncIterator[Response]:
        """Send a GET request and hand out the answer; what is left of it at the end of the block is thrown away.

        Raises:
            RefusalError: there is no answer.
        """
        pool = self._pool_for(target)
        is_read = False
        try:
            response = await self._send(pool, target, headers)
            try:
                text = tuple(
                    (name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers
                )
                async with aclosing(_read_pieces(response, target.host)) as pieces:
                    yield Response(response.status, text, pieces)
                    is_read = cast("AsyncGeneratorType[bytes]", pieces).ag_frame is None  # it has run to its end
            finally:
                await response.aclose()
        finally:
            if not is_read:
                await _hang_up(pool, target)

    async def aclose(self) -> None:
        """Close what is open."""
        for pool in self._pools.values():
            await pool.aclose()

    async def _send(
        self, pool: httpcore2.AsyncConnectionPool, target: Target, headers: Iterable[tuple[str, str]]
    ) -> httpcore2.Response:
        request = httpcore2.Request(
            "GET",
            _core_url(target),
            headers=[(name.encode("ascii"), value.encode("latin-1")) for name, value in headers],
            extensions={"timeout": {"connect": self._connect_seconds}},
        )
        may_be_stale = any(connection.is_idle() for connection in pool.connections)
        try:
            try:
                return await pool.handle_async_request(request)
            except STALE_ERRORS:
                if not may_be_stale:
                    raise
                return await pool.handle_async_request(request)
        except httpcore2.TimeoutException as error:
            sentence = (
                f"{target.host} took no connection within {self._connect_seconds:g} seconds; it is tried again later."
            )
            raise RefusalError(Outcome.TIMEOUT, sentence) from error
        except NETWORK_ERRORS as error:
            raise _translate(target.host, error) from error

    def _pool_for(self, target: Target) -> httpcore2.AsyncConnectionPool:
        proxy = self._proxies.get(target.scheme) or self._proxies.get("all")
        if proxy and proxy_bypass(target.host):
            proxy = None
        kind = (proxy, target.scheme)
        if kind not in self._pools:
            self._pools[kind] = self._open_pool(*kind)
        return self._pools[kind]

    def _open_pool(self, proxy: str | None, scheme: str) -> httpcore2.AsyncConnectionPool:
        """Open a pool for a scheme; reading the certificates of all authorities takes a while, and http needs none."""
        return httpcore2.AsyncConnectionPool(
            ssl_context=httpcore2.default_ssl_context() if scheme == "https" else None,
            proxy=_read_proxy(proxy) if proxy else None,
            max_connections=None,
            max_keepalive_connections=IDLE_CONNECTIONS,
            keepalive_expiry=IDLE_SECONDS,
            http2=True,
            network_backend=None if proxy else _Network(self._guard, self._connect_seconds),
        )


class _Network(httpcore2.AsyncNetworkBackend):
    """What the library opens its connections with: our guard."""

    def __init__(self, guard: Guard, connect_seconds: float) -> None:
        self._guard = guard
        self._connect_seconds = connect_seconds

    async def connect_tcp(self, host: str, port: int, *_: object, **__: object) -> httpcore2.AsyncNetworkStream:
        with _speaking(httpcore2.ConnectError):
            return _Stream(await self._guard.open_stream(host, port, self._connect_seconds))


class _Stream(httpcore2.AsyncNetworkStream):
    """What the library reads and writes: our streams. Deadlines of single reads and writes are not used."""

    def __init__(self, stream: PlainStream | TlsStream) -> None:
        self._stream = stream

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002, ASYNC109  (as above)
        with _speaking(httpcore2.ReadError):
            return await self._stream.read(max_bytes)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002, ASYNC109  (as above)
        with _speaking(httpcore2.WriteError):
            await self._stream.write(buffer)

    async def aclose(self) -> None:
        self._stream.close()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109  (the library's interface)
    ) -> httpcore2.AsyncNetworkStream:
        with _speaking(httpcore2.ConnectError):
            return _Stream(
                await cast("PlainStream", self._stream).start_tls(ssl_context, server_hostname or "", timeout)
            )

    def get_extra_info(self, info: str) -> object:
        if info == "is_readable":
            return self._stream.is_readable()
        return getattr(self._stream, info, None)


@contextmanager
def _speaking(kind: type[Exception]) -> Iterator[None]:
    """Say what sockets say in the words of the library."""
    try:
        yield
    except TimeoutError as error:
        raise httpcore2.ConnectTimeout(error) from error
    except OSError as error:
        raise kind(error) from error


def _core_url(target: Target) -> httpcore2.URL:
    port = None if target.port == PORTS[target.scheme] else target.port
    return httpcore2.URL(scheme=target.scheme, host=target.host, port=port, target=target.path)


def _read_proxy(proxy: str) -> httpcore2.Proxy:
    """Read the address of a proxy, which may stand there without http:// and with a name and password.

    Raises:
        RefusalError: it is no HTTP proxy.
    """
    parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    host = parts.hostname if parts.scheme in PORTS else None
    try:
        port = parts.port or PORTS.get(parts.scheme)
    except ValueError:
        host = None
    if not host:
        sentence = "The proxy in the environment is none that speaks HTTP; give another, or do without."
        raise RefusalError(Outcome.UNREACHABLE, sentence)
    auth = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    return httpcore2.Proxy(httpcore2.URL(scheme=parts.scheme, host=host, port=port, target="/"), auth=auth)


async def _read_pieces(response: httpcore2.Response, host: str) -> AsyncGenerator[bytes, None]:
    stream = cast("AsyncGenerator[bytes, None]", aiter(cast("AsyncIterator[bytes]", response.stream)))
    try:
        async with aclosing(stream):
            async for piece in stream:
                yield piece
    except NETWORK_ERRORS as error:
        raise _cut_short(host) from error


def _cut_short(host: str) -> RefusalError:
    sentence = f"{host} broke off before the end of its answer; it will be asked again."
    return RefusalError(Outcome.TRUNCATED, sentence)


def _translate(host: str, error: Exception) -> RefusalError:
    """Say why there is no answer."""
    cause = error.__cause__ or (error.args[0] if error.args else None)
    if isinstance(cause, ssl.SSLError):
        reason = getattr(cause, "verify_message", "") or (cause.reason or "no common ground").replace("_", " ").lower()
        sentence = f"{host} cannot prove who it is, or speaks no TLS that we trust ({reason}); check the address."
        return RefusalError(Outcome.TLS_ERROR, sentence)
    if getattr(cause, "error_status_hint", None) == HEADERS_TOO_LARGE or isinstance(
        cause, h2.exceptions.DenialOfServiceError
    ):
        return RefusalError(Outcome.TOO_LARGE, f"{host} sent headers without an end; that is no news, or an attack.")
    if isinstance(cause, h2.exceptions.InvalidBodyLengthError):
        return _cut_short(host)
    if isinstance(error, httpcore2.ConnectError):
        return RefusalError(Outcome.UNREACHABLE, f"{host} takes no connections; check the address, or wait.")
    sentence = f"{host} hung up, or spoke something that is not HTTP; check the address, or wait."
    return RefusalError(Outcome.UNREACHABLE, sentence)


async def _hang_up(pool: httpcore2.AsyncConnectionPool, target: Target) -> None:
    """Close the HTTP/2 connections to a server whose answer was not read to its end: it may still be sending it."""
    origin = _core_url(target).origin
    for connection in pool.connections:
        if connection.can_handle_request(origin) and connection.can_multiplex():
            await connection.aclose()
