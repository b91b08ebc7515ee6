"""A document is what its bytes say, then what its name says."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.collect.media_type import HTML, SIGNATURES, TEXT, UNKNOWN, recognise_media_type

PROSE = "The ferry sailed at nine, Ørsted's café was shut – and nobody minded.\n".encode()
PAGE = b"<!DOCTYPE html><html><body><p>The ferry sailed.</p></body></html>"


@pytest.mark.parametrize(("signature", "media_type"), SIGNATURES)
@pytest.mark.parametrize("name", ["story.txt", "story.html", "story", "story.pdf"])
def test_content_counts_before_name(signature, media_type, name):
    """Bytes that open like a known format are that format, whatever the file is called."""
    assert recognise_media_type(signature + b"\x00\x01rest", name) == media_type


@pytest.mark.parametrize("name", ["story.txt", "story.TXT", "story.text", "story", ".txt", "", "two words"])
def test_text_by_name_or_lack_of_one(name):
    """Text is plain text under a text name and under none."""
    assert recognise_media_type(PROSE, name) == TEXT


@pytest.mark.parametrize("name", ["Mr. Smith went home", "Lot 2.5", "a.тест", "a.tx\nt", "a.t t", "b.\udcff", "a."])
def test_a_dot_in_a_title_is_no_suffix(name):
    """What cannot be a suffix says nothing, and never gets into a media type, where a header could not hold it."""
    assert recognise_media_type(PROSE, name) == TEXT


@pytest.mark.parametrize("name", ["page.html", "page.HTM", "page.xhtml", "page.shtml"])
def test_html_by_name(name):
    """Text under an HTML name is HTML even without an opening tag that we know."""
    assert recognise_media_type(PROSE, name) == HTML


@pytest.mark.parametrize(
    "opening",
    [
        b"<!doctype HTML>",
        b"\n\t <html lang=en>",
        b"<p>",
        b"<BODY>",
        b"<h1 class=x>",
        b"<!-- one --> <!-- two\nlines --><div>",
        b'<?xml version="1.0"?>\n<html>',
        b"\xef\xbb\xbf<!doctype html>",
    ],
)
@pytest.mark.parametrize("name", ["page", "page.txt"])
def test_html_by_content(opening, name):
    """A page without an HTML name is known by its first tag, behind a byte order mark, white space and comments too."""
    assert recognise_media_type(opening + PROSE, name) == HTML


@pytest.mark.parametrize("opening", [b"<pre", b"<paper>", b"< p>", b"1 <p>", b"<!-- <p> -->", b"<feed>", b"<"])
def test_text_that_only_looks_like_html(opening):
    """A tag that is not HTML's, or not the first thing in the text, makes no page."""
    assert recognise_media_type(opening + b" " + PROSE, "notes") == TEXT


def test_a_row_of_comments_is_read_once():
    """A row of comments that leads to no tag is given up at once, though it can be parted in countless ways."""
    assert recognise_media_type(b"<!---->" * 500 + b"x", "page") == TEXT


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_byte_order_mark_makes_text(encoding):
    """Text with a byte order mark is text, though every other byte of it is NUL."""
    assert recognise_media_type("The ferry sailed.".encode(encoding), "story.txt") == TEXT


@pytest.mark.parametrize("payload", [b"The ferry\x00 sailed", bytes(range(32)) * 9, b"\x01\x02\x03", b"\xfe\x00\xfe"])
@pytest.mark.parametrize("name", ["story.txt", "story", "story.html", "Mr. Smith"])
def test_binary_with_a_text_name(payload, name):
    """Bytes with NULs or many control characters are no text, and the name does not make them any."""
    assert recognise_media_type(payload, name) == UNKNOWN


def test_a_stray_control_character_is_forgiven():
    """One control character in a long text does not make it binary."""
    assert recognise_media_type(PROSE * 20 + b"\x07" + PROSE, "story.txt") == TEXT


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("paper.pdf", "application/pdf"),
        ("table.csv", "text/csv"),
        ("picture.png", "image/png"),
        ("page.json", "application/json"),
        ("data.qqq", "application/x-qqq"),
        ("pack.7z", None),
    ],
)
def test_other_names_are_believed_of_text(name, media_type):
    """Text under the name of another format is that format: we do not guess that a .pdf of text is an article."""
    found = recognise_media_type(PROSE, name)
    assert found == media_type if media_type else found not in {TEXT, HTML, UNKNOWN}


def test_binary_under_its_own_name():
    """Binary bytes without a signature that we know are named after their suffix."""
    assert recognise_media_type(b"\x00\x01\x02", "tune.mp3") == "audio/mpeg"


def test_nothing_is_text():
    """An empty file is empty text: what to do about it is for cleaning to say."""
    assert recognise_media_type(b"", "story.txt") == TEXT


@settings(max_examples=50)
@given(st.binary(max_size=200), st.text(max_size=30))
def test_a_media_type_fits_a_header(payload, name):
    """Whatever the bytes and the name, the answer is a media type of plain characters."""
    kind, _, subtype = recognise_media_type(payload, name).partition("/")
    allowed = set(string.ascii_lowercase + string.digits + "-.+")
    assert kind
    assert subtype
    assert set(kind + subtype) <= allowed
