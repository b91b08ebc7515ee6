"""Turns at hosts, as the servers see them: real requests over loopback, several hosts on one server."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from scripted_server import ScriptedServer, answer, redirect

from tasks.collect.fetch import FetchLimits
from tasks.collect.pages import fetch_pages
from tasks.collect.poll import Pace, Web, poll_feeds
from tasks.limits import Limits
from tasks.models import Stated
from tasks.web import Feed, Host, PendingEntry

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
GAP = 0.2
BUSY = answer(b"", ("Retry-After", "3600"), status=429)
LATER = NOON + timedelta(hours=1)


def make_web(gap_seconds=0.0):
    return Web(Limits(1, 10, 10**9), FetchLimits(), allow_hosts=("127.0.0.0/8",), pace=Pace(gap_seconds))


def make_feed(number, url):
    return Feed(number, url, NOON, 3600)


def make_entry(number, url):
    return PendingEntry(1, f"entry-{number}", url, Stated(), 0)


def gaps(server, address):
    times = [request.at for request in server.requests if request.address == address]
    return [later - sooner for sooner, later in pairwise(times)]


def test_the_gap_holds_from_feed_to_robots_to_pages():
    """However the requests to a host are grouped, two of them are never nearer to each other."""
    web = make_web(GAP)
    with ScriptedServer({"/feed": answer(b"", status=500)}) as server:
        poll_feeds(web, {}, [make_feed(1, server.url("/feed"))], NOON)
        fetch_pages(web, {}, [make_entry(number, server.url(f"/{number}")) for number in range(2)], NOON)
    assert sorted(server.paths()) == ["/0", "/1", "/feed", "/robots.txt"]
    assert min(gaps(server, "127.0.0.1")) >= GAP


def test_a_crawl_delay_that_is_longer_holds():
    """It is read from robots.txt, and counts from there."""
    rules = answer(f"User-agent: *\nCrawl-delay: {GAP}".encode())
    with ScriptedServer({"/robots.txt": rules}) as server:
        fetch_pages(make_web(), {}, [make_entry(number, server.url(f"/{number}")) for number in range(3)], NOON)
    assert len(server.requests) == 4
    assert min(gaps(server, "127.0.0.1")[1:]) >= GAP


def test_one_request_is_in_flight_at_a_host_and_many_at_many():
    """No two at one host overlap; those at different hosts meet."""
    meeting, inside, most = threading.Barrier(2), [], []

    def serve(request):
        inside.append(request.address)
        most.append(inside.count(request.address))
        meeting.wait(10)
        inside.remove(request.address)
        return answer(b"", status=500)

    addresses = ["127.0.0.1", "127.0.0.2"]
    with ScriptedServer(serve, addresses) as server:
        urls = [server.url(f"/{number}", address) for number in range(3) for address in addresses]
        poll_feeds(make_web(), {}, [make_feed(number, url) for number, url in enumerate(urls)], NOON)
    assert len(server.requests) == 6
    assert set(most) == {1}


def test_who_waits_behind_a_busy_answer_does_not_ask():
    """Feeds of the host are due again when it may be asked; those of others are asked."""
    with ScriptedServer(lambda _: BUSY, ["127.0.0.1", "127.0.0.2"]) as server:
        feeds = [make_feed(number, server.url(f"/{number}")) for number in range(3)]
        polled = poll_feeds(make_web(), {}, [*feeds, make_feed(9, server.url("/9", "127.0.0.2"))], NOON)
    assert sorted(server.paths()) == ["/0", "/9"]
    assert [poll.feed.feed_id for poll in polled.polls] == [0, 9]
    assert polled.resting == [replace(feed, next_poll_at=LATER) for feed in feeds[1:]]
    assert polled.hosts == (Host("127.0.0.1", LATER), Host("127.0.0.2", LATER))


def test_a_page_behind_a_busy_answer_waits_without_an_attempt():
    """It is not asked, and so it is no failure."""
    with ScriptedServer(lambda request: BUSY if request.path != "/robots.txt" else answer()) as server:
        entries = [make_entry(number, server.url(f"/{number}")) for number in range(3)]
        pages, documents, _ = fetch_pages(make_web(), {}, entries, NOON)
    assert server.paths() == ["/robots.txt", "/0"]
    assert [(page.fetched is not None, page.retry_at) for page in pages] == [
        (True, LATER),
        (False, LATER),
        (False, LATER),
    ]
    assert documents == []


def test_a_busy_robots_txt_closes_its_host():
    """Its Retry-After counts like any other."""
    with ScriptedServer(lambda _: BUSY) as server:
        pages, _, hosts = fetch_pages(make_web(), {}, [make_entry(1, server.url("/page"))], NOON)
    assert server.paths() == ["/robots.txt"]
    assert [(page.fetched, page.retry_at) for page in pages] == [(None, LATER)]
    assert hosts[0].closed_until == LATER


def test_a_redirect_to_a_closed_host_ends_there():
    """The turn at the first host is no right to ask the second."""
    known = {"127.0.0.2": Host("127.0.0.2", LATER)}
    with ScriptedServer(lambda _: redirect(server.url("/", "127.0.0.2")), ["127.0.0.1", "127.0.0.2"]) as server:
        polled = poll_feeds(make_web(), known, [make_feed(1, server.url("/feed"))], NOON)
    assert [request.address for request in server.requests] == ["127.0.0.1"]
    assert (polled.polls, [feed.next_poll_at for feed in polled.resting]) == ([], [LATER])


def test_a_closed_host_is_open_again_when_its_time_has_come():
    """Until that very moment it is not asked, and from then on it is."""
    with ScriptedServer(lambda _: answer(b"", status=500)) as server:
        known = {"127.0.0.1": Host("127.0.0.1", LATER)}
        feeds = [make_feed(1, server.url("/feed"))]
        assert poll_feeds(make_web(), known, feeds, LATER - timedelta(seconds=1)).polls == []
        assert len(poll_feeds(make_web(), known, feeds, LATER).polls) == 1
    assert len(server.requests) == 1
