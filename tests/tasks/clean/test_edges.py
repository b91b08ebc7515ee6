"""Edges of a body."""

import pytest
from pages import PROSE, lines_of

from tasks.clean.body import OUTSIDE, Body, Rule
from tasks.clean.edges import trim_edges
from tasks.models import SpanKind


def body_of(*texts, dropped=None):
    lines = lines_of("".join(f"<p>{text}</p>" for text in texts))
    rules = dropped or {}
    return Body(
        tuple(line for line in lines if line.text not in rules),
        tuple((line, rules[line.text]) for line in lines if line.text in rules),
    )


def trimmed(body, authors=("Jane Doe",)):
    after = trim_edges(body, authors)
    return [line.text for line in after.kept], {line.text: rule.rule_id for line, rule in after.dropped}


@pytest.mark.parametrize("byline", ["By Jane Doe", "JANE DOE, Springfield", "Jane Doe | Staff"])
def test_bylines_go(byline):
    """A short line with an author's name at the head is a byline."""
    assert trimmed(body_of(byline, PROSE, PROSE)) == ([PROSE, PROSE], {byline: "page.byline"})


def test_author_notes_go():
    """A last paragraph about the author is no text of the author's."""
    note = "Jane Doe teaches rivers at the University of Springfield."
    assert trimmed(body_of(PROSE, PROSE, note)) == ([PROSE, PROSE], {note: "page.author_note"})


def test_an_author_in_the_middle_stays():
    """A text may name its author."""
    texts = [PROSE, "Jane Doe was there.", *[PROSE] * 5]
    assert trimmed(body_of(*texts))[0] == texts


@pytest.mark.parametrize("author", ["Doe", "AP"])
def test_single_words_are_no_evidence(author):
    """A name of one word may be any word."""
    texts = [f"By {author}", PROSE]
    assert trimmed(body_of(*texts), (author,))[0] == texts


def test_what_announces_a_dropped_promotion_goes_with_it():
    """A colon that leads to nothing is left out as well."""
    body = body_of(PROSE, "Read more:", "Ten wet dogs", PROSE, dropped={"Ten wet dogs": Rule("page.x", SpanKind.PROMO)})
    assert trimmed(body) == ([PROSE, PROSE], {"Read more:": "page.lead_in", "Ten wet dogs": "page.x"})


def test_a_colon_before_text_stays():
    """A line that introduces what was kept is text."""
    texts = [PROSE, "She said:", PROSE]
    assert trimmed(body_of(*texts))[0] == texts


def test_something_is_left():
    """A body of a single note is better than none."""
    body = body_of("By Jane Doe", dropped={"x": OUTSIDE})
    assert trim_edges(body, ["Jane Doe"]) is body
