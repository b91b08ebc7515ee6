"""Reads the words of a text that say what it is about: no function words, names marked as such.

Scripts that set no spaces are read without a dictionary: Chinese characters in overlapping pairs, Katakana by the word,
Thai and its neighbours in overlapping fours; Hiragana, which mostly bends words, is left out.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tasks.dedup.stopwords import function_words

HAN, KATAKANA, INDIC = "\u3005\u3400-\u9fff", "\u30a1-\u30fa\u30fc", "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff"
TOKEN = re.compile(
    rf"(?P<han>[{HAN}]+)|(?P<katakana>[{KATAKANA}]+)|(?P<indic>[{INDIC}]+)|[\u3041-\u309f]+"
    rf"|(?P<word>[^\W_{HAN}{KATAKANA}{INDIC}\u3041-\u309f]+(?:[-'’][^\W_]+)*)"
)
POSSESSIVE = ("'s", "’s")
PIECES = {"han": 2, "indic": 4}
SENTENCE_END = re.compile(r"[.!?:…\n]")

LEAST_LETTERS = 2
LEAST_LETTERS_UNLISTED = 7
"""In a language whose function words we do not know, only words that are too long to be one count, and names."""


class ContentWord(NamedTuple):
    """A word that says what a text is about."""

    word: str
    """In lower case, without a possessive s."""
    is_name: bool
    """Written with a capital where not every word is (in German that is every noun)."""


def read_content(text: str, language: str) -> tuple[ContentWord, ...]:
    """Return the content words of `text` in their order; `language` is a BCP 47 tag, 'und' if unknown."""
    surfaces, names = _read_tokens(text)
    stop = function_words(language.partition("-")[0].lower())
    least = LEAST_LETTERS if stop else LEAST_LETTERS_UNLISTED
    found = ((surface.lower(), surface in names) for surface in surfaces)
    return tuple(ContentWord(*item) for item in found if item[0] not in stop and _counts(*item, least))


def _read_tokens(text: str) -> tuple[list[str], set[str]]:
    """Return the tokens as they are written, and those that have a capital inside some sentence."""
    surfaces: list[str] = []
    names: set[str] = set()
    end = 0
    for match in TOKEN.finditer(text):
        kind, surface, start = match.lastgroup, match.group(), match.start()
        if kind == "word":
            surface = surface[:-2] if surface.endswith(POSSESSIVE) else surface
            surfaces.append(surface)
            if surface[:1].isupper() and end and not SENTENCE_END.search(text, end, start):
                names.add(surface)
        elif kind:
            surfaces += _cut_unspaced(surface, kind)
        end = match.end()
    return surfaces, names


def _cut_unspaced(run: str, kind: str) -> list[str]:
    size = PIECES.get(kind, len(run))
    return [run[start : start + size] for start in range(len(run) - size + 1)]


def _counts(word: str, is_name: bool, least: int) -> bool:  # noqa: FBT001  (the two halves of a ContentWord)
    if is_name or word[:1].isdigit() or word[:1] >= "\u0e01":  # the last: a piece of an unspaced script
        least = LEAST_LETTERS
    return len(word) >= least
