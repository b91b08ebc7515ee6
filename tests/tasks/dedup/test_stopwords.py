"""Every language in the table has its list."""

import pytest

from tasks.dedup.stopwords import LISTS, function_words


@pytest.mark.parametrize("language", LISTS)
def test_every_list_is_there(language):
    """A list holds a good number of words, in lower case."""
    words = function_words(language)
    assert len(words) > 50
    assert all(word == word.lower() for word in words)


@pytest.mark.parametrize(("language", "word"), [("en", "the"), ("de", "nicht"), ("fr", "dans"), ("no", "ikke")])
def test_lists_are_in_their_language(language, word):
    """A word that every text has is in its language's list."""
    assert word in function_words(language)


@pytest.mark.parametrize("language", ["und", "ja", "xx", ""])
def test_other_languages_have_none(language):
    """Where there is no list the answer is empty."""
    assert function_words(language) == frozenset()
