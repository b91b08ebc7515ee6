"""Names that are most likely other names misspelt: found only with support, and never where two people may be meant."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from tasks.entities.known import is_first_name

if TYPE_CHECKING:
    from collections.abc import Iterable

ALIKE_WORDS = 0.74  # of two differing words of a full name
ALIKE_ALONE = 0.85  # of a family name on its own
FARTHEST = 2  # letters more or less
SHORTEST = 5  # letters; shorter words are alike by chance


def find_spelling(name: str, people: Iterable[str]) -> str | None:
    """Return the only one of `people` (folded full names) that `name` misspells, or None.

    A full name is compared with full names, word by word; a word on its own with family names.
    """
    words = name.split()
    alike = sorted({person for person in people if person != name and _is_alike(words, person.split())})
    return alike[0] if len(alike) == 1 else None


def is_misspelt(word: str, other: str) -> bool:
    """Tell whether `word` is `other` with a letter or two wrong; a feminine ending is not wrong."""
    return _is_close(word, other, ALIKE_ALONE)


def _is_alike(words: list[str], others: list[str]) -> bool:
    if len(words) == 1:
        return len(others) > 1 and is_misspelt(words[0], others[-1])
    if len(words) != len(others) or words[-1][0] != others[-1][0]:
        return False
    if words[0] != others[0] and is_first_name(words[0].title()) and is_first_name(others[0].title()):
        return False
    same = sum(word == other for word, other in zip(words, others, strict=True))
    return same > 0 and all(
        word == other or _is_close(word, other, ALIKE_WORDS) for word, other in zip(words, others, strict=True)
    )


def _is_close(word: str, other: str, least: float) -> bool:
    if word[0] != other[0] or min(len(word), len(other)) < SHORTEST or word == other:
        return False
    if abs(len(word) - len(other)) > FARTHEST:
        return False
    short, long = sorted((word, other), key=len)
    if long.startswith(short):
        return False  # Petrov and Petrova, Daniel and Daniela, Ander and Anderson
    return SequenceMatcher(None, word, other, autojunk=False).ratio() >= least
