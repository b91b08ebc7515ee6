"""Headline, kicker, byline and dateline are found where they are certain."""

from __future__ import annotations

import pytest

from tasks.clean.boilerplate import mark_boilerplate
from tasks.clean.headline import find_authors, is_headline, read_byline, split_dateline, take_opening
from tasks.clean.pieces import Piece

BODY = "The council met on Monday and agreed to repair the bridge before the winter comes. " * 6


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
    assert is_headline(line, BODY)


@pytest.mark.parametrize(
    "line", ["The council met on Monday.", "“We will rebuild,” she said.", "By Ana Li", "", "123", BODY]
)
def test_sentence_is_no_headline(line):
    """What states and stops is text."""
    assert not is_headline(line, BODY * 9)


def test_short_text_has_no_headline():
    """A headline stands over a text, not over a line."""
    assert not is_headline("Bridge reopens after eleven years", "It did.")


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
    opening = take_opening(pieces("Bridge reopens", "What power does it hold?", BODY))
    assert (opening.kicker, opening.headline) == (None, "Bridge reopens")


def test_text_without_headline_keeps_everything():
    """Where the first line is a sentence, nothing is taken."""
    assert take_opening(pieces(BODY, "A crosshead", BODY)).pieces == pieces(BODY, "A crosshead", BODY)


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
    opening = take_opening(mark_boilerplate(pieces("Bridge reopens after years", "By Ana Li", BODY)))
    assert find_authors(mark_boilerplate(opening.pieces)) == ("Ana Li",)


@pytest.mark.parametrize(
    "dateline",
    [
        "BERLIN (dpa)",
        "(Reuters)",
        "HALVORA, Brennia (CPA)",
        "SAMARKAND, Uzbekistan",
        "WASHINGTON",
        "Paris, 3. Mai (AFP)",
        "PARIS, May 3 (AFP)",
        "TOKYO, Jan. 14",
        "Berlin/Wien (APA)",
        "NEW YORK",
        "ST. PETERSBURG, Russia (AP)",
        "MÜNCHEN",
    ],
)
@pytest.mark.parametrize("dash", [" — ", " – ", " - ", " -- "])
def test_dateline_is_split_off(dateline, dash):
    """Place, day and agency before a dash are a dateline."""
    assert split_dateline(dateline + dash + "The river fell.") == (dateline, "The river fell.")


@pytest.mark.parametrize(
    "text",
    [
        "HMS Ark — the ship — sank.",
        "NATO — the alliance — said no.",
        "BREAKING — The river fell.",
        "The river — a long one — fell.",
        "Ana Li - The mayor spoke.",
        "“BERLIN — The Musical” opened.",
        "1945 – The war ended.",
        "WASHINGTON —",
        "Peace (at last) came.",
    ],
)
def test_dash_alone_makes_no_dateline(text):
    """A ship, an alliance, a parenthesis or a shout is text."""
    assert split_dateline(text) == (None, text)
