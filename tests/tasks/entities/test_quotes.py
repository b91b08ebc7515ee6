"""Quotes in a text, with their offsets."""

import pytest
from gold_names import load
from hypothesis import given
from hypothesis import strategies as st

from tasks.annotations import QuoteKind
from tasks.entities.quotes import find_quotes


def words(text):
    return [text[quote.start_char : quote.end_char] for quote in find_quotes(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go,” he said.", ["We go,"]),
        ("« Nous partons », a dit le maire.", ["Nous partons"]),
        ("He called it “a long and winding road.”", ["a long and winding road"]),
        ("They “fully agree. We have no quarrel.”", ["fully agree. We have no quarrel."]),
        ("He said “ ... ”.", []),
        ("No quote at all.", []),
    ],
)
def test_the_words_stand_without_their_marks(text, expected):
    """Blanks and the sentence's own full stop are no part of the words; marks without words are no quote."""
    assert words(text) == expected


def test_marks_are_remembered():
    """Where the marks begin and end is known as well."""
    (quote,) = find_quotes("He said “go” twice.")
    assert (quote.marked_start, quote.start_char, quote.end_char, quote.marked_end) == (8, 9, 11, 12)


def test_a_quote_in_a_quote_has_a_depth():
    """Outer quotes come first, and inner ones know how deep they lie."""
    text = "“He said ‘go’ and I went,” she said."
    assert [(text[one.start_char : one.end_char], one.depth) for one in find_quotes(text)] == [
        ("He said ‘go’ and I went,", 0),
        ("go", 1),
    ]


def test_a_quote_over_paragraphs_is_one():
    """It runs from the first word to the last, and is direct."""
    (quote,) = find_quotes("“We go.\n\n“We stay,” she said.")
    assert (quote.start_char, quote.end_char, quote.kind) == (1, 18, QuoteKind.DIRECT)


def test_every_quote_of_the_gold_set_is_found():
    """All quotes of the development half are found with their exact words, and nothing else."""
    for article in load("development"):
        found = {(quote.start_char, quote.end_char) for quote in find_quotes(article.text)}
        assert {(quote.start, quote.end) for quote in article.quotes} == found, article.id


@given(st.text("aB .,\n“”\"‘’'«»", max_size=60))
def test_offsets_hold_in_any_text(text):
    """Quotes are sorted, lie within their marks, and hold a word."""
    quotes = find_quotes(text)
    assert [quote.marked_start for quote in quotes] == sorted(quote.marked_start for quote in quotes)
    for quote in quotes:
        assert quote.marked_start <= quote.start_char < quote.end_char <= quote.marked_end
        assert any(character.isalnum() for character in text[quote.start_char : quote.end_char])
