"""The feeds that a home page names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.collect.discovery import MOST_FEEDS, discover_feeds

HOME = "https://a.example/news/"


def find(html):
    found = discover_feeds(html.encode(), HOME)
    return [address.removeprefix("https://a.example") for address in found]


def link(href, media_type="application/rss+xml", rel="alternate", title=""):
    return f'<link rel="{rel}" type="{media_type}" href="{href}" title="{title}">'


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        (link("/feed"), ["/feed"]),
        (link("feed.xml"), ["/news/feed.xml"]),
        (link("//feeds.b.example/x"), ["https://feeds.b.example/x"]),
        (link("/a", "application/atom+xml"), ["/a"]),
        (link("/a", "application/feed+json"), ["/a"]),
        (link("/a", "Application/RSS+XML; charset=utf-8", "ALTERNATE home"), ["/a"]),
        (link("/feed.json", "application/json"), ["/feed.json"]),
        (link("/rss.xml", "text/xml"), ["/rss.xml"]),
        (link("feed://b.example/rss"), ["https://b.example/rss"]),
        (link("feed:https://b.example/rss"), ["https://b.example/rss"]),
        (link("/a?x=1&amp;y=2"), ["/a?x=1&y=2"]),
        (link("/wp-json/wp/v2/pages/2", "application/json"), []),
        (link("/oembed", "application/json+oembed"), []),
        (link("/en/", "text/html"), []),
        (link("/feed.css", "text/css", "alternate stylesheet"), []),
        (link("/feed", rel="canonical"), []),
        (link("javascript:alert(1)"), []),
        (link("http://["), []),
    ],
)
def test_a_page_declares_its_feeds(tag, expected):
    """Alternates of a feed's type are feeds; other alternates are not."""
    assert find(f"<html><head>{tag}</head></html>") == expected


@pytest.mark.parametrize(
    ("href", "is_feed"),
    [
        ("/feed/", True),
        ("/feed", True),
        ("/rss", True),
        ("/news/rss.xml", True),
        ("/index.rdf", True),
        ("/news.atom", True),
        ("/?feed=rss2", True),
        ("/world?format=rss", True),
        ("https://feeds.b.example/world", True),
        ("/index~rss2.xml", True),
        ("/rss2", True),
        ("/feedback", False),
        ("/rss-help.html", False),
        ("/what-is-rss/feed.php", False),
        ("/atomkraft", False),
        ("/sitemap.xml", False),
        ("/index.html", False),
    ],
)
def test_links_that_look_like_feeds_are_second_choice(href, is_feed):
    """An address that looks like a feed is one until it is read; a page about feeds is a page."""
    assert bool(find(f'<a href="{href}">here</a>')) is is_feed


def test_best_comes_first():
    """Declared before linked, comments last, each once, otherwise in the page's order."""
    html = (
        '<a href="/sport/rss">Sport</a>'
        + link("/comments/feed/", title="Post » Comments Feed")
        + link("/feed/", title="Post » Feed")
        + link("/atom", "application/atom+xml")
        + link("http://www.a.example/feed")
        + '<a href="/reader-comments/rss">Comments</a><a href="/culture/rss">Culture</a>'
    )
    assert find(html) == ["/feed/", "/atom", "/sport/rss", "/culture/rss", "/comments/feed/", "/reader-comments/rss"]


def test_a_base_is_respected():
    """Relative addresses start where the page says."""
    assert find(f'<base href="https://b.example/x/">{link("feed")}') == ["https://b.example/x/feed"]


def test_a_page_of_endless_links_gives_so_many():
    """Nobody is asked for ten thousand feeds."""
    assert len(find("".join(link(f"/feed/{number}") for number in range(500)))) == MOST_FEEDS


@pytest.mark.parametrize("payload", [b"", b"   ", b"\x00\xff\xfe", b"<", b"<html>" * 5000, b"no page at all"])
def test_what_is_no_page_has_no_feeds(payload):
    """Nothing is found, and nothing breaks."""
    assert discover_feeds(payload, HOME) == ()


@given(st.binary(), st.sampled_from(["", '<link rel="alternate" type="application/rss+xml" href="']))
def test_no_bytes_break_it(noise, start):
    """Whatever a page holds, what comes out are http addresses."""
    found = discover_feeds(start.encode() + noise, HOME)
    assert all(address.startswith(("http://", "https://")) for address in found)
