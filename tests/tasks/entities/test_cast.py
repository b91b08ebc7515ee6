"""The people of an article, and what is known of them."""

import pytest
from gold_names import parse

from tasks.annotations import EntityKind, Mention
from tasks.entities.cast import Cast
from tasks.entities.frames import read_sentences


def cast_of(marked):
    body, names, _ = parse(marked)
    keys = sorted({name.entity for name in names})
    mentions = [
        Mention(1, keys.index(n.entity), body[n.start : n.end], EntityKind(n.kind.lower()), n.start, n.end, "gold", 1.0)
        for n in names
    ]
    return Cast(read_sentences(body, (), mentions), mentions), {key: number for number, key in enumerate(keys)}


@pytest.mark.parametrize(
    ("marked", "gender"),
    [
        ("Mrs. [[PERSON:roe|Roe]] left.", "f"),
        ("Spokesman [[PERSON:roe|Roe]] left.", "m"),
        ("Her husband, [[PERSON:roe|Roe]], left.", "m"),
        ("[[PERSON:roe|Margaret Roe]] left.", "f"),
        ("[[PERSON:roe|Roe]] lost her hat.", "f"),
        ("[[PERSON:roe|Roe]] left. He was late.", "m"),
        ("[[PERSON:roe|Roe]] lost her hat and his coat.", None),
        ("[[PERSON:roe|Roe]] left.", None),
    ],
)
def test_gender_is_known_where_it_is_certain(marked, gender):
    """Titles, first names and pronouns that agree tell it; nothing else does."""
    cast, ids = cast_of(marked)
    assert cast.member(ids["roe"]).gender == gender


@pytest.mark.parametrize(
    ("marked", "words", "countries"),
    [
        ("Chinese leader [[PERSON:roe|Xi]] met Russian President [[PERSON:doe|Putin]].", ["leader"], {"CN"}),
        ("[[PLACE:fi|Finland]]’s [[PERSON:roe|Roe]] met [[PERSON:doe|Doe]].", ["diplomat"], {"FI"}),
        ("[[PERSON:roe|Roe]], who drills ice in [[PLACE:fi|Finland]], met [[PERSON:doe|Doe]].", ["driller"], {"FI"}),
        (
            "[[PERSON:roe|Roe]], a teacher, will be the next governor. [[PERSON:doe|Doe]] left.",
            ["governor-elect"],
            set(),
        ),
        ("Dr. [[PERSON:roe|Roe]] met [[PERSON:doe|Doe]].", ["doctor"], set()),
    ],
)
def test_a_role_finds_its_bearer(marked, words, countries):
    """Titles, asides and predicates say what somebody is, and where from."""
    cast, ids = cast_of(marked)
    assert cast.find_role(words, countries) is cast.member(ids["roe"])


@pytest.mark.parametrize(
    ("marked", "words", "countries"),
    [
        ("Chinese leader [[PERSON:roe|Xi]] left.", ["soldier"], {"CN"}),
        ("Chinese leader [[PERSON:roe|Xi]] left.", ["leader"], {"RU"}),
        ("President [[PERSON:roe|Roe]] left.", ["opposition", "leader"], set()),
        ("Minister [[PERSON:roe|Roe]] met Minister [[PERSON:doe|Doe]].", ["minister"], set()),
        ("[[PERSON:roe|Roe]], who thanked her driver, left.", ["driver"], set()),
    ],
)
def test_a_role_without_one_bearer_finds_nobody(marked, words, countries):
    """Another country, another office, two of a kind or somebody else's role fit nobody."""
    cast, _ = cast_of(marked)
    assert cast.find_role(words, countries) is None


def test_an_institution_is_found_by_its_noun():
    """As "the ministry" is the only one that is called so."""
    cast, ids = cast_of("[[ORGANISATION:a|Ministry of Health]] and [[ORGANISATION:b|Acme]]")
    assert cast.find_institution("ministry") is cast.member(ids["a"])
    assert cast.find_institution("bank") is None
