"""The door of the formats: whatever the bytes, something comes out, and never an error."""

import pytest
from dropped import HTML, TEXT, brief, clean, drop, refusal, split
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.collect import formats
from tasks.collect.formats import ARCHIVES, FORMATS, split_document
from tasks.models import RawDocument, Unread

TYPES = sorted({*FORMATS, *ARCHIVES})
STARTS = st.sampled_from(
    [
        *(b"", b"{", b'{"text": ', b"[{", b"---\n", b"<rss><item>", b"<nitf><p>", b"From: a\n\n", b"From a 2024\n"),
        *(b"PK\x03\x04", b"\x1f\x8b\x08\x00", b"%PDF-1.4\n", b"PAR1", b"WARC/1.0\r\n", b"title,text\n", b"\xff\xfe"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(STARTS, st.binary(max_size=300), st.sampled_from(TYPES))
def test_no_bytes_raise(start, rest, media_type):
    """Any bytes under any type end as documents and Unreads, at least one, all of the same origin and moment."""
    document = RawDocument(**{**_fields(drop(start + rest, "a")), "media_type": media_type})
    parts = list(split_document(document))
    assert parts
    assert {(part.origin, part.received_at) for part in parts} == {(document.origin, document.received_at)}
    assert all(part.source.startswith("a") for part in parts)


def _fields(document):
    return {name: getattr(document, name) for name in RawDocument.__slots__}


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=100), st.text(max_size=10))
def test_any_file_comes_to_something(payload, name):
    """Recognised by content and name, every file ends as something."""
    assert list(split_document(drop(payload, name)))


@pytest.mark.parametrize("name", ["song.mp3", "paper.docx", "data.qqq"])
def test_other_formats_are_named(name):
    """The sentence says what the file is."""
    code, reason = refusal(b"\x00\x01\x02", name)
    assert (code, reason.startswith("This is ")) == ("unsupported_type", True)


def test_a_reader_that_breaks_off_keeps_what_it_had(monkeypatch):
    """An error that no reader foresaw costs the rest of the file, and is told."""

    def breaking(document, _):
        yield document
        raise KeyError("x")

    monkeypatch.setattr(formats, "_find_split", lambda _: breaking)
    whole, rest = split(TEXT.encode(), "a.txt")
    assert isinstance(whole, RawDocument)
    assert isinstance(rest, Unread)
    assert "after 1 article" in rest.reason


def test_records_are_read_one_at_a_time():
    """Splitting is lazy: the first record is there before the last is looked at."""
    parts = split_document(drop(b'{"text": "a"}\n' * 100_000, "a.jsonl"))
    assert next(parts).source == "a.jsonl#1"


def test_a_page_is_handed_on_as_it_is():
    """Pages are for cleaning to take apart."""
    page = f"<!doctype html><html><body><article>{HTML}</article></body></html>".encode()
    assert brief(split(page, "a.html")) == [("a.html", "")]
    assert clean(drop(page, "a.html")).article_body == TEXT
