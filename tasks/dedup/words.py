"""Reads a text as the words that copies are recognised by, and packs them into two bytes each.

Scripts that set no spaces (Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese) are read character by character; what
needs a number of words needs about twice as many of such characters.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from array import array
from dataclasses import dataclass
from zlib import crc32

UNSPACED = "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
"""Characters that stand for themselves, as the inside of a character class."""

WORD = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")
LONE = re.compile(rf"[{UNSPACED}]")

SPACED_MARK, UNSPACED_MARK = b"\0", b"\1"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, in their order."""

    codes: tuple[int, ...]
    """A 16-bit code for each word; different words rarely have the same."""
    is_unspaced: bool
    """Whether most of them are single characters of a script without spaces."""
    folded: tuple[str, ...] = ()
    """The words in lower case; none where only the codes were kept."""

    def pack(self) -> bytes:
        """Return the codes as bytes, for storage."""
        return (UNSPACED_MARK if self.is_unspaced else SPACED_MARK) + _order_bytes(array("H", self.codes)).tobytes()


def read_words(text: str) -> Words:
    """Return the words of `text`; case, punctuation, white space and compatibility forms do not count."""
    text = unicodedata.normalize("NFKC", text).casefold()
    folded = tuple(WORD.findall(text))
    codes = tuple(crc32(word.encode("utf-8", "surrogatepass")) & 0xFFFF for word in folded)
    return Words(codes, 2 * len(LONE.findall(text)) > len(folded), folded)


def unpack_words(packed: bytes) -> Words:
    """Return what `Words.pack` stored: the words by their codes alone."""
    codes = array("H", packed[1:])
    return Words(tuple(_order_bytes(codes)), packed[:1] == UNSPACED_MARK)


def _order_bytes(codes: array[int]) -> array[int]:
    """Store the lower byte first, whatever the machine does."""
    if sys.byteorder == "big":
        codes.byteswap()
    return codes
