"""NewsML-G2: news items alone or in a message, with NITF, XHTML or plain text inside (https://iptc.org/std/NewsML-G2/)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from tasks.collect.formats.nitf import read_nitf
from tasks.collect.formats.records import part_of, unread, web_address
from tasks.collect.formats.xml_tree import BrokenXmlError, find_all, first, local, parse_xml, text_of, write_html
from tasks.models import RawDocument, ReasonCode, Received, Stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from tasks.collect.formats import Caps

NO_TEXT = "This news item has no text of its own: a picture, a video, or a list of other items."


def split(document: RawDocument, caps: Caps) -> Iterator[Received]:  # noqa: ARG001
    """Yield the news items; one that is the whole document is the document itself."""
    try:
        root = parse_xml(document.payload)
    except BrokenXmlError as error:
        yield unread(document, ReasonCode.PARSE_ERROR, f"This is no well-formed XML ({error}); ask for it again.")
        return
    is_alone = local(root) == "newsItem"
    for number, item in enumerate([root] if is_alone else find_all(root, "newsItem"), start=1):
        key = "" if is_alone else f"#{number}"
        stated = _read_item(item)
        if stated.body is None:
            yield unread(document, ReasonCode.NOT_AN_ARTICLE, NO_TEXT, key)
            continue
        payload = document.payload if is_alone else etree.tostring(item, encoding="utf-8", with_tail=False)
        yield part_of(document, key, payload, document.media_type or "", stated)


def _read_item(item: Element) -> Stated:
    inner = next(iter(find_all(item, "nitf")), None)
    below = read_nitf(inner) if inner is not None else Stated()
    body, body_type = (below.body, "text/html") if below.body else _read_content(item)
    meta = next(iter(find_all(item, "contentMeta")), item)
    return replace(
        below,
        headline=first(meta, "headline") or below.headline,
        authors=_names(meta, "by") or below.authors or _named(meta, "creator"),
        publisher=next(iter(_named(item, "provider", "infoSource", "copyrightHolder")), below.publisher),
        date_published=first(item, "firstCreated") or first(meta, "contentCreated") or first(item, "versionCreated"),
        date_modified=first(item, "versionCreated"),
        url=_link(item) or below.url,
        in_language=next((tag for found in find_all(meta, "language") if (tag := found.get("tag"))), below.in_language),
        keywords=_names(meta, "keyword") or below.keywords,
        body=body,
        body_type=body_type,
    )


def _read_content(item: Element) -> tuple[str | None, str]:
    for content in find_all(item, "inlineXML"):
        bodies = find_all(content, "body")
        if body := write_html(bodies[0] if bodies else content):
            return body, "text/html"
    plain = next((data for data in find_all(item, "inlineData") if "".join(data.itertext()).strip()), None)
    if plain is None:
        return None, "text/plain"
    is_html = "html" in (plain.get("contenttype") or "")
    return "".join(plain.itertext()), "text/html" if is_html else "text/plain"


def _names(root: Element, name: str) -> tuple[str, ...]:
    return tuple(text for found in find_all(root, name) if (text := text_of(found)))


def _named(root: Element, *names: str) -> tuple[str, ...]:
    """Return the names of parties: in a name element, or literal in an attribute."""
    found = [(party, first(party, "name") or party.get("literal")) for party in find_all(root, *names)]
    return tuple(name for _, name in found if name)


def _link(item: Element) -> str | None:
    candidates = [
        item.get("guid"),
        *(link.get("href") for link in find_all(item, "link") if "alt" in link.get("rel", "")),
    ]
    return next((address for text in candidates if (address := web_address(text))), None)
