"""Web archives: pages in them, with their address and the charset that the server declared."""

import gzip
import io

import pytest
from dropped import HTML, TEXT, brief, clean, refusal, split
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tasks.collect.formats import Caps

PAGE = f"<html><head><title>Fähre</title></head><body><article><h1>Fähre</h1>{HTML}</article></body></html>"
LINK = "https://www.example.org/news/{}"


def archive(*records, compressed=True):
    """Write records of (type, status, content type, payload, encoding)."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=compressed)
    for number, (kind, status, content_type, payload, encoding) in enumerate(records):
        headers = [("Content-Type", content_type), *([("Content-Encoding", encoding)] if encoding else [])]
        http = StatusAndHeaders(status, headers, protocol="HTTP/1.1") if kind == "response" else None
        record = writer.create_warc_record(
            LINK.format(number),
            kind,
            payload=io.BytesIO(payload),
            length=len(payload),
            http_headers=http,
            warc_content_type=content_type if http is None else "",
        )
        writer.write_record(record)
    return file.getvalue()


RECORDS = (
    ("response", "200 OK", "text/html; charset=windows-1252", PAGE.encode("cp1252"), None),
    ("response", "200 OK", "image/png", b"\x89PNG\r\n\x1a\n", None),
    ("response", "301 Moved", "text/html", b"<p>moved</p>", None),
    ("resource", "", "text/plain", TEXT.encode(), None),
    ("response", "200 OK", "text/html", gzip.compress(PAGE.encode()), "gzip"),
    ("response", "200 OK", "text/html", b"", None),
)


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc", "crawl"])
def test_pages_are_found(name):
    """Successful pages and texts are documents, numbered as they stand; everything else is passed over."""
    is_compressed = name.endswith(".gz")
    parts = split(archive(*RECORDS, compressed=is_compressed), name)
    source = "a.warc.gz!/a.warc" if is_compressed else name
    assert brief(parts) == [(f"{source}#{n}", code) for n, code in ((1, ""), (4, ""), (5, ""), (6, "empty"))]
    assert (parts[0].url, parts[0].charset) == (LINK.format(0), "windows-1252")
    articles = [clean(part) for part in parts[:3]]
    assert [article.article_body for article in articles] == [TEXT, TEXT, TEXT]
    assert (articles[0].headline, articles[0].canonical_url) == ("Fähre", LINK.format(0))
    assert (articles[0].charset, articles[0].charset_source) == ("cp1252", "http")


def test_an_address_that_is_none_does_no_harm():
    """A record without a sound address is an article without one."""
    payload = archive(RECORDS[0], compressed=False).replace(b"https://www.example.org", b"https://[ww.example.org")
    article = clean(split(payload, "a.warc")[0])
    assert (article.article_body, article.canonical_url) == (TEXT, None)


def test_a_bomb_inside_a_record_is_refused():
    """A page that grows when its encoding is undone counts with its full size."""
    bomb = archive(("response", "200 OK", "text/html", gzip.compress(bytes(3_000_000)), "gzip"), compressed=False)
    assert refusal(bomb, "a.warc", Caps(total_bytes=1_000_000))[0] == "too_large"


@pytest.mark.parametrize("cut", [0.3, 0.9])
def test_a_truncated_archive_says_so(cut):
    """What is whole is read; the record that breaks off is one Unread."""
    whole = archive(RECORDS[3], RECORDS[0], compressed=False)
    parts = split(whole[: int(len(whole) * cut)], "a.warc")
    assert brief(parts)[-1][1] in {"truncated", "parse_error"}


@pytest.mark.parametrize("payload", [b"WARC/1.0\r\nnonsense", b"WARC/1.1\r\n\r\n" + b"x" * 99, b"WARC/1.0"])
def test_what_only_looks_like_an_archive_is_refused(payload):
    """Each ends as one Unread."""
    assert refusal(payload, "a.warc")[0] in {"parse_error", "empty", "truncated"}
