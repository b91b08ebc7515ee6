"""Parses news formats in XML: no entities from outside, no network, no growth; and writes their text as HTML."""

from __future__ import annotations

import html
import re
from html import entities
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

BLOCKS = {
    # Blocks of NITF and XHTML that are text, as HTML.
    **dict.fromkeys(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dt", "dd", "pre"), None),
    "hl2": "h2",
    "media-caption": "figcaption",
    "figcaption": "figcaption",
    "caption": "figcaption",
    "credit": "p",
}
WRAPPERS = {"ul": "ul", "ol": "ol", "bq": "blockquote", "blockquote": "blockquote", "tr": "tr", "table": "table"}
MEDIA = {"media", "figure"}
DEEPEST = 100
XML_NAMES = {b"amp", b"lt", b"gt", b"quot", b"apos"}
REFERENCE = re.compile(rb"&(?:#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|([A-Za-z][A-Za-z0-9]{0,30});|(?!\x00))")
"""An ampersand of UTF-16 is followed by a zero byte, and left alone."""


class BrokenXmlError(Exception):
    """The document is no well-formed XML, or grows beyond bounds."""


def parse_xml(payload: bytes) -> Element:
    """Return the root of `payload`.

    Raises:
        BrokenXmlError: it cannot be parsed.
    """
    return _parse(payload, is_broken=False)


def mend_xml(payload: bytes) -> Element:
    """Return the root of a document that may be broken: bare & in addresses, names of HTML, an end that is missing.

    Raises:
        BrokenXmlError: there is nothing left to read.
    """
    try:
        return parse_xml(payload)
    except BrokenXmlError:
        return _parse(REFERENCE.sub(_mend_reference, payload), is_broken=True)


def _parse(payload: bytes, *, is_broken: bool) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=is_broken,
    )
    try:
        root: Element | None = etree.fromstring(payload, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenXmlError(" ".join(str(error).split())[:200]) from error
    if root is None:
        raise BrokenXmlError("there is no element in it")
    return root


def _mend_reference(reference: re.Match[bytes]) -> bytes:
    """Return a reference that XML knows as it is, one that HTML knows by its number, and any other & as text."""
    name = reference[1]
    if name in XML_NAMES or reference[0].startswith(b"&#"):
        return reference[0]
    known = entities.name2codepoint.get((name or b"").decode())
    return b"&#%d;" % known if known else b"&amp;" + reference[0][1:]


def local(element: Element) -> str:
    """Return an element's name without its namespace; empty for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def find_all(root: Element, *names: str) -> list[Element]:
    """Return the elements of these names below `root`, whatever namespace they are in."""
    return [element for element in root.iter() if local(element) in names]


def first(root: Element, *names: str) -> str | None:
    """Return the text of the first element of these names that has any."""
    return next((text for name in names for found in find_all(root, name) if (text := text_of(found))), None)


def text_of(element: Element) -> str:
    """Return all text in an element on one line; references to unknown entities are dropped, HTML's are read."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag is etree.Entity:
            yield _entity(child)
        elif isinstance(child.tag, str):
            yield from _texts(child)
        yield child.tail or ""


def _entity(reference: Element) -> str:
    text = html.unescape(reference.text or "")
    return "" if text.startswith("&") else text


def write_html(root: Element) -> str:
    """Return the blocks of text below `root` as HTML, in order; text outside of any block is a paragraph."""
    return "".join(_write(root))


def _write(element: Element, depth: int = 0) -> Iterator[str]:
    yield from _loose(element.text)
    for child in element:
        name = local(child)
        if name in MEDIA:
            yield from (
                f"<figure><figcaption>{html.escape(text_of(x))}</figcaption></figure>" for x in _captions(child)
            )
        elif name in BLOCKS and not any(local(inner) in {*BLOCKS, *WRAPPERS} for inner in child):
            tag = BLOCKS[name] or name
            yield f"<{tag}>{html.escape(text_of(child))}</{tag}>"
        elif name and depth < DEEPEST:
            tag = WRAPPERS.get(name, "div")
            yield from (f"<{tag}>", *_write(child, depth + 1), f"</{tag}>")
        yield from _loose(child.tail)


def _loose(text: str | None) -> Iterator[str]:
    if text and text.strip():
        yield f"<p>{html.escape(' '.join(text.split()))}</p>"


def _captions(media: Element) -> list[Element]:
    return find_all(media, "media-caption", "figcaption", "caption")
