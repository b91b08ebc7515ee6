"""The public feeds that ship with the project, checked for form only."""

from urllib.parse import urlsplit

from seeds import FEEDS
from tasks.addresses import normalise_url
from tasks.collect.opml import read_opml, write_opml

OUTLINES = read_opml(FEEDS.read_bytes())


def test_there_are_forty_feeds_in_a_dozen_languages_and_sections():
    """The list is wide enough to begin with."""
    assert len(OUTLINES) >= 40
    assert len({outline.in_language.partition("-")[0] for outline in OUTLINES}) >= 12
    assert len({outline.section.partition("/")[0] for outline in OUTLINES}) >= 12


def test_each_feed_is_complete_and_there_once():
    """Every address is a plain https URL of its own, with a title, a site, a section and a language."""
    assert FEEDS.read_bytes().count(b"xmlUrl=") == len({normalise_url(outline.feed_url) for outline in OUTLINES})
    for outline in OUTLINES:
        for address in (outline.feed_url, outline.site_url):
            parts = urlsplit(address)
            assert parts.scheme == "https", outline
            assert "." in parts.hostname, outline
            assert parts.path, outline
            assert not parts.fragment, outline
        assert outline.title, outline


def test_the_file_is_as_it_would_be_written():
    """Importing and exporting it again changes nothing."""
    assert write_opml(OUTLINES, "Public news feeds to begin with") == FEEDS.read_bytes()
