"""Feeds from the first poll to rows: a small newspaper on loopback, real files, and a clock of our own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import duckdb
import pytest
from herald import Herald
from scripted_server import ScriptedServer

from flows.polling import Conduct, poll_due
from flows.settings import load_settings
from flows.subscriptions import add

MORNING = datetime(2026, 11, 20, 6, tzinfo=UTC)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Desk:
    """A home that polls the Herald, and whatever else it is told to."""

    def __init__(self, home, server, paper):
        self.home, self.server, self.paper = home, server, paper
        self.settings = load_settings(home, entities="none", allow_hosts="127.0.0.0/8", host_gap_seconds=0, workers=1)

    def add(self, path="/feed.rss"):
        return add(self.settings, [self.server.url(path)])

    def poll(self, now, **conduct):
        """Poll what is due at `now`; return the run's report."""
        return poll_due(self.settings, None, Conduct(clock=lambda: now, **conduct))

    def rows(self, query):
        with duckdb.connect(str((self.home / "warehouse" / "news.duckdb").resolve()), read_only=True) as con:
            return con.execute(query).fetchall()

    def pages_asked(self):
        return [path for path in self.paper.asked if not path.endswith((".rss", ".txt"))]


@pytest.fixture
def desk(home):
    paper = Herald(MORNING)
    with ScriptedServer(paper.serve) as server:
        yield Desk(home, server, paper)


def test_entries_become_articles(desk):
    """Each entry's page is fetched once and lands, cleaned, with the feed's sighting beside it."""
    desk.add()
    report = desk.poll(NOON + timedelta(days=10))
    assert (report.feeds, report.articles, report.problems) == (1, 3, [])
    found = desk.rows("SELECT headline, publisher, authors, access FROM articles ORDER BY headline")
    assert found == [
        ("Council passes budget by one vote", "Harbour Herald", ["Ivo Tarrant"], "free"),
        ("Eels return to the lower canal", "Harbour Herald", ["Mina Sorel"], "paywalled"),
        ("Old harbour crane comes down", "Harbour Herald", ["Mina Sorel"], "free"),
    ]
    assert desk.rows("SELECT count(*) FROM sightings JOIN articles USING (article_id) JOIN feeds USING (feed_id)") == [
        (3,)
    ]
    assert desk.rows(
        "SELECT count(*) FROM articles WHERE article_body ILIKE '%related%' OR article_body ILIKE '%top%button%'"
    ) == [(0,)]
