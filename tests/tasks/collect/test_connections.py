"""TLS is verified, HTTP/2 is spoken where a server speaks it, and proxies are used only when told to."""

import asyncio
import contextlib
import socket
import threading

import h2.config
import h2.connection
import h2.events
import pytest
from certificates import make_authority, serve_tls
from scripted_server import FOREVER, ScriptedServer, answer, head

from tasks.collect.fetch import Fetcher, FetchLimits
from tasks.web import Outcome, Validators

NONE = Validators()
QUICK = FetchLimits(total_seconds=0.4)


@pytest.fixture
def authority(monkeypatch, tmp_path):
    """Return an authority that is trusted during the test."""
    made = make_authority()
    monkeypatch.setenv("SSL_CERT_FILE", str(made.write(tmp_path)))
    return made


def fetch(*urls, limits=QUICK, validators=NONE, **known):
    """Fetch the addresses one after the other, over the same connections; return what came of the last."""

    async def run():
        async with Fetcher(limits, allow_hosts=["127.0.0.0/8"], **known) as fetcher:
            return [await fetcher.fetch(url, validators) for url in urls][-1]

    return asyncio.run(run())


def test_a_server_that_proves_itself_is_asked(authority, tmp_path):
    """Over HTTP/1.1, where it speaks nothing newer."""
    with ScriptedServer({"/": answer(b"news")}, tls=serve_tls(authority, tmp_path, "127.0.0.1")) as server:
        fetched = fetch(server.url(), server.url(), limits=FetchLimits())
    assert (fetched.outcome, fetched.payload) == (Outcome.OK, b"news")
    assert len({request.peer_port for request in server.requests}) == 1


def test_the_name_is_what_is_proved(authority, tmp_path, monkeypatch):
    """The socket goes to a checked address, and the certificate must still be that of the name."""
    found = [(None, None, None, "", ("127.0.0.1", 0))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: found)
    with ScriptedServer({"/": answer(b"news")}, tls=serve_tls(authority, tmp_path, "news.example")) as server:
        assert fetch(server.url(address="news.example")).outcome is Outcome.OK
        assert fetch(server.url(address="other.example")).outcome is Outcome.TLS_ERROR


@pytest.mark.parametrize(
    ("is_signed", "name", "days"),
    [(False, "127.0.0.1", 1), (True, "127.0.0.2", 1), (True, "127.0.0.1", -1)],
    ids=["self-signed", "another name", "out of date"],
)
def test_a_server_that_does_not_prove_itself_is_refused(authority, tmp_path, is_signed, name, days):
    """Nothing is sent to it."""
    tls = serve_tls(authority if is_signed else None, tmp_path, name, days=days)
    with ScriptedServer({"/": answer(b"news")}, tls=tls) as server:
        fetched = fetch(server.url(), limits=FetchLimits())
    assert (fetched.outcome, fetched.payload, server.requests) == (Outcome.TLS_ERROR, b"", [])
    assert "cannot prove who it is" in fetched.error


def test_no_tls_where_tls_was_asked():
    """Another protocol on the port is an error of TLS."""
    with socket.create_server(("127.0.0.1", 0)) as plain:
        greeter = threading.Thread(target=greet, args=(plain,))
        greeter.start()
        fetched = fetch(f"https://127.0.0.1:{plain.getsockname()[1]}/")
        greeter.join(10)
    assert fetched.outcome is Outcome.TLS_ERROR


def greet(listener):
    connection, _ = listener.accept()
    with connection:
        connection.sendall(b"220 mail.example ESMTP\r\n")
        connection.recv(1 << 16)


