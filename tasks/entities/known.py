"""What is known of names before anything is read: the tables in seeds, and the countries and regions of ISO 3166.

seeds/aliases.csv holds organisations, persons and products that papers name without explaining them,
seeds/gazetteer.csv regions, seas and larger cities, seeds/first_names.txt and seeds/demonyms.txt plain words.
All were written by hand.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tasks.annotations import EntityKind
from tasks.entities.countries import list_regions
from tasks.entities.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SEEDS = Path(__file__).parents[2] / "seeds"


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name from seeds/aliases.csv: whom it means."""

    name: str
    kind: EntityKind
    wikidata_id: str | None
    language: str
    """The language in which the alias is used; empty if it is used in all that write it so."""
    context: str
    """ISO code of the country that the document must be about for the alias to hold; empty if it always does."""
    alias: str


def find_known(alias: str, countries: Sequence[str] = ()) -> KnownName | None:
    """Return whom `alias` names in English text, in a document about `countries` (ISO codes, the foremost first)."""
    by_context = _english_names().get(alias, {})
    return next((by_context[context] for context in ("", *countries) if context in by_context), None)


def find_listed(kind: EntityKind, folded: str) -> KnownName | None:
    """Return what the table calls `folded`, a name without case and accents, if it lists one of that kind."""
    return _listed_names().get((kind, folded))


def list_known(language: str) -> list[KnownName]:
    """Return the names used in `language` alone, in the order of the table."""
    return [known for known in _read_aliases() if known.language == language]


@cache
def list_known_people() -> tuple[KnownName, ...]:
    """Return the persons that are known by a full name, each full name once."""
    people = (known for known in _read_aliases() if known.kind is EntityKind.PERSON and not known.language)
    return tuple(known for known in people if " " in known.alias)


def is_known_place(name: str) -> bool:
    """Tell whether `name` is a region, sea or larger city; countries are not meant."""
    return name.casefold() in _places()


def is_first_name(word: str) -> bool:
    """Tell whether `word` is a usual first name; "Jean-Marc" is one as well."""
    return word in _words("first_names.txt") or ("-" in word and word.partition("-")[0] in _words("first_names.txt"))


def is_family_name(word: str) -> bool:
    """Tell whether `word` is the family name of somebody in seeds/aliases.csv: a person, though not always that one."""
    return word in _family_names()


def is_demonym(word: str) -> bool:
    """Tell whether `word` names a people, a language or a faith, in singular or plural."""
    words = _words("demonyms.txt")
    return word in words or word.removesuffix("s") in words


@cache
def _family_names() -> frozenset[str]:
    return frozenset(known.alias.rpartition(" ")[2] for known in list_known_people())


@cache
def _listed_names() -> dict[tuple[EntityKind, str], KnownName]:
    return {(known.kind, fold_name(known.name)): known for known in reversed(_read_aliases())}


@cache
def _english_names() -> dict[str, dict[str, KnownName]]:
    names: dict[str, dict[str, KnownName]] = {}
    for known in _read_aliases():
        if not known.language:
            names.setdefault(known.alias, {})[known.context] = known
    return names


@cache
def _read_aliases() -> tuple[KnownName, ...]:
    return tuple(
        KnownName(
            row["name"],
            EntityKind(row["kind"]),
            row["wikidata_id"] or None,
            row["language"],
            row["context"],
            row["alias"],
        )
        for row in _rows("aliases.csv")
    )


@cache
def _places() -> frozenset[str]:
    return frozenset(row["name"].casefold() for row in _rows("gazetteer.csv")) | list_regions()


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (SEEDS / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


@cache
def _words(name: str) -> frozenset[str]:
    lines = (SEEDS / name).read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
