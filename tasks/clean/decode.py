"""Turns bytes into text, and says how it knew the charset.

The order is that of browsers with two changes: byte order mark, what the transport declared, what the page declares
(labels by the WHATWG Encoding Standard, see charsets.py), valid UTF-8, and last a detector that only guesses. UTF-16 is
known by its zero bytes before anything is believed, and valid UTF-8 overrules a declared single-byte charset.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from tasks.clean.charsets import MULTIBYTE, find_codec, is_western
from tasks.models import ReasonCode

BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like the mark of UTF-16
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

META_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
XML_ENCODING = re.compile(rb"\A\s*<\?xml[^>]{1,100}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
DECLARED_WITHIN = 4096
DETECTED_BYTES = 65536
EASTERN = frozenset("cp1250 cp1254 cp1257 iso8859_2 iso8859_4 iso8859_9 iso8859_13 iso8859_16".split())  # noqa: SIM905  (a list of strings takes a screen)
"""Latin code pages that the detector may be right about where the letters are not those of windows-1252."""
LATIN = EASTERN | frozenset("cp1252 cp1258 cp437 cp775 cp850 cp852 cp858 latin_1 mac_latin2 mac_roman".split())  # noqa: SIM905  (a list of strings takes a screen)
"""Guesses that otherwise are as good as any: nobody has sent news in the others for decades."""
MIN_BEYOND_ASCII = 8
"""So many characters are UTF-8 by accident in no text of two-byte characters either."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
MAX_REPLACED_SHARE = 0.01
"""A text in which more than this share of the characters could not be decoded is no text."""
MIN_ZERO_SHARE = 0.1
"""In UTF-16 at least the spaces have a zero byte, always on the same side; no other text has any."""
MIN_ZEROS = 4
"""Fewer zero bytes than these are an accident."""
MIN_VALID_TO_BROKEN = 10
"""So many well-formed characters to a broken one, and the text is UTF-8 with an accident in it."""


NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
"""Control characters that no text has, not even an old one."""


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
        codec = find_codec(label)
        if codec:
            return _declared(payload, codec, source)
    return _undeclared(payload)


def _label_in_page(payload: bytes) -> str | None:
    head = payload[:DECLARED_WITHIN]
    found = XML_ENCODING.search(head) or META_CHARSET.search(head)
    return found.group(1).decode("ascii") if found else None


def _find_utf16(payload: bytes) -> str | None:
    """Tell UTF-16 without a byte order mark by where its zero bytes stand."""
    head = payload[:DECLARED_WITHIN]
    even, odd = head[::2].count(0), head[1::2].count(0)
    enough = max(MIN_ZEROS, int(MIN_ZERO_SHARE * (len(head) // 2)))
    if odd >= enough and not even:
        return "utf-16-le"
    return "utf-16-be" if even >= enough and not odd else None


def _declared(payload: bytes, codec: str, source: str) -> Decoded | Undecodable:
    """A declaration can be wrong: what is UTF-8, and could be what was declared only by a miracle, is UTF-8."""
    utf8 = _decode_strictly(payload, "utf-8")
    beyond = _count_beyond_ascii(utf8 or "") if codec != "utf-8" else 0
    if utf8 is not None and beyond >= (MIN_BEYOND_ASCII if codec in MULTIBYTE else 1):
        return Decoded(utf8, "utf-8", "utf-8")
    text = _decode_strictly(payload, codec)
    if text is not None:
        return Decoded(text, codec, source)
    if utf8 is not None:
        return Decoded(utf8, "utf-8", "utf-8")
    return _checked(payload, codec, source)


def _decode_strictly(payload: bytes, codec: str) -> str | None:
    try:
        return payload.decode(codec)
    except UnicodeDecodeError:
        return None


def _undeclared(payload: bytes) -> Decoded | Undecodable:
    utf16 = _find_utf16(payload)
    if utf16:
        return _checked(payload, utf16, "detector")
    if _is_nearly_utf8(payload):
        return _checked(payload, "utf-8", "utf-8")
    best = from_bytes(payload[:DETECTED_BYTES], enable_fallback=False).best()
    if best is None or (best.encoding in LATIN and (best.encoding not in EASTERN or is_western(payload))):
        return _checked(payload, "cp1252", "detector")
    return _checked(payload, find_codec(best.encoding.replace("_", "-")) or best.encoding, "detector")


def _is_nearly_utf8(payload: bytes) -> bool:
    text = payload.decode("utf-8", "replace")
    broken = text.count(REPLACEMENT)
    beyond = _count_beyond_ascii(text) - broken
    return broken == 0 or beyond >= MIN_VALID_TO_BROKEN * broken


def _count_beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _checked(payload: bytes, codec: str, source: str) -> Decoded | Undecodable:
    text = payload.decode(codec, "replace")
    replaced = text.count(REPLACEMENT)
    if len(NO_TEXT.findall(text, 0, DETECTED_BYTES)) > MAX_REPLACED_SHARE * len(text):
        return Undecodable(ReasonCode.UNDECODABLE, "The file is full of control characters: it is no text.")
    if replaced > MAX_REPLACED_SHARE * len(text):
        sentence = f"{replaced:,} of {len(text):,} characters make no sense as {codec}; save the file as UTF-8."
        return Undecodable(ReasonCode.UNDECODABLE, sentence)
    return Decoded(text, codec, source)
