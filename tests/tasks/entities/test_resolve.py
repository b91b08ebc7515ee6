"""Names become entities by the evidence of their own document; the spans are written by hand, no engine runs."""

import re

import pytest

from tasks.entities.resolve import resolve_names
from tasks.entities.spans import NameSpan
from tasks.models import EntityKind, stable_id

KINDS = {"P": EntityKind.PERSON, "O": EntityKind.ORGANISATION, "L": EntityKind.PLACE, "X": EntityKind.OTHER}


def resolve(marked):
    """Resolve a text in which names are marked as [P Jane Roe]; return the resolved names."""
    body, spans = "", []
    for plain, letter, surface in re.findall(r"([^\[]*)(?:\[([POLX]) ([^\]]+)\])?", marked):
        body += plain
        if surface:
            spans.append(NameSpan(len(body), len(body) + len(surface), surface, KINDS[letter], 0.5))
            body += surface
    resolved = resolve_names(body, spans)
    assert all(body[name.span.start_char : name.span.end_char] == name.span.surface for name in resolved)
    return resolved


def found(marked):
    return [(name.span.surface, name.entity.name, name.entity.kind.value) for name in resolve(marked)]


def entity_names(marked):
    return [name.entity.name for name in resolve(marked)]


def test_family_name_means_the_full_name():
    """A family name on its own is the person named in full in the same document, before or after."""
    assert entity_names("[P Duarte] spoke. [P Ana Duarte] left, and [P Duarte] too.") == ["Ana Duarte"] * 3


def test_family_name_may_stand_first():
    """Where the family name comes first, the short form is the first word."""
    assert entity_names("[P Ren Haoyu] met nobody; [P Ren] went home.") == ["Ren Haoyu"] * 2


def test_family_name_with_particles():
    """Everything behind the first name can be the short form."""
    assert (
        entity_names("[P Ilse van der Berg] said so. [P van der Berg] left; [P Berg] did.") == ["Ilse van der Berg"] * 3
    )


@pytest.mark.parametrize("short", ["Mr. Ren", "President Ren Haoyu", "Ren"])
def test_titles_do_not_part_a_person(short):
    """With or without a title it is one person."""
    assert entity_names(f"[P Ren Haoyu] came. Then [P {short}] left.") == ["Ren Haoyu"] * 2


def test_title_before_the_span_makes_a_person():
    """Whom a title introduces is a person, whatever the engine took the name for."""
    assert found("Yesterday President [O Okafor] spoke.") == [("Okafor", "Okafor", "person")]


def test_mislabelled_family_name_is_still_the_person():
    """A family name that the engine takes for a company or a place is the person who bears it."""
    assert entity_names("[P Ana Duarte] spoke. [L Duarte] and [O Duarte] agreed.") == ["Ana Duarte"] * 3


def test_mislabelled_full_name_is_saved_by_the_family_name():
    """A family name read as a person makes its full name one."""
    assert found("[O Ana Duarte] spoke. [P Duarte] left.")[0] == ("Ana Duarte", "Ana Duarte", "person")


def test_place_is_not_a_family_name():
    """A place that stands behind "in" is not the person of that name."""
    text = "[P Ruth Lancaster] spoke in [L Lancaster]."
    assert found(text)[1] == ("Lancaster", "Lancaster", "place")


def test_two_relatives_leave_the_family_name_alone():
    """Where two people fit, neither is guessed."""
    text = "[P Ana Duarte] and [P Rui Duarte] came. [P Duarte] spoke."
    assert entity_names(text) == ["Ana Duarte", "Rui Duarte", "Duarte"]


def test_longer_and_shorter_full_names_are_one_person():
    """Names left out in the middle or in front do not make another person."""
    text = "[P Ana Sofia Duarte] came, [P Ana Duarte] spoke, [P Sofia Duarte] left, [P Duarte] slept."
    assert entity_names(text) == ["Ana Sofia Duarte"] * 4


def test_short_full_name_that_fits_two_people_stays_apart():
    """A full name that could shorten two longer ones is neither."""
    text = "[P Ana Sofia Duarte] met [P Ana Maria Duarte]. [P Ana Duarte] spoke."
    assert entity_names(text)[2] == "Ana Duarte"


def test_lone_family_name_is_its_own_entity():
    """Without a full name in the document nobody is guessed."""
    (name,) = resolve("[P Duarte] spoke.")
    assert (name.entity.name, name.source) == ("Duarte", "surface")


def test_declared_acronym_is_its_long_form():
    """`Long Form (ABC)` ties every ABC of the document to it."""
    text = "The [O Nordic Office of Fish] (NORFISH) met. [O NORFISH] closed."
    assert entity_names(text) == ["Nordic Office of Fish"] * 2


def test_initials_are_an_acronym():
    """Initials of an organisation in the same document are its name, with or without full stops."""
    text = "The [O Nordic Fish Board] met. [O NFB] and [L N.F.B.] closed."
    assert [(name.entity.name, name.source) for name in resolve(text)] == [
        ("Nordic Fish Board", "surface"),
        ("Nordic Fish Board", "acronym"),
        ("Nordic Fish Board", "acronym"),
    ]


def test_initials_of_two_organisations_stay_apart():
    """Initials that fit two organisations are neither."""
    text = "The [O Nordic Fish Board] and the [O National Farm Bank] met. [O NFB] closed."
    assert entity_names(text)[2] == "NFB"


def test_bracket_behind_a_name_need_not_be_its_acronym():
    """A bracket with other letters ties nothing."""
    text = "The [O Nordic Fish Board] (CEO) met. [O CEO] left."
    assert entity_names(text)[1] == "CEO"


def test_countries_are_one_entity_with_a_code():
    """Short forms of a country are one place, whatever the engine took them for."""
    names = resolve("[L U.S.], [O US], [L United States] and [X Tajikistan]")
    assert [(name.entity.name, name.entity.country_code) for name in names] == [
        *[("United States", "US")] * 3,
        ("Tajikistan", "TJ"),
    ]
    assert {name.entity.kind for name in names} == {EntityKind.PLACE}


def test_demonyms_are_not_countries():
    """People of a country are kept apart from it."""
    assert found("[X Tajik] farmers in [L Tajikistan]")[0] == ("Tajik", "Tajik", "other")


def test_person_named_like_a_country():
    """A family name is the person of this document before it is a country."""
    assert found("[P Ellen Jordan] spoke. [P Jordan] left.")[1] == ("Jordan", "Ellen Jordan", "person")


def test_majority_decides_the_kind():
    """One name has one kind in a document: the one it was given most often."""
    text = "[L Northfield] won. [O Northfield] cheered. [O Northfield] sang."
    assert {name.entity.kind for name in resolve(text)} == {EntityKind.ORGANISATION}


def test_id_is_made_of_kind_and_name():
    """The same person has the same id in every document, however loudly it is written."""
    (quiet,), (loud,) = resolve("[P Ana Duarte]"), resolve("[P ANA DUARTE]")
    assert quiet.entity == loud.entity
    assert quiet.entity.entity_id == stable_id("entity", "person", "ana duarte")


def test_nothing_in_nothing_out():
    """A text without names has no entities."""
    assert resolve("nobody at all") == []
