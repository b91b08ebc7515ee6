"""Feeds are asked: what is sent, what comes back, and what becomes of the others of a host that wants its rest."""

from datetime import UTC, datetime, timedelta

import pytest
from scripted_server import ScriptedServer, answer, redirect

from tasks import PIPELINE_VERSION
from tasks.collect.fetch import FetchLimits
from tasks.collect.hosts import Pace
from tasks.collect.media_type import read_content_type
from tasks.collect.pages import fetch_pages
from tasks.collect.poll import Web, poll_feeds
from tasks.limits import Limits
from tasks.models import Stated
from tasks.web import Feed, Outcome, PendingEntry, Validators

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
WEB = Web(
    Limits(seconds=10, memory_bytes=1_000_000_000, workers=1),
    FetchLimits(total_seconds=10),
    contact="desk@example.org",
    allow_hosts=("127.0.0.0/8",),
    pace=Pace(0.0),
)
RSS = b"""<rss version="2.0"><channel><title>Ferry Times</title>
<item><title>Noon ferry sails</title><link>https://news.example/noon</link></item></channel></rss>"""


@pytest.fixture
def server():
    """Return a server on loopback; tests write its table."""
    with ScriptedServer({}) as running:
        yield running


def make_feed(server, path="/feed", **known):
    return Feed(len(path), server.url(path), NOON, 3600, **known)


def poll_one(feed):
    (found,) = poll_feeds(WEB, {}, [feed], NOON).polls
    return found


def test_validators_go_out_as_they_came_in(server):
    """What is remembered of a feed is echoed to it, byte for byte, and a 304 brings no document."""
    server.table["/feed"] = answer(status=304)
    found = poll_one(make_feed(server, validators=Validators('W/"\xe9 1"', "yesterday, about noon")))
    (request,) = server.requests
    assert request.header("if-none-match") == b'W/"\xe9 1"'
    assert request.header("if-modified-since") == b"yesterday, about noon"
    assert (found.fetched.outcome, found.document, found.problem) == (Outcome.NOT_MODIFIED, None, None)


def test_the_same_bytes_are_not_parsed_again(server):
    """A body of the digest of last time has no document; other bytes have one."""
    server.table["/feed"] = answer(RSS)
    first = poll_one(make_feed(server))
    assert [entry.stated.headline for entry in first.document.entries] == ["Noon ferry sails"]
    again = poll_one(make_feed(server, body_digest=first.digest))
    assert (again.document, again.digest, again.fetched.outcome) == (None, first.digest, Outcome.OK)


def test_everybody_is_told_who_asks(server):
    """Feeds, robots.txt and pages are asked under our name, with version and contact."""
    server.table = {"/feed": answer(RSS), "/page": answer(b"<p>The ferry sails.</p>")}
    poll_one(make_feed(server))
    fetch_pages(WEB, {}, [PendingEntry(1, "a", server.url("/page"), Stated(), 0)], NOON)
    assert server.paths() == ["/feed", "/robots.txt", "/page"]
    agents = {request.header("user-agent").decode() for request in server.requests}
    assert agents == {f"copydesk/{PIPELINE_VERSION} (+desk@example.org)"}


def test_feeds_are_asked_whatever_robots_txt_says(server):
    """It is about what is crawled; a feed is there to be polled."""
    server.table = {"/robots.txt": answer(b"User-agent: *\nDisallow: /\n"), "/feed": answer(RSS)}
    assert poll_one(make_feed(server)).fetched.outcome is Outcome.OK
    assert server.paths() == ["/feed"]


@pytest.mark.parametrize(("status", "said"), [(429, "7200"), (503, "Sun, 22 Nov 2026 14:00:00 GMT")])
def test_feeds_that_wait_for_their_turn_hear_of_the_rest(server, status, said):
    """Once one feed of a host is told to wait, those behind it are not asked any more, and fail at nothing."""
    server.table = lambda _: answer(b"", ("Retry-After", said), status=status)
    feeds = [make_feed(server, path) for path in ("/a", "/bb", "/ccc")]
    polled = poll_feeds(WEB, {}, feeds, NOON)
    assert len(server.requests) == len(polled.polls) == 1
    two = NOON + timedelta(hours=2)
    assert [host.closed_until for host in polled.hosts] == [two]
    assert [(feed.next_poll_at, feed.failure_count) for feed in polled.resting] == [(two, 0)] * 2


def test_a_redirect_to_a_host_at_rest_waits(server):
    """Wherever the feed sent us, that host is left alone as well."""
    with ScriptedServer({}, ("127.0.0.2",)) as other:
        server.table = {"/busy": answer(b"", ("Retry-After", "7200"), status=429)}
        other.table = {"/feed": redirect(server.url("/busy"))}
        hosts = poll_feeds(WEB, {}, [make_feed(server, "/busy")], NOON).hosts
        known = {host.host: host for host in hosts}
        (found,) = poll_feeds(WEB, known, [make_feed(other)], NOON).resting
    assert found.next_poll_at == NOON + timedelta(hours=2)
    assert (server.paths(), other.paths()) == (["/busy"], ["/feed"])


def test_pages_that_wait_for_their_turn_hear_of_the_rest(server):
    """The rest of a host's pages are put off until it may be asked, and that counts as no attempt."""
    server.table = {"/robots.txt": answer(status=404)}
    server.table |= {f"/{n}": answer(b"", ("Retry-After", "7200"), status=429) for n in range(3)}
    entries = [PendingEntry(1, f"entry {n}", server.url(f"/{n}"), Stated(), 0) for n in range(3)]
    pages, documents, _ = fetch_pages(WEB, {}, entries, NOON)
    assert (len(server.requests), documents) == (2, [])
    assert [page.retry_at for page in pages] == [NOON + timedelta(hours=2)] * 3
    assert sorted(page.fetched is None for page in pages) == [False, True, True]


def test_a_sitemap_index_leads_to_its_sitemaps(server):
    """What they list is what the index lists."""
    urlset = b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>%s</loc></url></urlset>'
    index = b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">%s</sitemapindex>'
    places = b"".join(b"<sitemap><loc>%s</loc></sitemap>" % server.url(path).encode() for path in ("/a.xml", "/b.xml"))
    server.table = {"/feed": answer(index % places)}
    server.table |= {f"/{name}.xml": answer(urlset % f"https://news.example/{name}".encode()) for name in "ab"}
    found = poll_one(make_feed(server))
    assert {entry.link for entry in found.document.entries} == {"https://news.example/a", "https://news.example/b"}


@pytest.mark.parametrize(
    ("content_type", "charset"),
    [
        (None, None),
        ("text/xml", None),
        ('text/xml; Charset="ISO-8859-1"', "iso-8859-1"),
        ("text/xml; q=1; charset=utf-8", "utf-8"),
        ("text/xml; charset=", None),
    ],
)
def test_the_charset_of_a_content_type(content_type, charset):
    """Whatever its spelling."""
    assert read_content_type(content_type)[1] == charset
