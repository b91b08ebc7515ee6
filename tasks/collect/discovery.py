"""Finds the feeds that a home page names.

https://www.rssboard.org/rss-autodiscovery, https://www.jsonfeed.org/version/1.1/#discovery
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from tasks.addresses import absolute_url, normalise_url
from tasks.collect.formats.records import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"}
VAGUE_TYPES = {"application/xml", "text/xml", "application/json", "text/rss+xml", "text/atom+xml", ""}
"""Feeds where the address looks like one as well: others are oEmbed, manifests and programs' interfaces."""
FEED_RELATIONS = {"alternate", "feed"}

LOOKS_LIKE_FEED = re.compile(
    r"/(?:feeds?|rss|atom)[0-9]{0,3}(?:/|$|\?|[._-]?(?:xml|json|rdf)\b)"  # https://site/feed/, /rss, /atom.xml
    r"|[/._~-](?:rss|atom|feed|index)[0-9]{0,3}\.(?:xml|rdf|json|rss|atom)\b"  # /index.rdf, /rss2.xml
    r"|\.(?:rss|atom|rdf)(?:$|\?)"  # /news.rss
    r"|[?&](?:feed|format|output|type|alt)=(?:rss|atom|feed|rdf)"  # ?feed=rss2, ?format=feed
    r"|//(?:feeds?|rss)\.",  # https://feeds.site/news
    re.IGNORECASE,
)
"""Not a page about feeds: /feedback, /rss-help.html and /atomkraft stay pages."""
COMMENTS = re.compile(r"comment|kommentar|coment[aá]rio|reacti[eo]|replies|\bcommenti\b", re.IGNORECASE)
PAGE_SUFFIX = re.compile(r"\.(?:html?|php|aspx?)$", re.IGNORECASE)
MOST_FEEDS = 50
LONGEST_ADDRESS = 2000


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be a feed."""

    address: str
    rank: int
    """0 is declared as a feed, 1 is linked and looks like one, 2 and 3 are the same of comments."""


def discover_feeds(payload: bytes, base_url: str, charset: str | None = None) -> tuple[str, ...]:
    """Return the absolute addresses of a page's feeds, best first; what they really are shows when they are read.

    What the page declares comes before what it merely links to, and feeds of comments come last; otherwise they are
    in the page's order, where sites put the most general one first.

    Args:
        payload: a page in HTML, whatever its state.
        base_url: where it was fetched from.
        charset: as the server declared it.
    """
    root = _parse(read_text(payload, charset)[0])
    if root is None:
        return ()
    base = next((link for found in root.iter("base") if (link := absolute_url(found.get("href"), base_url))), base_url)
    ranked = sorted(_find_candidates(root, base), key=lambda candidate: candidate.rank)
    found: dict[str, str] = {}
    for candidate in ranked:
        found.setdefault(normalise_url(candidate.address), candidate.address)
    return tuple(found.values())[:MOST_FEEDS]


def _parse(text: str) -> Element | None:
    """The declaration of an encoding would contradict the text that it was decoded to, so the parser gets bytes."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, huge_tree=False)
    try:
        return etree.fromstring(text.replace("\x00", "").encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _find_candidates(root: Element, base: str) -> Iterator[Candidate]:
    for element in root.iter("link", "a", "area"):
        address = _read_address(element, base)
        if address is None:
            continue
        is_link = element.tag == "link"
        if _is_declared(element, address) if is_link else _is_linked(address):
            yield Candidate(address, (0 if is_link else 1) + (2 if _is_about_comments(element, address) else 0))


def _read_address(element: Element, base: str) -> str | None:
    """feed: is a scheme that browsers once handed to feed readers, with or without the real one behind it."""
    href = (element.get("href") or "").strip()
    if href[:5].lower() == "feed:":
        rest = href[5:].lstrip("/")
        href = rest if rest.lower().startswith("http") else f"https://{rest}"
    return absolute_url(href, base) if len(href) <= LONGEST_ADDRESS else None


def _is_declared(link: Element, address: str) -> bool:
    media_type = (link.get("type") or "").partition(";")[0].strip().lower()
    relations = set((link.get("rel") or "").lower().split())
    if not relations & FEED_RELATIONS or "stylesheet" in relations:
        return False
    return media_type in FEED_TYPES or (media_type in VAGUE_TYPES and _is_linked(address))


def _is_linked(address: str) -> bool:
    return LOOKS_LIKE_FEED.search(address) is not None and not PAGE_SUFFIX.search(address)


def _is_about_comments(element: Element, address: str) -> bool:
    return any(COMMENTS.search(text) for text in (address, element.get("title") or "", element.text or ""))
