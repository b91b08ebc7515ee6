"""Recognises what a document is, by its content first and its name second.

The signatures are those of the WHATWG MIME Sniffing Standard (https://mimesniff.spec.whatwg.org), where they matter.
"""

from __future__ import annotations

import mimetypes
import re
from email.message import Message
from pathlib import PurePath

from tasks.collect.signs import find_sign

TEXT = "text/plain"
HTML = "text/html"
UNKNOWN = "application/octet-stream"

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),  # one without members
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"\x7fELF", "application/x-executable"),
    (b"PAR1", "application/vnd.apache.parquet"),
    (b"WARC/", "application/warc"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
)

BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

OPENING_TAGS = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*+"
    rb"<(?:!doctype\s+html|html|head|body|title|script|style|meta|link|div|p|h1|article|section|table|iframe|frameset)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
"""`*+` never goes back into the comments: parting a row of them in every other way would take exponential time."""

SUFFIX = re.compile(r"\.(?=[0-9]*[a-z])[a-z0-9]{1,16}")
"""What can be a suffix; any other end of a name ("Mr. Smith", "Lot 2.5", bytes that are no text) says nothing."""

HTML_SUFFIXES = {".html", ".htm", ".xhtml", ".shtml"}
TEXT_SUFFIXES = {".txt", ".text", ""}
NAMED_TYPES = {
    # What the system's own table of suffixes lacks, or has differently from one machine to the next.
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd"), "text/markdown"),
    **dict.fromkeys((".mht", ".mhtml"), "multipart/related"),
    ".json": "application/json",
    **dict.fromkeys((".jsonl", ".ndjson", ".jsonlines"), "application/x-ndjson"),
    ".jsonfeed": "application/feed+json",
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
    ".rdf": "application/rdf+xml",
    ".xml": "application/xml",
    ".nitf": "application/nitf+xml",
    ".eml": "message/rfc822",
    ".mbox": "application/mbox",
    ".csv": "text/csv",
    **dict.fromkeys((".tsv", ".tab"), "text/tab-separated-values"),
    ".parquet": "application/vnd.apache.parquet",
    ".warc": "application/warc",
    ".pdf": "application/pdf",
    ".gz": "application/gzip",
    ".zip": "application/zip",
    ".tar": "application/x-tar",
}

ZIPPED_TYPE = re.compile(
    rb"mimetype(?:.{0,60}?)(application/(?:epub\+zip|vnd\.oasis\.opendocument\.[a-z]{1,20}))", re.DOTALL
)

SNIFFED_BYTES = 4096
CONTROL_SHARE = 0.02
"""Text holds next to no control characters; more than this share of them is binary."""

CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x1b")


def read_content_type(declared: str | None) -> tuple[str, str | None]:
    """Return media type and charset of a Content-Type header in lower case; an empty type where nothing is declared."""
    header = Message()
    header["Content-Type"] = declared or ""
    return header.get_content_type() if declared else "", header.get_content_charset() or None


def recognise_media_type(payload: bytes, name: str) -> str:
    """Return the media type of `payload`; the registry of formats says which are read."""
    head = payload[:SNIFFED_BYTES]
    for signature, media_type in SIGNATURES:
        if head.startswith(signature):
            return _look_into_zip(head) if media_type == "application/zip" else media_type
    suffix = _suffix(name)
    sign = find_sign(payload, suffix)
    if sign is not None:
        return sign
    if _is_binary(head):
        return _named_type(suffix) if suffix not in TEXT_SUFFIXES | HTML_SUFFIXES else UNKNOWN
    if suffix in HTML_SUFFIXES or (suffix in TEXT_SUFFIXES and OPENING_TAGS.match(head)):
        return HTML
    return TEXT if suffix in TEXT_SUFFIXES else _named_type(suffix)


def _look_into_zip(head: bytes) -> str:
    """Tell office documents and books, which are zips of what is no article, by their first member."""
    first = head[30:]
    if first.startswith((b"[Content_Types].xml", b"_rels/")):
        return "application/vnd.openxmlformats-officedocument"
    found = ZIPPED_TYPE.match(first)
    return found.group(1).decode() if found else "application/zip"


def _suffix(name: str) -> str:
    suffix = PurePath(name).suffix.lower()
    return suffix if SUFFIX.fullmatch(suffix) else ""


def _is_binary(head: bytes) -> bool:
    if head.startswith(BYTE_ORDER_MARKS):
        return False
    return b"\x00" in head or len(head.translate(None, CONTROLS)) < len(head) * (1 - CONTROL_SHARE)


def _named_type(suffix: str) -> str:
    guessed, _ = mimetypes.guess_type(f"name{suffix}")
    return NAMED_TYPES.get(suffix) or guessed or f"application/x-{suffix.removeprefix('.')}"
