"""Makes the documents that a file is split into, and the Unreads for what cannot be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tasks.models import RawDocument, ReasonCode, Stated, Unread, digest_of, stable_id

if TYPE_CHECKING:
    from typing import Final

WESTERN: Final = "cp1252"
BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def part_of(document: RawDocument, key: str, payload: bytes, media_type: str, stated: Stated | None) -> RawDocument:
    """Return the document that is the part `key` of a file; a part that is the whole file is the file itself."""
    if payload == document.payload and document.media_type == media_type:
        return replace(document, stated=stated)
    source, digest = f"{document.source}{key}", digest_of(payload)
    return RawDocument(
        document_id=stable_id("document", document.origin, source, digest),
        origin=document.origin,
        source=source,
        payload=payload,
        payload_digest=digest,
        received_at=document.received_at,
        media_type=media_type,
        charset=document.charset,
        stated=stated,
    )


def unread(document: RawDocument, code: ReasonCode, sentence: str, key: str = "", size: int | None = None) -> Unread:
    """Return the Unread for a part of a file, or for the file itself where `key` is empty."""
    source = f"{document.source}{key}"
    return Unread(
        document_id=stable_id("unread", document.origin, source, code),
        origin=document.origin,
        source=source,
        received_at=document.received_at,
        reason_code=code,
        reason=sentence,
        size_bytes=len(document.payload) if size is None and not key else size,
    )


def web_address(text: str | None) -> str | None:
    """Return `text`, without angle brackets, if it is an absolute http(s) URL; None if it is anything else."""
    address = (text or "").strip("<> \t\r\n")
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme.lower() in {"http", "https"} and parts.netloc else None


def read_text(payload: bytes, declared: str | None = None) -> tuple[str, str]:
    """Return the text of a file of records and its charset: mark, declaration, UTF-8, else windows-1252."""
    for mark, charset in BYTE_ORDER_MARKS:
        if payload.startswith(mark):
            return payload[len(mark) :].decode(charset, "replace"), charset
    for charset in filter(None, (declared, "utf-8")):
        try:
            return payload.decode(charset), charset
        except (LookupError, UnicodeDecodeError):
            continue
    return payload.decode(WESTERN, "replace"), WESTERN