def test_a_handshake_that_never_ends():
    """Is a timeout."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        fetched = fetch(f"https://127.0.0.1:{silent.getsockname()[1]}/", limits=FetchLimits(connect_seconds=0.2))
    assert (fetched.outcome, fetched.http_status) == (Outcome.TIMEOUT, None)
    assert "no connection within 0.2 seconds" in fetched.error


def test_a_body_over_tls_that_never_comes(authority, tmp_path):
    """The deadline holds there, too."""
    tls = serve_tls(authority, tmp_path, "127.0.0.1")
    with ScriptedServer({"/": [head(), b"x", FOREVER]}, tls=tls) as server:
        assert fetch(server.url()).outcome is Outcome.TIMEOUT


# HTTP/2


class Http2Server:
    """Answers every stream with the events that `script` yields: headers (a list), data (bytes) or silence (None)."""

    def __init__(self, tls, script):
        self.connections = 0
        self.asked = []
        self._tls, self._script = tls, script
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]

    def __enter__(self):
        self._threads[0].start()
        return self

    def __exit__(self, *_):
        self._ended.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(10)

    def url(self, path="/"):
        """Return the address of a path."""
        return f"https://127.0.0.1:{self._listener.getsockname()[1]}{path}"

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.connections += 1
                thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _serve(self, raw):
        with contextlib.suppress(OSError), raw, self._tls.wrap_socket(raw, server_side=True) as opened:
            opened.settimeout(5)
            config = h2.config.H2Configuration(client_side=False, header_encoding=None, validate_outbound_headers=False)
            state = h2.connection.H2Connection(config)
            state.initiate_connection()
            opened.sendall(state.data_to_send())
            while data := opened.recv(1 << 16):
                for event in state.receive_data(data):
                    if isinstance(event, h2.events.RequestReceived):
                        self.asked.append(dict(event.headers))
                        self._say(opened, state, event)
                opened.sendall(state.data_to_send())

    def _say(self, opened, state, event):
        for said in self._script(dict(event.headers)):
            if said is None:
                return
            if isinstance(said, list):
                state.send_headers(event.stream_id, [(":status", "200"), *said])
            else:
                state.send_data(event.stream_id, said)
            opened.sendall(state.data_to_send())
        state.end_stream(event.stream_id)


@pytest.fixture
def serve_http2(authority, tmp_path):
    """Return a function that starts a server with a script."""
    with contextlib.ExitStack() as stack:
        tls = serve_tls(authority, tmp_path, "127.0.0.1", protocols=("h2",))
        yield lambda script: stack.enter_context(Http2Server(tls, script))


def test_http2_is_spoken(serve_http2):
    """Two pages over one connection, validators as they were."""
    server = serve_http2(lambda _: [[("etag", b'"\xe9"')], b"news ", b"of the day"])
    fetched = fetch(server.url("/a"), server.url("/b"), validators=Validators('"\xe9"'), limits=FetchLimits())
    assert (fetched.outcome, fetched.payload, fetched.header("etag")) == (Outcome.OK, b"news of the day", '"\xe9"')
    assert ([asked[b":path"] for asked in server.asked], server.connections) == ([b"/a", b"/b"], 1)
    assert server.asked[0][b"if-none-match"] == b'"\xe9"'


def test_an_answer_left_unread_costs_its_connection(serve_http2):
    """What a server still sends of a page that was given up does not stand in the way of the next."""
    server = serve_http2(lambda asked: [[], *([b"x" * 9_000] * 3 if asked[b":path"] == b"/a" else [b"news"])])
    fetched = fetch(server.url("/a"), server.url("/b"), limits=FetchLimits(max_wire_bytes=5_000))
    assert (fetched.payload, server.connections) == (b"news", 2)


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        ([None], Outcome.TIMEOUT),
        ([[], b"x", None], Outcome.TIMEOUT),
        ([[("content-length", "9")], b"short"], Outcome.TRUNCATED),
        ([[("content-length", "6000001")], None], Outcome.TOO_LARGE),
        ([[(f"x-{number}", "y" * 1000) for number in range(100)], None], Outcome.TOO_LARGE),
        ([[("content-encoding", "gzip")], b"plain"], Outcome.UNDECODABLE),
    ],
    ids=["silence", "no body", "too short", "declared too large", "headers", "no gzip"],
)
def test_http2_is_held_to_the_same_limits(serve_http2, script, outcome):
    """Each way to misbehave ends as over HTTP/1.1."""
    assert fetch(serve_http2(lambda _: script).url()).outcome is outcome


# Proxies


@pytest.fixture
def proxy(monkeypatch):
    """Return a proxy that answers by itself, and that the environment names."""
    with ScriptedServer(lambda _: answer(b"by proxy"), ["127.0.0.3"]) as running:
        monkeypatch.setenv("http_proxy", f"http://name:pass%20word@127.0.0.3:{running.port}")
        monkeypatch.setenv("no_proxy", "127.0.0.2")
        yield running


def test_a_proxy_of_the_environment_is_not_used(proxy):
    """Unless told to."""
    with ScriptedServer({"/": answer(b"direct")}) as server:
        assert fetch(server.url()).payload == b"direct"
    assert proxy.requests == []


def test_a_proxy_of_the_environment_is_used_when_told_to(proxy):
    """With its name and password, and names left for it to look up."""
    fetched = fetch("http://news.example/a", trust_environment=True)
    assert fetched.payload == b"by proxy"
    (request,) = proxy.requests
    assert (request.path, request.header("host")) == ("http://news.example/a", b"news.example")
    assert request.header("proxy-authorization") == b"Basic bmFtZTpwYXNzIHdvcmQ="


def test_what_needs_no_proxy_gets_none(proxy):
    """As no_proxy has it."""
    with ScriptedServer({"/": answer(b"direct")}, ["127.0.0.2"]) as server:
        assert fetch(server.url(), trust_environment=True).payload == b"direct"
    assert proxy.requests == []


def test_numbers_are_checked_before_a_proxy_sees_them(proxy):
    """Through a proxy, too, addresses of the inside are not asked."""
    assert fetch("http://10.0.0.1/", trust_environment=True).outcome is Outcome.BLOCKED_ADDRESS
    assert proxy.requests == []


@pytest.mark.parametrize("address", ["socks5://127.0.0.1:1", "http://", "127.0.0.3:none"])
def test_a_proxy_that_is_none(monkeypatch, address):
    """Is an outcome with a sentence."""
    monkeypatch.setenv("http_proxy", address)
    fetched = fetch("http://news.example/", trust_environment=True)
    assert (fetched.outcome, fetched.error[:9]) == (Outcome.UNREACHABLE, "The proxy")
