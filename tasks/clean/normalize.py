"""Makes text even: one form of Unicode, LF line breaks, plain spaces, and nothing that cannot be seen.

Typographic quotes and dashes are the author's and stay. Joiners stay too: Hindi, Persian and emoji need them.
"""

from __future__ import annotations

import re
import unicodedata

from tasks.clean.paragraphs import SENTENCE_END, split_blocks, squeeze

__all__ = ["SENTENCE_END", "normalize_text", "split_blocks", "squeeze"]

PAGE_BREAK = re.compile(r"\n?\f\n?")
"""A page may break anywhere, within a sentence too: it parts lines, not paragraphs."""
LINE_BREAKS = re.compile(r"\r\n?|[\v\x1c-\x1e\x85\u2028\u2029]")
DROPPED = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff"
    r"\ufdd0-\ufdef\ufeff\ufff9-\ufffc\ufffe\uffff]"
)
"""Controls, lone surrogates, and what shows nothing: zero-width space, soft hyphen, byte order and direction marks."""


def normalize_text(text: str) -> str:
    """Return `text` in NFC with LF line breaks and nothing that cannot be seen; spaces are left to `squeeze`."""
    lines = PAGE_BREAK.sub("\n", LINE_BREAKS.sub("\n", text))
    return unicodedata.normalize("NFC", DROPPED.sub("", lines))
