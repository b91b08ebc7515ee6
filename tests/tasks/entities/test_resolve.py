"""Names become entities by the evidence of their own document; the spans are written by hand, no engine runs."""

import re

import pytest

from tasks.annotations import EntityKind
from tasks.entities.resolve import resolve_names
from tasks.entities.spans import NameSpan
from tasks.models import stable_id

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
    text = "[L Northfield] won. [P Northfield] cheered. [P Northfield] sang."
    assert {name.entity.kind for name in resolve(text)} == {EntityKind.PERSON}


def test_town_and_club_stay_apart():
    """A name can be a town here and its club there."""
    text = "[O Northfield] won in [L Northfield]."
    assert [name.entity.kind for name in resolve(text)] == [EntityKind.ORGANISATION, EntityKind.PLACE]


def test_club_under_the_name_of_its_town():
    """The short form of a club is the club."""
    text = "[O Northfield] won. [O Northfield United] have not lost since. [L Northfield] sang."
    assert entity_names(text) == ["Northfield United", "Northfield United", "Northfield"]


def test_short_form_is_the_organisation():
    """What one longer name begins or ends with means it; what could be any does not."""
    text = (
        "The [O Halden News Agency] and the [O U.S. Fish Department]. [O Halden News], [O Fish Department], [O Agency]"
    )
    names = resolve(text)
    assert [name.entity.name for name in names[2:]] == ["Halden News Agency", "US Fish Department", "Agency"]
    assert [name.source for name in names[2:]] == ["short_form", "short_form", "surface"]


def test_acronym_of_another_language():
    """`Long Form (ABC)` ties ABC also where the letters come from another language."""
    text = "The [O National Fish Rescue Service] (Senapes) came. [O Senapes] left."
    assert entity_names(text) == ["National Fish Rescue Service"] * 2


def test_known_aliases_are_one_entity():
    """The tables know whom an acronym means, and its id, without the long form."""
    (name,) = resolve("[O NATO] met.")
    assert (name.entity.name, name.entity.wikidata_id) == ("NATO", "Q7184")
    (name,) = resolve("[O IMF] met.")
    assert (name.entity.name, name.source) == ("International Monetary Fund", "known_alias")


def test_listed_name_is_written_one_way():
    """However an article writes a listed name, the entity has the table's spelling and id, in any batch."""
    (loud,), (quiet,) = resolve("[O NATO]"), resolve("[O Nato]")
    assert loud.entity == quiet.entity


def test_known_alias_needs_its_country():
    """The Communist Party is the Chinese one in a text about China, and unknown elsewhere."""
    assert entity_names("[O Communist Party] in [L China]")[0] == "Chinese Communist Party"
    assert entity_names("[O Communist Party] in [L Cuba]")[0] == "Communist Party"


def test_document_knows_better_than_the_tables():
    """A family name that the tables know is somebody else where somebody else is named in full."""
    assert entity_names("[P Nuri Erdogan] spoke. [P Erdogan] left.") == ["Nuri Erdogan"] * 2


def test_misspelt_name_beside_the_right_one():
    """A name that is alike and stands alone is the person named beside it, and says so."""
    names = resolve("[P Ayla Demirkan] won. [P Ayla Demirkan] left. They wrote [P Demirken].")
    assert [(name.entity.name, name.source) for name in names[2:]] == [("Ayla Demirkan", "spelling")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("President [P Recep Tyyip Erdan] met [P Erdogan].", "Recep Tayyip Erdogan"),
        ("[P Recep Tyyip Erdan] met [P Erdogan].", "Recep Tayyip Erdogan"),
        ("President [P Recep Tyyip Erdan] spoke.", "Recep Tayyip Erdogan"),
        ("[P Recep Tyyip Erdan] spoke.", "Recep Tyyip Erdan"),
    ],
)
def test_misspelt_name_needs_support(text, name):
    """A name that the tables know otherwise is merged with a title or in known company only."""
    assert entity_names(text)[0] == name


def test_family_name_first_and_last():
    """The same words in the other order are the same person."""
    assert len(set(entity_names("[P Kovács Eszter] met us. [P Eszter Kovács] and [P Kovács] left."))) == 1


def test_accents_do_not_make_another_person():
    """With and without accents it is one person, under one id."""
    first, second = resolve("[P Ayşe Yıldız] and [P Ayse Yildiz]")
    assert first.entity.entity_id == second.entity.entity_id


def test_first_of_two_family_names():
    """A Spanish name is shortened to its first family name."""
    assert entity_names("[P Inés Ortega Ruiz] spoke. [P Ortega] left.") == ["Inés Ortega Ruiz"] * 2


def test_family_name_of_the_only_one_met_so_far():
    """Before a relative is introduced, the family name means who has been."""
    text = "[P Ana Duarte] came. [P Duarte] spoke. Her brother [P Rui Duarte] left."
    assert entity_names(text)[1] == "Ana Duarte"


def test_titled_family_name_means_the_last_one():
    """With a title, the last of two relatives is meant."""
    text = "[P Ana Duarte] and her brother [P Rui Duarte] came. Mr. [P Duarte] spoke."
    assert entity_names(text)[2] == "Rui Duarte"


def test_id_is_made_of_kind_and_name():
    """The same person has the same id in every document, however loudly it is written."""
    (quiet,), (loud,) = resolve("[P Ana Duarte]"), resolve("[P ANA DUARTE]")
    assert quiet.entity == loud.entity
    assert quiet.entity.entity_id == stable_id("entity", "person", "ana duarte")


def test_nothing_in_nothing_out():
    """A text without names has no entities."""
    assert resolve("nobody at all") == []
