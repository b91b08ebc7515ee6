"""Opens sockets to checked addresses only.

The check and the connection are one step: a name is looked up once, its addresses are judged, and the socket is opened
to one of them, so that there is no second look-up that could say something else.
"""

from __future__ import annotations

import asyncio
import select
import socket
from contextlib import suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING

import anyio
import anyio.to_thread

from tasks.collect.addresses import choose_addresses, is_open, name_special, read_address
from tasks.collect.refusals import RefusalError
from tasks.web import Outcome

if TYPE_CHECKING:
    import ssl
    from collections.abc import Sequence

    from tasks.collect.addresses import Address, Opening

MOST_ADDRESSES = 4
"""Of one host, tried one after the other."""

LOOKUPS_AT_ONCE = 16

BUFFER_BYTES = 1 << 16
"""What is read ahead of a TLS connection before its sender has to wait."""


class Guard:
    """Opens sockets to addresses that may be connected to, and to no other."""

    def __init__(self, openings: Sequence[Opening]) -> None:
        """Let through what is global, and `openings`."""
        self._openings = openings
        self._lookups: anyio.CapacityLimiter | None = None

    def check_literal(self, host: str, port: int) -> None:
        """Refuse a host that is written as an address and may not be connected to, before anything is waited for.

        Raises:
            RefusalError: it may not.
        """
        address = read_address(host)
        if address and not is_open(host, port, address, self._openings):
            raise _blocked(host, [address])

    async def open_stream(self, host: str, port: int, seconds: float) -> PlainStream:
        """Look the host up, judge what is found, and connect to the first good address that answers.

        Args:
            host: a name in ASCII, or an address in any spelling.
            port: of the server.
            seconds: for the look-up, and again for all the tries together.

        Raises:
            RefusalError: no such host, or no good address.
            TimeoutError: nobody answered in time.
            OSError: nobody listens.
        """
        async with asyncio.timeout(seconds):
            found = await self._look_up(host, port)
        chosen = choose_addresses(host, port, found, self._openings)[:MOST_ADDRESSES]
        if not chosen:
            raise _blocked(host, found)
        for address in chosen[:-1]:
            with suppress(OSError):
                return await _connect(address, port, seconds / len(chosen))
        return await _connect(chosen[-1], port, seconds / len(chosen))

    async def _look_up(self, host: str, port: int) -> list[Address]:
        address = read_address(host)
        if address:
            return [address]
        self._lookups = self._lookups or anyio.CapacityLimiter(LOOKUPS_AT_ONCE)
        try:
            found = await anyio.to_thread.run_sync(
                lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM),
                abandon_on_cancel=True,
                limiter=self._lookups,
            )
        except (OSError, UnicodeError) as error:
            sentence = f"There is no host {host}, or its name server is away; check the address, or wait."
            raise RefusalError(Outcome.UNREACHABLE, sentence) from error
        return [ip_address(item[4][0]) for item in found]


def _blocked(host: str, addresses: Sequence[Address]) -> RefusalError:
    address = addresses[0] if addresses else None
    kind = (address and name_special(address)) or "no address of the public web"
    where = f"{host} is" if str(address) == host else f"{host} leads to {address},"
    sentence = f"{where} {kind}; if it is yours, add {host} to allow_hosts."
    return RefusalError(Outcome.BLOCKED_ADDRESS, sentence)


async def _connect(address: Address, port: int, seconds: float) -> PlainStream:
    opened = socket.socket(socket.AF_INET if address.version == 4 else socket.AF_INET6)  # noqa: PLR2004  (of IP)
    try:
        opened.setblocking(False)  # noqa: FBT003  (the standard library's interface)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        async with asyncio.timeout(seconds):
            await asyncio.get_running_loop().sock_connect(opened, (str(address), port))
    except BaseException:
        _close(opened)
        raise
    return PlainStream(opened)


def _close(opened: socket.socket) -> None:
    """Close a socket that somebody may be waiting for: its number must be free before it is given to another."""
    if opened.fileno() >= 0:
        loop = asyncio.get_running_loop()
        loop.remove_reader(opened)
        loop.remove_writer(opened)
        opened.close()


class PlainStream:
    """Bytes over a socket."""

    def __init__(self, opened: socket.socket) -> None:
        """Take over a connected, non-blocking socket."""
        self._socket = opened
        self._poll: select.poll | None = None

    async def read(self, max_bytes: int) -> bytes:
        """Return what is there, or wait for it; nothing at the end."""
        return await asyncio.get_running_loop().sock_recv(self._socket, max_bytes)

    async def write(self, data: bytes) -> None:
        """Send all of it."""
        await asyncio.get_running_loop().sock_sendall(self._socket, data)

    def close(self) -> None:
        """Hang up."""
        _close(self._socket)

    def is_readable(self) -> bool:
        """Say whether there is something to read, if only that the other side has hung up."""
        if self._socket.fileno() < 0:
            return True
        if self._poll is None:
            self._poll = select.poll()
            self._poll.register(self._socket, select.POLLIN)
        return bool(self._poll.poll(0))

    async def start_tls(self, context: ssl.SSLContext, host: str, seconds: float | None) -> TlsStream:
        """Shake hands as a client of `host`, and hand over to what it leads to.

        Raises:
            ssl.SSLError: the other side did not prove itself.
            TimeoutError: it took too long.
            OSError: the other side hung up.
        """
        try:
            async with asyncio.timeout(seconds):
                reader, writer = await asyncio.open_connection(
                    sock=self._socket, ssl=context, server_hostname=host, limit=BUFFER_BYTES
                )
        except ValueError:  # a host name that TLS cannot carry; in all other cases asyncio closes the socket
            self._socket.close()
            raise
        return TlsStream(self._socket, reader, writer)


class TlsStream:
    """Bytes over TLS."""

    def __init__(self, opened: socket.socket, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take over a connection whose handshake is done."""
        self._plain = PlainStream(opened)
        self._reader, self._writer = reader, writer

    @property
    def ssl_object(self) -> ssl.SSLObject:
        """What was agreed on."""
        agreed: ssl.SSLObject = self._writer.get_extra_info("ssl_object")
        return agreed

    async def read(self, max_bytes: int) -> bytes:
        """As PlainStream."""
        return await self._reader.read(max_bytes)

    async def write(self, data: bytes) -> None:
        """As PlainStream."""
        self._writer.write(data)
        await self._writer.drain()

    def close(self) -> None:
        """Hang up without waiting for the other side to agree."""
        self._writer.transport.abort()

    def is_readable(self) -> bool:
        """As PlainStream; what has been read ahead counts, too."""
        return self._reader.at_eof() or self._plain.is_readable()
