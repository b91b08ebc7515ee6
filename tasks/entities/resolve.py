"""From names in one document to the entities they name, by evidence of that document and of the tables in seeds.

A document is read twice: once to learn its full names, acronyms and short forms, once to say of each span whom it
names. Nothing carries over between documents, so that no order of them can matter; what joins them is that the same
name of the same kind has the same id everywhere. A family name without its full name in the document stays on its own,
unless seeds/aliases.csv knows whom it means.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tasks.annotations import Entity, EntityKind
from tasks.entities.countries import find_country
from tasks.entities.fusions import split_fusions
from tasks.entities.known import find_known, find_listed, list_known_people
from tasks.entities.names import (
    drop_full_stops,
    fold_name,
    is_short_form,
    is_title,
    soften_capitals,
    strip_title,
    tidy_name,
)
from tasks.entities.organisations import list_initials, list_short_forms
from tasks.entities.people import People
from tasks.entities.spellings import find_spelling
from tasks.models import stable_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tasks.entities.spans import NameSpan

SURFACE, ACRONYM, FAMILY_NAME, COUNTRY_NAME = "surface", "acronym", "family_name", "country_name"
SHORT_FORM, KNOWN_ALIAS, SPELLING = "short_form", "known_alias", "spelling"

TIE_ORDER = list(EntityKind)  # where two kinds have as many votes, the earlier one wins
CAN_BE_FAMILY_NAME = {EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE}  # lone family names are mislabelled
TOWN_OR_CLUB = {EntityKind.ORGANISATION, EntityKind.PLACE}
ALSO_FIRST_NAMES = {"chad", "georgia", "israel", "jordan"}  # countries; when read as a person, believed to be one

BRACKETED_ACRONYM = re.compile(r"[\"”'’]?\s?\(([A-Z][A-Za-z.&-]{1,9})\)")
STANDS_IN = re.compile(r"\b(?:[Ii]n|[Nn]ear)\s$")
LOOK_BACK = 20  # characters before a span; longer than any title


@dataclass(frozen=True, slots=True)
class ResolvedName:
    """A span, the entity it names, and what told us: one of the sources above."""

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
    is_titled: bool

    @property
    def key(self) -> str:
        """What two spellings of one name share."""
        return fold_name(self.name)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What one document teaches about the names in it; names are keys."""

    kinds: dict[str, EntityKind]
    people: People
    full_mentions: dict[str, list[int]]
    """Full name of a person -> where its mentions start."""
    acronyms: dict[str, str]
    short_forms: dict[str, str]
    spellings: dict[str, str]
    """Key -> the name that it misspells, as a key of the document or a name of the tables."""
    places: frozenset[str]
    names: dict[str, str]
    """Key -> the name as it is shown."""
    countries: tuple[str, ...]
    """ISO codes of the two countries that are named most."""


def resolve_names(body: str, spans: Iterable[NameSpan]) -> list[ResolvedName]:
    """Return the entity behind each name that an engine found in `body`, with fused names parted, in text order."""
    readings = [_read(body, span) for span in split_fusions(spans)]
    lexicon = _learn(body, readings)
    return [_resolve(reading, lexicon) for reading in readings]


def name_entity(name: str, kind: EntityKind, country_code: str | None = None) -> Entity:
    """Return the entity of that name and kind, as the tables write it if they list it.

    Spellings that differ in case and accents share its id.
    """
    shown = soften_capitals(name) if kind in {EntityKind.PERSON, EntityKind.PLACE} else name
    folded = fold_name(shown)
    listed = find_listed(kind, folded)
    entity_id = stable_id("entity", kind, folded)
    if listed:
        return Entity(entity_id, listed.name, kind, country_code, listed.wikidata_id)
    return Entity(entity_id, shown, kind, country_code)


