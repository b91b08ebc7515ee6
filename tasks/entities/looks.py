"""What a name says of its own kind, wherever it stands: words in it, tables that list it, the shape of its letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tasks.annotations import EntityKind
from tasks.entities.countries import find_country
from tasks.entities.headwords import ALSO_BEGINS_OTHERS, LAST_OF_PLACE, NO_FAMILY_NAMES, kind_of_words
from tasks.entities.known import find_known, is_demonym, is_family_name, is_first_name, is_known_place
from tasks.entities.names import tidy_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PERSON, ORGANISATION, PLACE, OTHER = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE, EntityKind.OTHER

CERTAIN = 6.0  # from a table, or from a word that says it; a guess of the model weighs 1
STRONG = 3.0
FEWEST_WORDS, MOST_WORDS = 2, 5  # of a person's full name

ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}s?|[A-Z][A-Za-z]*[A-Z]{2,}|[A-Z]{2,}-?\d*")
CAMEL_CASE = re.compile(r"[A-Z][a-z]+[A-Z][A-Za-z]+")
PATRONYMIC = re.compile(r"(?:Mc|Mac|O['’]|Fitz)[A-Z]|De[A-Z]|Di[A-Z]|La[A-Z]|Le[A-Z]|Van[A-Z]")
INITIAL = re.compile(r"[A-Z]\.")
SMALL_IN_PERSON = re.compile(r"(?:al|el|bin|ibn|van|von|der|den|de|da|dos|do|di|del|della|la|du|ter|ten|y)")
INSTITUTIONAL = frozenset(
    """
    National International Royal Central General Public Global United Federal American European World Free First
    Supreme Civic Social Independent Great Digital Human Medical Legal Environmental Democratic People's State
    """.split()  # noqa: SIM905  (a list, one word a line, would fill a screen)
)
"""Adjectives of institutions; nobody is called so."""

ROYAL = frozenset(
    """
    Pope King Queen Prince Princess Sheikh Emperor Saint Sultan Emir Duke Duchess Ayatollah Datu Tsar
    """.split()  # noqa: SIM905
)
"""Titles that are part of the usual name."""


def look_at(surfaces: Sequence[str]) -> Iterator[tuple[EntityKind, float]]:
    """Yield what the name itself says, however it is written."""
    name = max(surfaces, key=lambda surface: (not surface.isupper(), surface))
    words = name.replace("’", "'").split()
    known = find_known(tidy_name(name))
    if known:
        yield known.kind, CERTAIN
    if find_country(tidy_name(name)):
        yield PLACE, CERTAIN
    elif is_demonym(words[-1].rpartition("-")[2]):
        yield OTHER, CERTAIN
    elif is_known_place(tidy_name(name)):
        yield PLACE, STRONG
    kind = kind_of_words(words)
    if kind:
        yield kind, _weigh_words(words, kind)
    if kind in {None, PLACE}:
        yield from _look_like_person(words)
    yield from _look_like_organisation(name, words, surfaces)


def _weigh_words(words: list[str], kind: EntityKind) -> float:
    if kind is PLACE and words[-1] not in LAST_OF_PLACE:
        return 0.8 if words[0] in ALSO_BEGINS_OTHERS else 2.0
    return CERTAIN if "of" in words or len(words) > FEWEST_WORDS or words[-1] in NO_FAMILY_NAMES else STRONG


def _look_like_person(words: list[str]) -> Iterator[tuple[EntityKind, float]]:
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS:
        if len(words) == 1 and (is_first_name(words[0]) or is_family_name(words[0])):
            yield PERSON, 1.0
        return
    if not INSTITUTIONAL.isdisjoint(words):
        yield ORGANISATION, 1.0
    elif all(word.replace("-", "").isalpha() and not word.isupper() for word in words):
        yield PERSON, 0.5  # most names of two or three plain words are people's
    if words[0] in ROYAL:
        yield PERSON, STRONG
    if is_first_name(words[0]) or (is_first_name(words[1]) and len(words) == FEWEST_WORDS and words[0].isalpha()):
        yield PERSON, 2.0
    if any(INITIAL.fullmatch(word) for word in words) or PATRONYMIC.match(words[-1]):
        yield PERSON, 2.0
    if any(SMALL_IN_PERSON.fullmatch(word) for word in words[1:-1]) or any(
        word.startswith(("al-", "el-")) for word in words
    ):
        yield PERSON, 1.0
    if "-" in words[-1] and words[-1].rpartition("-")[2].islower():
        yield PERSON, 2.0


def _look_like_organisation(name: str, words: list[str], surfaces: Sequence[str]) -> Iterator[tuple[EntityKind, float]]:
    is_shouted_only = len(words) == 1 and name.isupper() and len(name) > 6  # noqa: PLR2004  (a dateline, or a headline)
    if ACRONYM.fullmatch(name) and not is_shouted_only and len(surfaces) == 1 and not find_country(name):
        yield ORGANISATION, 2.5
        yield PERSON, -1.0
    if len(words) == 1 and CAMEL_CASE.fullmatch(name) and not PATRONYMIC.match(name):
        yield ORGANISATION, 2.0
    known = find_known(words[0]) if len(words) > 1 else None
    if known and known.kind is ORGANISATION:
        yield ORGANISATION, 1.5
    if "&" in name:
        yield ORGANISATION, STRONG
