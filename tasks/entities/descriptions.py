"""What a phrase says by its words: two names at once, an owner, a country, a role, a common noun in capitals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tasks.annotations import EntityKind
from tasks.entities.countries import find_country
from tasks.entities.grammar import DAYS, DETERMINERS, PREPOSITIONS
from tasks.entities.phrases import phrase_ending
from tasks.entities.speech import load_speech

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tasks.entities.frames import Token
    from tasks.entities.phrases import Phrase

MONTHS = frozenset(
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
PERSONAL_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "ant", "ee")
PUBLISHING = frozenset(
    ["published", "written", "signed", "issued", "released", "posted", "compiled", "sent", "shared", "seen", "drafted"]
)


def skip_publishing(tokens: Sequence[Token], place: int) -> int:
    """Step over ", published" in "a report, published by the ministry, ..."."""
    while place < len(tokens) and (tokens[place].lower == "," or tokens[place].lower in PUBLISHING):
        place += 1
    if place + 2 < len(tokens) and tokens[place].lower == "on" and tokens[place + 1].is_name:
        place += 2  # a post on X by Roe
    return place


def find_owner(tokens: Sequence[Token], phrase: Phrase) -> str | None:
    """Return whose a phrase is: "doe" for "Doe's lawyer", "" for "his lawyer", None for nobody's or a country's."""
    for place in range(phrase.first, phrase.last):
        token = tokens[place]
        if token.is_name and tokens[place + 1].lower == "'s" and token.entity_kind is not EntityKind.PLACE:
            return token.text.lower().split()[-1]
    return "" if tokens[phrase.first].lower in {"his", "her", "its", "their", "my", "our"} else None


def gender_of(name: str) -> str | None:
    """Return the gender that the first word of a name tells, if it does."""
    return load_speech().first_names.get(name.lower().split()[0])


def is_called_medium(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Tell whether the words before a name say that it is a medium: "the news agency Belta"."""
    return any(token.lower in load_speech().media_words for token in tokens[phrase.first : phrase.last])


def is_first_of_two(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Tell whether a second name follows: said [Roe] and Doe."""
    following = tokens[phrase.last + 1 : phrase.last + 3]
    return len(following) == 2 and following[0].lower == "and" and following[1].is_name and tokens[phrase.last].is_name  # noqa: PLR2004


def find_joined(tokens: Sequence[Token], phrase: Phrase) -> int | None:
    """Return where "Roe and Doe" begins if the phrase is only the second of two names; None if it is no such pair."""
    if phrase.first < 2 or tokens[phrase.first - 1].lower != "and" or not tokens[phrase.last].is_name:  # noqa: PLR2004
        return None
    other = phrase_ending(tokens, phrase.first - 2)
    if other is None or not tokens[other.last].is_name or other.last != phrase.first - 2:
        return None
    begins = (
        other.first == 0
        or tokens[other.first - 1].lower in {",", "both", "that"}
        or tokens[other.first].lower == "both"
    )
    return other.first if begins else None


def trailing_capitals(tokens: Sequence[Token], phrase: Phrase) -> list[str]:
    """Return the capitalised words at the end of a phrase."""
    words: list[str] = []
    for place in range(phrase.last, phrase.first - 1, -1):
        token = tokens[place]
        if not token.is_capitalised or (place == phrase.first and token.lower in DETERMINERS):
            break
        words.insert(0, token.text)
    return words


def describe(tokens: Sequence[Token], phrase: Phrase) -> tuple[list[str], set[str]]:
    """Return the words of a phrase and the countries in it: "the former Finnish minister" -> FI."""
    speech, words, countries = load_speech(), [], set()
    for token in tokens[phrase.first : phrase.last + 1]:
        country = find_country(token.text) if token.is_name else None
        if country:
            countries.add(country.code)
        elif token.lower in speech.demonyms:
            countries.add(speech.demonyms[token.lower])
        elif token.is_word and token.lower not in DETERMINERS | {"'s"}:
            words.append(token.lower)
    return words, countries


def is_personal(word: str) -> bool:
    """Tell whether a noun is said of people."""
    return word in load_speech().roles or word.endswith(PERSONAL_ENDINGS)


def is_common_noun(word: str) -> bool:
    """Tell whether a capitalised word is none of a name: "Officials", "President", "Russian"."""
    speech = load_speech()
    single = word.removesuffix("s")
    known = (
        speech.roles,
        speech.institutions,
        speech.documents,
        speech.demonyms,
        PREPOSITIONS,
        DETERMINERS,
        DAYS,
        MONTHS,
    )
    return any(form in words for words in known for form in (word, single))
