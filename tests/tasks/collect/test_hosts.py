"""Turns at hosts, against real servers: who may ask when, and what robots.txt says. Two addresses are two hosts."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise

import pytest
from scripted_server import ScriptedServer, answer, redirect

from tasks.collect.fetch import Fetcher
from tasks.collect.hosts import ROBOTS_RETRY_MINUTES, Hosts, Pace
from tasks.web import Outcome

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HERE, THERE = "127.0.0.1", "127.0.0.2"
GAP = 0.05
PATIENCE_SECONDS = 20
"""Whoever waits for longer waits for ever."""


@pytest.fixture
def server():
    """Return a server at three addresses of loopback; tests write its table."""
    with ScriptedServer({}, (HERE, THERE, "127.0.0.3")) as running:
        yield running


def make_hosts(gap=0.0, requests=16, known=(), now=NOON):
    return Hosts({host.host: host for host in known}, "copydesk", now, Pace(gap, requests))


def ask(hosts, urls, *, with_robots=False):
    """Ask for all of them at once, as far as `hosts` allows, and return how each fetch ended."""

    async def run():
        async with Fetcher(allow_hosts=["127.0.0.0/8"], now=lambda: NOON) as fetcher:
            fetches = (ask_one(fetcher, hosts, url, with_robots=with_robots) for url in urls)
            return await asyncio.wait_for(asyncio.gather(*fetches), PATIENCE_SECONDS)

    return asyncio.run(run())


async def ask_one(fetcher, hosts, url, *, with_robots):
    async with hosts.turn(partial(ask_one, fetcher, hosts, with_robots=False) if with_robots else None) as turn:
        return await fetcher.fetch(url, check=turn.ask)


def gaps(server, paths=None):
    """Return the seconds between requests, as the server saw them come in."""
    times = sorted(request.at for request in server.requests if paths is None or request.path in paths)
    return [later - earlier for earlier, later in pairwise(times)]


class Counter:
    """A script that answers late, and notes how many requests were waiting for it at once."""

    def __init__(self):
        self._lock = threading.Lock()
        self._waiting = self.most = 0

    def __call__(self, _):
        """Answer any request."""
        self._count(1)
        yield 0.02
        self._count(-1)
        yield answer(b"ferry", ("Connection", "close"))  # as it does after a generator

    def _count(self, step):
        with self._lock:
            self._waiting += step
            self.most = max(self.most, self._waiting)


def test_a_host_is_asked_one_thing_at_a_time(server):
    """Whoever comes second waits until the first has its answer."""
    server.table = counter = Counter()
    assert {fetched.outcome for fetched in ask(make_hosts(), [server.url(f"/{n}") for n in range(4)])} == {Outcome.OK}
    assert (counter.most, len(server.requests)) == (1, 4)


def test_hosts_are_asked_side_by_side(server):
    """One host's turn keeps nobody from another; here neither answers before both have been asked."""
    both = threading.Barrier(2, timeout=PATIENCE_SECONDS)
    server.table = lambda _: both.wait() is not None and answer(b"ferry")
    fetched = ask(make_hosts(), [server.url("/", HERE), server.url("/", THERE)])
    assert [found.outcome for found in fetched] == [Outcome.OK] * 2


def test_only_so_many_requests_are_in_flight(server):
    """However many hosts there are."""
    server.table = counter = Counter()
    ask(make_hosts(requests=2), [server.url("/", f"127.0.0.{n}") for n in (1, 2, 3)])
    assert counter.most == 2


def test_there_is_a_gap_between_two_requests(server):
    """It is measured from answer to question, so the server sees at least as much."""
    server.table = lambda _: answer(b"ferry")
    ask(make_hosts(GAP), [server.url(f"/{n}") for n in range(4)])
    assert len(server.requests) == 4
    assert min(gaps(server)) >= GAP


def test_there_is_a_gap_before_a_redirect_is_followed(server):
    """A chain of redirects at one host is as many requests."""
    server.table = {"/a": redirect("/b"), "/b": redirect("/c"), "/c": answer(b"ferry")}
    ask(make_hosts(GAP), [server.url("/a")])
    assert server.paths() == ["/a", "/b", "/c"]
    assert min(gaps(server)) >= GAP


def test_a_redirect_to_another_host_gives_the_turn_back(server):
    """Two pages that lead to each other's hosts at the same time do not wait for each other."""
    both = threading.Barrier(2, timeout=PATIENCE_SECONDS)

    def lead(to):
        return lambda _: both.wait() is not None and redirect(to)

    server.table = {"/a": lead(server.url("/c", THERE)), "/b": lead(server.url("/d", HERE))}
    server.table |= {"/c": answer(b"ferry"), "/d": answer(b"ferry")}
    fetched = ask(make_hosts(), [server.url("/a", HERE), server.url("/b", THERE)])
    assert [found.final_url for found in fetched] == [server.url("/c", THERE), server.url("/d", HERE)]


def test_a_failed_request_gives_the_turn_back(server):
    """A connection that breaks keeps nobody waiting."""
    server.table = {"/a": [b""], "/b": answer(b"ferry")}
    fetched = ask(make_hosts(), [server.url("/a"), server.url("/b")])
    assert [found.outcome for found in fetched] == [Outcome.UNREACHABLE, Outcome.OK]


