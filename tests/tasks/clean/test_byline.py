"""Bylines name authors."""

from __future__ import annotations

import pytest

from tasks.clean.boilerplate import mark_boilerplate
from tasks.clean.byline import find_authors, read_byline
from tasks.clean.headline import take_opening
from tasks.clean.pieces import Piece

BODY = (
    "The council met on Monday and agreed to repair the bridge before the winter comes."
    + " Nobody objected, and the meeting ended." * 9
)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Li", ("Ana Li",)),
        ("By Ana Li and Bo van Karsten, Staff Writers", ("Ana Li", "Bo van Karsten")),
        ("Von Nina Beispiel", ("Nina Beispiel",)),
        ("Par Solène Exemple", ("Solène Exemple",)),
        ("By our correspondent", ()),
    ],
)
def test_byline_names_authors(line, names):
    """Names come without label and role."""
    assert read_byline(line)[: len(names)] == names
    assert names or not read_byline(line)


def test_byline_under_the_headline_is_found():
    """Once the headline is gone, the byline stands at the head."""
    opening = take_opening(mark_boilerplate(tuple(map(Piece, ("Bridge reopens after years", "By Ana Li", BODY)))))
    assert find_authors(mark_boilerplate(opening.pieces)) == ("Ana Li",)
