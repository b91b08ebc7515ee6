"""What polls bring is written down whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import duckdb
import pytest

from tasks.models import Sighting, Stated
from tasks.web import Entry, Feed, FeedStatus, Fetched, Host, Outcome, SettledPoll, Validators
from warehouse.feeds import (
    add_feeds,
    due_feeds,
    known_entries,
    known_hosts,
    list_feeds,
    next_due_at,
    pending_entries,
    save_polls,
)
from warehouse.store import open_store

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
URL = "https://news.example/feed"
FEED = Feed(1, URL, NOON, 3600)
ODD = Validators('W/"\xe9 \x80"', "yesterday, \xfcber noon")


def settled(digest):
    """Return a poll that brought new validators and one entry."""
    entry = Entry("a", "https://news.example/a", Stated(), digest)
    feed = replace(FEED, validators=ODD, body_digest="new", next_poll_at=NOON + timedelta(hours=1))
    return SettledPoll(feed, Fetched(URL, URL, Outcome.OK, NOON), "new", (entry,), 1)


def test_validators_come_back_as_they_were(home):
    """Bytes beyond ASCII and all, beside the entries that they stand for."""
    add_feeds(home, [FEED])
    save_polls(home, 1, [settled("digest")], NOON)
    (feed,) = list_feeds(home)
    assert (feed.validators, feed.body_digest) == (ODD, "new")
    assert known_entries(home, [1]) == {1: frozenset({"a"})}


def test_validators_are_not_kept_without_their_entries(home):
    """If the entries cannot be written down, the feed is as it was, and asked for them again."""
    add_feeds(home, [FEED])
    with pytest.raises(duckdb.ConstraintException):
        save_polls(home, 1, [settled(None)], NOON, [Host("news.example", NOON)])
    assert list_feeds(home) == due_feeds(home, NOON, 9) == (FEED,)
    assert known_entries(home, [1]) == {}
    with open_store(home) as con:
        assert con.execute("SELECT count(*) FROM fetches").fetchall() == [(0,)]


def test_which_feeds_are_due(home):
    """Those whose time has come, the longest waiting first: failing ones as well, but none that is paused or gone."""
    add_feeds(
        home,
        [
            replace(FEED, feed_id=number, feed_url=f"{URL}/{number}", status=status, next_poll_at=NOON - age)
            for number, (status, age) in enumerate(AGES)
        ],
    )
    assert [feed.feed_id for feed in due_feeds(home, NOON, 9)] == [3, 0, 1]
    assert [feed.feed_id for feed in due_feeds(home, NOON, 2)] == [3, 0]
    assert next_due_at(home) == NOON - 3 * HOUR


AGES = [
    (FeedStatus.ACTIVE, 2 * HOUR),
    (FeedStatus.ACTIVE, 0 * HOUR),
    (FeedStatus.ACTIVE, -HOUR),
    (FeedStatus.FAILING, 3 * HOUR),
    (FeedStatus.PAUSED, 9 * HOUR),
    (FeedStatus.GONE, 9 * HOUR),
]


def test_what_hosts_asked_for_is_remembered(home):
    """Their rest and their robots.txt, each until its time; news of one leaves the other alone."""
    two = NOON + timedelta(hours=2)
    save_polls(home, 1, [], NOON, [Host("news.example", robots_txt="User-agent: *", robots_until=two)])
    save_polls(home, 1, [], NOON, [Host("news.example", closed_until=two)])
    assert known_hosts(home, NOON) == {"news.example": Host("news.example", two, "User-agent: *", two)}
    assert known_hosts(home, two) == {}


def test_an_article_is_known_by_the_entry_of_every_feed_that_carried_it(home):
    """Also by those whose page was not asked for again, as the article was known by their link."""
    add_feeds(home, [FEED])
    listed = replace(settled("digest").entries[0], entry_id="a-name-of-its-own", link_key=7)
    save_polls(home, 1, [replace(settled("digest"), entries=(listed,))], NOON)
    with open_store(home) as con:
        con.execute("INSERT INTO article_keys VALUES (7, 99)")
    assert pending_entries(home, NOON, 9) == ()
    key_id = Sighting(1, "a-name-of-its-own", listed.link).key_id
    with open_store(home) as con:
        assert con.execute("SELECT state, article_id FROM entries").fetchall() == [("settled", 99)]
        assert con.execute("SELECT article_id FROM article_keys WHERE key_id = ?", [key_id]).fetchall() == [(99,)]
        assert con.execute("SELECT article_id, feed_id FROM sightings").fetchall() == [(99, 1)]
