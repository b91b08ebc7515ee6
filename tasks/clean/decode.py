"""Turns bytes into text, and says how it knew the charset.

The order is that of browsers with one change: byte order mark, what the transport declared, what the page declares (labels
by the WHATWG Encoding Standard, https://encoding.spec.whatwg.org), valid UTF-8, and last a detector that only guesses.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from tasks.models import ReasonCode

BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

WHATWG_LABELS = {
    # label -> Python codec, where browsers mean more than the label says
    "ascii": "windows-1252",
    "us-ascii": "windows-1252",
    "iso-8859-1": "windows-1252",
    "latin1": "windows-1252",
    "l1": "windows-1252",
    "iso-8859-9": "windows-1254",
    "latin5": "windows-1254",
    "tis-620": "windows-874",
    "iso-8859-11": "windows-874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "korean": "cp949",
    "utf8": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "utf-16": "utf-8",  # a page that says so in ASCII bytes cannot be UTF-16
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
}

META_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
XML_ENCODING = re.compile(rb"\A\s*<\?xml[^>]{1,100}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
DECLARED_WITHIN = 4096
DETECTED_BYTES = 65536

MAX_REPLACED_SHARE = 0.01
"""A text in which more than this share of the characters could not be decoded is no text."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, with the charset it was read in and how that was known: bom, http, meta, utf-8 or detector."""

    text: str
    charset: str
    charset_source: str


@dataclass(frozen=True, slots=True)
class Undecodable:
    """Bytes that are no text, with a sentence for people."""

    reason_code: ReasonCode
    reason: str


def decode(payload: bytes, declared: str | None = None) -> Decoded | Undecodable:
    """Return the text of `payload`, or why it is none.

    Args:
        payload: bytes as received.
        declared: charset label from the transport, if any.
    """
    for mark, charset in BYTE_ORDER_MARKS:
        if payload.startswith(mark):
            return _checked(payload[len(mark) :], charset, "bom")
    for label, source in ((declared, "http"), (_label_in_page(payload), "meta")):
        codec = _codec(label)
        if codec:
            return _declared(payload, codec, source)
    return _undeclared(payload)


def _label_in_page(payload: bytes) -> str | None:
    head = payload[:DECLARED_WITHIN]
    found = XML_ENCODING.search(head) or META_CHARSET.search(head)
    return found.group(1).decode("ascii") if found else None


def _codec(label: str | None) -> str | None:
    if not label:
        return None
    name = label.strip().lower()
    try:
        return codecs.lookup(WHATWG_LABELS.get(name, name)).name
    except LookupError:
        return None


def _declared(payload: bytes, codec: str, source: str) -> Decoded | Undecodable:
    """A declaration can be wrong: what is not valid in it but valid UTF-8 is UTF-8."""
    try:
        return Decoded(payload.decode(codec), codec, source)
    except UnicodeDecodeError:
        undeclared = _undeclared(payload)
        is_utf8 = isinstance(undeclared, Decoded) and undeclared.charset_source == "utf-8"
        return undeclared if is_utf8 else _checked(payload, codec, source)


def _undeclared(payload: bytes) -> Decoded | Undecodable:
    try:
        return Decoded(payload.decode("utf-8"), "utf-8", "utf-8")
    except UnicodeDecodeError:
        best = from_bytes(payload[:DETECTED_BYTES], enable_fallback=False).best()
    if best is None:
        return _checked(payload, "windows-1252", "detector")
    return _checked(payload, codecs.lookup(_widened(best.encoding)).name, "detector")


def _widened(charset: str) -> str:
    label = charset.replace("_", "-")
    return WHATWG_LABELS.get("iso-8859-1" if label == "latin-1" else label, charset)


def _checked(payload: bytes, codec: str, source: str) -> Decoded | Undecodable:
    text = payload.decode(codec, "replace")
    replaced = text.count("\N{REPLACEMENT CHARACTER}")
    if replaced > MAX_REPLACED_SHARE * len(text):
        sentence = f"{replaced:,} of {len(text):,} characters make no sense as {codec}; save the file as UTF-8."
        return Undecodable(ReasonCode.UNDECODABLE, sentence)
    return Decoded(text, codec, source)
