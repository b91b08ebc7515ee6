"""Formats without a magic number are known by how they begin, whatever the file is called."""

# ruff: noqa: E501  (samples read best on one line)

import pytest

from tasks.collect.media_type import recognise_media_type
from tasks.collect.signs import NEWSML

XML = b'<?xml version="1.0" encoding="utf-8"?>\n'
MAIL = b"Received: by mail\nFrom: a@example.org\nSubject: Ferry\n\nIt sailed.\n"

BY_CONTENT = [
    (b'{"title": "Ferry", "text": "It sailed."}', "application/json"),
    (b'\xef\xbb\xbf [\n {"title": "Ferry"}]', "application/json"),
    ('{"title": "Ferry"}'.encode("utf-16"), "application/json"),
    (b"[]", "application/json"),
    (b'{\n  "title": "Ferry",\n  "text": "It"\n}\n', "application/json"),
    (b'{"title": "Ferry"}\n{"title": "Storm"}\n', "application/x-ndjson"),
    (b'{"title": "Ferry"}\r\n\r\n{"title": "Storm"}', "application/x-ndjson"),
    (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "application/feed+json"),
    (XML + b"<rss version='2.0'><channel>", "application/rss+xml"),
    (b"<rss>", "application/rss+xml"),
    (b'<feed xmlns="http://www.w3.org/2005/Atom">', "application/atom+xml"),
    (XML + b"<!-- a comment -->\n<?style x?><feed>", "application/atom+xml"),
    ((XML.decode() + "<feed>").encode("utf-16"), "application/atom+xml"),
    ((XML.decode() + "<feed>").encode("utf-16-be"), "application/atom+xml"),
    (XML + b'<rdf:RDF xmlns:rdf="x">', "application/rdf+xml"),
    (XML + b'<!DOCTYPE nitf SYSTEM "nitf.dtd" [<!ENTITY a "b">]><nitf>', "application/nitf+xml"),
    (b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/">', NEWSML),
    (XML + b"<newsMessage>", NEWSML),
    (XML + b"<inventory>", "application/xml"),
    (MAIL, "message/rfc822"),
    (MAIL.replace(b"\n", b"\r\n"), "message/rfc822"),
    (b"From: a\nTo: b\nSubject: c\n\nText", "message/rfc822"),
    (b"MIME-Version: 1.0\nSubject: x\nContent-Type: multipart/related;\n boundary=x\n\n", "multipart/related"),
    (b"From a@example.org Fri May  3 10:15:00 2024\n" + MAIL, "application/mbox"),
    (b"title,text,url\na,b,c\n", "text/csv"),
    (b"Title;Text\na;b\n", "text/csv"),
    (b"title\ttext\na\tb\n", "text/tab-separated-values"),
    (bytes(257) + b"ustar\x0000" + bytes(300), "application/x-tar"),
    (b"PK\x05\x06" + bytes(18), "application/zip"),
    (b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml", "application/vnd.openxmlformats-officedocument"),
    (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/epub+zip", "application/epub+zip"),
    (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.textPK", "application/vnd.oasis.opendocument.text"),
]  # fmt: skip


@pytest.mark.parametrize(("payload", "media_type"), BY_CONTENT)
@pytest.mark.parametrize("name", ["article", "article.txt"])
def test_known_by_content(payload, media_type, name):
    """How a file begins says what it is."""
    assert recognise_media_type(payload, name) == media_type


@pytest.mark.parametrize(
    "payload",
    [
        b"[Updated] The ferry sailed at nine.",
        b"{The ferry} sailed at nine.",
        b'["The ferry sailed," she said.] It was nine.',
        b"From Lindholm with love: the ferry sailed in 2024.\nIt was nine.",
        b"Subject: the ferry\n\nIt sailed at nine.",
        b"From: the harbour\nTo: the sea\n\nIt sailed.",
        b"Text, and nothing but text\n\nThe ferry sailed.",
        b"Note: the ferry sailed.\nDate: unknown.\n",
        b"<rsss> is no tag",
    ],
)
def test_prose_is_text(payload):
    """What only looks like a format for a word or two is an article."""
    assert recognise_media_type(payload, "article.txt") == "text/plain"


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.md", "text/markdown"),
        ("a.MARKDOWN", "text/markdown"),
        ("a.jsonl", "application/x-ndjson"),
        ("a.xml", "application/xml"),
        ("a.rss", "application/rss+xml"),
        ("a.eml", "message/rfc822"),
        ("a.mbox", "application/mbox"),
        ("a.mhtml", "multipart/related"),
        ("a.tsv", "text/tab-separated-values"),
    ],
)
def test_known_by_name(name, media_type):
    """Prose under the name of a format is that format, on every machine alike."""
    assert recognise_media_type(b"The ferry sailed at nine.", name) == media_type


def test_one_line_of_json_lines_is_known_by_its_name():
    """A single record may be either; the name decides."""
    assert recognise_media_type(b'{"title": "Ferry"}', "a.jsonl") == "application/x-ndjson"


@pytest.mark.parametrize("payload", [b"<!--" * 2000, b"<?" * 2000, b"<!doctype [" * 500, b"a:\n " * 2000, b"{" * 5000])
def test_odd_beginnings_are_given_up_at_once(payload):
    """No beginning makes the signs search for ever."""
    assert recognise_media_type(payload, "article")
