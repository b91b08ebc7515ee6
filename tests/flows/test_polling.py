"""Feeds from the first poll to rows: a small newspaper on loopback, real files, and a clock of our own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from herald import Herald
from scripted_server import ScriptedServer
from warcio.archiveiterator import ArchiveIterator

from flows.polling import Conduct, poll_due, read_web
from flows.settings import load_settings
from flows.subscriptions import add, import_opml, pause, remove
from tasks.collect.opml import Outline, write_opml
from warehouse.check import broken_rules
from warehouse.errors import LeaseTakenError
from warehouse.feeds import next_due_at
from warehouse.lease import Lease
from warehouse.store import open_store

MORNING = datetime(2026, 11, 20, 6, tzinfo=UTC)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
NOW_AT_LAST = datetime(2099, 1, 1, tzinfo=UTC)


class Desk:
    """A home that polls the Herald, and whatever else it is told to."""

    def __init__(self, home, server, paper):
        self.home, self.server, self.paper = home, server, paper
        self.settings = load_settings(home, entities="none", allow_hosts="127.0.0.0/8", host_gap_seconds=0, workers=1)

    def add(self, *paths):
        """Add feeds of the paper, due at noon."""
        return add(self.settings, [self.server.url(path) for path in paths or ["/feed.rss"]], now=NOON)

    def add_as_is(self, path):
        """Add an address without a look at it, as an import does."""
        outline = Outline(self.server.url(path))
        import_opml(self.settings, write_opml([outline]), now=NOON)

    def poll(self, now=NOON, **conduct):
        """Poll what is due at `now`; return the run's report."""
        self.paper.asked.clear()
        return poll_due(self.settings, None, Conduct(clock=lambda: now, **conduct))

    def rows(self, query):
        """Ask the store itself."""
        with open_store(self.home) as con:
            return con.execute(query).fetchall()

    def feed(self, column):
        """Return what the only feed says in a column."""
        ((found,),) = self.rows(f"SELECT {column} FROM feeds")
        return found

    def pages_asked(self):
        """Return the article pages that were asked for, in order of their names."""
        return sorted(path for path in self.paper.asked if not path.endswith((".rss", ".txt")))


@pytest.fixture
def desk(home):
    """A home, and the Herald as it is in the morning."""
    paper = Herald(MORNING)
    with ScriptedServer(paper.serve) as server:
        yield Desk(home, server, paper)
        paper.patience.set()
    assert broken_rules(home) in ([], ["No snapshot is published: run copydesk ingest."])


LATER = NOON + timedelta(days=1)
ALL_PAGES = ["/budget", "/crane", "/eels"]


def test_entries_become_articles(desk):
    """Each entry's page is fetched once and lands, cleaned, with the feed's sighting beside it."""
    desk.add()
    report = desk.poll()
    assert (report.feeds, report.articles, report.problems) == (1, 3, [])
    assert desk.pages_asked() == ALL_PAGES
    assert desk.rows("SELECT headline, publisher, authors, access FROM articles ORDER BY headline") == [
        ("Council passes budget by one vote", "Harbour Herald", ["Ivo Tarrant"], "free"),
        ("Eels return to the lower canal", "Harbour Herald", ["Mina Sorel"], "paywalled"),
        ("Old harbour crane comes down", "Harbour Herald", ["Mina Sorel"], "free"),
    ]
    sightings = "SELECT count(*) FROM sightings JOIN articles USING (article_id) JOIN feeds USING (feed_id)"
    assert desk.rows(sightings) == [(3,)]
    assert desk.rows("SELECT count(*) FROM articles WHERE article_body ILIKE '%top button%'") == [(0,)]


def test_nothing_new_costs_one_request(desk):
    """With its validators echoed the feed answers 304: no page is asked for, and nothing changes."""
    desk.add()
    desk.poll()
    report = desk.poll(LATER)
    assert (report.feeds, report.received) == (1, 0)
    assert desk.paper.asked == ["/feed.rss"]
    assert desk.rows("SELECT outcome FROM fetches WHERE http_status = 304") == [("not_modified",)]


def test_our_manners_are_those_of_the_settings(home):
    """Contact, gap, time and the rest of what an operator may set come to where requests are made."""
    given = {"contact": "desk@example.org", "allow_hosts": "paper.intra, 10.0.0.0/8", "host_gap_seconds": 2.5}
    web = read_web(load_settings(home, **given, fetch_seconds=7.0, fetch_requests=3))
    assert (web.contact, web.allow_hosts) == ("desk@example.org", ("paper.intra", "10.0.0.0/8"))
    assert (web.pace.gap_seconds, web.fetch_limits.total_seconds, web.pace.requests) == (2.5, 7.0, 3)


def test_late_runs_cost_nothing(desk):
    """Ten runs that come late find nothing due, after a restart as well."""
    desk.add()
    desk.poll()
    assert [desk.poll() for _ in range(10)] == [None] * 10
    assert desk.paper.asked == []


