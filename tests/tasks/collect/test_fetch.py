"""One fetch: what is asked, what comes back, and how everything that can go wrong ends."""

import asyncio
import gzip
import threading
from datetime import UTC, datetime

import brotli
import pytest
from backports import zstd
from scripted_server import FOREVER, ScriptedServer, answer, head, redirect

from tasks import PIPELINE_VERSION
from tasks.collect.fetch import Fetcher, FetchLimits, default_user_agent
from tasks.web import Outcome, Validators

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
USUAL = FetchLimits()
QUICK = FetchLimits(total_seconds=0.3)
SMALL = FetchLimits(max_wire_bytes=10_000, max_decoded_bytes=20_000)

TEXT = b"The ferry to the island sailed at noon. " * 100


@pytest.fixture
def server():
    """Return a server on loopback; tests write its table."""
    with ScriptedServer({}) as running:
        yield running


def fetch(url, *arguments, limits=USUAL, **known):
    """Fetch from loopback, in a loop of its own."""

    async def run():
        async with Fetcher(limits, allow_hosts=["127.0.0.0/8"], now=lambda: NOW) as fetcher:
            return await fetcher.fetch(url, *arguments, **known)

    return asyncio.run(run())


def fetch_one(server, script, *arguments, **known):
    """Fetch a page that the server answers like this."""
    server.table["/page"] = script
    return fetch(server.url("/page"), *arguments, **known)


def test_a_page_is_fetched(server):
    """Body, status and headers come back as they were sent."""
    fetched = fetch_one(server, answer(TEXT, ("Content-Type", "text/html"), ("X-Twice", "1"), ("X-Twice", "2")))
    assert (fetched.outcome, fetched.http_status, fetched.payload) == (Outcome.OK, 200, TEXT)
    assert (fetched.requested_url, fetched.final_url) == (server.url("/page"), server.url("/page"))
    assert fetched.headers[:3] == (("content-type", "text/html"), ("x-twice", "1"), ("x-twice", "2"))
    assert (fetched.started_at, fetched.size_bytes, fetched.error) == (NOW, len(TEXT), None)


def test_what_is_asked(server):
    """Who we are, what we take, and nothing else: no cookie, no referrer."""
    fetch_one(server, answer(TEXT), accept="application/rss+xml, */*;q=0.1")
    (request,) = server.requests
    assert dict(request.headers) == {
        b"Host": f"127.0.0.1:{server.port}".encode(),
        b"User-Agent": f"copydesk/{PIPELINE_VERSION}".encode(),
        b"Accept": b"application/rss+xml, */*;q=0.1",
        b"Accept-Encoding": b"gzip, deflate, br, zstd",
    }


def test_cookies_are_forgotten(server):
    """What one answer sets is not sent with the next request."""
    server.table = {"/": redirect("/b"), "/b": answer(TEXT, ("Set-Cookie", "a=b"))}

    async def run():
        async with Fetcher(allow_hosts=["127.0.0.1"]) as fetcher:
            return [await fetcher.fetch(server.url("/b")) for _ in range(2)]

    assert {fetched.outcome for fetched in asyncio.run(run())} == {Outcome.OK}
    assert server.requests[1].header("cookie") is None


@pytest.mark.parametrize("etag", [b'"plain"', b'W/"weak"', b'"\xe9\x80\xff"', b"no quotes", b'"a  b\tc"', b'"-gzip"'])
def test_validators_are_echoed_byte_for_byte(server, etag):
    """Whatever a server calls its version, it gets back exactly, bytes above 127 too."""
    first = fetch_one(server, answer(TEXT, ("ETag", etag), ("Last-Modified", b"yesterday, \xfcber noon")))
    validators = Validators(first.header("etag"), first.header("last-modified"))
    second = fetch_one(server, answer(status=304), validators)
    assert server.requests[1].header("if-none-match") == etag
    assert server.requests[1].header("if-modified-since") == b"yesterday, \xfcber noon"
    assert (second.outcome, second.payload, second.error) == (Outcome.NOT_MODIFIED, b"", None)


