"""RSS 0.9 to 2.0, RDF and Atom: each entry an article, as feedparser, imported here only, reads them."""

from __future__ import annotations

import io
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import feedparser

from tasks.collect.formats.json_records import MEDIA_TYPE as JSON
from tasks.collect.formats.json_records import write_json
from tasks.collect.formats.keys import type_of
from tasks.collect.formats.records import part_of, unread, web_address
from tasks.models import RawDocument, ReasonCode, Received, Stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tasks.collect.formats import Caps

Entry = Any
"""feedparser's dictionary, whose `get` warns where plain dict's does not."""

REFERENCE = re.compile(rb"&#(x[0-9a-f]{1,40}|[0-9]{1,40});?", re.IGNORECASE)
LAST_CHARACTER = 0x10FFFF
SURROGATES = range(0xD800, 0xE000)
START = re.compile(rb"<(?:item|entry)(?=[\s>])")
END = re.compile(rb"</(?:item|entry)\s*>")


def split(document: RawDocument, caps: Caps) -> Iterator[Received]:  # noqa: ARG001
    """Yield the entries of a feed, each with its own XML where that can be cut out."""
    headers = {"content-type": f"application/xml; charset={document.charset}"} if document.charset else {}
    parsed = feedparser.parse(
        io.BytesIO(REFERENCE.sub(_drop_impossible, document.payload)),
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.entries:
        yield _explain(document, parsed)
        return
    pieces = _cut(document.payload, len(parsed.entries))
    for number, entry in enumerate(parsed.entries, start=1):
        yield _read_entry(document, number, entry, parsed, pieces[number - 1] if pieces else None)


def _drop_impossible(reference: re.Match[bytes]) -> bytes:
    """Return a character reference if there is such a character: feedparser raises on others."""
    digits = reference[1].decode()
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return reference[0] if code <= LAST_CHARACTER and code not in SURROGATES else b""


def _explain(document: RawDocument, parsed: Any) -> Received:  # noqa: ANN401  (feedparser is untyped)
    if parsed.get("version"):
        return unread(document, ReasonCode.EMPTY, f"This {parsed.version} feed has no entries.")
    return unread(document, ReasonCode.UNSUPPORTED_TYPE, "This is XML, but neither a feed nor a news format we read.")


def _cut(payload: bytes, count: int) -> list[bytes] | None:
    """Return the XML of each entry as received; None where tags and entries do not tally."""
    starts = [found.start() for found in START.finditer(payload)]
    ends = [found.end() for found in END.finditer(payload)]
    if not len(starts) == len(ends) == count:
        return None
    edges = [edge for pair in zip(starts, ends, strict=True) for edge in pair]
    return [payload[start:end] for start, end in zip(starts, ends, strict=True)] if edges == sorted(edges) else None


def _read_entry(document: RawDocument, number: int, entry: Entry, parsed: Any, piece: bytes | None) -> Received:  # noqa: ANN401
    stated = _read_stated(document, entry, parsed.feed)
    if stated.body is None:
        sentence = "The entry has neither text nor summary; its page would have to be fetched."
        return unread(document, ReasonCode.EXTRACT_EMPTY, sentence, f"#{number}")
    if piece is None:
        known = {name: value for name, value in asdict(stated).items() if value}
        return part_of(document, f"#{number}", write_json(known), JSON, stated)
    return part_of(document, f"#{number}", piece, document.media_type or JSON, stated)


def _read_stated(document: RawDocument, entry: Entry, feed: Entry) -> Stated:
    body, body_type, is_summary = _read_body(entry)
    base = document.url or _text(feed, "link") or ""
    return Stated(
        headline=_text(entry, "title"),
        authors=_authors(entry),
        publisher=_text(dict.get(entry, "source") or {}, "title") or _text(entry, "publisher") or _text(feed, "title"),
        date_published=_text(entry, "published") or _text(entry, "created") or _text(entry, "updated"),
        date_modified=_text(entry, "updated") if _text(entry, "published") else None,
        url=_link(entry, base),
        in_language=_text(entry, "language") or _text(feed, "language"),
        keywords=tuple(term for tag in dict.get(entry, "tags") or () if (term := _text(tag, "term"))),
        image_url=_image(entry, base),
        body=body,
        body_type=body_type,
        is_summary=is_summary,
    )


def _text(holder: Entry, name: str) -> str | None:
    value = dict.get(holder, name) if isinstance(holder, dict) else None
    return value.strip() or None if isinstance(value, str) else None


def _read_body(entry: Entry) -> tuple[str | None, str, bool]:
    """Return the longest text of an entry, its type, and whether it is no more than the summary."""
    contents = [content for content in dict.get(entry, "content") or () if _is_text(content)]
    if contents:
        best = max(contents, key=lambda content: len(content["value"]))
        return best["value"], _type(best), False
    summary = _text(entry, "summary")
    if not summary:
        return None, "text/plain", False
    return summary, _type(dict.get(entry, "summary_detail") or {"value": summary}), True


def _is_text(content: Entry) -> bool:
    kind = _text(content, "type") or "text/html"
    return bool(_text(content, "value")) and (kind.startswith("text/") or kind == "application/xhtml+xml")


def _type(content: Entry) -> str:
    """RSS does not say whether a text is HTML, and feedparser's guess is always yes; Atom does say."""
    if _text(content, "type") in {"application/xhtml+xml", "text/plain"}:
        return "text/html" if content["type"] == "application/xhtml+xml" else type_of(content["value"])
    return type_of(content["value"])


def _authors(entry: Entry) -> tuple[str, ...]:
    named = [name for author in dict.get(entry, "authors") or () if (name := _text(author, "name"))]
    return tuple(dict.fromkeys(named)) or tuple(filter(None, [_text(entry, "author")]))


def _link(entry: Entry, base: str) -> str | None:
    """Return the entry's address as http(s), from its link or a guid that is one; never a script."""
    for candidate, beside in ((_text(entry, "link"), base), (_text(entry, "id"), "")):
        try:
            joined = urljoin(beside, candidate) if candidate else ""
        except ValueError:
            continue
        if address := web_address(joined):
            return address
    return None


def _image(entry: Entry, base: str) -> str | None:
    media = [*(dict.get(entry, "media_content") or ()), *(dict.get(entry, "media_thumbnail") or ())]
    links = [link for link in dict.get(entry, "links") or () if (_text(link, "type") or "").startswith("image/")]
    for candidate in (*links, *media):
        address = _text(candidate, "href") or _text(candidate, "url")
        if address and not (_text(candidate, "type") or "image/").startswith(("video/", "audio/")):
            return _link({"link": address}, base)
    return None