def test_a_corrected_article_is_a_version(desk):
    """Another headline and slug under the same guid: the same article in its second version, the first one kept."""
    desk.add()
    desk.poll()
    desk.paper.rename("herald-0002", "budget-passes", "Budget passes by a single vote")
    report = desk.poll(LATER)
    assert desk.pages_asked() == ["/budget-passes"]
    assert report.articles == 1
    assert desk.rows("SELECT count(*), count(DISTINCT article_id) FROM articles") == [(3, 3)]
    versions = """
        SELECT version, headline FROM article_versions JOIN sightings USING (article_id)
        WHERE entry_id = 'herald-0002' ORDER BY version
    """
    assert desk.rows(versions) == [
        (1, "Council passes budget by one vote"),
        (2, "Budget passes by a single vote"),
    ]
    assert desk.rows("SELECT count(*) FROM copies") == [(0,)]


def test_a_rewritten_article_is_a_version(desk):
    """With another slug and another text it is known by its guid alone."""
    desk.add()
    desk.poll()
    desk.paper.rename("herald-0002", "budget-passes", "Budget passes by a single vote")
    desk.paper.pieces[1].text = "\n\n".join(REWRITTEN)
    desk.poll(LATER)
    assert desk.rows("SELECT count(*) FROM articles") == [(3,)]
    assert desk.rows("SELECT count(*) FROM article_versions WHERE article_body LIKE '%recount%'") == [(1,)]


REWRITTEN = [
    "A recount on Thursday confirmed that next year's budget of the town has been passed, if by a single vote.",
    "The clerk counted the slips of all twenty-seven councillors twice, in front of a full gallery, and read out each.",
    "The opposition accepted the result. It means to bring the theatre's grant up again in the spring session.",
]


def test_a_new_slug_without_guid_is_the_same_article(desk):
    """Where nothing but the text is as before, at the same host, it is the article that we have."""
    desk.add()
    desk.poll()
    desk.paper.pieces[0].guid, desk.paper.pieces[0].slug = "herald-9999", "crane-gone"
    desk.poll(LATER)
    assert desk.pages_asked() == ["/crane-gone"]
    assert desk.rows("SELECT count(*) FROM articles") == [(3,)]
    assert desk.rows("SELECT count(*), count(DISTINCT article_id) FROM sightings") == [(4, 3)]


def test_two_feeds_carry_one_article(desk):
    """A second feed with the same links brings sightings, and asks for no page again."""
    desk.add()
    desk.poll()
    desk.add("/new-feed.rss")
    report = desk.poll()
    assert (report.feeds, desk.pages_asked()) == (1, [])
    assert desk.rows("SELECT count(*), count(DISTINCT article_id), count(DISTINCT feed_id) FROM sightings") == [
        (6, 3, 2)
    ]


def test_two_feeds_in_one_poll_ask_for_a_page_once(desk):
    """Both list the page; it is fetched once for the two of them."""
    desk.add("/feed.rss", "/new-feed.rss")
    desk.poll()
    assert desk.pages_asked() == ALL_PAGES
    assert desk.rows("SELECT count(*), count(DISTINCT article_id) FROM sightings") == [(6, 3)]


def test_a_feed_that_moved_for_good(desk):
    """It is asked at its new place after three answers that sent us there; its id and its entries stay."""
    desk.add_as_is("/old-feed.rss")
    for day in range(4):
        desk.poll(NOON + timedelta(days=2 * day))
    assert desk.paper.asked == ["/new-feed.rss"]
    assert desk.rows("SELECT count(*) FROM sightings") == [(3,)]


def test_a_feed_that_is_gone(desk):
    """It is not asked again, and stays in the list with its reason."""
    desk.add_as_is("/gone.rss")
    report = desk.poll()
    assert [feed.status for feed in report.feeds_in_trouble] == ["gone"]
    assert desk.poll(NOON + timedelta(days=365)) is None
    assert "410" in desk.feed("last_error")


def test_a_busy_host_is_left_alone(desk):
    """Retry-After holds for every feed of the host, from run to run; nothing is due before, and nobody has failed."""
    desk.add_as_is("/busy.rss")
    desk.poll()
    desk.add("/feed.rss")
    assert desk.poll(NOON + timedelta(hours=1)).feeds == 0
    assert desk.paper.asked == []
    assert desk.poll(NOON + timedelta(hours=1)) is None
    assert next_due_at(desk.home) == NOON + timedelta(hours=2)
    assert desk.rows("SELECT failure_count FROM feeds ORDER BY feed_url") == [(1,), (0,)]
    desk.poll(NOON + timedelta(hours=3))
    assert desk.paper.asked.count("/busy.rss") == 1
    assert desk.pages_asked() == []  # it was busy still, and said so before they were asked for


def test_a_broken_feed_is_told(desk):
    """What is no feed is a failure with a sentence, in the table and in the report."""
    desk.add_as_is("/broken.rss")
    report = desk.poll()
    assert report.feeds_in_trouble[0].last_error
    assert desk.rows("SELECT why IS NOT NULL, failures_in_a_row FROM feed_health") == [(True, 1)]


