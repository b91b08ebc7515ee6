"""Dropped RSS, RDF and Atom files: each entry an article."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING

from tasks.collect.formats.json_records import MEDIA_TYPE as JSON
from tasks.collect.formats.json_records import write_json
from tasks.collect.formats.records import part_of, unread
from tasks.collect.formats.syndication import Node, parse_syndication, read_entry, text_at
from tasks.models import RawDocument, ReasonCode, Received, Stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tasks.collect.formats import Caps

START = re.compile(rb"<(?:item|entry)(?=[\s>])")
END = re.compile(rb"</(?:item|entry)\s*>")


def split(document: RawDocument, caps: Caps) -> Iterator[Received]:  # noqa: ARG001
    """Yield the entries of a feed, each with its own XML where that can be cut out."""
    parsed = parse_syndication(document.payload, document.charset)
    if not parsed.entries:
        yield _explain(document, parsed)
        return
    base = document.url or text_at(parsed.feed, "link") or ""
    pieces = _cut(document.payload, len(parsed.entries))
    for number, entry in enumerate(parsed.entries, start=1):
        piece = pieces[number - 1] if pieces else None
        yield _make_part(document, number, read_entry(entry, parsed.feed, base), piece)


def _explain(document: RawDocument, parsed: Node) -> Received:
    if parsed.get("version"):
        return unread(document, ReasonCode.EMPTY, f"This {parsed.version} feed has no entries.")
    return unread(document, ReasonCode.UNSUPPORTED_TYPE, "This is XML, but neither a feed nor a news format we read.")


def _cut(payload: bytes, count: int) -> list[bytes] | None:
    """Return the XML of each entry as received; None where tags and entries do not tally."""
    starts = [found.start() for found in START.finditer(payload)]
    ends = [found.end() for found in END.finditer(payload)]
    if not len(starts) == len(ends) == count:
        return None
    edges = [edge for pair in zip(starts, ends, strict=True) for edge in pair]
    return [payload[start:end] for start, end in zip(starts, ends, strict=True)] if edges == sorted(edges) else None


def _make_part(document: RawDocument, number: int, stated: Stated, piece: bytes | None) -> Received:
    if stated.body is None:
        sentence = "The entry has neither text nor summary; its page would have to be fetched."
        return unread(document, ReasonCode.EXTRACT_EMPTY, sentence, f"#{number}")
    if piece is None:
        known = {name: value for name, value in asdict(stated).items() if value}
        return part_of(document, f"#{number}", write_json(known), JSON, stated)
    return part_of(document, f"#{number}", piece, document.media_type or JSON, stated)
