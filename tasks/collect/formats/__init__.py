"""Takes files apart into the articles that they hold: one Received for each, lazily, whatever the bytes are.

recognise what the file is                        (media_type.py, before it gets here)
an archive?     each member is a file of its own, and none of them an archive again
a known format? its module yields the articles: one module a format, imported when the first such file comes
else            one Unread that says what the file is
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from tasks.collect.formats.records import unread
from tasks.models import RawDocument, ReasonCode, Received

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Split = Callable[[RawDocument, "Caps"], Iterator[Received]]

__all__ = ["Caps", "split_document"]


@dataclass(frozen=True, slots=True)
class Caps:
    """How much a file may hold: what an archive or a compressed record claims to be is never believed."""

    total_bytes: int = 100_000_000
    """Of everything in one file, decompressed."""
    ratio: int = 100
    """Decompressed to compressed size."""
    small_bytes: int = 1_000_000
    """Up to this decompressed size no ratio is a bomb: a text of one line repeated shrinks a thousandfold."""
    members: int = 10_000


ARCHIVES = {
    "application/gzip": "gzipped",
    "application/zip": "zipped",
    "application/x-tar": "tarred",
}

FORMATS = {
    "text/plain": "plain",
    "text/markdown": "plain",
    "text/html": "page",
    "multipart/related": "mhtml",
    "application/json": "json_records",
    "application/x-ndjson": "json_lines",
    "application/feed+json": "json_feed",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/xml": "feed",
    "text/xml": "feed",
    "application/vnd.iptc.g2.newsitem+xml": "newsml",
    "application/nitf+xml": "nitf",
    "message/rfc822": "mail",
    "application/mbox": "mbox",
    "application/pdf": "pdf",
    "application/warc": "warc",
    "text/csv": "csv_table",
    "text/tab-separated-values": "csv_table",
    "application/vnd.apache.parquet": "parquet_table",
}

BREAKAGES = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, RuntimeError, SyntaxError),
    *(TypeError, ValueError, struct.error, zlib.error),
)
"""What parsers raise on bytes that their authors did not think of; what they do think of, each module names."""

NESTED = "This is an archive inside an archive; unpack the outer one and drop what is in it."


def split_document(document: RawDocument, caps: Caps = Caps()) -> Iterator[Received]:
    """Yield each article that a file holds, in its order; a file of one article yields itself.

    Several articles are named `<source>#<number>`, members of an archive `<source>!/<name>`. What cannot be read is an
    Unread and never stops the rest; a file without any article is one Unread.

    Args:
        document: a file's bytes, with its media type recognised.
        caps: what one file may hold.
    """
    media_type = document.media_type or ""
    if media_type not in ARCHIVES or not document.payload.strip():
        yield from _split_file(document, caps)
        return
    for member in _guard(document, _find_split(ARCHIVES[media_type]), caps):
        if not isinstance(member, RawDocument):
            yield member
        elif member.media_type in ARCHIVES:
            yield unread(member, ReasonCode.UNSUPPORTED_TYPE, NESTED)
        else:
            yield from _split_file(member, caps)


def _split_file(document: RawDocument, caps: Caps) -> Iterator[Received]:
    if not document.payload.strip():
        yield unread(document, ReasonCode.EMPTY, "The file has no content.")
    elif (name := FORMATS.get(document.media_type or "")) is None:
        sentence = f"This is {document.media_type or 'of no known type'}, which is none of the formats that are read."
        yield unread(document, ReasonCode.UNSUPPORTED_TYPE, sentence)
    else:
        yield from _guard(document, _find_split(name), caps)


def _guard(document: RawDocument, split: Split, caps: Caps) -> Iterator[Received]:
    """Yield what `split` yields, and an Unread where it breaks off or finds nothing at all."""
    count = 0
    try:
        for received in split(document, caps):
            count += 1
            yield received
    except BREAKAGES as error:
        found = f"after {count} articles" if count else "at once"
        sentence = f"The file is no sound {document.media_type}: reading it broke off {found} ({type(error).__name__})."
        yield unread(document, ReasonCode.PARSE_ERROR, sentence)
        return
    if not count:
        yield unread(document, ReasonCode.EMPTY, f"This {document.media_type} holds no articles.")


def _find_split(name: str) -> Split:
    split: Split = import_module(f"{__name__}.{name}").split
    return split
