"""The tables of names: what is in them is well-formed and found again."""

import csv

import pytest

from tasks.annotations import EntityKind
from tasks.entities.known import (
    SEEDS,
    find_known,
    is_demonym,
    is_family_name,
    is_first_name,
    is_known_place,
    list_known,
    list_known_people,
)


def rows(name):
    with (SEEDS / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_aliases_are_well_formed():
    """Every alias has a name and a kind, and no alias means two things in one language."""
    table = rows("aliases.csv")
    assert {row["kind"] for row in table} <= set(EntityKind)
    assert all(row["name"] and row["alias"] for row in table)
    keys = [(row["alias"], row["language"], row["context"]) for row in table]
    assert len(keys) == len(set(keys))


def test_one_name_has_one_wikidata_id():
    """Ids are right in form, and the same wherever a name is listed."""
    ids = {}
    for row in rows("aliases.csv"):
        ids.setdefault((row["name"], row["kind"]), set()).add(row["wikidata_id"])
    assert all(len(found) == 1 for found in ids.values())
    assert all(one == "" or (one[0] == "Q" and one[1:].isdigit()) for found in ids.values() for one in found)


def test_gazetteer_is_well_formed():
    """Every place has a name and is a region or a city."""
    table = rows("gazetteer.csv")
    assert all(row["name"] for row in table)
    assert {row["kind"] for row in table} == {"region", "city"}


@pytest.mark.parametrize(("alias", "name"), [("NATO", "NATO"), ("IMF", "International Monetary Fund")])
def test_alias_is_found(alias, name):
    """What papers do not explain is known."""
    assert find_known(alias).name == name


def test_alias_with_context_needs_it():
    """A party that many countries have is known by the country that the text is about."""
    assert find_known("Communist Party") is None
    assert find_known("Communist Party", ["VN"]) is None
    assert find_known("Communist Party", ["RU", "CN"]).name == "Chinese Communist Party"


def test_other_languages_are_apart():
    """What French papers write is not read in English ones."""
    assert find_known("Nations unies") is None
    assert "Nations unies" in {known.alias for known in list_known("fr")}


def test_words():
    """First names, family names, peoples and places are told by table."""
    assert is_first_name("Ingrid")
    assert is_first_name("Jean-Marc")
    assert not is_first_name("Halden")
    assert is_family_name("Putin")
    assert is_demonym("Americans")
    assert not is_demonym("America")
    assert is_known_place("bavaria")
    assert is_known_place("Ontario")
    assert not is_known_place("Halden")


def test_known_people_have_full_names():
    """A word alone names nobody for certain."""
    assert all(" " in known.alias and known.kind is EntityKind.PERSON for known in list_known_people())
