"""Who does what in a sentence, without a parser: the phrase before a verb, or behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tasks.annotations import EntityKind
from tasks.entities.grammar import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    STOPS,
    is_adverb,
)
from tasks.entities.speech import load_speech

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tasks.entities.frames import Token


class Phrase(NamedTuple):
    """Tokens of a sentence that name or describe somebody, from the first to the last, which is its head."""

    first: int
    last: int


def find_subject(tokens: Sequence[Token], verb: int) -> Phrase | None:
    """Return the phrase before the verb at `verb` that does what it says; None if there is none right there.

    "A teacher who guards ballots said", "Ms. Roe of the WHO, who chairs it, later told": "A teacher", "Ms. Roe".
    """
    place = skip_auxiliaries(tokens, verb)
    if place < 0 or tokens[place].is_quote:
        return None
    if tokens[place].lower == ")":
        place = _find_back(tokens, place, "(") - 1
    if place < 0:
        return None
    if tokens[place].lower in {",", "—", "–", "--"}:
        return _phrase_before_aside(tokens, place)
    if tokens[place].lower in RELATIVES:
        return _antecedent(tokens, place)
    return phrase_ending(tokens, place)


def skip_auxiliaries(tokens: Sequence[Token], verb: int) -> int:
    """Return the place of the last token before `verb` that is no auxiliary and no adverb: "Roe has also said"."""
    place = verb - 1
    while place >= 0 and tokens[place].is_word and is_light(tokens, place):
        place -= 1
    return place


def is_light(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a word can stand between subject and verb."""
    word = tokens[place].lower
    if word in AUXILIARIES or word in ADVERBS or is_adverb(word) or word in DAYS:
        return True
    return word == "on" and place + 1 < len(tokens) and tokens[place + 1].lower in DAYS


def phrase_ending(tokens: Sequence[Token], last: int) -> Phrase | None:
    """Return the phrase whose last token is at `last`, or the one that it only adds to: "Roe [of the WHO]"."""
    if last < 0 or not _can_belong(tokens, last):
        return Phrase(last, last) if last >= 0 and tokens[last].lower in PRONOUNS - {"who"} else None
    first = last
    while first > 0 and tokens[first].lower not in DETERMINERS and _can_belong(tokens, first - 1):
        first -= 1
    if first > 1 and tokens[first - 1].lower in {"of", "and"} and tokens[first - 2].lower in {"one", "some", "all"}:
        first -= 2
    inner = None if _is_introduced_name(tokens, first, last) else _step_back(tokens, first)
    return inner or _antecedent_of_clause(tokens, first) or Phrase(first, last)


def _is_introduced_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether more than a title leads to a person's name: "[chair of the] council Jane Roe", "[in] Leeds Roe"."""
    others = [token for token in tokens[first:last] if token.lower not in DETERMINERS]
    return tokens[last].is_person and any(token.is_name or not token.is_capitalised for token in others)


