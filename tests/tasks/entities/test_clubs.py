"""Towns that are clubs, in reports of matches only."""

import pytest

from tasks.entities.clubs import is_about_sport, is_named_like_club, stands_for_club, stands_for_place


@pytest.mark.parametrize(
    ("body", "is_sport"),
    [
        ("The goalkeeper saved a penalty; the referee blew for half-time.", True),
        ("They won 2-1 after a late penalty in the cup.", True),
        ("The coach of pilgrims was late.", False),
        ("The vote was 12-3.", False),
    ],
)
def test_reports_of_matches(body, is_sport):
    """Four words of sport, or two and a score."""
    assert is_about_sport(body) is is_sport


@pytest.mark.parametrize(
    ("before", "behind", "is_club"),
    [
        ("", " beat Ayr", True),
        ("on loan from ", ", he", True),
        ("the ", " striker fell", True),
        ("in ", ", rain", False),
    ],
)
def test_what_clubs_do(before, behind, is_club):
    """They beat, lend and field."""
    assert stands_for_club(before, behind) is is_club


def test_what_is_said_of_places():
    """The town is meant by "in" and "where"."""
    assert stands_for_place("bars in ", " ran out")
    assert stands_for_place("a good day for ", ", where bars")
    assert not stands_for_place("", " were fourth")


def test_names_of_clubs():
    """Some last words are those of clubs, but a cup is none."""
    assert is_named_like_club(["Halden", "County"])
    assert not is_named_like_club(["Halden", "Cup"])
    assert not is_named_like_club(["County"])
