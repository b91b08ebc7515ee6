"""Reads XML sitemaps, Google News sitemaps, sitemap indexes, and lists of addresses in plain text.

https://www.sitemaps.org/protocol.html, https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tasks.addresses import absolute_url
from tasks.collect.entries import Item, NotAFeedError, make_entries
from tasks.collect.formats.records import read_text
from tasks.collect.formats.xml_tree import BrokenXmlError, first, local, mend_xml, parse_xml, text_of
from tasks.models import Stated
from tasks.web import FeedDocument

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NEWS_NAMESPACE = "schemas/sitemap-news/"
NO_ADDRESS = "The entry has no <loc> with an http(s) address in it."
LONG_AGO = datetime.min.replace(tzinfo=UTC)


def read_sitemap(payload: bytes, base_url: str) -> FeedDocument:
    """Return what a sitemap in XML lists.

    Args:
        payload: of a urlset or a sitemapindex, uncompressed.
        base_url: where it was fetched from.

    Raises:
        NotAFeedError: it is neither.
    """
    try:
        return _read(parse_xml(payload), base_url)
    except BrokenXmlError as error:
        return _read_broken(payload, base_url, error)


def _read_broken(payload: bytes, base_url: str, broken: BrokenXmlError) -> FeedDocument:
    """Return what is left of a broken sitemap; nothing left is another matter than a quiet day."""
    try:
        document = _read(mend_xml(payload), base_url)
    except BrokenXmlError:
        document = FeedDocument("sitemap")
    if not document.entries and not document.next_maps:
        raise NotAFeedError(f"This sitemap is broken, and nothing can be read from it ({broken}).") from broken
    return document


def _read(root: Element, base_url: str) -> FeedDocument:
    if local(root).lower() == "sitemapindex":
        return FeedDocument("sitemap_index", next_maps=_read_index(root, base_url))
    if local(root).lower() != "urlset":
        raise NotAFeedError(f"This XML is a <{local(root)}>, not a sitemap.")
    pages = [child for child in root if local(child).lower() == "url"]
    entries, broken = make_entries([_read_page(page, base_url) for page in pages])
    return FeedDocument("news_sitemap" if _is_news(root, pages) else "sitemap", entries, broken)


def read_address_list(payload: bytes, base_url: str, charset: str | None) -> FeedDocument:
    """Return what a text sitemap lists, one URL a line."""
    lines = (line.strip() for line in read_text(payload, charset)[0].splitlines())
    links = [(line, absolute_url(line, base_url)) for line in lines if line]
    items = [Item(Stated(url=link)) if link else f"{line[:100]!r} is no http(s) address." for line, link in links]
    return FeedDocument("sitemap", *make_entries(items))


def _read_index(root: Element, base_url: str) -> tuple[str, ...]:
    """Return the addresses of the maps, the one that changed last first; those without a date last, in their order."""
    maps = [child for child in root if local(child).lower() == "sitemap"]
    dated = [(_read_date(_child(each, "lastmod")), absolute_url(_child(each, "loc"), base_url)) for each in maps]
    return tuple(dict.fromkeys(address for _, address in sorted(dated, key=_age) if address))


def _age(dated: tuple[datetime, str | None]) -> float:
    return -(dated[0] - LONG_AGO).total_seconds()


def _read_date(text: str | None) -> datetime:
    try:
        stamp = datetime.fromisoformat(text or "")
        return stamp.astimezone(UTC) if stamp.tzinfo else stamp.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return LONG_AGO


def _read_page(page: Element, base_url: str) -> Item | str:
    link = absolute_url(_child(page, "loc"), base_url)
    if link is None:
        return NO_ADDRESS
    news = next((child for child in page if local(child) == "news"), None)
    revised = _child(page, "lastmod")
    stated = Stated(url=link, image_url=_read_image(page, base_url), date_modified=revised)
    return Item(stated if news is None else _read_news(news, stated), revised=revised)


def _read_news(news: Element, stated: Stated) -> Stated:
    keywords = (word.strip() for word in (_child(news, "keywords") or "").split(","))
    return Stated(
        headline=_child(news, "title"),
        publisher=first(news, "name"),
        date_published=_child(news, "publication_date"),
        date_modified=stated.date_modified,
        url=stated.url,
        in_language=first(news, "language"),
        keywords=tuple(dict.fromkeys(filter(None, keywords))),
        image_url=stated.image_url,
    )


def _read_image(page: Element, base_url: str) -> str | None:
    images = (child for child in page if local(child) == "image")
    return next((link for image in images if (link := absolute_url(_child(image, "loc"), base_url))), None)


def _child(element: Element, name: str) -> str | None:
    return next((text for child in element if local(child) == name and (text := text_of(child))), None)


def _is_news(root: Element, pages: list[Element]) -> bool:
    """An empty one is a news sitemap if it says so: on a quiet day there is nothing in it."""
    if not pages:
        return any(NEWS_NAMESPACE in namespace for namespace in root.nsmap.values())
    return any(local(child) == "news" for page in pages for child in page)
