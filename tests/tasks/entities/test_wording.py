"""The kind of a quote by its wording, and titles of works."""

import pytest

from tasks.annotations import QuoteKind
from tasks.entities.quotes import find_quotes

DIRECT, PARTIAL, SCARE = QuoteKind.DIRECT, QuoteKind.PARTIAL, QuoteKind.SCARE

KINDS = [
    ("“We go,” he said.", DIRECT),
    ("“Why?” she asked.", DIRECT),
    ("He said: “We go.”", DIRECT),
    ("„Wir gehen“, sagte er.", DIRECT),
    ("« Nous partons », a dit le maire.", DIRECT),
    ("21:37 “We go,” he says.", DIRECT),
    ("The sign read “Keep off the grass.”", DIRECT),
    ("He said that “We will not go at all.”", PARTIAL),
    ("He called it a “long and winding road”.", PARTIAL),
    ("A “temporary” sign will stay.", SCARE),
    ("He spoke of a “Big Lie,” again.", None),
]
TITLES = [
    "Her book “The Patient Ear” came out in May.",
    "His ‘Oedipus on the Mainland’ sold out.",
    "They sailed on a yacht named “Aurora,” the court heard.",
    "The film “Rain!” opened on Friday.",
]
NO_TITLES = ["“Good God,” he said.", "Someone shouted “Up Leeds United!”", "They called him “Iron Bill”."]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_wording_tells_the_kind(text, kind):
    """A clause of its own is direct, a part of a sentence partial, a term of few words scare; a title is none."""
    assert [quote.kind for quote in find_quotes(text)] == ([kind] if kind else [])


@pytest.mark.parametrize("text", TITLES)
def test_titles_of_works_are_no_quotes(text):
    """Names of books, films and ships are said by nobody."""
    assert find_quotes(text) == ()


@pytest.mark.parametrize("text", NO_TITLES)
def test_capitals_alone_make_no_title(text):
    """What is spoken, or what somebody is called, is a quote in capitals as well."""
    assert len(find_quotes(text)) == 1


def test_words_behind_a_tag_are_direct():
    """A sentence that goes on behind "she said" is spoken to its end."""
    quotes = find_quotes("“We hope,” she said on Monday, “and we wait.”")
    assert [quote.kind for quote in quotes] == [DIRECT, DIRECT]