@pytest.mark.parametrize("etag", ["a\r\nX-Evil: 1", "a\0", "\u2603", "", " a"])
def test_validators_that_no_header_can_hold_are_not_sent(server, etag):
    """What a header cannot have brought is not put into one."""
    assert fetch_one(server, answer(TEXT), Validators(etag)).outcome is Outcome.OK
    assert server.requests[0].header("if-none-match") is None
    assert server.requests[0].header("x-evil") is None


def test_not_modified_without_having_asked(server):
    """304 to a question without validators brings nothing, and is an error."""
    assert fetch_one(server, answer(status=304)).outcome is Outcome.HTTP_ERROR


@pytest.mark.parametrize("status", [401, 402, 403, 404, 410, 429, 500, 503])
def test_errors_are_outcomes(server, status):
    """With status, headers (Retry-After, say) and a sentence, and without the body."""
    fetched = fetch_one(server, answer(TEXT, ("Retry-After", "120"), status=status))
    assert (fetched.outcome, fetched.http_status, fetched.payload) == (Outcome.HTTP_ERROR, status, b"")
    assert (fetched.header("retry-after"), fetched.error[:10]) == ("120", "127.0.0.1 ")


def test_a_challenge_is_named(server):
    """A page that wants a browser is told from one that refuses us."""
    fetched = fetch_one(server, answer(TEXT, ("CF-Mitigated", "challenge"), status=403))
    assert (fetched.outcome, fetched.http_status) == (Outcome.CHALLENGE, 403)


@pytest.mark.parametrize(
    ("coding", "body"),
    [("gzip", gzip.compress(TEXT)), ("br", brotli.compress(TEXT)), ("zstd", zstd.compress(TEXT))],
)
def test_packed_bodies_are_unpacked(server, coding, body):
    """The size is what went over the wire."""
    fetched = fetch_one(server, answer(body, ("Content-Encoding", coding)))
    assert (fetched.payload, fetched.size_bytes) == (TEXT, len(body))


def test_chunks_are_joined(server):
    """Transfer codings are none of the caller's business."""
    chunks = b"3\r\nfer\r\n2;x=y\r\nry\r\n0\r\nX-Trailer: 1\r\n\r\n"
    assert fetch_one(server, head(("Transfer-Encoding", "chunked")) + chunks).payload == b"ferry"


def test_a_body_that_ends_with_the_connection(server):
    """As HTTP/1.0 has it."""
    assert fetch_one(server, head() + TEXT).payload == TEXT


# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(server, status):
    """Relative or not, and the validators go with us."""
    server.table = {"/a": redirect("b?c", status), "/b?c": answer(TEXT)}
    fetched = fetch(server.url("/a"), Validators('"x"'))
    assert (fetched.outcome, fetched.requested_url, fetched.final_url) == (
        Outcome.OK,
        server.url("/a"),
        server.url("/b?c"),
    )
    assert [request.header("if-none-match") for request in server.requests] == [b'"x"', b'"x"']


@pytest.mark.parametrize(
    ("statuses", "is_permanent"),
    [
        ([301], True),
        ([308], True),
        ([308, 301], True),
        ([302], False),
        ([303], False),
        ([307], False),
        ([301, 302], False),
        ([307, 308], False),
        ([], False),
    ],
)
def test_a_move_is_permanent_if_every_step_is(server, statuses, is_permanent):
    """301 and 308 all the way; one 302 among them and nothing has moved."""
    for step, status in enumerate(statuses):
        server.table[f"/{step}"] = redirect(f"/{step + 1}", status)
    server.table[f"/{len(statuses)}"] = answer(TEXT)
    fetched = fetch(server.url("/0"))
    assert fetched.permanent_url == (server.url(f"/{len(statuses)}") if is_permanent else None)


@pytest.mark.parametrize(("script", "is_moved"), [(answer(status=304), True), (answer(status=404), False)])
def test_a_move_counts_where_it_leads_to_something(server, script, is_moved):
    """A redirect to an error page moves nothing."""
    server.table = {"/a": redirect("/b", 301), "/b": script}
    assert (fetch(server.url("/a"), Validators('"x"')).permanent_url is not None) is is_moved


