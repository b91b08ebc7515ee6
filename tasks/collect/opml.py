"""The door to lists of feeds as readers exchange them: OPML, read and written, its folders as sections.

http://opml.org/spec2.opml
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from tasks.addresses import normalise_url
from tasks.collect.formats.xml_tree import BrokenXmlError, local, mend_xml, parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

    from tasks.web import Feed

DEEPEST_SECTION = 8
LONGEST_NAME = 200
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NO_OPML = "This is no OPML: export the subscriptions of a feed reader, which writes an <opml> document."


class NotOpmlError(Exception):
    """The document is no OPML; the message is a sentence for people."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list."""

    feed_url: str
    """As given: whether it can be asked is for those to see who ask it."""
    title: str | None = None
    site_url: str | None = None
    section: str | None = None
    """The folders that it stands in, outermost first, with / between them."""
    in_language: str | None = None


def read_opml(payload: bytes) -> tuple[Outline, ...]:
    """Return the feeds of a list in its order; one that is there twice is taken where it stands first.

    Args:
        payload: an OPML document, which need not be well-formed: what is lost of it is lost from the end.

    Raises:
        NotOpmlError: it is none.
    """
    try:
        return _read(parse_xml(payload))
    except BrokenXmlError as error:
        return _read_broken(payload, error)


def _read_broken(payload: bytes, broken: BrokenXmlError) -> tuple[Outline, ...]:
    """Return what is left of a broken document; nothing left is another matter than an empty list."""
    try:
        outlines = _read(mend_xml(payload))
    except BrokenXmlError:
        outlines = ()
    if not outlines:
        raise NotOpmlError(f"This OPML is broken, and no feed can be read from it ({broken}).") from broken
    return outlines


def _read(root: Element) -> tuple[Outline, ...]:
    if local(root).lower() != "opml":
        raise NotOpmlError(NO_OPML)
    found: dict[str, Outline] = {}
    for outline in _walk(root):
        found.setdefault(normalise_url(outline.feed_url), outline)
    return tuple(found.values())


def _walk(root: Element) -> Iterator[Outline]:
    """Yield the feeds below `root`, going down without recursion: how deep they lie is up to whoever wrote it."""
    ahead: list[tuple[Element, tuple[str, ...]]] = [(root, ())]
    while ahead:
        element, folders = ahead.pop()
        given = {name.lower(): " ".join(value.split()) for name, value in element.attrib.items()}
        if local(element) == "outline" and given.get("xmlurl"):
            yield _read_outline(given, folders)
        elif local(element) == "outline":
            folders = (*folders, *_name_folder(given))
        ahead.extend((child, folders) for child in reversed(element) if local(child) in {"outline", "body"})


def _name_folder(given: dict[str, str]) -> tuple[str, ...]:
    name = given.get("text") or given.get("title")
    return (name[:LONGEST_NAME],) if name else ()


def _read_outline(given: dict[str, str], folders: tuple[str, ...]) -> Outline:
    """A feed outside of any folder is where its first category says, which begins with a slash."""
    category = given.get("category", "").partition(",")[0]
    section = "/".join(folders[:DEEPEST_SECTION]) or category.strip(" /")
    name = given.get("title") or given.get("text")
    return Outline(
        feed_url=given["xmlurl"],
        title=name if name and name != given["xmlurl"] else None,
        site_url=given.get("htmlurl") or None,
        section=section or None,
        in_language=given.get("language") or None,
    )


def write_opml(feeds: Iterable[Outline | Feed], title: str = "Feeds") -> bytes:
    """Return an OPML 2.0 document of the feeds, in which each section is a folder and / parts nested ones.

    Args:
        feeds: in the order that they are to have within their folder.
        title: what the list is called.
    """
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _clean(title)
    body = etree.SubElement(root, "body")
    folders: dict[tuple[str, ...], Element] = {(): body}
    for feed in feeds:
        names = tuple(name for part in (feed.section or "").split("/") if (name := _clean(part)))
        _add_outline(_open_folder(folders, names), feed)
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written


def _open_folder(folders: dict[tuple[str, ...], Element], names: tuple[str, ...]) -> Element:
    for depth in range(1, len(names) + 1):
        path = names[:depth]
        if path not in folders:
            folders[path] = etree.SubElement(folders[path[:-1]], "outline", text=path[-1], title=path[-1])
    return folders[names]


def _add_outline(folder: Element, feed: Outline | Feed) -> None:
    named = {
        "type": "rss",
        "text": feed.title or feed.feed_url,
        "title": feed.title,
        "xmlUrl": feed.feed_url,
        "htmlUrl": feed.site_url,
        "language": feed.in_language,
    }
    etree.SubElement(folder, "outline", {name: _clean(value) for name, value in named.items() if value})


def _clean(text: str) -> str:
    """Return `text` without what XML cannot hold, on one line."""
    return " ".join(NOT_IN_XML.sub(" ", text).split())