ROBOTS = b"User-agent: *\nDisallow: /private/\n\nUser-agent: copydesk\nDisallow: /copydesk/\n"


def write_robots(text=ROBOTS, status=200):
    return answer(text, ("Content-Type", "text/plain"), status=status)


def test_crawl_delay_is_kept_to(server):
    """A longer gap that robots.txt asks for counts; a shorter one does not."""
    server.table = lambda _: answer(b"User-agent: *\nCrawl-delay: 0.1\n")
    pages = [server.url(f"/{n}") for n in range(3)]
    ask(make_hosts(), pages, with_robots=True)
    assert min(gaps(server, {"/0", "/1", "/2"})) >= 0.1
    server.requests.clear()
    server.table = lambda _: answer(b"User-agent: *\nCrawl-delay: 0.001\n")
    ask(make_hosts(GAP), pages, with_robots=True)
    assert min(gaps(server)) >= GAP


@pytest.mark.parametrize(
    ("path", "outcome"),
    [("/private/a", Outcome.OK), ("/copydesk/a", Outcome.ROBOTS), ("/a", Outcome.OK), ("/moved", Outcome.ROBOTS)],
)
def test_robots_txt_is_kept_to(server, path, outcome):
    """By our own name, where it has a group for us; what it forbids is not asked, redirected to or not."""
    server.table = {"/robots.txt": write_robots(), "/moved": redirect("/copydesk/a")}
    server.table |= {name: answer(b"ferry") for name in ("/private/a", "/copydesk/a", "/a")}
    (fetched,) = ask(make_hosts(), [server.url(path)], with_robots=True)
    assert fetched.outcome is outcome
    assert ("/copydesk/a" in server.paths()) is False
    assert fetched.error is None or "robots.txt forbids" in fetched.error


def test_robots_txt_is_fetched_once(server):
    """For all pages of a run, and from one run to the next for a day."""
    server.table = {"/robots.txt": write_robots()}
    pages = [server.url(f"/{n}") for n in range(3)]
    hosts = make_hosts()
    ask(hosts, pages, with_robots=True)
    assert sorted(server.paths()) == ["/0", "/1", "/2", "/robots.txt"]
    server.requests.clear()
    (known,) = hosts.changed()
    ask(make_hosts(known=[known], now=NOON + timedelta(hours=23)), [server.url("/copydesk/a")], with_robots=True)
    assert server.paths() == []
    ask(make_hosts(known=[known], now=NOON + timedelta(hours=25)), pages[:1], with_robots=True)
    assert server.paths() == ["/robots.txt", "/0"]


@pytest.mark.parametrize(
    ("status", "is_asked"), [(404, True), (403, True), (410, True), (429, False), (500, False), (503, False)]
)
def test_without_robots_txt(server, status, is_asked):
    """A host that has none allows everything; one that cannot say is not asked for pages for now (RFC 9309, 2.3.1)."""
    server.table = {"/robots.txt": write_robots(b"", status), "/a": answer(b"ferry")}
    (fetched,) = ask(make_hosts(), [server.url("/a")], with_robots=True)
    assert fetched.outcome is (Outcome.OK if is_asked else Outcome.ROBOTS)
    assert ("/a" in server.paths()) is is_asked


def test_a_robots_txt_that_cannot_be_had_is_asked_for_again(server):
    """After half an hour, and not before."""
    server.table = {"/robots.txt": write_robots(b"", 503), "/a": answer(b"ferry")}
    hosts = make_hosts()
    ask(hosts, [server.url("/a")], with_robots=True)
    server.requests.clear()
    later = {minutes: make_hosts(known=hosts.changed(), now=NOON + timedelta(minutes=minutes)) for minutes in (29, 31)}
    ask(later[ROBOTS_RETRY_MINUTES - 1], [server.url("/a")], with_robots=True)
    assert server.paths() == []
    ask(later[ROBOTS_RETRY_MINUTES + 1], [server.url("/a")], with_robots=True)
    assert server.paths() == ["/robots.txt"]


def test_a_closed_host_is_left_alone(server):
    """Until the time that it named, from run to run; others are asked meanwhile."""
    server.table = lambda _: answer(b"ferry")
    hosts = make_hosts()
    hosts.close(server.url("/", HERE), NOON + timedelta(hours=2))
    fetched = ask(hosts, [server.url("/", HERE), server.url("/", THERE)])
    assert [found.outcome for found in fetched] == [Outcome.ROBOTS, Outcome.OK]
    (known,) = hosts.changed()
    assert [(NOON + timedelta(hours=2)), None] == [
        make_hosts(known=[known], now=now).closed_until(server.url("/", HERE))
        for now in (NOON + timedelta(hours=1), NOON + timedelta(hours=3))
    ]


def test_a_closed_host_is_not_asked_for_robots_txt(server):
    """And nothing is concluded about what it says."""
    hosts = make_hosts()
    hosts.close(server.url("/"), NOON + timedelta(hours=2))
    (fetched,) = ask(hosts, [server.url("/")], with_robots=True)
    assert (fetched.outcome, "left alone" in fetched.error) == (Outcome.ROBOTS, True)
    assert [host.robots_until for host in hosts.changed()] == [None]
    assert server.paths() == []
