"""Where a text says what somebody is: titles before a name, asides and predicates behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tasks.entities.grammar import BEING, DETERMINERS, PREPOSITIONS, STOPS
from tasks.entities.phrases import is_finite_saying, phrase_ending
from tasks.entities.speech import load_speech

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tasks.entities.frames import Token

LONGEST_TITLE = 8  # tokens before a name that can describe its bearer
LONGEST_ASIDE = 14  # tokens behind it
BECOMING = BEING | {"became", "becomes", "become", "remains", "remained"}


def places_before(tokens: Sequence[Token], place: int) -> Iterator[int]:
    """Yield where a name's titles stand: "Finland's [former interior minister] Roe", "[Her lawyer], Jane Roe"."""
    if place > 1 and tokens[place - 1].lower == ",":
        phrase = phrase_ending(tokens, place - 2)
        if phrase and not tokens[phrase.last].is_name and is_role(tokens[phrase.last].lower):
            yield from range(phrase.first, phrase.last + 1)
        return
    for at in range(place - 1, max(-1, place - 1 - LONGEST_TITLE), -1):
        if not _is_title(tokens, at):
            return
        yield at
        if tokens[at].lower in DETERMINERS:
            return


def _is_title(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a token before a name or title describes who follows: "a special [envoy] Roe", not "met Roe"."""
    token, following = tokens[place], tokens[place + 1]
    if token.is_name or token.lower == "'s" or token.is_capitalised:
        return True
    if not token.is_word or token.lower in STOPS - {"first"} or is_finite_saying(tokens, place):
        return False
    return (
        is_role(token.lower)
        or (is_role(following.lower) and not following.is_capitalised)
        or token.lower in DETERMINERS
        or token.lower in {"former", "then", "acting", "deputy", "vice"}
    )


def places_behind(tokens: Sequence[Token], place: int) -> Iterator[int]:
    """Yield where a text explains a name: "Roe, [a baker], ...", "Roe [of Iran]", "Roe is [the next mayor]"."""
    start = place + 1
    if start + 1 >= len(tokens):
        return
    if tokens[start].lower == ",":
        yield from _places_of_aside(tokens, start + 1)
        start = _end_of_aside(tokens, start)
    if tokens[start].lower == "of" and tokens[start + 1].is_name:
        yield start + 1
    elif tokens[start].is_word:
        while start < len(tokens) and tokens[start].lower in {"will", "has", "had", "would"}:
            start += 1
        if start + 1 < len(tokens) and tokens[start].lower in BECOMING and tokens[start + 1].lower in DETERMINERS:
            yield from _places_of_aside(tokens, start + 1)


def _end_of_aside(tokens: Sequence[Token], start: int) -> int:
    """Return the place behind the aside that begins with the comma at `start`; its own place if there is none."""
    for place in range(start + 1, min(len(tokens) - 1, start + LONGEST_ASIDE)):
        if tokens[place].lower == ",":
            return place + 1
    return start


def _places_of_aside(tokens: Sequence[Token], start: int) -> Iterator[int]:
    if (
        start < len(tokens)
        and tokens[start].text.isdigit()
        and start + 1 < len(tokens)
        and tokens[start + 1].lower == ","
    ):
        start += 2  # Roe, 68, who lives opposite
    is_aside = start < len(tokens) and (
        tokens[start].lower in DETERMINERS | {"who", "whose"}
        or is_role(tokens[start].lower)
        or tokens[start].lower in {"former", "acting", "deputy", "chief"}
    )
    is_own = is_aside and tokens[start].lower not in {"who", "whose"}
    for place in range(start, min(len(tokens), start + LONGEST_ASIDE) if is_aside else start):
        if tokens[place].is_quote or tokens[place].kind == "sign":
            return
        is_own = is_own and tokens[place].lower not in PREPOSITIONS
        if is_own or not is_role(tokens[place].lower):  # "who thanked his driver" is no driver
            yield place


def is_role(word: str) -> bool:
    """Tell whether a word says what somebody does."""
    return word in load_speech().roles