def _read(body: str, span: NameSpan) -> Reading:
    before = body[max(0, span.start_char - LOOK_BACK) : span.start_char]
    name = tidy_name(span.surface)
    is_titled = before.endswith(" ") and is_title(before.split()[-1]) if before.strip() else False
    kind = EntityKind.PERSON if is_titled else span.kind
    name = strip_title(name) if kind is EntityKind.PERSON else drop_full_stops(name)
    return Reading(span, name, kind, kind is EntityKind.PLACE and bool(STANDS_IN.search(before)), is_titled)


def _learn(body: str, readings: list[Reading]) -> Lexicon:
    votes: dict[str, Counter[EntityKind]] = defaultdict(Counter)
    names: dict[str, str] = {}
    for reading in readings:
        votes[reading.key][reading.kind] += 1
        names[reading.key] = max(names.get(reading.key, reading.name), reading.name)  # lower case sorts last
    kinds = {key: _elect_kind(key, votes) for key in votes}
    full_names = {key: votes[key].total() for key in kinds if " " in key and kinds[key] is EntityKind.PERSON}
    organisations = {key: names[key] for key in kinds if kinds[key] is EntityKind.ORGANISATION}
    people = People(full_names)
    full_mentions: dict[str, list[int]] = defaultdict(list)
    for reading in readings:
        if full_name := people.find_full(reading.key):
            full_mentions[full_name].append(reading.span.start_char)
    return Lexicon(
        kinds,
        people,
        full_mentions,
        list_initials(organisations) | dict(_declared_acronyms(body, readings, kinds)),
        list_short_forms(organisations),
        dict(_find_spellings(readings, kinds, full_names)),
        frozenset(reading.key for reading in readings if reading.is_located),
        names,
        _main_countries(readings),
    )


def _elect_kind(key: str, votes: dict[str, Counter[EntityKind]]) -> EntityKind:
    """Return the kind that most mentions of a name have; a family name read as a person speaks for the full name."""
    ballot = Counter(votes[key])
    family_name = key.rpartition(" ")[2]
    if family_name != key and family_name in votes and not find_country(key):
        ballot[EntityKind.PERSON] += votes[family_name][EntityKind.PERSON]
    return max(ballot, key=lambda kind: (ballot[kind], -TIE_ORDER.index(kind)))


def _declared_acronyms(
    body: str, readings: Iterable[Reading], kinds: dict[str, EntityKind]
) -> Iterator[tuple[str, str]]:
    """Yield (ABC, long form) for each `Long Form (ABC)`."""
    for reading in readings:
        bracket = BRACKETED_ACRONYM.match(body, reading.span.end_char)
        if bracket and kinds[reading.key] is not EntityKind.PERSON and _declares(bracket[1], reading):
            yield tidy_name(bracket[1]), reading.key


def _declares(bracket: str, reading: Reading) -> bool:
    known = find_known(bracket)
    return is_short_form(bracket, reading.name) and not (
        known and known.name != reading.name and find_known(reading.name)
    )


