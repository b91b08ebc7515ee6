"""The door to feeds: whatever bytes come, what leaves is a document or a sentence."""

from __future__ import annotations

import tarfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.addresses import is_http
from tasks.collect.feed import NotAFeedError, Shape, discover_feeds, read_feed, recognise

HERE = "https://a.example/feed"
CORPUS = Path(__file__).parents[4] / "shared" / "corpora" / "feeds" / "feeds.tar.gz"
RSS = "<rss version='2.0'><channel><title>Post</title><item><title>A</title><link>/1</link></item></channel></rss>"


def judge(payload, content_type=None, charset=None):
    """Return how a document ends: its entries, its broken entries' reasons, that it has none, or why it is no feed."""
    try:
        document = read_feed(payload, HERE, content_type, charset)
    except NotAFeedError:
        return "not a feed"
    assert len({entry.entry_id for entry in document.entries}) == len(document.entries)
    assert all(entry.link is None or is_http(entry.link) for entry in document.entries)
    assert all(broken.reason for broken in document.broken)
    if document.entries:
        return "entries"
    return "only broken entries" if document.broken else "a feed without entries"


@pytest.mark.skipif(not CORPUS.is_file(), reason="../shared is not there: the parser's own test files are not read")
@pytest.mark.parametrize("content_type", ["application/xml", None])
def test_a_parsers_own_test_files(content_type):
    """1,467 odd and broken documents end as a document with entries, or with a reason."""
    with tarfile.open(CORPUS) as archive:
        files = [member for member in archive if member.isfile()]
        tally = Counter(judge(archive.extractfile(member).read(), content_type) for member in files)
    print(dict(tally))  # noqa: T201  (the tally is what people look for)
    assert tally.total() == 1467
    assert tally["entries"] >= 550
    assert tally["not a feed"] <= 10


def test_one_address_is_recognised_and_then_read():
    """What `feeds add` meets: a feed is read, a home page is searched, and what it names is read."""
    home = b'<!doctype html><link rel="alternate" type="application/rss+xml" href="/feed">'
    assert recognise(home, "text/html") is Shape.PAGE
    assert discover_feeds(home, "https://a.example/") == (HERE,)
    assert recognise(RSS.encode(), "text/html") is Shape.FEED
    assert read_feed(RSS.encode(), HERE, "text/html").title == "Post"


STARTS = st.sampled_from(
    ["", "<?xml version='1.0'?>", "<rss>", "<feed>", "<urlset>", "<sitemapindex>", "{", "\x1f\x8b"]
)
TYPES = st.sampled_from([None, "text/html", "text/xml", "application/feed+json", "text/plain; charset=x"])


@settings(max_examples=60, deadline=None)
@given(STARTS, st.binary(), TYPES, st.sampled_from([None, "utf-8", "utf-16", "no-such-charset", "base64"]))
def test_no_bytes_break_it(start, noise, content_type, charset):
    """Whatever comes, there is an answer."""
    judge(start.encode("latin-1") + noise, content_type, charset)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(RSS)), st.integers(0, len(RSS)), st.text("<>&;#x0]![\"'/ item", max_size=9))
def test_no_damage_breaks_it(start, end, noise):
    """A feed that was cut, doubled or scribbled upon is read or refused."""
    judge((RSS[:start] + noise + RSS[end:]).encode(), "application/rss+xml")


@pytest.mark.parametrize("reference", ["&#xD800;", "&#99999999999;", "&#x110000;", "&#0;", "&bogus;", "&#x;", "&"])
def test_impossible_references_are_survived(reference):
    """References on which parsers raise cost no more than themselves."""
    assert judge(RSS.replace("A<", f"{reference}<").encode()) == "entries"
