"""What a sentence is about: the first phrase of its main clause, behind "On Monday," or "Speaking in Leeds,"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tasks.entities.grammar import ADVERBS, PREPOSITIONS, PRONOUNS, STOPS, is_adverb
from tasks.entities.phrases import Phrase, can_begin, find_named_aside, is_finite_saying
from tasks.entities.speech import load_speech

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tasks.entities.frames import Token

LONGEST_HEAD = 6  # tokens from "the" to the noun


def find_main_subject(tokens: Sequence[Token], end: int) -> Phrase | None:
    """Return the subject of the sentence that ends before `end`: the first phrase that no preposition leads."""
    start = _skip_opening(tokens, end)
    if start >= end or not can_begin(tokens, start):
        return None
    if tokens[start].lower in PRONOUNS:
        return Phrase(start, start)
    last = start
    while last + 1 < end and _goes_on(tokens, start, last):
        last += 1
    if last + 2 < end and tokens[last + 1].lower == ",":
        return (
            find_named_aside(tokens, last + 2, end) or Phrase(start, last)
            if not tokens[last].is_name
            else Phrase(start, last)
        )
    return Phrase(start, last)


def _goes_on(tokens: Sequence[Token], start: int, last: int) -> bool:
    """Tell whether the phrase from `start` has more than the token at `last`; lower-case words only up to its noun."""
    token, following = tokens[last], tokens[last + 1]
    if following.lower == "'s" or following.is_name or following.is_capitalised:
        return True
    if not following.is_word or following.lower in STOPS or is_finite_saying(tokens, last + 1):
        return False
    if token.is_name or last - start >= LONGEST_HEAD:
        return False
    return token.lower == "'s" or not _is_noun(token.lower)


def _is_noun(word: str) -> bool:
    speech = load_speech()
    return any(
        form in words
        for words in (speech.roles, speech.institutions, speech.documents)
        for form in (word, word.removesuffix("s"))
    )


def _skip_opening(tokens: Sequence[Token], end: int) -> int:
    """Return where the main clause begins: behind "On Monday," or "Speaking to reporters in Leeds,"."""
    start = 0
    while start < end and (
        tokens[start].is_quote
        or tokens[start].kind == "sign"
        or tokens[start].text[:1].isdigit()
        or _opens_lightly(tokens[start].lower)
    ):
        start += 1
    if start < end and _is_opening(tokens, start):
        comma = next((place for place in range(start, end) if tokens[place].lower == ","), -1)
        if 0 <= comma < end - 1:
            return _skip_opening_again(tokens, comma + 1, end)
    return start


def _opens_lightly(word: str) -> bool:
    return word in {"and", "but", "so", "yet", "then"} or word in ADVERBS - {"both"} or is_adverb(word)


def _skip_opening_again(tokens: Sequence[Token], start: int, end: int) -> int:
    """Step over what continues an opening: "On Monday, in Leeds, Roe ...", "In Leeds, England, ..."."""
    if start < end and _is_opening(tokens, start):
        comma = next((place for place in range(start, end) if tokens[place].lower == ","), -1)
        return comma + 1 if comma >= 0 else start
    return start


def _is_opening(tokens: Sequence[Token], start: int) -> bool:
    word = tokens[start].lower
    if word in PREPOSITIONS or word in {
        "when",
        "while",
        "although",
        "though",
        "because",
        "if",
        "as",
        "asked",
        "according",
    }:
        return True
    return len(word) > len("being") - 1 and word.endswith(("ing", "ed")) and word not in load_speech().roles
