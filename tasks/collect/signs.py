"""Tells formats that have no magic number by how they begin: XML by its root, JSON, mail, mailboxes, tables, tar."""

from __future__ import annotations

import re

TAR_MAGIC_AT = 257
SNIFFED_BYTES = 4096
XML_STARTS = ((b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be"), (b"<\x00\x00\x00", "utf-32-le"))
BYTE_ORDER_MARKS = ((b"\xff\xfe\x00\x00", "utf-32-le"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))

NEWSML = "application/vnd.iptc.g2.newsitem+xml"
PROLOGUE = re.compile(
    r"\A\ufeff?\s*+(?P<declaration><\?xml[^>]{0,200}>\s*+)?"
    r"(?:(?:<!--.{0,2000}?-->|<\?[^>]{0,500}>|<!doctype[^>\[]{0,500}(?:\[[^\]]{0,2000}\]\s*+)?>)\s*+)*+"
    r"<(?:(?P<prefix>[\w.-]{1,20}):)?(?P<name>[\w.-]{1,40})(?P<attributes>[^>]{0,2000})",
    re.IGNORECASE | re.DOTALL,
)
ROOTS = {
    # Root element in lower case: media type.
    "rss": "application/rss+xml",
    "feed": "application/atom+xml",
    "entry": "application/atom+xml",
    "item": "application/rss+xml",
    "rdf": "application/rdf+xml",
    "channel": "application/rss+xml",  # CDF
    "nitf": "application/nitf+xml",
    **dict.fromkeys(("newsmessage", "newsitem", "packageitem", "newsml-g2"), NEWSML),
}
AMBIGUOUS = {"feed", "entry", "item", "channel"}
"""Words of other vocabularies too: only where the document says that it is XML, or names its namespace."""

JSON_START = re.compile(r"\A\ufeff?\s*+(?:\{\s*+[\"}]|\[\s*+(?:[\{\]]|\"[^\"]{0,200}\"\s*+[,\]]))")
JSON_FEED = re.compile(r"\"version\"\s{0,9}:\s{0,9}\"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version")
NEXT_LINE = re.compile(rb"\}[ \t\r]*\n\s{0,99}\{")

HEADER = re.compile(r"([!-9;-~]{1,60}):[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n)*+")
MAIL_TRANSPORT = {"received", "return-path", "message-id", "mime-version", "delivered-to", "dkim-signature"}
MAIL_LETTERHEAD = {"from", "to", "subject", "date"}
LEAST_LETTERHEAD = 3
"""A memo may begin with two such lines."""
MAIL_SUFFIXES = {".eml", ".mht", ".mhtml", ".msg", ".mbox"}
RELATED = re.compile(r"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
MAILBOX = re.compile(r"\AFrom \S[^\n]{0,200}\d{4}[^\n]{0,40}\r?\n[!-9;-~]{1,60}:", re.ASCII)

TABLE_SUFFIXES = {".txt", ".text", ""}
DELIMITERS = {",": "text/csv", ";": "text/csv", "|": "text/csv", "\t": "text/tab-separated-values"}
TEXT_COLUMNS = {"text", "body", "content", "articlebody", "maintext", "articletext", "fulltext", "article"}
OTHER_COLUMNS = {"title", "headline", "url", "link", "date", "author", "authors", "publishedat", "datepublished"}


def find_sign(payload: bytes, suffix: str) -> str | None:
    """Return the media type that a document's beginning gives away, or None."""
    if payload[TAR_MAGIC_AT : TAR_MAGIC_AT + 5] == b"ustar":
        return "application/x-tar"
    head = read_head(payload)
    if "\x00" in head:
        return None
    return (
        _find_json(head, payload, suffix)
        or _find_xml(head, suffix)
        or _find_mail(head, suffix)
        or _find_table(head, suffix)
    )


def read_head(payload: bytes) -> str:
    """Return a document's beginning as text, exact enough for ASCII: latin-1 unless it is UTF-16 or UTF-32."""
    head = payload[:SNIFFED_BYTES]
    for mark, charset in (*BYTE_ORDER_MARKS, *XML_STARTS):
        if head.startswith(mark):
            return head.decode(charset, "ignore").removeprefix("\ufeff")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _find_json(head: str, payload: bytes, suffix: str) -> str | None:
    if not JSON_START.match(head):
        return None
    if head.lstrip().startswith("["):
        return "application/json"
    first_line, _, rest = payload.lstrip().partition(b"\n")
    is_lines = NEXT_LINE.match(first_line.rstrip()[-1:] + b"\n" + rest[:200]) is not None
    if is_lines or suffix in {".jsonl", ".ndjson", ".jsonlines"}:
        return "application/x-ndjson"
    is_feed = JSON_FEED.search(head) or (b"jsonfeed.org" in payload and b'"items"' in payload)
    return "application/feed+json" if is_feed else "application/json"


def _find_xml(head: str, suffix: str) -> str | None:
    found = PROLOGUE.match(head)
    if found is None:
        return None
    name, attributes = found["name"].lower(), found["attributes"]
    is_sure = bool(found["declaration"]) or "xmlns" in attributes or "version=" in attributes or suffix == ".xml"
    if name in ROOTS and (is_sure or name not in AMBIGUOUS):
        return ROOTS[name]
    if name == "html" or not found["declaration"]:
        return None
    return None if suffix in {".html", ".htm", ".xhtml", ".shtml"} or _is_page_tag(name) else "application/xml"


def _is_page_tag(name: str) -> bool:
    return name in {
        "head",
        "body",
        "title",
        "script",
        "style",
        "meta",
        "link",
        "div",
        "p",
        "h1",
        "article",
        "section",
        "table",
    }


def _find_mail(head: str, suffix: str) -> str | None:
    if MAILBOX.match(head):
        return "application/mbox"
    names, position = set(), 0
    while found := HEADER.match(head, position):
        names.add(found[1].lower())
        position = found.end()
    is_transported = bool(names & MAIL_TRANSPORT) and bool(names & (MAIL_LETTERHEAD | {"content-type"}))
    if not (is_transported or len(names & MAIL_LETTERHEAD) >= LEAST_LETTERHEAD or (names and suffix in MAIL_SUFFIXES)):
        return None
    return "multipart/related" if RELATED.search(head[:position]) else "message/rfc822"


def _find_table(head: str, suffix: str) -> str | None:
    first, newline, _ = head.partition("\n")
    if suffix not in TABLE_SUFFIXES or not newline:
        return None
    for delimiter, media_type in DELIMITERS.items():
        columns = {re.sub(r"[\W_]+", "", cell).lower() for cell in first.split(delimiter)}
        if columns & TEXT_COLUMNS and columns & OTHER_COLUMNS:
            return media_type
    return None
