"""Reads the words of a text that say what it is about: no function words, names marked as such.

Scripts that set no spaces are read without a dictionary: Chinese characters in overlapping pairs, Katakana by the word,
Thai and its neighbours in overlapping fours; Hiragana, which mostly bends words, is left out.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tasks.dedup.stopwords import function_words

HAN, KATAKANA, INDIC = "\u3005\u3400-\u9fff", "\u30a1-\u30fa\u30fc", "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff"
HIRAGANA = "\u3041-\u309f"
LETTER = rf"[^\W_{HAN}{KATAKANA}{HIRAGANA}{INDIC}]"
TOKEN = re.compile(
    rf"([\W_]*)(?:({LETTER}+(?:[-'’]{LETTER}+)*)|([{HAN}]+)|([{INDIC}]+)|([{KATAKANA}]+)|[{HIRAGANA}]+)",
)
"""What stands before a token, and the token as a word or as a run of one of the unspaced scripts."""

POSSESSIVE = ("'s", "’s")
HAN_PIECE, INDIC_PIECE = 2, 4
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
    lowered = [(surface.lower(), surface) for surface in surfaces]
    telling = [(word, surface in names) for word, surface in lowered if word not in stop]
    return tuple(ContentWord(*item) for item in telling if len(item[0]) >= least or _counts(*item))


def _read_tokens(text: str) -> tuple[list[str], set[str]]:
    """Return the tokens as they are written, and those that have a capital inside some sentence."""
    surfaces: list[str] = []
    names: set[str] = set()
    for gap, word, han, indic, katakana in TOKEN.findall(text):
        if word:
            surface = word[:-2] if word.endswith(POSSESSIVE) else word
            if surface[:1].isupper() and surfaces and not SENTENCE_END.search(gap):
                names.add(surface)
            surfaces.append(surface)
        else:
            surfaces += (*_cut(han, HAN_PIECE), *_cut(indic, INDIC_PIECE), *_cut(katakana, len(katakana)))
    return surfaces, names


def _cut(run: str, size: int) -> list[str]:
    return [run[start : start + size] for start in range(len(run) - size + 1)] if run else []


def _counts(word: str, is_name: bool) -> bool:  # noqa: FBT001  (the two halves of a ContentWord)
    """Tell whether a short word counts: a name, a figure, or a piece of an unspaced script."""
    return len(word) >= LEAST_LETTERS and (is_name or word[0].isdigit() or word[0] >= "\u0e01")
