"""Reads a text as the words that copies are recognised by: their dress put off, their places in the text kept.

Scripts that set no spaces (Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese) are read character by character; what
needs a number of words needs about twice as many of such characters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

UNSPACED = "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
"""Characters that stand for themselves, as the inside of a character class."""

WORD = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")
LONE = re.compile(rf"[{UNSPACED}]")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text."""

    text: str
    """In compatibility form."""
    folded: tuple[str, ...]
    """Its words in lower case."""
    is_unspaced: bool
    """Whether most of them are single characters of a script without spaces."""

    def quote(self, start: int, end: int) -> str:
        """Return the text from word `start` to before word `end` as it is written, white space folded."""
        spans = [match.span() for match in WORD.finditer(self.text)]
        if len(spans) != len(self.folded):  # lower case has parted a word
            return " ".join(self.folded[start:end])
        return " ".join(self.text[spans[start][0] : spans[end - 1][1]].split())


def read_words(text: str) -> Words:
    """Return the words of `text`; case, punctuation, white space and compatibility forms do not count."""
    text = unicodedata.normalize("NFKC", text)
    folded = tuple(WORD.findall(text.casefold()))
    return Words(text, folded, 2 * len(LONE.findall(text)) > len(folded))
