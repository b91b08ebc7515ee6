"""Canonical URLs."""

import pytest

from tasks.clean.urls import absolute_url, canonical_url, choose_canonical


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


@pytest.mark.parametrize(
    ("url", "declared", "expected"),
    [
        ("https://a.example/x?utm_source=1", "https://www.a.example/y", "https://www.a.example/y"),
        ("https://m.a.example/x", "/y?utm_source=2", "https://m.a.example/y"),
        ("https://a.example/x", "https://a.example/", "https://a.example/x"),
        ("https://a.example/x", "https://other.example/x", "https://a.example/x"),
        ("https://a.example/x", None, "https://a.example/x"),
        (None, "https://a.example/y#z", "https://a.example/y"),
        (None, "/y", None),
        (None, None, None),
    ],
)
def test_a_declaration_counts_on_its_own_site(url, declared, expected):
    """A page may name its canonical URL, but neither another site's nor the front page."""
    assert choose_canonical(url, declared) == expected


@pytest.mark.parametrize("link", [None, "", "  ", "javascript:alert(1)", "data:image/png;base64,x", "http://[", "#top"])
def test_only_web_addresses_become_absolute(link):
    """Whatever cannot be fetched over http is no address of an image or page."""
    assert absolute_url(link, None) is None


def test_relative_links_are_joined():
    """A relative link is read from the page's own address."""
    assert absolute_url("../i.jpg", "https://a.example/x/y") == "https://a.example/i.jpg"
