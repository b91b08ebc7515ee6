"""WARC: response and resource records that hold a page or a text (WARC 1.1)."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

from tasks.collect.formats.records import part_of, unread, web_address
from tasks.collect.keep import DamagedWarcError, WarcRecord, read_records
from tasks.collect.media_type import recognise_media_type
from tasks.models import RawDocument, ReasonCode, Received

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tasks.collect.formats import Caps

READ = ("text/html", "text/plain", "application/xhtml+xml")
UNTYPED = ("", "application/octet-stream", "unk")


def split(document: RawDocument, caps: Caps) -> Iterator[Received]:
    """Yield the pages of an archive; pictures, scripts, redirects and errors in it are passed over."""
    left = caps.total_bytes
    try:
        for number, record in enumerate(read_records(io.BytesIO(document.payload), caps.total_bytes), start=1):
            if not _is_wanted(record):
                continue
            left -= len(record.payload)
            if left < 0:
                sentence = f"The records of this archive hold more than {caps.total_bytes:,} bytes; use backfill."
                yield unread(document, ReasonCode.TOO_LARGE, sentence)
                return
            yield _read(document, number, record)
    except DamagedWarcError as error:
        yield unread(document, ReasonCode.PARSE_ERROR, f"The web archive is damaged ({error}); copy it again.")


def _is_wanted(record: WarcRecord) -> bool:
    is_success = record.status is None or record.status.startswith("2")
    return is_success and record.media_type in (*READ, *UNTYPED)


def _read(document: RawDocument, number: int, record: WarcRecord) -> Received:
    key = f"#{number}"
    if record.is_truncated:
        sentence = f"Record {number} ({record.url}) is shorter than it says, or its compression is damaged."
        return unread(document, ReasonCode.TRUNCATED, sentence, key, len(record.payload))
    if not record.payload.strip():
        return unread(document, ReasonCode.EMPTY, f"Record {number} ({record.url}) has no content.", key)
    media_type = recognise_media_type(record.payload, "page")
    if record.media_type in {"text/html", "application/xhtml+xml"} and media_type == "text/plain":
        media_type = "text/html"
    part = part_of(document, key, record.payload, media_type, None)
    return replace(part, url=web_address(record.url), charset=record.charset)
