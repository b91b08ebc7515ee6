"""Pieces make a body, and what was removed keeps its place."""

from __future__ import annotations

from tasks.clean.pieces import REPEATED_BLOCK, Piece, assemble, mark_repeats
from tasks.models import SpanKind

LONG = "The council met on Monday and agreed to repair the bridge before the winter comes to the valley."
REFRAIN = "And the river said nothing."


OTHER = "Engineers told the committee that the third pier had moved by four centimetres since the spring of the year."


def test_long_paragraph_that_stands_twice_in_a_row_goes_once():
    """The later one is a duplicate, with the rule that says so."""
    pieces = mark_repeats((Piece(LONG), Piece(LONG), Piece(REFRAIN)))
    assert [(piece.removed_as, piece.rule_id) for piece in pieces] == [
        (None, ""),
        (SpanKind.DUPLICATE, REPEATED_BLOCK),
        (None, ""),
    ]


def test_block_that_stands_twice_goes_once():
    """Two long paragraphs that come back in a row are a copy."""
    pieces = mark_repeats((Piece(LONG), Piece(OTHER), Piece(REFRAIN), Piece(LONG), Piece(OTHER)))
    assert [piece.is_kept for piece in pieces] == [True, True, True, False, False]


def test_long_refrain_stays():
    """A paragraph that comes back alone is a refrain, however long."""
    pieces = (Piece(LONG), Piece(OTHER), Piece(LONG), Piece(REFRAIN), Piece(LONG))
    assert mark_repeats(pieces) == pieces


def test_lines_of_a_block_stay_together():
    """A line that was set under another is parted from it by one newline, unless something between them went."""
    lines = (
        Piece("One"),
        Piece("two", is_set_under=True),
        Piece("Ad", SpanKind.PROMO, "a", is_set_under=True),
        Piece("three", is_set_under=True),
    )
    assert assemble(lines)[0] == "One\ntwo\n\nthree"


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
