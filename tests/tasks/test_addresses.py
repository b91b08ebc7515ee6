"""Web addresses: what tells articles apart stays, what only tracks goes, and one page has one key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.addresses import absolute_url, canonical_url, normalise_url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/x?utm_source=rss&utm_medium=feed", "https://a.example/x"),
        ("https://a.example/x?UTM_Source=rss", "https://a.example/x"),
        ("https://a.example/x?fbclid=1&gclid=2&msclkid=3", "https://a.example/x"),
        ("https://a.example/x?mc_cid=1&mc_eid=2", "https://a.example/x"),
        ("https://a.example/x?xtor=RSS-1", "https://a.example/x"),
        ("https://a.example/x?ref=rss", "https://a.example/x"),
        ("https://a.example/x?cid=rss_feed&mod=hp_lead_pos1", "https://a.example/x"),
        ("https://a.example/x?partner=rss&rss=true", "https://a.example/x"),
        ("https://a.example/x?sh=3f2a9c1b7d44&spm=a2c4g.11186623.0.0", "https://a.example/x"),
        ("https://a.example/x?output=amp", "https://a.example/x"),
        ("https://a.example/x#comments", "https://a.example/x"),
        ("HTTPS://A.Example:443/X", "https://a.example/X"),
        ("http://a.example:80", "http://a.example/"),
        ("https://user:secret@a.example/x", "https://a.example/x"),
        ("  https://a.example/x ", "https://a.example/x"),
    ],
)
def test_what_only_tracks_is_gone(url, expected):
    """Tracking parameters, fragments, default ports and credentials do not tell articles apart."""
    assert canonical_url(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/x?id=7",
        "https://a.example/?p=123",
        "https://a.example/x?page=2&article=9",
        "https://a.example/x?ref=8812",
        "https://a.example/?cid=12345",
        "https://a.example/show?mod=12",
        "https://a.example/x?partner=4",
        "https://a.example/x?sh=2",
        "https://a.example/x?rss=1",
        "https://a.example/x?spm=3",
        "https://a.example/x?source=agency-report",
        "https://a.example:8080/x",
        "https://a.example/a%20b?q=%C3%A9+b",
        "https://a.example/x?b=1&a=2",
        "https://a.example/x/",
        "mailto:somebody",
        "not a url",
        "http://[broken",
    ],
)
def test_what_chooses_content_stays(url):
    """Parameters that choose what is shown stay as they are, byte for byte, and so does what is no web address."""
    assert canonical_url(url) == url


def test_canonical_twice_is_canonical_once():
    """A canonical URL is its own canonical URL."""
    once = canonical_url("https://A.example/x?utm_source=1&id=2#top")
    assert canonical_url(once) == once


@pytest.mark.parametrize("link", [None, "", "  ", "javascript:alert(1)", "data:image/png;base64,x", "http://[", "#top"])
def test_only_web_addresses_become_absolute(link):
    """Whatever cannot be fetched over http is no address of an image or page."""
    assert absolute_url(link, None) is None


def test_relative_links_are_joined():
    """A relative link is read from the page's own address."""
    assert absolute_url("../i.jpg", "https://a.example/x/y") == "https://a.example/i.jpg"


SAME = "https://a.example/news/ferry?id=7&page=2"


@pytest.mark.parametrize(
    "url",
    [
        SAME,
        "http://a.example/news/ferry?id=7&page=2",
        "https://www.a.example/news/ferry?id=7&page=2",
        "HTTPS://WWW.A.Example:443/news/ferry?id=7&page=2",
        "http://a.example:80/news/ferry?id=7&page=2",
        "https://a.example./news/ferry?id=7&page=2",
        "https://a.example/news/ferry/?page=2&id=7",
        "https://a.example/news/ferry?utm_source=rss&page=2&at_medium=RSS&id=7",
        "https://a.example/n%65ws/ferry?id=7&page=2#comments",
        " https://user@a.example/news/ferry?id=7&&page=2 ",
    ],
)
def test_links_to_the_same_page_have_one_key(url):
    """However a link is written, the key is the same."""
    assert normalise_url(url) == SAME


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/news/ferry?id=8&page=2",
        "https://a.example/news/Ferry?id=7&page=2",
        "https://m.a.example/news/ferry?id=7&page=2",
        "https://a.example:8080/news/ferry?id=7&page=2",
        "https://a.example/news%2Fferry?id=7&page=2",
        "https://a.example/news/ferry",
        "ftp://a.example/news/ferry?id=7&page=2",
    ],
)
def test_links_to_other_pages_have_other_keys(url):
    """Whatever can choose another page counts."""
    assert normalise_url(url) != SAME


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://zeitung.example/übersicht?q=é", "https://zeitung.example/%C3%BCbersicht?q=%C3%A9"),
        ("https://zeitung.example/%c3%bcbersicht", "https://zeitung.example/%C3%BCbersicht"),
        ("https://münde.example/", "https://xn--mnde-0ra.example/"),
        ("https://a.example/100%", "https://a.example/100%25"),
        ("http://[::1]:8080/x/", "https://[::1]:8080/x"),
        ("https://a.example//", "https://a.example/"),
    ],
)
def test_a_key_is_plain_ascii(url, expected):
    """Letters beyond ASCII, escapes and lone per cent signs have one spelling."""
    assert normalise_url(url) == expected


@pytest.mark.parametrize(
    "url", ["", "tag:a.example,2024:1", "not a url", "http://[broken", "https:///x", "http://a:b/"]
)
def test_what_is_no_web_address_is_its_own_key(url):
    """Anything but an absolute http(s) URL is left alone."""
    assert normalise_url(url) == url


PIECES = st.lists(
    st.sampled_from(
        ["a", "www.", "é", "%41", "%", "%25", "/", "?", "&", "=", "#", ":", "80", "[", "]", "@", ".", "%2F"]
    ),
    max_size=12,
).map("".join)
SCHEMES = st.sampled_from(["http://", "https://", "HTTPS://www.", ""])


@given(PIECES | st.text(), SCHEMES)
def test_a_key_is_its_own_key(text, scheme):
    """Normalising twice is normalising once, whatever the text."""
    once = normalise_url(scheme + text)
    assert normalise_url(once) == once