def _find_spellings(
    readings: Iterable[Reading], kinds: Mapping[str, EntityKind], full_names: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    """Yield (key, whom it misspells) for people named once, beside a better spelling or with a title.

    The better spelling is a full name of this document, or one in the tables that a title or the person's own
    alias in this document supports.
    """
    counts = Counter(reading.key for reading in readings)
    titled = {reading.key for reading in readings if reading.is_titled}
    aliases = (find_known(name) for name in sorted({reading.name for reading in readings}))
    company = {known.name for known in aliases if known and known.kind is EntityKind.PERSON}
    for key in sorted(counts):
        if counts[key] == 1 and kinds[key] is EntityKind.PERSON:
            found = find_spelling(key, full_names) or _find_known_spelling(key, company, is_titled=key in titled)
            if found:
                yield key, found


def _find_known_spelling(key: str, company: set[str], *, is_titled: bool) -> str | None:
    people = _known_people()
    if " " not in key or key in people:
        return None
    found = find_spelling(key, people)
    return people[found] if found and (is_titled or people[found] in company) else None


@cache
def _known_people() -> dict[str, str]:
    return {fold_name(known.alias): known.name for known in list_known_people()}


def _main_countries(readings: Iterable[Reading]) -> tuple[str, ...]:
    named = Counter(country.code for reading in readings if (country := find_country(reading.name)))
    return tuple(sorted(named, key=lambda code: (-named[code], code))[:2])


def _resolve(reading: Reading, lexicon: Lexicon) -> ResolvedName:
    kind = lexicon.kinds[reading.key]
    if {kind, reading.kind} == TOWN_OR_CLUB:
        kind = reading.kind
    full_name = _find_person(reading, kind, lexicon)
    country = find_country(reading.name)
    if country and not (kind is EntityKind.PERSON and (full_name or reading.key in ALSO_FIRST_NAMES)):
        return ResolvedName(reading.span, name_entity(country.name, EntityKind.PLACE, country.code), COUNTRY_NAME)
    if spelling := lexicon.spellings.get(reading.key):
        return _name_known(reading, lexicon.names.get(spelling, spelling), EntityKind.PERSON, SPELLING, lexicon)
    if full_name:
        source = SURFACE if full_name == reading.key else FAMILY_NAME
        return _name_known(reading, lexicon.names[full_name], EntityKind.PERSON, source, lexicon)
    if kind is EntityKind.ORGANISATION or reading.name in lexicon.acronyms:
        return _resolve_organisation(reading, kind, lexicon)
    return _name_known(reading, lexicon.names[reading.key], kind, SURFACE, lexicon)


def _resolve_organisation(reading: Reading, kind: EntityKind, lexicon: Lexicon) -> ResolvedName:
    if long_form := lexicon.acronyms.get(reading.name) or lexicon.acronyms.get(reading.name.upper()):
        return _name_known(reading, lexicon.names[long_form], lexicon.kinds[long_form], ACRONYM, lexicon)
    long_form = lexicon.short_forms.get(reading.key)
    if long_form and not find_known(reading.name, lexicon.countries):
        return _name_known(reading, lexicon.names[long_form], kind, SHORT_FORM, lexicon)
    return _name_known(reading, lexicon.names[reading.key], kind, SURFACE, lexicon)


def _find_person(reading: Reading, kind: EntityKind, lexicon: Lexicon) -> str | None:
    people = lexicon.people
    full_name = people.find_full(reading.key)
    if full_name is None and kind in CAN_BE_FAMILY_NAME and reading.key not in lexicon.places:
        full_name = people.find_family(reading.key)
    if full_name is None and kind is EntityKind.PERSON:
        full_name = people.find_first(reading.key) or _find_introduced(reading, lexicon)
    return full_name


def _find_introduced(reading: Reading, lexicon: Lexicon) -> str | None:
    """Return whom a family name means that two people bear: the only one met so far, or with a title the last one."""
    start = reading.span.start_char
    relatives = lexicon.people.list_family(reading.key)
    met = {name: [place for place in lexicon.full_mentions.get(name, ()) if place < start] for name in relatives}
    known = [name for name in relatives if met[name]]
    if len(known) == 1:
        return known[0]
    if known and reading.is_titled:
        return max(known, key=lambda name: max(met[name]))
    return None if relatives else lexicon.people.find_middle(reading.key)


def _name_known(reading: Reading, name: str, kind: EntityKind, source: str, lexicon: Lexicon) -> ResolvedName:
    """Resolve to `name`, or to whom the tables know under it."""
    known = find_known(name, lexicon.countries)
    if known is None or known.kind is not kind:
        return ResolvedName(reading.span, name_entity(name, kind), source)
    entity = name_entity(known.name, kind)
    return ResolvedName(reading.span, entity, KNOWN_ALIAS if source == SURFACE and known.name != name else source)