def test_robots_txt_is_kept_to(desk):
    """A page that it forbids is not asked for; the article is what the feed says of it."""
    desk.paper.pieces = [replace(desk.paper.pieces[0], slug="private/crane")]
    desk.add()
    desk.poll()
    assert desk.pages_asked() == []
    ((body,),) = desk.rows("SELECT article_body FROM articles")
    assert body.startswith("The last steam crane")
    assert desk.rows("SELECT outcome FROM fetches WHERE requested_url LIKE '%private%'") == [("robots",)]


def test_a_page_that_is_not_there(desk):
    """A 404 leaves the article that the feed itself tells."""
    desk.paper.hidden.add("eels")
    desk.add()
    desk.poll()
    assert desk.rows("SELECT count(*) FROM articles") == [(3,)]
    assert desk.rows("SELECT http_status FROM fetches WHERE outcome = 'http_error'") == [(404,)]


def test_a_page_that_is_not_there_yet(desk):
    """A server in trouble is asked again later; nothing is lost, and nothing is landed twice."""
    desk.paper.troubled.add("eels")
    desk.add()
    assert desk.poll().articles == 2
    assert desk.rows("SELECT count(*) FROM entries WHERE state = 'pending'") == [(1,)]
    desk.paper.troubled.clear()
    assert desk.poll(NOON + timedelta(minutes=30)).articles == 1
    assert desk.rows("SELECT count(*) FROM articles") == [(3,)]


def test_a_page_that_never_comes(desk):
    """After five tries, each later than the one before, the feed's own text is the article."""
    desk.paper.troubled.add("eels")
    desk.add()
    now = NOON
    while desk.rows("SELECT count(*) FROM entries WHERE state = 'pending'") != [(0,)] or now == NOON:
        desk.poll(now)
        now = next_due_at(desk.home)
    asked = "SELECT count(*) FROM fetches WHERE requested_url LIKE '%eels%'"
    assert desk.rows(asked) == [(5,)]
    assert desk.rows("SELECT count(*) FROM articles") == [(3,)]


def test_responses_are_kept_with_their_headers(desk):
    """Pages lie in the archive as WARC responses, as any web-archive tool reads them."""
    desk.add()
    desk.poll()
    ((place,),) = desk.rows("SELECT stored_in FROM documents WHERE source LIKE '%crane%'")
    name, _, offset = place.partition("#")
    with (desk.home / "warehouse" / name).open("rb") as file:
        file.seek(int(offset))
        record = next(iter(ArchiveIterator(file)))
        assert (record.rec_type, record.http_headers.get_statuscode()) == ("response", "200")
        assert b"Old harbour crane" in record.content_stream().read()


def test_being_stopped_loses_nothing(desk):
    """A run that is stopped in between leaves what it did not finish to the next."""
    desk.add("/feed.rss")
    stops = iter([False, False, False])
    desk.poll(should_stop=lambda: next(stops, True))
    desk.poll()
    desk.poll(LATER)
    assert desk.rows("SELECT count(*) FROM articles") == [(3,)]


def test_a_removed_feed_leaves_its_articles(desk):
    """Feed and entries are forgotten; what they brought, and that they brought it, stays."""
    desk.add()
    desk.poll()
    assert remove(desk.home, [desk.server.url("/feed.rss")]) == 1
    counts = "SELECT (SELECT count(*) FROM feeds), (SELECT count(*) FROM entries), (SELECT count(*) FROM sightings)"
    assert desk.rows(counts) == [(0, 0, 3)]


def test_a_paused_feed_is_not_asked(desk):
    """Until somebody resumes it."""
    desk.add()
    pause(desk.home, ["Harbour Herald"], is_paused=True)
    assert desk.poll(LATER) is None
    pause(desk.home, ["Harbour Herald"], is_paused=False)
    assert desk.poll(NOW_AT_LAST).articles == 3


@pytest.mark.parametrize("path", ["/", "/crane", "/feed.rss", "/old-feed.rss"])
def test_what_an_address_is_its_content_says(desk, path):
    """A home page, an article, a feed and a feed that moved all lead to the feed."""
    added = desk.add(path)
    assert [feed.title for feed in added.feeds] == ["Harbour Herald"]


def test_nothing_to_add(desk):
    """An address without any feed behind it is told in a sentence."""
    desk.paper.is_alone = True
    added = desk.add("/robots.txt")
    assert (added.feeds, len(added.problems)) == ((), 1)


def test_a_second_poller_is_kept_off(desk):
    """While one polls, another is told so."""
    desk.add()
    other = Lease(desk.home, "feeds", "elsewhere:1:2")
    other.take(datetime.now(UTC), lambda _: True)
    with pytest.raises(LeaseTakenError, match="elsewhere:1:2 works off the feeds"):
        desk.poll()