def test_five_redirects_are_the_most(server):
    """The sixth is not followed."""
    server.table = {f"/{step}": redirect(f"/{step + 1}") for step in range(9)} | {"/5": answer(TEXT)}
    assert fetch(server.url("/0")).outcome is Outcome.OK
    server.table["/5"] = redirect("/6")
    server.requests.clear()
    fetched = fetch(server.url("/0"))
    assert (fetched.outcome, fetched.http_status) == (Outcome.TOO_MANY_REDIRECTS, 302)
    assert server.paths() == [f"/{step}" for step in range(6)]


def test_a_circle_is_not_walked_twice(server):
    """A page that leads back to where we were ends the chain at once."""
    server.table = {"/a": redirect("/b"), "/b": redirect("/a")}
    assert fetch(server.url("/a")).outcome is Outcome.TOO_MANY_REDIRECTS
    assert server.paths() == ["/a", "/b"]


@pytest.mark.parametrize(
    ("location", "outcome"),
    [
        ("file:///etc/passwd", Outcome.BLOCKED_ADDRESS),
        ("ftp://127.0.0.1/", Outcome.BLOCKED_ADDRESS),
        ("http://10.0.0.1/", Outcome.BLOCKED_ADDRESS),
        ("http://a:b@127.0.0.1/", Outcome.BLOCKED_ADDRESS),
        ("http://[::1", Outcome.UNREACHABLE),
    ],
)
def test_a_redirect_is_checked(server, location, outcome):
    """As if it had been asked for in the first place."""
    assert fetch_one(server, redirect(location)).outcome is outcome


def test_a_redirect_without_a_location(server):
    """Leads nowhere, and is an error."""
    assert fetch_one(server, answer(status=301)).outcome is Outcome.HTTP_ERROR


@pytest.mark.parametrize("charset", ["utf-8", "latin-1"])
def test_a_location_beyond_ascii(server, charset):
    """Some servers send it raw, in one charset or the other, and it is understood."""
    server.table = {"/a": redirect("/früh".encode(charset)), "/fr%C3%BCh": answer(TEXT)}
    assert fetch(server.url("/a")).outcome is Outcome.OK


# Asking first


def test_every_request_is_asked_about_first(server):
    """The check hears of each address of a chain, before it is asked."""
    server.table = {"/a": redirect("/b"), "/b": answer(TEXT)}
    heard = []

    async def check(url):
        heard.append((url, len(server.requests)))

    assert fetch(server.url("/a"), check=check).outcome is Outcome.OK
    assert heard == [(server.url("/a"), 0), (server.url("/b"), 1)]


def test_a_check_that_says_no(server):
    """Ends the fetch with its sentence; the page is not asked for."""
    server.table = {"/a": redirect("/b"), "/b": answer(TEXT)}

    async def check(url):
        return "The site's robots.txt shuts /b." if url.endswith("/b") else None

    fetched = fetch(server.url("/a"), check=check)
    assert (fetched.outcome, fetched.error) == (Outcome.ROBOTS, "The site's robots.txt shuts /b.")
    assert (fetched.final_url, fetched.http_status) == (server.url("/b"), None)
    assert server.paths() == ["/a"]


def test_waiting_for_a_turn_is_not_counted(server):
    """A check may take longer than the whole fetch."""

    async def check(_):
        await asyncio.sleep(0.2)

    fetched = fetch_one(server, answer(TEXT), limits=FetchLimits(total_seconds=0.15), check=check)
    assert fetched.outcome is Outcome.OK


def test_what_is_shut_anyway_is_not_asked_about():
    """Nobody waits for a turn at an address that is refused."""

    async def check(_):
        raise AssertionError

    assert fetch("http://10.0.0.1/", check=check).outcome is Outcome.BLOCKED_ADDRESS
    assert fetch("ftp://10.0.0.1/", check=check).outcome is Outcome.BLOCKED_ADDRESS


# Hostile and broken servers


@pytest.mark.parametrize(
    "script",
    [
        [FOREVER],
        [b"HTTP/1.1 200 OK\r\n", FOREVER],
        [head(), FOREVER],
        [answer(TEXT, length=9999), FOREVER],
        lambda _: (piece for _ in range(9999) for piece in (b"X: y\r\n" if _ else b"HTTP/1.1 200 OK\r\n", 0.01)),
        lambda _: (piece for _ in range(9999) for piece in (b"x" if _ else head(), 0.01)),
        lambda _: (b"HTTP/1.1 100 Continue\r\n\r\n" for _ in iter(int, 1)),
    ],
    ids=["silence", "half a head", "no body", "half a body", "drip-fed head", "drip-fed body", "endless continue"],
)
def test_the_deadline_holds(server, script):
    """However a server keeps us waiting."""
    fetched = fetch_one(server, script, limits=QUICK)
    assert (fetched.outcome, fetched.payload) == (Outcome.TIMEOUT, b"")
    assert fetched.error == "This was not done within 0.3 seconds; it will be asked for again."


