"""JSON Feed 1.0 and 1.1: reads the document and its items, and splits a dropped file, each item an article.

https://www.jsonfeed.org/version/1.1/
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tasks.addresses import absolute_url
from tasks.collect.formats.json_records import MEDIA_TYPE, NESTED, write_json
from tasks.collect.formats.keys import read_header, read_record, text_of
from tasks.collect.formats.markup import plain_text
from tasks.collect.formats.records import part_of, read_text, unread
from tasks.models import RawDocument, ReasonCode, Received, Stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tasks.collect.formats import Caps

JsonFeed = dict[str, Any]


class BrokenJsonFeedError(Exception):
    """The document is no sound JSON, or has no list of items."""


def parse_json_feed(payload: bytes, charset: str | None) -> JsonFeed:
    """Return the feed, whose `items` are a list.

    Raises:
        BrokenJsonFeedError: it is none.
    """
    try:
        feed = json.loads(read_text(payload, charset)[0])
    except RecursionError:
        raise BrokenJsonFeedError(NESTED) from None
    except ValueError as error:
        raise BrokenJsonFeedError(f"This is no sound JSON ({error}).") from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise BrokenJsonFeedError("This JSON Feed has no list of items.")
    return feed


def read_item(item: JsonFeed, feed: JsonFeed, base: str) -> Stated:
    """Return what an item says of its article; the feed's title, language and authors stand in where it states none.

    Args:
        item: one of the feed's items.
        feed: the feed itself.
        base: what relative links start from.
    """
    link = absolute_url(text_of(item.get("url")) or text_of(item.get("external_url")), base)
    image = absolute_url(text_of(item.get("image")) or text_of(item.get("banner_image")), base)
    named = {name: feed[name] for name in ("language", "authors", "author") if feed.get(name)} | item
    stated = read_record(named) or read_header(named)
    return replace(
        stated,
        headline=plain_text(stated.headline),
        url=link or stated.url,
        image_url=image,
        publisher=stated.publisher or text_of(feed.get("title")),
    )


def split(document: RawDocument, caps: Caps) -> Iterator[Received]:  # noqa: ARG001
    """Yield the items of a dropped feed."""
    try:
        feed = parse_json_feed(document.payload, document.charset)
    except BrokenJsonFeedError as error:
        yield unread(document, ReasonCode.PARSE_ERROR, str(error))
        return
    base = document.url or text_of(feed.get("home_page_url")) or text_of(feed.get("feed_url")) or ""
    for number, item in enumerate(feed["items"], start=1):
        yield _make_part(document, number, item, feed, base)


def _make_part(document: RawDocument, number: int, item: Any, feed: JsonFeed, base: str) -> Received:  # noqa: ANN401  (JSON)
    key = f"#{number}"
    if not isinstance(item, dict):
        sentence = f"This item is a {type(item).__name__}; an article is an object with named fields."
        return unread(document, ReasonCode.PARSE_ERROR, sentence, key)
    stated = read_item(item, feed, base)
    if stated.body is None:
        return unread(document, ReasonCode.EXTRACT_EMPTY, "The item has neither text nor summary.", key)
    return part_of(document, key, write_json(item), MEDIA_TYPE, stated)
