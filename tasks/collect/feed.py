"""The door to what sites list: reads a feed, a JSON Feed or a sitemap, and finds the feeds of a home page.

look inside a gzip, within its caps
recognise it by its content, then by its type     (shape.py)
read it in its format                             (newsfeed.py, sitemap.py)
name its entries, and hold them against each other  (entries.py)

Nothing here asks the network or the clock. Its parsers are large programs: call it in a worker with limits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tasks.addresses import normalise_url
from tasks.collect.discovery import discover_feeds
from tasks.collect.entries import NotAFeedError
from tasks.collect.formats import BREAKAGES
from tasks.collect.newsfeed import read_json_feed, read_syndication
from tasks.collect.shape import Shape, TooMuchError, find_shape, open_gzip, recognise
from tasks.collect.sitemap import read_address_list, read_sitemap

if TYPE_CHECKING:
    from tasks.web import FeedDocument

__all__ = ["NotAFeedError", "Shape", "discover_feeds", "normalise_url", "read_feed", "recognise"]

REFUSALS = {
    Shape.PAGE: "This is a web page, not a feed.",
    Shape.NOTHING: "This is neither a feed nor a sitemap.",
}


def read_feed(
    payload: bytes, base_url: str, content_type: str | None = None, charset: str | None = None
) -> FeedDocument:
    """Return what a feed, a JSON Feed or a sitemap says; one without entries is a feed all the same.

    Args:
        payload: the body, content codings undone; it may be a gzip.
        base_url: where it was fetched from; relative links start from the site that the feed names, or else from here.
        content_type: as the server declared it, believed only where the content says nothing.
        charset: as the server declared it.

    Raises:
        NotAFeedError: it is none of these, or broken; the message is a sentence for people.
    """
    if not payload.strip():
        raise NotAFeedError("The answer is empty.")
    try:
        return _read(open_gzip(payload), base_url, content_type, charset)
    except TooMuchError as error:
        raise NotAFeedError(str(error)) from error
    except BREAKAGES as error:
        raise NotAFeedError(f"Reading this feed broke off ({type(error).__name__}).") from error


def _read(payload: bytes, base_url: str, content_type: str | None, charset: str | None) -> FeedDocument:
    shape = find_shape(payload, content_type)
    match shape:
        case Shape.FEED:
            return read_syndication(payload, base_url, charset)
        case Shape.JSON_FEED:
            return read_json_feed(payload, base_url, charset)
        case Shape.SITEMAP:
            return read_sitemap(payload, base_url)
        case Shape.ADDRESS_LIST:
            return read_address_list(payload, base_url, charset)
        case _:
            raise NotAFeedError(REFUSALS[shape])
