"""Parses news formats in XML: no entities from outside, no network, no growth; and writes their text as HTML."""

from __future__ import annotations

import html
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


class BrokenXmlError(Exception):
    """The document is no well-formed XML, or grows beyond bounds."""


def parse_xml(payload: bytes, *, mend: bool = False) -> Element:
    """Return the root of `payload`.

    Args:
        payload: bytes of any kind.
        mend: whether to read on past what is not well-formed, such as a bare & in an address or an end that is missing.

    Raises:
        BrokenXmlError: it cannot be parsed.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=mend,
    )
    try:
        root: Element | None = etree.fromstring(payload, parser)
        if root is None:
            raise BrokenXmlError("there is no element in it")
        return root  # noqa: TRY300  (an else would part it from the check)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenXmlError(" ".join(str(error).split())[:200]) from error


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
