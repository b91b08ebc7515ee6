"""JSON Feed 1.1: each item an article (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from tasks.collect.formats.json_records import NESTED, read_part, write_json
from tasks.collect.formats.keys import text_of
from tasks.collect.formats.records import read_text, unread
from tasks.models import RawDocument, ReasonCode, Received

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tasks.collect.formats import Caps


def split(document: RawDocument, caps: Caps) -> Iterator[Received]:  # noqa: ARG001
    """Yield the items; the feed's title, language and authors stand in where an item states none."""
    try:
        feed = json.loads(read_text(document.payload, document.charset)[0])
    except RecursionError:
        yield unread(document, ReasonCode.PARSE_ERROR, NESTED)
        return
    except ValueError as error:
        yield unread(document, ReasonCode.PARSE_ERROR, f"This is no sound JSON ({error}).")
        return
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        yield unread(document, ReasonCode.PARSE_ERROR, "This JSON Feed has no list of items.")
        return
    for number, item in enumerate(items, start=1):
        yield _complete(read_part(document, f"#{number}", write_json(item), _absolute(item, feed)), feed)


def _absolute(item: Any, feed: dict[str, Any]) -> Any:  # noqa: ANN401  (JSON)
    if not isinstance(item, dict):
        return item
    base = text_of(feed.get("home_page_url")) or text_of(feed.get("feed_url")) or ""
    link = text_of(item.get("url")) or text_of(item.get("external_url"))
    return item | {"url": urljoin(base, link)} if link else item


def _complete(received: Received, feed: dict[str, Any]) -> Received:
    if not isinstance(received, RawDocument) or received.stated is None:
        return received
    stated = received.stated
    publisher, language = stated.publisher or text_of(feed.get("title")), stated.in_language or feed.get("language")
    return replace(received, stated=replace(stated, publisher=publisher, in_language=text_of(language)))
