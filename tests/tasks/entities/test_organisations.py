"""Short forms and initials of organisations, as tables of cases."""

import pytest

from tasks.entities.organisations import list_initials, list_short_forms


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Nordic Fish Board", "NFB"),
        ("Economic and Financial Crimes Commission", "EFCC"),
        ("US Fish Survey", "USFS"),
        ("Organization for Fish and Co-operation", "OFC"),
    ],
)
def test_initials(name, initials):
    """Capitals count, and short words in capitals stay whole."""
    assert list_initials({name.casefold(): name}).get(initials) == name.casefold()


def test_initials_of_two_are_nobody():
    """Where two fit, neither is meant."""
    names = {"nordic fish board": "Nordic Fish Board", "national farm bank": "National Farm Bank"}
    assert "NFB" not in list_initials(names)


def test_short_forms():
    """The beginning or the end of one long name stands for it, but not what any organisation could be called."""
    found = list_short_forms(["anadolu agency", "us commerce department", "university of oulu"])
    assert found["anadolu"] == "anadolu agency"
    assert found["commerce department"] == "us commerce department"
    assert not {"agency", "department", "university", "of oulu"} & set(found)


def test_short_form_of_two_is_nobody():
    """Where two long names fit, neither is meant; where one is part of the other, the longer one is."""
    assert "halden" not in list_short_forms(["halden fish", "halden corn"])
    assert list_short_forms(["halden fish", "halden fish ag"])["halden"] == "halden fish ag"