def test_the_deadline_is_one_for_the_whole_chain(server):
    """Redirects do not wind the clock."""
    server.table = lambda request: [0.1, redirect(f"{request.path}x")]
    fetched = fetch(server.url("/"), limits=FetchLimits(total_seconds=0.25))
    assert fetched.outcome is Outcome.TIMEOUT
    assert len(server.requests) <= 3


def test_a_deadline_inside_the_body_keeps_what_is_known(server):
    """Status and headers stay, so that people see how far it came."""
    fetched = fetch_one(server, [head(("X-Who", "me")), b"half", FOREVER], limits=QUICK)
    assert (fetched.http_status, fetched.header("x-who"), fetched.size_bytes) == (200, "me", 4)


def test_too_long_a_body_is_not_read(server):
    """A Content-Length beyond the cap is believed at once."""
    fetched = fetch_one(server, [answer(b"", length=10_001), FOREVER], limits=SMALL)
    assert (fetched.outcome, fetched.size_bytes) == (Outcome.TOO_LARGE, 0)


@pytest.mark.parametrize(
    "start", [head(), head(("Transfer-Encoding", "chunked"))], ids=["until closed", "endless chunks"]
)
def test_the_cap_holds_while_it_streams(server, start):
    """A body that says nothing of its length is cut off at the cap."""
    chunk = b"1000\r\n" + b"x" * 4096 + b"\r\n"
    fetched = fetch_one(server, lambda _: (start if not n else chunk for n in range(1 << 20)), limits=SMALL)
    assert fetched.outcome is Outcome.TOO_LARGE
    assert fetched.size_bytes <= 10_000 + 65_536


@pytest.mark.parametrize(("coding", "squeeze"), [("gzip", gzip.compress), ("br", brotli.compress)])
def test_a_bomb_does_not_go_off(server, coding, squeeze):
    """The cap on what a body unpacks to holds, too."""
    fetched = fetch_one(server, answer(squeeze(b"\0" * 30_000), ("Content-Encoding", coding)), limits=SMALL)
    assert (fetched.outcome, fetched.payload) == (Outcome.TOO_LARGE, b"")


@pytest.mark.parametrize(
    "script",
    [
        answer(gzip.compress(TEXT)[:-4], ("Content-Encoding", "gzip")),
        answer(brotli.compress(TEXT)[:-4], ("Content-Encoding", "br")),
        answer(zstd.compress(TEXT)[:-4], ("Content-Encoding", "zstd")),
        [answer(TEXT, length=len(TEXT) + 1)],
        [head(("Transfer-Encoding", "chunked")), b"5\r\nferry\r\n"],
        [head(("Transfer-Encoding", "chunked")), b"5\r\nfer"],
        [head(("Transfer-Encoding", "chunked")), b"zz\r\n"],
        answer(TEXT, status=206),
    ],
    ids=["gzip", "brotli", "zstd", "too short", "no last chunk", "half a chunk", "no chunk at all", "partial content"],
)
def test_truncated_bodies_are_noticed(server, script):
    """Half a document is not taken for the whole."""
    fetched = fetch_one(server, script)
    assert (fetched.outcome, fetched.payload) == (Outcome.TRUNCATED, b"")


@pytest.mark.parametrize("coding", ["gzip", "zstd", "compress", "gzip, gzip, gzip"])
def test_codings_that_are_none(server, coding):
    """A coding that is broken, unknown, or one too many."""
    assert fetch_one(server, answer(TEXT, ("Content-Encoding", coding))).outcome is Outcome.UNDECODABLE


