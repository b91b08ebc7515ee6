"""Quotation marks are told apart from everything that looks like one."""

import pytest

from tasks.entities.marks import Side, find_marks

NO_MARKS = [
    "It’s the dog’s, isn't it?",
    "the '90s and the ’60s",
    "rock 'n' roll, rock ’n’ roll",
    "Give ’em back 'til Friday.",
    "He is 5' 11\" tall, she is 5’7”.",
]
SIDES = [
    ("“We go”", [Side.OPEN, Side.CLOSE]),
    ("(“We go”)", [Side.OPEN, Side.CLOSE]),
    ("Ja, „wir gehen“, ja", [Side.OPEN, Side.CLOSE]),
    ("»Wir gehen«, ja", [Side.OPEN, Side.CLOSE]),
    ("« Nous partons »", [Side.EITHER, Side.EITHER]),
    ("yes—“no”—yes", [Side.OPEN, Side.EITHER]),
    ("“‘Sign’”", [Side.OPEN, Side.OPEN, Side.CLOSE, Side.CLOSE]),
]


@pytest.mark.parametrize("text", NO_MARKS)
def test_apostrophes_years_feet_and_inches_are_no_marks(text):
    """What belongs to a word or a number opens and closes nothing."""
    assert find_marks(text, 0, len(text)) == []


@pytest.mark.parametrize(("text", "sides"), SIDES)
def test_a_mark_knows_its_side_by_its_neighbours(text, sides):
    """Before a word a mark opens, behind one it closes, whatever it looks like."""
    assert [mark.side for mark in find_marks(text, 0, len(text))] == sides


def test_the_apostrophe_of_a_plural_gives_way():
    """Where a better mark closes the quote, the apostrophe behind a plural is none."""
    text = "‘The workers’ pay is low,’ he said."
    assert [mark.start for mark in find_marks(text, 0, len(text))] == [0, text.index(",’") + 1]


def test_offsets_are_those_of_the_whole_text():
    """Marks in a part of a text are counted from its beginning."""
    text = 'One "two" "three"'
    assert [mark.start for mark in find_marks(text, 10, len(text))] == [10, 16]
