"""Keeps raw bytes as WARC 1.1 records, one gzip member a record, so that any web-archive tool reads them.

What was fetched is a response with its headers, anything else a resource.

https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

from __future__ import annotations

import io
import os
import tempfile
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tasks.collect.media_type import read_content_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any, BinaryIO

    from tasks.models import RawDocument

DOCUMENT_HEADER = "X-Copydesk-Document"


def keep_documents(documents: Sequence[RawDocument], folder: Path, name: str) -> tuple[RawDocument, ...]:
    """Write the documents to `<folder>/<name>.warc.gz` and return them with `stored_in` set.

    `stored_in` is `raw/<name>.warc.gz#<byte offset>`. A file of that name already there, left by an earlier try, is
    used as it is, so that offsets handed out once stay true.

    Raises:
        OSError: the disk is full or the folder cannot be written.
    """
    if not documents:
        return ()
    target = folder / f"{name}.warc.gz"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _write_whole(target, documents)
    offsets = _read_offsets(target)
    return tuple(
        replace(document, stored_in=f"raw/{target.name}#{offsets[document.document_id]}") for document in documents
    )


def _write_whole(target: Path, documents: Sequence[RawDocument]) -> None:
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".partial")
    partial = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            _write_records(WARCWriter(file, gzip=True, warc_version="1.1"), documents)
            file.flush()
            os.fsync(file.fileno())
        partial.chmod(0o644)
        target.hardlink_to(partial)
    except FileExistsError:
        pass  # another process was faster with the same batch
    finally:
        partial.unlink()


def _write_records(writer: WARCWriter, documents: Sequence[RawDocument]) -> None:
    for document in documents:
        http = _http_headers(document)
        record = writer.create_warc_record(
            document.url or f"file://{quote(document.source)}",
            "response" if http else "resource",
            payload=io.BytesIO(document.payload),
            length=len(document.payload),
            warc_content_type="" if http else document.media_type or "application/octet-stream",
            http_headers=http,
            warc_headers_dict={
                "WARC-Date": document.received_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                DOCUMENT_HEADER: str(document.document_id),
            },
        )
        writer.write_record(record)


UNDONE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
"""Headers that speak of the body as it was sent; it is kept with its codings undone."""


def _http_headers(document: RawDocument) -> StatusAndHeaders | None:
    if document.http_status is None:
        return None
    kept = [(name, value) for name, value in document.http_headers if name not in UNDONE]
    kept.append(("content-length", str(len(document.payload))))
    return StatusAndHeaders(str(document.http_status), kept, protocol="HTTP/1.1")


def _read_offsets(target: Path) -> dict[int, int]:
    offsets: dict[int, int] = {}
    with target.open("rb") as file:
        records = ArchiveIterator(file)
        for record in records:
            document_id = int(record.rec_headers.get_header(DOCUMENT_HEADER))
            offsets[document_id] = records.get_record_offset()
    return offsets


class DamagedWarcError(Exception):
    """The archive cannot be read any further."""


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """A record of a web archive that holds what somebody fetched."""

    url: str | None
    payload: bytes
    """Transfer and content encodings undone."""
    media_type: str
    """As declared, in lower case and without parameters; empty if it is not."""
    charset: str | None
    status: str | None
    """Of the HTTP response, if it is one."""
    is_truncated: bool


def read_records(file: BinaryIO, max_bytes: int) -> Iterator[WarcRecord]:
    """Yield the response and resource records of an archive, payloads cut one byte beyond `max_bytes`.

    Raises:
        DamagedWarcError: what follows cannot be read.
    """
    try:
        for record in ArchiveIterator(file):
            if record.rec_type in {"response", "resource"}:
                yield _read_record(record, max_bytes)
    except (ArchiveLoadFailed, EOFError, OSError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise DamagedWarcError(" ".join(str(error).split())[:200]) from error


def _read_record(record: Any, max_bytes: int) -> WarcRecord:  # noqa: ANN401  (warcio is untyped)
    http = record.http_headers
    declared = http.get_header("Content-Type") if http else record.rec_headers.get_header("Content-Type")
    media_type, charset = read_content_type(declared)
    payload, is_broken = _read_payload(record, max_bytes)
    lengths = record.rec_headers.get_header("WARC-Truncated")
    return WarcRecord(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        payload=payload,
        media_type=media_type,
        charset=charset,
        status=http.get_statuscode() if http else None,
        is_truncated=is_broken or bool(lengths),
    )


def _read_payload(record: Any, max_bytes: int) -> tuple[bytes, bool]:  # noqa: ANN401  (as above)
    pieces: list[bytes] = []
    size, stream = 0, record.content_stream()
    try:
        while size <= max_bytes and (piece := stream.read(1 << 16)):
            pieces.append(piece)
            size += len(piece)
    except (OSError, ValueError, EOFError, zlib.error):
        return b"".join(pieces), True
    missing = getattr(record.raw_stream, "limit", 0) if size <= max_bytes else 0
    return b"".join(pieces), bool(missing)