@pytest.mark.parametrize(
    "script",
    [
        [b"HTTP/1.1 200 OK\r\nX: " + b"a" * 5_000_000, FOREVER],
        [b"HTTP/1.1 200 OK\r\n" + b"X-Header: yes\r\n" * 400_000, FOREVER],
        [b"HTTP/1.1 200 " + b"a" * 5_000_000, FOREVER],
    ],
    ids=["line without end", "lines without end", "reason without end"],
)
def test_headers_are_bounded(server, script):
    """5 MB of headers are given up long before they have been read."""
    fetched = fetch_one(server, script)
    assert (fetched.outcome, fetched.http_status) == (Outcome.TOO_LARGE, None)


@pytest.mark.parametrize(
    "script", [[b""], [b"220 mail.example ESMTP\r\n"], [b"HTTP/1.1 wrong\r\n\r\n"], [b"\0\1\2\3\r\n\r\n"]]
)
def test_what_is_no_http_is_unreachable(server, script):
    """Another protocol, or nothing at all."""
    assert fetch_one(server, script).outcome is Outcome.UNREACHABLE


def test_nobody_listens():
    """A port that is shut is unreachable."""
    with ScriptedServer({}) as ended:
        url = ended.url()
    fetched = fetch(url)
    assert (fetched.outcome, fetched.error) == (
        Outcome.UNREACHABLE,
        "127.0.0.1 takes no connections; check the address, or wait.",
    )


@pytest.mark.parametrize("url", ["", "nonsense", "http://", "http://a b/", "mailto:a@b.example"])
def test_what_is_no_url_is_an_outcome(url):
    """Nothing is raised for it."""
    fetched = fetch(url)
    assert fetched.outcome in {Outcome.UNREACHABLE, Outcome.BLOCKED_ADDRESS}
    assert (fetched.requested_url, fetched.final_url) == (url, url)


def test_cancelling_ends_a_fetch(server):
    """Being stopped is the only thing that is raised."""
    started = threading.Event()
    server.table["/page"] = lambda _: started.set() or [FOREVER]

    async def run():
        async with Fetcher(allow_hosts=["127.0.0.1"]) as fetcher:
            fetching = asyncio.create_task(fetcher.fetch(server.url("/page")))
            await asyncio.to_thread(started.wait, 10)
            fetching.cancel()
            with pytest.raises(asyncio.CancelledError):
                await fetching

    asyncio.run(run())


def test_a_connection_is_used_again(server):
    """The next page of a site needs no new connection; an answer that was left unread does."""
    ports = []
    server.table = lambda request: ports.append(request.peer_port) or answer(TEXT, status=int(request.path[1:]))

    async def run():
        async with Fetcher(allow_hosts=["127.0.0.1"]) as fetcher:
            return [await fetcher.fetch(server.url(path)) for path in ("/200", "/200", "/404", "/200")]

    assert [fetched.http_status for fetched in asyncio.run(run())] == [200, 200, 404, 200]
    assert ports[0] == ports[1] == ports[2] != ports[3]


def test_many_at_once(server):
    """Fetches do not wait for each other."""
    server.table = lambda request: answer(request.path.encode())

    async def run():
        async with Fetcher(allow_hosts=["127.0.0.1"]) as fetcher:
            return await asyncio.gather(*(fetcher.fetch(server.url(f"/{number}")) for number in range(30)))

    assert [fetched.payload for fetched in asyncio.run(run())] == [f"/{number}".encode() for number in range(30)]


@pytest.mark.parametrize(
    ("contact", "agent"),
    [
        (None, "copydesk/{}"),
        ("", "copydesk/{}"),
        ("desk@example.org", "copydesk/{} (+desk@example.org)"),
        ("https://example.org/bot", "copydesk/{} (+https://example.org/bot)"),
        ("(a)\r\nX: b ü", "copydesk/{} (+aX: b)"),
    ],
)
def test_the_user_agent_says_who_we_are(contact, agent):
    """Name, version and where to complain, in letters that a header can hold."""
    assert default_user_agent(contact) == agent.format(PIPELINE_VERSION)


@pytest.mark.parametrize("user_agent", ["a\r\nX: b", "snow \u2603", " a"])
def test_a_user_agent_that_no_header_can_hold_is_an_error(user_agent):
    """It is refused before anything is asked."""
    with pytest.raises(ValueError, match="plain ASCII"):
        Fetcher(user_agent=user_agent)
