"""Headline and kicker are found where they are certain."""

from __future__ import annotations

import pytest

from tasks.clean.headline import is_headline, take_opening
from tasks.clean.pieces import Piece

BODY = (
    "The council met on Monday and agreed to repair the bridge before the winter comes."
    + " Nobody objected, and the meeting ended." * 9
)


def pieces(*texts):
    return tuple(Piece(text) for text in texts)


@pytest.mark.parametrize(
    "line",
    [
        "Bridge reopens after eleven years",
        "Who pays for the bridge?",
        "Council: No Money for the Bridge.",
        "‘We will rebuild’",
    ],
)
def test_headline_is_short_and_no_sentence(line):
    """A first line without a full stop, or in title case throughout, is a headline."""
    assert is_headline(line, [BODY])


@pytest.mark.parametrize(
    "line", ["The council met on Monday.", "“We will rebuild,” she said.", "By Ana Li", "", "123", BODY]
)
def test_sentence_is_no_headline(line):
    """What states and stops is text."""
    assert not is_headline(line, [BODY] * 9)


def test_short_text_has_no_headline():
    """A headline stands over a text, not over a line."""
    assert not is_headline("Bridge reopens after eleven years", ["It did."])


def test_headline_leaves_the_body():
    """The headline is taken out of the pieces."""
    opening = take_opening(pieces("Bridge reopens after years", BODY))
    assert (opening.headline, opening.kicker, opening.pieces) == ("Bridge reopens after years", None, pieces(BODY))


def test_markdown_title_is_a_headline_for_certain():
    """Even a sentence is one under a mark, and crossheads lose theirs."""
    opening = take_opening(pieces("# The bridge is open.", BODY, "## What now?", BODY, "#1 in the charts"))
    assert opening.headline == "The bridge is open."
    assert [piece.text for piece in opening.pieces] == [BODY, "What now?", BODY, "#1 in the charts"]


def test_number_sign_without_title_stays():
    """Without a title on top the text is not Markdown."""
    assert take_opening(pieces(BODY, "## What now?")).pieces == pieces(BODY, "## What now?")


@pytest.mark.parametrize("kicker", ["POLITICS", "Politics", "RIVER TREATY"])
def test_kicker_stands_apart(kicker):
    """A word or two above the headline are its kicker."""
    opening = take_opening(pieces(kicker, "Bridge reopens after eleven years", BODY))
    assert (opening.kicker, opening.headline) == (kicker, "Bridge reopens after eleven years")


def test_headline_above_a_crosshead_is_no_kicker():
    """Several words in small letters are a headline of their own."""
    opening = take_opening(pieces("Bridge reopens at last", "What power does it hold?", BODY))
    assert (opening.kicker, opening.headline) == (None, "Bridge reopens at last")


def test_text_without_headline_keeps_everything():
    """Where the first line is a sentence, nothing is taken."""
    assert take_opening(pieces(BODY, "A crosshead", BODY)).pieces == pieces(BODY, "A crosshead", BODY)


@pytest.mark.parametrize(
    "line",
    [
        "Dear Editor,",
        "Dear Editor of the Post",
        "My Darling,",
        "Hello",
        "I",
        "Share",
        "- Yes",
        "1. A rope",
        "Q: Who are you?",
        "A: Nobody you know",
        '"Come in"',
        "“I never said that to him”",
        "The mayor said -",
    ],
)
def test_what_opens_texts_is_no_headline(line):
    """Salutations, items, speakers, speech and single words are the beginning of the text."""
    text = pieces(line, BODY)
    assert take_opening(text).pieces == text


def test_short_title_needs_title_case_and_prose():
    """Two words are a headline only if they look like one."""
    assert is_headline("Bridge Reopens", [BODY])
    assert not is_headline("Bridge reopens", [BODY])
    assert not is_headline("Bridge Reopens", ["Short.", BODY])


def test_line_with_another_set_under_it_is_no_headline():
    """The first verse of a poem is none, but a byline may stand right under a headline."""
    verse = (
        Piece("I asked the road where it would go"),
        Piece("It said to nowhere I know", is_set_under=True),
        Piece(BODY),
    )
    assert take_opening(verse).headline is None
    signed = (Piece("Bridge To Close Soon"), Piece("By Jane Doe and John Roe", is_set_under=True), Piece(BODY))
    assert take_opening(signed).headline == "Bridge To Close Soon"


def test_text_without_prose_has_no_headline():
    """Where no paragraph is long, the first line is one of the lines."""
    lines = pieces("I asked the road where it would go", *["It said to somewhere I do not know"] * 6)
    assert take_opening(lines).headline is None
