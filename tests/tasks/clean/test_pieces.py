"""Pieces make a body, and what was removed keeps its place."""

from __future__ import annotations

from tasks.clean.pieces import REPEATED_BLOCK, Piece, assemble, mark_repeats
from tasks.models import SpanKind

LONG = "The council met on Monday and agreed to repair the bridge before the winter comes to the valley."
REFRAIN = "And the river said nothing."


def test_long_paragraph_that_stands_twice_goes_once():
    """The later one is a duplicate, with the rule that says so."""
    pieces = mark_repeats((Piece(LONG), Piece(REFRAIN), Piece(LONG)))
    assert [(piece.removed_as, piece.rule_id) for piece in pieces] == [
        (None, ""),
        (None, ""),
        (SpanKind.DUPLICATE, REPEATED_BLOCK),
    ]


def test_refrain_stays():
    """Short lines may come back."""
    pieces = (Piece(REFRAIN), Piece(LONG), Piece(REFRAIN))
    assert mark_repeats(pieces) == pieces


def test_repeat_of_what_was_removed_stays():
    """Only what is kept counts as having stood before."""
    pieces = (Piece(LONG, SpanKind.PROMO, "some.rule"), Piece(LONG))
    assert mark_repeats(pieces) == pieces


def test_span_stands_where_its_text_would_go_back_in():
    """A position is an offset into the body."""
    body, spans = assemble(
        (Piece("One."), Piece("Ad", SpanKind.PROMO, "a"), Piece("Two."), Piece("End", SpanKind.PROMO, "b"))
    )
    assert body == "One.\n\nTwo."
    assert [(span.span_no, span.text, span.position) for span in spans] == [(1, "Ad", 6), (2, "End", 10)]


def test_nothing_kept_is_an_empty_body():
    """Spans of an empty body stand at its start."""
    body, spans = assemble((Piece("Ad", SpanKind.PROMO, "a"),))
    assert (body, spans[0].position) == ("", 0)
