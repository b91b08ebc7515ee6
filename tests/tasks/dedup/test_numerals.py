"""Numbers in letters become digits."""

import pytest

from tasks.dedup.numerals import NUMERALS, read_numeral


@pytest.mark.parametrize(
    ("word", "language", "read"),
    [
        ("twelve", "en", "12"),
        ("twelve", "en-GB", "12"),
        ("hundert", "DE", "100"),
        ("quatre-vingts", "fr", "80"),
        ("dieciséis", "es", "16"),
        ("twelve", "de", "twelve"),
        ("seven", "en", "seven"),
        ("twelve", "und", "twelve"),
        ("2022", "en", "2022"),
    ],
)
def test_numerals(word, language, read):
    """A listed number is read in its own language only; every other word stays as it is."""
    assert read_numeral(word, language) == read


@pytest.mark.parametrize("language", sorted(NUMERALS))
def test_every_language_has_the_same_numbers(language):
    """The words of each language stand for the same nineteen values."""
    assert sorted(map(int, NUMERALS[language].values())) == sorted({*range(10, 20), *range(20, 101, 10)})