def _can_belong(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether the token can be part of a phrase without prepositions."""
    token = tokens[place]
    if token.is_name:
        return True
    if not token.is_word or token.lower in STOPS - {"last", "first", "both"} or token.lower in PRONOUNS:
        return False
    return not is_finite_saying(tokens, place)


def is_finite_saying(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether the word is a verb of saying and cannot be a noun."""
    word, speech = tokens[place].lower, load_speech()
    return (
        word in speech.verbs and word not in speech.homographs and not word.endswith("ing") and word not in speech.roles
    )


def _step_back(tokens: Sequence[Token], first: int) -> Phrase | None:
    """Return the phrase that the one at `first` belongs to by a preposition, if it does."""
    if (
        first <= 1
        or tokens[first - 1].lower not in PREPOSITIONS - {"as", "than", "like"}
        or not _can_belong(tokens, first - 2)
    ):
        return None
    return phrase_ending(tokens, first - 2)


def _antecedent_of_clause(tokens: Sequence[Token], first: int) -> Phrase | None:
    """Return "A teacher" for "A teacher who guards [ballots]" if `first` is where "ballots" begins."""
    is_object = first < len(tokens) and (tokens[first].is_name or tokens[first].lower in DETERMINERS)
    for place in range(first - 2 if is_object else first - 1, 0, -1):  # the man whom [Roe] called
        token = tokens[place]
        if token.kind == "sign" or token.is_quote or is_finite_saying(tokens, place):
            return None
        if token.lower in {"who", "which", "that"}:
            return phrase_ending(tokens, place - 1)
        if token.lower in CONJUNCTIONS:
            return None
    return None


def _antecedent(tokens: Sequence[Token], place: int) -> Phrase | None:
    """Return the phrase before "who" at `place`, with or without a comma."""
    last = place - 1
    if last >= 0 and tokens[last].lower == ",":
        last -= 1
    if last >= 0 and tokens[last].is_person:
        return Phrase(last, last)  # Doe met with Roe, who said
    return phrase_ending(tokens, last)


def _phrase_before_aside(tokens: Sequence[Token], comma: int) -> Phrase | None:
    """Return the subject before an aside that ends with the comma: "Roe, the mayor, said"; "The mayor, Roe, said"."""
    opening = _find_opening(tokens, comma)
    if opening <= 0:
        return phrase_ending(tokens, comma - 1)
    if is_bare_name(tokens, opening + 1, comma) and not tokens[opening - 1].is_name:
        return Phrase(opening + 1, comma - 1)
    phrase = phrase_ending(tokens, opening - 1)
    if phrase and phrase.first > 1 and tokens[phrase.first - 1].lower == "," and not tokens[phrase.last].is_name:
        return phrase_ending(tokens, phrase.first - 2) or phrase  # Roe, a baker, of Leeds, said
    if phrase is None or tokens[phrase.last].text.isdigit():
        return _phrase_before_aside(tokens, opening) if opening > 1 else phrase
    return phrase


def _find_opening(tokens: Sequence[Token], comma: int) -> int:
    """Return the place of the comma that opens the aside which `comma` ends: the one before "who", or the nearest."""
    nearest = -1
    for place in range(comma - 1, -1, -1):
        token = tokens[place]
        if token.is_quote or token.lower in {";", ":"}:
            break
        if token.lower == tokens[comma].lower:
            nearest = place if nearest < 0 else nearest
            if tokens[place + 1].lower in RELATIVES:
                return place
    return nearest


def is_bare_name(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether tokens[start:end] are nothing but somebody's name, with or without a title."""
    return start < end and all(token.is_name or token.is_capitalised for token in tokens[start:end])


def _find_back(tokens: Sequence[Token], place: int, sign: str) -> int:
    return next((at for at in range(place, -1, -1) if tokens[at].lower == sign), 0)


def find_inverted(tokens: Sequence[Token], verb: int) -> Phrase | None:
    """Return the phrase behind the verb: “...,” said the mayor, Jane Roe, -> "Jane Roe"."""
    first = verb + 1
    while (
        first < len(tokens)
        and tokens[first].is_word
        and (tokens[first].lower in ADVERBS or is_adverb(tokens[first].lower))
    ):
        first += 1
    if first >= len(tokens) or not can_begin(tokens, first):
        return None
    last = _end_of_phrase(tokens, first)
    if last + 1 < len(tokens) and tokens[last + 1].lower == "," and not tokens[last].is_name:
        return find_named_aside(tokens, last + 2, len(tokens)) or Phrase(first, last)
    return Phrase(first, last)


def can_begin(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a phrase that is somebody can begin here."""
    token = tokens[place]
    if token.is_name or token.is_capitalised or token.lower in DETERMINERS or token.lower in PRONOUNS:
        return True
    if token.lower in load_speech().roles or token.lower.removesuffix("s") in load_speech().roles:
        return True
    return _can_belong(tokens, place) and any(
        other.is_name for other in tokens[place + 1 : _end_of_phrase(tokens, place) + 1]
    )  # shop owner Jane Roe


def _end_of_phrase(tokens: Sequence[Token], first: int) -> int:
    if tokens[first].lower in PRONOUNS:
        return first
    last = first
    while last + 1 < len(tokens) and _can_belong(tokens, last + 1) and tokens[last + 1].lower not in DETERMINERS:
        last += 1
    return last


def find_named_aside(tokens: Sequence[Token], start: int, end: int) -> Phrase | None:
    """Return the name that explains a phrase: "His lawyer, [Jane Roe], ..."; not in "For one lawyer, Jane Roe is"."""
    last = start
    while last < end and (tokens[last].is_name or tokens[last].is_capitalised):
        last += 1
    is_aside = last == len(tokens) or (last < len(tokens) and tokens[last].kind == "sign")
    return Phrase(start, last - 1) if last > start and _is_no_place(tokens[last - 1]) and is_aside else None


def _is_no_place(token: Token) -> bool:
    return token.is_name and token.entity_kind is not EntityKind.PLACE
