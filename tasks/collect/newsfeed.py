"""Reads RSS, RDF, Atom and JSON Feed documents as they are polled: their entries, and what they say of themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tasks.addresses import absolute_url
from tasks.collect.entries import Item, NotAFeedError, make_entries
from tasks.collect.formats.json_feed import BrokenJsonFeedError, JsonFeed, parse_json_feed, read_item
from tasks.collect.formats.keys import text_of
from tasks.collect.formats.markup import plain_text
from tasks.collect.formats.syndication import Node, parse_syndication, read_entry, text_at
from tasks.collect.pace import read_skip_days, read_skip_hours, read_ttl, read_update
from tasks.web import FeedDocument

if TYPE_CHECKING:
    from tasks.models import Stated

VERSION = re.compile(r"([a-z]+)(\d)(\d{1,2})[a-z]?")
RDF_VERSIONS = {"rss090", "rss10"}
JSON_VERSION = re.compile(r"version/(\d{1,3}(?:\.\d{1,3})?)/?$")


def read_syndication(payload: bytes, base_url: str, charset: str | None) -> FeedDocument:
    """Return what an RSS, RDF or Atom document says.

    Args:
        payload: bytes of any kind.
        base_url: where it was fetched from.
        charset: what the server declared.

    Raises:
        NotAFeedError: it is none.
    """
    parsed = parse_syndication(payload, charset)
    if not parsed.get("version") and not parsed.entries:
        raise NotAFeedError("This looks like a feed, but it is in no version of RSS, RDF or Atom that is known.")
    feed, xml = parsed.feed, payload.decode(parsed.get("encoding") or "utf-8", "replace")
    site_url = absolute_url(text_at(feed, "link"), base_url)
    items = [_make_item(entry, read_entry(entry, feed, site_url or base_url)) for entry in parsed.entries]
    entries, broken = make_entries(items)
    return FeedDocument(
        format=_name_format(parsed.get("version") or "rss"),
        entries=entries,
        broken=broken,
        title=plain_text(text_at(feed, "title")),
        site_url=site_url,
        in_language=text_at(feed, "language"),
        ttl_seconds=read_ttl(text_at(feed, "ttl")),
        update_seconds=read_update(text_at(feed, "sy_updateperiod"), text_at(feed, "sy_updatefrequency")),
        skip_hours=read_skip_hours(xml),
        skip_days=read_skip_days(xml),
    )


def _make_item(entry: Node, stated: Stated) -> Item:
    return Item(stated, guid=text_at(entry, "id"), revised=text_at(entry, "updated"))


def _name_format(version: str) -> str:
    """Return feedparser's name of a version (rss20, rss091u, atom10) as people write it: rss2.0, rdf1.0, atom1.0."""
    found = VERSION.fullmatch(version)
    if found is None:
        return version
    return f"{'rdf' if version in RDF_VERSIONS else found[1]}{found[2]}.{found[3]}"


def read_json_feed(payload: bytes, base_url: str, charset: str | None) -> FeedDocument:
    """Return what a JSON Feed says; the arguments are those of `read_syndication`.

    Raises:
        NotAFeedError: it is none, or broken.
    """
    try:
        feed = parse_json_feed(payload, charset)
    except BrokenJsonFeedError as error:
        raise NotAFeedError(str(error)) from error
    site_url = absolute_url(text_of(feed.get("home_page_url")), base_url)
    entries, broken = make_entries([_read_item(item, feed, site_url or base_url) for item in feed["items"]])
    version = JSON_VERSION.search(text_of(feed.get("version")) or "")
    return FeedDocument(
        format=f"jsonfeed{version[1]}" if version else "jsonfeed",
        entries=entries,
        broken=broken,
        title=plain_text(text_of(feed.get("title"))),
        site_url=site_url,
        in_language=text_of(feed.get("language")),
    )


def _read_item(item: Any, feed: JsonFeed, base: str) -> Item | str:  # noqa: ANN401  (JSON)
    if not isinstance(item, dict):
        return f"This item is a {type(item).__name__}; an entry is an object with named fields."
    stated = read_item(item, feed, base)
    return Item(stated, guid=text_of(item.get("id")), revised=stated.date_modified)
