"""Serves a simulated press on loopback from an event loop in a thread, at a simulated time, and records every request.

with SimulatedWeb(press) as web:
    ...  # GET http://127.0.0.1:<port>/clock/<iso time> sets the time, /clock tells it
web.record
"""

from __future__ import annotations

import asyncio
import threading
import urllib.request
from dataclasses import dataclass
from datetime import datetime

from simulated_press import SILENCE, START, Said

CONTROL = "127.0.0.1"


@dataclass(frozen=True)
class Asked:
    """One request, and what was said."""

    at: datetime
    """Simulated."""
    run: int
    """How often the clock had been set by then."""
    host: str
    path: str
    headers: dict[str, str]
    """Names in lower case, values as latin-1 text."""
    said: Said


class SimulatedWeb:
    """See the head of this file."""

    def __init__(self, press):
        """Prepare; the port is chosen on entering, and written into the press."""
        self.press, self.now, self.run = press, START, 0
        self.record = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._servers, self.transports = [], set()

    def __enter__(self):
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result()
        return self

    def __exit__(self, *_):
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _open(self):
        control = await self._loop.create_server(lambda: Conversation(self), CONTROL, 0)
        self.press.port = control.sockets[0].getsockname()[1]
        papers = await self._loop.create_server(lambda: Conversation(self), self.press.hosts(), self.press.port)
        self._servers = [control, papers]

    async def _close(self):
        for server in self._servers:
            server.close()
        for transport in list(self.transports):
            transport.abort()
        await asyncio.sleep(0)

    def answer(self, host, path, headers):
        """Return what is said, and write it down."""
        if host == CONTROL:
            _, _, moment = path.removeprefix("/").partition("/")
            if moment:
                self.now, self.run = datetime.fromisoformat(moment), self.run + 1
            return Said(200, body=self.now.isoformat().encode())
        said = self.press.answer(host, path, headers, self.now)
        self.record.append(Asked(self.now, self.run, host, path, headers, said))
        return said


class Conversation(asyncio.Protocol):
    """One connection."""

    def __init__(self, web):
        self._web, self._received = web, b""

    def connection_made(self, transport):
        """Begin."""
        self._transport = transport
        self._web.transports.add(transport)

    def connection_lost(self, _):
        """End."""
        self._web.transports.discard(self._transport)

    def data_received(self, data):
        """Answer every request that is whole."""
        *heads, self._received = (self._received + data).split(b"\r\n\r\n")
        for head in heads:
            self._answer(head.decode("latin-1"))

    def _answer(self, head):
        first, *lines = head.split("\r\n")
        pairs = (line.partition(":") for line in lines)
        headers = {name.lower(): value.strip(" \t") for name, _, value in pairs}
        host = self._transport.get_extra_info("sockname")[0]
        said = self._web.answer(host, first.split(" ")[1], headers)
        if said is not SILENCE:
            self._transport.write(_write(said))


def _write(said):
    length = () if said.status == 304 else (("Content-Length", str(len(said.body))),)
    lines = [f"HTTP/1.1 {said.status} Said", *(f"{name}: {value}" for name, value in (*said.headers, *length))]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + said.body


def set_clock(port, now):
    """Tell the server what time it is."""
    _ask(f"http://{CONTROL}:{port}/clock/{now.isoformat()}")


def read_clock(port):
    """Return what time it is at the server."""
    return datetime.fromisoformat(_ask(f"http://{CONTROL}:{port}/clock").decode())


def _ask(url):
    request = urllib.request.Request(url, headers={"Connection": "close"})
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
        return answer.read()
