"""A web server on loopback that says exactly the bytes it is told, and remembers exactly the bytes it was sent.

    with ScriptedServer({"/feed": answer(b"<rss/>", ("ETag", "x"))}) as server:
        ...  # ask for server.url("/feed")
    server.requests[0].header("if-none-match")

A script is what is said to one request; the table has one for every path (query and all), and may be changed at any
time. It is one of
  bytes      the whole answer, status line, headers and body (`answer` writes them);
  function   called with the Request; returns any of these;
  iterable   (a generator, say) of bytes, sent one by one, and of numbers, which are seconds to wait. FOREVER waits
             until the server ends. A script that fails because the client has hung up is over.
In place of the table a function of the Request does for all paths. A path without a script is answered 404.

After bytes that hold "Content-Length:" (or a 304) the connection stays open for the next request; after anything else
it is closed. There is a thread for every connection. The same port is served on all `addresses`, any of 127.0.0.0/8 and
::1; a Request says which one it came to. With `tls` (a server's SSLContext) it is https.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from dataclasses import dataclass, field

FOREVER = float("inf")

LONGEST_HEAD = 1 << 20


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sent, byte for byte."""

    address: str
    """Of ours, where it came in."""
    head: bytes
    """With the blank line at its end."""
    method: str
    path: str
    """With the query, as latin-1 text."""
    headers: tuple[tuple[bytes, bytes], ...]
    at: float = field(default_factory=time.monotonic)

    def header(self, name: str) -> bytes | None:
        """Return the first value of a header, or None; `name` in lower case."""
        return next((value for key, value in self.headers if key.lower() == name.encode()), None)


def answer(body=b"", *headers, status=200, length=None):
    """Write a whole answer.

    Args:
        body: bytes, sent as they are.
        headers: pairs of names and values, text (sent as latin-1) or bytes.
        status: number, or number and reason.
        length: what Content-Length says, if not the truth.
    """
    length = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status}".encode() + (b"" if " " in str(status) else b" Said")]
    lines += [_encode(name) + b": " + _encode(value) for name, value in (*headers, ("Content-Length", str(length)))]
    return b"\r\n".join([*lines, b"", body])


def head(*headers, status=200):
    """Write an answer up to its body, which then lasts until the connection is closed, unless the headers differ."""
    return answer(b"", *headers, status=status).replace(b"Content-Length: 0\r\n", b"")


def redirect(location, status=302):
    """Write an answer that leads elsewhere."""
    return answer(b"", ("Location", location), status=status)


def _encode(text):
    return text if isinstance(text, bytes) else text.encode("latin-1")


class ScriptedServer:
    """See the head of this file."""

    def __init__(self, table, addresses=("127.0.0.1",), port=0, tls=None):
        """Listen at once; requests are answered from `with` on."""
        self.table = table
        self.requests = []
        self._tls = tls
        self._ended = threading.Event()
        self._threads, self._connections = [], set()
        self._listeners = []
        for address in addresses:
            self._listeners.append(_listen(address, port))
            port = self._listeners[0].getsockname()[1]
        self.port = port

    def __enter__(self):
        for listener in self._listeners:
            self._start(self._accept, listener)
        return self

    def __exit__(self, *_):
        self._ended.set()
        for opened in [*self._listeners, *self._connections]:
            with contextlib.suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
        for listener in self._listeners:
            listener.close()

    def url(self, path="/", address=None):
        """Return the address of a path, at one of the addresses served."""
        host = address or self._listeners[0].getsockname()[0]
        scheme = "https" if self._tls else "http"
        return f"{scheme}://{f'[{host}]' if ':' in host else host}:{self.port}{path}"

    def paths(self):
        """Return the paths asked for so far, in their order."""
        return [request.path for request in self.requests]

    def _start(self, work, *arguments):
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self, listener):
        with contextlib.suppress(OSError):
            while not self._ended.is_set():
                connection, _ = listener.accept()
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._connections.add(connection)
                self._start(self._serve, connection)

    def _serve(self, connection):
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            stack.callback(self._connections.discard, connection)
            raw = stack.enter_context(connection)
            opened = stack.enter_context(self._tls.wrap_socket(raw, server_side=True)) if self._tls else raw
            while (request := _read_request(opened)) and not self._ended.is_set():
                self.requests.append(request)
                if not self._say(opened, self._script_for(request), request):
                    return

    def _script_for(self, request):
        if callable(self.table):
            return self.table(request)
        return self.table.get(request.path, answer(b"no script", status=404))

    def _say(self, opened, script, request):
        """Say it, and return whether the connection stays open."""
        if callable(script):
            return self._say(opened, script(request), request)
        if isinstance(script, bytes):
            opened.sendall(script)
            said, _, _ = script.partition(b"\r\n\r\n")
            return b"content-length:" in said.lower() or said.startswith(b"HTTP/1.1 304")
        for part in script:
            if isinstance(part, bytes):
                opened.sendall(part)
            elif self._ended.wait(None if part == FOREVER else part):
                return False
        return False


def _listen(address, port):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((address, port))
    listener.listen(128)
    return listener


def _read_request(opened):
    """Return the next request, or None when the client has hung up."""
    received = b""
    while b"\r\n\r\n" not in received:
        piece = opened.recv(1 << 16)
        if not piece or len(received) > LONGEST_HEAD:
            return None
        received += piece
    first, *lines = received.removesuffix(b"\r\n\r\n").split(b"\r\n")
    method, path, _ = first.decode("latin-1").split(" ")
    pairs = (line.partition(b":") for line in lines)
    headers = tuple((name, value.strip(b" \t")) for name, _, value in pairs)
    return Request(opened.getsockname()[0], received, method, path, headers)
