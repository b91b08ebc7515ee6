"""The engine for languages without a model: countries, some regions and well-known names, exactly as tables write them.

It finds little and errs seldom: no inflected forms, no guesses, no family names on their own but those in the tables.
Countries are translated by ISO 3166, the rest comes from seeds/aliases.csv.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tasks.annotations import Entity, EntityKind
from tasks.entities.countries import list_own_regions, translate_countries
from tasks.entities.known import is_first_name, list_known
from tasks.entities.resolve import COUNTRY_NAME, KNOWN_ALIAS, SURFACE, ResolvedName, name_entity
from tasks.entities.spans import NameSpan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tasks.entities.known import KnownName

WITHOUT_SPACES = {"zh", "ja", "th", "lo", "km", "my"}
"""Languages that write words without spaces between them: a name may begin anywhere."""

WORD_START = re.compile(r"(?<!\w)\w")
PEOPLE_BEHIND = ("人", "语", "語", "文", "裔", "籍")
"""What makes a people or a language of a country in Chinese and Japanese."""

SHORTEST_LATIN = 4  # letters; shorter names are too often words
MORE_OFTEN_ELSE = {
    "Granada",
    "Maurice",
    "Dominique",
    "Dominika",
    "Jersey",
    "Niger",
    "Reunion",
    "Centre",
    "Marche",
    "Islas",
}
"""Country and region names that mean something else as often: a city, a first name, a cloth."""

CONFIDENCE = 0.8


class Listed(NamedTuple):
    """What a name in the tables stands for."""

    entity: Entity
    source: str


def knows_language(language: str) -> bool:
    """Tell whether there is a table for `language`, an ISO 639-1 code."""
    return len(language) in {2, 3} and language != "und" and bool(_names(language))


def match_names(body: str, language: str) -> list[ResolvedName]:
    """Return the names of the tables for `language` in `body`, in text order; of two that overlap the longer one."""
    found = []
    end = 0
    for start in _starts(body, language):
        name = _longest_name(body, start, language) if start >= end else None
        if name:
            end = start + len(name)
            found.append(_resolve(name, start, _names(language)[name]))
    return found


def _starts(body: str, language: str) -> Iterator[int]:
    if language in WITHOUT_SPACES:
        yield from range(len(body))
    else:
        yield from (found.start() for found in WORD_START.finditer(body))


def _longest_name(body: str, start: int, language: str) -> str | None:
    for name in _by_beginning(language).get(body[start : start + 2], ()):
        if body.startswith(name, start) and _ends(body, start + len(name), language):
            return name
    return None


def _ends(body: str, end: int, language: str) -> bool:
    if language in WITHOUT_SPACES:
        return not body.startswith(PEOPLE_BEHIND, end)
    return not body[end : end + 1].isalnum() and not (body[end : end + 1] == "-" and body[end + 1 : end + 2].isalnum())


def _resolve(name: str, start: int, listed: Listed) -> ResolvedName:
    span = NameSpan(start, start + len(name), name, listed.entity.kind, CONFIDENCE)
    return ResolvedName(span, listed.entity, listed.source)


@cache
def _by_beginning(language: str) -> dict[str, tuple[str, ...]]:
    """Return the names by their first two characters, the longest first."""
    names: dict[str, list[str]] = {}
    for name in sorted(_names(language), key=lambda name: (-len(name), name)):
        names.setdefault(name[:2], []).append(name)
    return {beginning: tuple(found) for beginning, found in names.items()}


@cache
def _names(language: str) -> Mapping[str, Listed]:
    """Return what is listed for `language`; empty if there is nothing of its own."""
    countries = {
        name: Listed(name_entity(country.name, EntityKind.PLACE, country.code), COUNTRY_NAME)
        for name, country in translate_countries(language).items()
    }
    own = {known.alias: _list(known) for known in list_known(language)}
    if not countries and not own:
        return {}
    regions = {name: Listed(name_entity(name, EntityKind.PLACE), SURFACE) for name in list_own_regions(language)}
    anywhere = {known.alias: _list(known) for known in list_known("") if _is_unmistakable(known)}
    places = {name: listed for name, listed in (regions | countries).items() if _is_safe(name)}
    return anywhere | places | own


def _list(known: KnownName) -> Listed:
    entity = name_entity(known.name, known.kind)
    return Listed(entity, SURFACE if known.name == known.alias else KNOWN_ALIAS)


def _is_unmistakable(known: KnownName) -> bool:
    """Tell whether a name of any language is safe in all: a full name, or an acronym that is known by its id."""
    if known.context or known.kind not in {EntityKind.PERSON, EntityKind.ORGANISATION}:
        return False
    is_acronym = known.alias.isupper() and len(known.alias) >= 3 and known.wikidata_id is not None  # noqa: PLR2004
    return is_acronym or (known.kind is EntityKind.PERSON and " " in known.alias)


def _is_safe(name: str) -> bool:
    if name in MORE_OFTEN_ELSE or is_first_name(name):
        return False
    return not name.isascii() or name.isupper() or (len(name) >= SHORTEST_LATIN and name[0].isupper())
