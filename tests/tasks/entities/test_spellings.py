"""Misspelt names are found, and relatives are not merged."""

import pytest

from tasks.entities.spellings import find_spelling, is_misspelt


@pytest.mark.parametrize(
    ("name", "people", "found"),
    [
        ("aila demirken", ["aila demirkan"], "aila demirkan"),
        ("demirken", ["aila demirkan"], "aila demirkan"),
        ("resep okafur", ["recep okafor"], None),  # no word is the same
        ("ivana petrova", ["ivan petrov"], None),
        ("anna duarte", ["ana duarte"], None),
        ("maria duarte", ["mario duarte"], None),
        ("mehmet yildiz", ["mehmet yilmaz"], None),
        ("demirken", ["aila demirkan", "omar demirkan"], None),
        ("lin", ["ada lim"], None),
    ],
)
def test_spellings(name, people, found):
    """One name that is alike is meant; a name that could be somebody else's is left alone."""
    assert find_spelling(name, people) == found


@pytest.mark.parametrize(
    ("word", "other"), [("petrova", "petrov"), ("roe", "rae"), ("duarte", "duarte"), ("halden", "walden")]
)
def test_words_that_are_not_misspelt(word, other):
    """Endings, short words, the same word and another first letter are no mistakes."""
    assert not is_misspelt(word, other)
