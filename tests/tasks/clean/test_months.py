"""Names of months."""

from tasks.clean.months import MONTHS


def test_every_month_is_named_and_no_name_twice():
    """Twelve numbers, and names in the form that a parser looks up."""
    assert set(MONTHS.values()) == set(range(1, 13))
    assert all(name == name.lower() and name.isalpha() for name in MONTHS)


def test_months_have_the_same_number_in_all_languages():
    """A few that are easily confused: false friends of other months would date articles wrongly."""
    assert [MONTHS[name] for name in ("mars", "mai", "juli", "lipca", "listopada", "ocak", "декабря")] == [
        3,
        5,
        7,
        7,
        11,
        1,
        12,
    ]
