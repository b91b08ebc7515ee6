"""From names in one document to the entities they name, by evidence of that document alone.

A document is read twice: once to learn its full names, acronyms and the kind of each name, once to say of each span
whom it names. Nothing carries over between documents, so that no order of them can matter; what joins them is that
the same name of the same kind has the same id everywhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks.entities.countries import find_country
from tasks.entities.fusions import split_fusions
from tasks.entities.names import (
    abbreviates,
    drop_full_stops,
    is_title,
    shorten_to_initials,
    soften_capitals,
    strip_title,
    tidy_name,
)
from tasks.entities.people import People
from tasks.models import Entity, EntityKind, stable_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tasks.entities.spans import NameSpan

SURFACE, ACRONYM, FAMILY_NAME, COUNTRY_NAME = "surface", "acronym", "family_name", "country_name"

TIE_ORDER = list(EntityKind)  # where two kinds have as many votes, the earlier one wins
CAN_BE_FAMILY_NAME = {EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE}  # lone family names are mislabelled
ALSO_FIRST_NAMES = {"chad", "georgia", "israel", "jordan"}  # countries; when read as a person, believed to be one

BRACKETED_ACRONYM = re.compile(r"[\"”'’]?\s?\(([A-Z][A-Za-z.&-]{1,9})\)")
STANDS_IN = re.compile(r"\b(?:[Ii]n|[Nn]ear)\s$")
LOOK_BACK = 20  # characters before a span; longer than any title


@dataclass(frozen=True, slots=True)
class ResolvedName:
    """A span, the entity it names, and what told us: surface, acronym, family_name or country_name."""

    span: NameSpan
    entity: Entity
    source: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A span as it reads on its own, before the document around it is known."""

    span: NameSpan
    name: str
    kind: EntityKind
    is_located: bool
    """It stands behind "in" or "near", as people do not."""

    @property
    def key(self) -> str:
        """What two spellings of one name share."""
        return self.name.casefold()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What one document teaches about the names in it; names are keys."""

    kinds: dict[str, EntityKind]
    people: People
    acronyms: dict[str, str]
    places: frozenset[str]
    names: dict[str, str]
    """Key -> the name as it is shown."""


def resolve_names(body: str, spans: Iterable[NameSpan]) -> list[ResolvedName]:
    """Return the entity behind each name that an engine found in `body`, with fused names parted, in text order."""
    readings = [_read(body, span) for span in split_fusions(spans)]
    lexicon = _learn(body, readings)
    return [_resolve(reading, lexicon) for reading in readings]


def _read(body: str, span: NameSpan) -> Reading:
    before = body[max(0, span.start_char - LOOK_BACK) : span.start_char]
    name = tidy_name(span.surface)
    is_titled = before.endswith(" ") and is_title(before.split()[-1]) if before.strip() else False
    kind = EntityKind.PERSON if is_titled else span.kind
    name = strip_title(name) if kind is EntityKind.PERSON else drop_full_stops(name)
    return Reading(span, name, kind, kind is EntityKind.PLACE and bool(STANDS_IN.search(before)))


def _learn(body: str, readings: list[Reading]) -> Lexicon:
    votes: dict[str, Counter[EntityKind]] = defaultdict(Counter)
    names: dict[str, str] = {}
    for reading in readings:
        votes[reading.key][reading.kind] += 1
        names[reading.key] = max(names.get(reading.key, reading.name), reading.name)  # lower case sorts last
    kinds = {key: _elect_kind(key, votes) for key in votes}
    full_names = {key: votes[key].total() for key in kinds if " " in key and kinds[key] is EntityKind.PERSON}
    places = frozenset(reading.key for reading in readings if reading.is_located)
    acronyms = _initials(names, kinds) | dict(_declared_acronyms(body, readings, kinds))
    return Lexicon(kinds, People(full_names), acronyms, places, names)


def _elect_kind(key: str, votes: dict[str, Counter[EntityKind]]) -> EntityKind:
    """Return the kind that most mentions of a name have; a family name read as a person speaks for the full name."""
    ballot = Counter(votes[key])
    family_name = key.rpartition(" ")[2]
    if family_name != key and family_name in votes and not find_country(key):
        ballot[EntityKind.PERSON] += votes[family_name][EntityKind.PERSON]
    return max(ballot, key=lambda kind: (ballot[kind], -TIE_ORDER.index(kind)))


def _initials(names: dict[str, str], kinds: dict[str, EntityKind]) -> dict[str, str]:
    """Return the initials of this document's organisations, but for those that fit two of them."""
    found: dict[str, list[str]] = defaultdict(list)
    for key in sorted(names):
        if " " in key and kinds[key] is EntityKind.ORGANISATION:
            found[shorten_to_initials(names[key])].append(key)
    return {initials: keys[0] for initials, keys in found.items() if len(keys) == 1 and len(initials) > 1}


def _declared_acronyms(
    body: str, readings: Iterable[Reading], kinds: dict[str, EntityKind]
) -> Iterator[tuple[str, str]]:
    """Yield (ABC, long form) for each `Long Form (ABC)`."""
    for reading in readings:
        bracket = BRACKETED_ACRONYM.match(body, reading.span.end_char)
        if bracket and kinds[reading.key] is not EntityKind.PERSON and abbreviates(bracket[1], reading.name):
            yield tidy_name(bracket[1]), reading.key


def _resolve(reading: Reading, lexicon: Lexicon) -> ResolvedName:
    kind = lexicon.kinds[reading.key]
    full_name = _find_person(reading, kind, lexicon)
    country = find_country(reading.name)
    if country and not (kind is EntityKind.PERSON and (full_name or reading.key in ALSO_FIRST_NAMES)):
        return ResolvedName(reading.span, _entity(country.name, EntityKind.PLACE, country.code), COUNTRY_NAME)
    if full_name:
        source = SURFACE if full_name == reading.key else FAMILY_NAME
        return ResolvedName(reading.span, _entity(lexicon.names[full_name], EntityKind.PERSON), source)
    if long_form := lexicon.acronyms.get(reading.name):
        return ResolvedName(reading.span, _entity(lexicon.names[long_form], lexicon.kinds[long_form]), ACRONYM)
    return ResolvedName(reading.span, _entity(lexicon.names[reading.key], kind), SURFACE)


def _find_person(reading: Reading, kind: EntityKind, lexicon: Lexicon) -> str | None:
    people = lexicon.people
    full_name = people.find_full(reading.key)
    if full_name is None and kind in CAN_BE_FAMILY_NAME and reading.key not in lexicon.places:
        full_name = people.find_family(reading.key)
    if full_name is None and kind is EntityKind.PERSON:
        full_name = people.find_first(reading.key)
    return full_name


def _entity(name: str, kind: EntityKind, country_code: str | None = None) -> Entity:
    shown = soften_capitals(name) if kind in {EntityKind.PERSON, EntityKind.PLACE} else name
    return Entity(stable_id("entity", kind, shown.casefold()), shown, kind, country_code)
