"""Authors as names."""

import pytest

from tasks.clean.authors import authors_from_bylines, clean_authors


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("Von Jane Doe und John Roe", ("Jane Doe", "John Roe")),
        ("Jane Doe, John Roe and Ann Poe", ("Jane Doe", "John Roe", "Ann Poe")),
        ("Jane Doe; John Roe", ("Jane Doe", "John Roe")),
        ("Jane Doe | John Roe", ("Jane Doe", "John Roe")),
        ("Jane Doe, Senior Political Editor", ("Jane Doe",)),
        ("Jane Doe (Springfield)", ("Jane Doe",)),
        ("Jane Doe @janedoe", ("Jane Doe",)),
        ("https://a.example/jane-doe", ()),
        ("jane.doe@a.example", ()),
        ("  Jane \n Doe ", ("Jane Doe",)),
        ("Martin L. King Jr.", ("Martin L. King Jr.",)),
        ("中田 太郎", ("中田 太郎",)),
        ("dpa/lno", ("dpa/lno",)),
        ("Byron Byrd", ("Byron Byrd",)),
        ("Diana Parker", ("Diana Parker",)),
        ("123", ()),
        ("", ()),
        ("word " * 9, ()),
    ],
)
def test_names_are_left_over(value, names):
    """Introductions, roles, places, handles and addresses go; names stay."""
    assert clean_authors([value]) == names


def test_each_name_once():
    """The same person under two spellings counts once, in the order of appearance."""
    assert clean_authors(["Jane Doe", "JANE DOE", "jane-doe", "John Roe"]) == ("Jane Doe", "John Roe")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("Von: Bill MCCARTHY, Marisha GOLDHAMER", ("Bill MCCARTHY", "Marisha GOLDHAMER")),
        ("von David Straub, DAILY EXAMPLE", ("David Straub",)),
        ("By Jane van der Doe 30 August 2023 • 4:45pm", ("Jane van der Doe",)),
        ("By Jane Doe | May 3, 2024", ("Jane Doe",)),
        ("By the river they sat", ()),
        ("By Sunday", ()),
        ("Jane Doe", ()),
        ("By Jane Doe, who has seen it all and tells it as she saw it, in words that nobody else would ever find", ()),
    ],
)
def test_bylines_name_people(text, names):
    """A short line that opens with "By" and goes on like a name is a byline; any other line is text."""
    assert authors_from_bylines([text]) == names
