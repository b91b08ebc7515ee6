"""Parses RSS 0.9 to 2.0, RDF and Atom, and reads what one entry states; feedparser is imported here only.

https://www.rssboard.org/rss-specification, https://web.resource.org/rss/1.0/spec, https://www.rfc-editor.org/rfc/rfc4287
"""

from __future__ import annotations

import io
import re
from typing import Any

import feedparser

from tasks.addresses import absolute_url
from tasks.collect.formats.keys import type_of
from tasks.collect.formats.markup import plain_text
from tasks.models import Stated

Node = Any
"""feedparser's dictionary, whose `get` warns where plain dict's does not."""

REFERENCE = re.compile(rb"&#(x[0-9a-f]{1,40}|[0-9]{1,40});?", re.IGNORECASE)
LAST_CHARACTER = 0x10FFFF
SURROGATES = range(0xD800, 0xE000)
ORIGINAL_LINKS = ("feedburner_origlink", "pheedo_origlink")
"""Where services that count clicks leave the article's own address."""


def parse_syndication(payload: bytes, charset: str | None) -> Node:
    """Return what feedparser makes of `payload`: `feed`, `entries`, `encoding`, and `version`, empty for no feed.

    Args:
        payload: bytes of any kind.
        charset: what the transport declared; bytes that can only be UTF-8 are, whatever it said.
    """
    declared = "utf-8" if _is_utf8(payload) else charset
    return feedparser.parse(
        io.BytesIO(REFERENCE.sub(_drop_impossible, _open_at_declaration(payload))),
        response_headers={"content-type": f"application/xml; charset={declared}"} if declared else {},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _is_utf8(payload: bytes) -> bool:
    """Tell bytes beyond ASCII that are sound UTF-8, which no other charset makes by chance."""
    try:
        return not payload.isascii() and bool(payload.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _open_at_declaration(payload: bytes) -> bytes:
    """Blank lines above the declaration, which XML forbids and templates leave, would cost the strict parser."""
    stripped = payload.lstrip(b" \t\r\n")
    return stripped if stripped.startswith(b"<?xml ") else payload


def _drop_impossible(reference: re.Match[bytes]) -> bytes:
    """Return a character reference if there is such a character: feedparser raises on others."""
    digits = reference[1].decode()
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return reference[0] if code <= LAST_CHARACTER and code not in SURROGATES else b""


def read_entry(entry: Node, feed: Node, base: str) -> Stated:
    """Return what an entry says of its article.

    Args:
        entry: one of `entries`.
        feed: the `feed` beside them, whose title and language stand in where an entry has none.
        base: what relative links start from.
    """
    body, body_type, is_summary = _read_body(entry)
    return Stated(
        headline=plain_text(text_at(entry, "title")),
        authors=_authors(entry),
        publisher=_publisher(entry, feed),
        date_published=text_at(entry, "published") or text_at(entry, "created") or text_at(entry, "updated"),
        date_modified=text_at(entry, "updated") if text_at(entry, "published") else None,
        url=_link(entry, base),
        in_language=text_at(entry, "language") or text_at(feed, "language"),
        keywords=tuple(term for tag in nodes_at(entry, "tags") if (term := plain_text(text_at(tag, "term")))),
        image_url=_image(entry, base),
        body=body,
        body_type=body_type,
        is_summary=is_summary,
    )


def text_at(holder: Node, name: str) -> str | None:
    """Return a text that feedparser found, or None if there is none or nothing in it."""
    value = dict.get(holder, name) if isinstance(holder, dict) else None
    return value.strip() or None if isinstance(value, str) else None


def nodes_at(holder: Node, name: str) -> list[Node]:
    """Return a list that feedparser found, or an empty one."""
    return list(dict.get(holder, name) or ())


def _publisher(entry: Node, feed: Node) -> str | None:
    stated = text_at(dict.get(entry, "source"), "title") or text_at(entry, "publisher") or text_at(feed, "title")
    return plain_text(stated)


def _read_body(entry: Node) -> tuple[str | None, str, bool]:
    """Return the longest text of an entry, its type, and whether it is no more than the summary."""
    contents = [content for content in nodes_at(entry, "content") if _is_text(content)]
    if contents:
        best = max(contents, key=lambda content: len(content["value"]))
        return best["value"], _type(best), False
    summary = text_at(entry, "summary")
    if not summary:
        return None, "text/plain", False
    return summary, _type(dict.get(entry, "summary_detail") or {"value": summary}), True


def _is_text(content: Node) -> bool:
    kind = text_at(content, "type") or "text/html"
    return bool(text_at(content, "value")) and (kind.startswith("text/") or kind == "application/xhtml+xml")


def _type(content: Node) -> str:
    """RSS does not say whether a text is HTML, and feedparser's guess is always yes; Atom does say."""
    return "text/html" if text_at(content, "type") == "application/xhtml+xml" else type_of(content["value"])


def _authors(entry: Node) -> tuple[str, ...]:
    named = [name for author in nodes_at(entry, "authors") if (name := plain_text(text_at(author, "name")))]
    return tuple(dict.fromkeys(named)) or tuple(filter(None, [plain_text(text_at(entry, "author"))]))


def _link(entry: Node, base: str) -> str | None:
    """Return the address of an entry's page, never a script.

    Where there is no link, feedparser takes a guid for one unless it says that it is none; such a guid is whole.
    """
    link = text_at(entry, "link")
    is_guid = link not in {text_at(each, "href") for each in nodes_at(entry, "links")}
    candidates = [*((text_at(entry, name), base) for name in ORIGINAL_LINKS), (link, "" if is_guid else base)]
    found = (absolute_url(candidate.strip("<> \t\r\n"), beside) for candidate, beside in candidates if candidate)
    return next(filter(None, found), None)


def _image(entry: Node, base: str) -> str | None:
    media = [*nodes_at(entry, "media_content"), *nodes_at(entry, "media_thumbnail")]
    links = [link for link in nodes_at(entry, "links") if (text_at(link, "type") or "").startswith("image/")]
    for candidate in (*links, *media):
        address = text_at(candidate, "href") or text_at(candidate, "url")
        if address and not (text_at(candidate, "type") or "image/").startswith(("video/", "audio/")):
            return absolute_url(address, base)
    return None
