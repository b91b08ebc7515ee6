"""NITF: one article in the older XML of IPTC (https://iptc.org/standards/nitf/)."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import TYPE_CHECKING

from tasks.collect.formats.records import unread, web_address
from tasks.collect.formats.xml_tree import BrokenXmlError, find_all, first, parse_xml, text_of, write_html
from tasks.models import RawDocument, ReasonCode, Received, Stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from tasks.collect.formats import Caps


def split(document: RawDocument, caps: Caps) -> Iterator[Received]:  # noqa: ARG001
    """Yield the article itself."""
    try:
        stated = read_nitf(parse_xml(document.payload))
    except BrokenXmlError as error:
        yield unread(document, ReasonCode.PARSE_ERROR, f"This is no well-formed XML ({error}); ask for it again.")
        return
    if stated.body is None:
        yield unread(document, ReasonCode.EXTRACT_EMPTY, "This NITF document has no text in its body.content.")
        return
    yield replace(document, stated=stated)


def read_nitf(root: Element) -> Stated:
    """Return what an NITF document, or one inside NewsML, states."""
    people = [text_of(person) for byline in find_all(root, "byline") for person in find_all(byline, "person")]
    bylines = [text_of(byline) for byline in find_all(root, "byline")]
    return Stated(
        headline=first(root, "hl1") or first(root, "hedline") or first(root, "title"),
        alternative_headline=first(root, "hl2"),
        authors=tuple(filter(None, people or bylines)),
        publisher=first(root, "distributor") or _attribute(root, "pubdata", "name"),
        date_published=_attribute(root, "date.issue", "norm")
        or _attribute(root, "pubdata", "date.publication")
        or _attribute(root, "date.release", "norm")
        or _attribute(root, "story.date", "norm"),
        url=web_address(_attribute(root, "pubdata", "ex-ref")),
        in_language=next((value for name, value in root.attrib.items() if str(name).endswith("lang")), None),
        article_section=_attribute(root, "pubdata", "position.section"),
        keywords=tuple(key for word in find_all(root, "keyword") if (key := word.get("key"))),
        body=_read_body(root),
        body_type="text/html",
    )


def _read_body(root: Element) -> str | None:
    contents = find_all(root, "body.content")
    body = "".join(write_html(content) for content in contents)
    dateline = first(root, "dateline")
    if dateline and "<p>" in body:
        # Where a reader of the printed page finds it, and cleaning looks for it.
        body = body.replace("<p>", f"<p>{html.escape(dateline.rstrip(' —–-').upper())} — ", 1)
    return body or None


def _attribute(root: Element, element: str, name: str) -> str | None:
    return next((value for found in find_all(root, element) if (value := found.get(name))), None)
