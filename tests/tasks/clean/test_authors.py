"""Authors as names."""

import pytest

from tasks.clean.authors import clean_authors


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
