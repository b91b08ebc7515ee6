"""Tells what an answer of the web is, by its content first and its declared type second."""

from __future__ import annotations

import gzip
import re
import zlib
from enum import StrEnum

from tasks.addresses import is_http
from tasks.collect.formats import Caps
from tasks.collect.formats.gzipped import decompress
from tasks.collect.formats.members import TooBigError
from tasks.collect.signs import PROLOGUE, SNIFFED_BYTES, read_head

GZIP = b"\x1f\x8b"
GZIP_CAPS = Caps(total_bytes=10_000_000)
"""As much as a page may have: the same cap as the fetcher's, whoever did the compressing."""

FEED_ROOTS = {"rss", "rdf", "feed", "channel"}
SITEMAP_ROOTS = {"urlset", "sitemapindex"}
FEED_START = re.compile(r"<(?:\w{1,20}:)?(?:rss|rdf|feed)(?=[\s>])", re.IGNORECASE)
"""Below what a broken program wrote above it."""
PAGE_ROOT = re.compile(r"<html[\s>]", re.IGNORECASE)
PAGE_START = re.compile(
    r"<!doctype\s{1,9}html|<(?:html|head|body|title|script|style|meta|link|div|p|h1|article|section|table)[\s>/]",
    re.IGNORECASE,
)
JSON_START = re.compile(r"\ufeff?\s*+\{")
JSON_FEED = re.compile(rb"jsonfeed\.org\\?/version")
FEED_TYPE = re.compile(r"(?:application|text)/(?:(?:rss|atom|rdf)\+)?xml\b", re.IGNORECASE)
PAGE_TYPE = re.compile(r"text/html\b|application/xhtml\+xml\b", re.IGNORECASE)


class Shape(StrEnum):
    """What an answer is: all but a page and nothing are read by `read_feed`."""

    FEED = "feed"
    """RSS, RDF or Atom."""
    JSON_FEED = "json_feed"
    SITEMAP = "sitemap"
    """Of any kind: for pages, for Google News, or an index of such."""
    ADDRESS_LIST = "address_list"
    """A sitemap in plain text: one URL a line."""
    PAGE = "page"
    NOTHING = "nothing"


class TooMuchError(Exception):
    """What is in a gzip cannot be had; the message is a sentence for people."""


def recognise(payload: bytes, content_type: str | None = None) -> Shape:
    """Return what an answer is; a gzip is what is in it.

    Args:
        payload: the body, content codings undone.
        content_type: as the server declared it; believed only where the content says nothing.
    """
    try:
        return find_shape(open_gzip(payload), content_type)
    except TooMuchError:
        return Shape.NOTHING


def open_gzip(payload: bytes) -> bytes:
    """Return what is in a gzip, or the payload itself if it is none.

    Raises:
        TooMuchError: it holds too much, or is broken.
    """
    if not payload.startswith(GZIP):
        return payload
    try:
        return decompress(payload, GZIP_CAPS)
    except TooBigError as error:
        raise TooMuchError(f"This gzip of {len(payload):,} bytes unpacks to more than is read.") from error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise TooMuchError("This gzip is damaged or breaks off before its end.") from error


def find_shape(payload: bytes, content_type: str | None) -> Shape:
    """Return what a payload is that is no gzip."""
    head = read_head(payload)
    if JSON_START.match(head):
        return _judge_json(payload, content_type or "")
    found = PROLOGUE.match(head)
    return _judge_root(found["name"].lower() if found else "") or _judge_text(head, content_type or "")


def _judge_json(payload: bytes, content_type: str) -> Shape:
    is_feed = "feed+json" in content_type or JSON_FEED.search(payload)
    return Shape.JSON_FEED if is_feed else Shape.NOTHING


def _judge_root(name: str) -> Shape | None:
    if name in SITEMAP_ROOTS:
        return Shape.SITEMAP
    if name in FEED_ROOTS:
        return Shape.FEED
    return Shape.PAGE if name == "html" else None


def _judge_text(head: str, content_type: str) -> Shape:
    if FEED_START.search(head) and not PAGE_ROOT.search(head):
        return Shape.FEED
    if _is_address_list(head):
        return Shape.ADDRESS_LIST
    if PAGE_START.search(head) or PAGE_TYPE.match(content_type):
        return Shape.PAGE
    return Shape.FEED if FEED_TYPE.match(content_type) and head.strip() else Shape.NOTHING


def _is_address_list(head: str) -> bool:
    whole, cut, _ = head.rpartition("\n") if len(head) >= SNIFFED_BYTES else (head, "\n", "")
    lines = [line.strip() for line in whole.splitlines() if line.strip()]
    return bool(cut and lines) and all(is_http(line) and " " not in line for line in lines)
