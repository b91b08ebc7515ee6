"""A fingerprint is a sample of a text's word 3-grams, the same in whatever dress the words come."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.dedup.fingerprint import SAMPLED_ONE_IN, fingerprint, shingle
from tasks.models import Article

WORDS = st.lists(st.text("abcdefghijklmnop", min_size=1, max_size=6), max_size=60)
LONG = " ".join(f"word{number}" for number in range(4000))


@pytest.mark.parametrize("text", ["", " \n", "?!", "one", "one two", "One, two."])
def test_fewer_than_three_words_leave_no_trace(text):
    """A text without a 3-gram has an empty fingerprint."""
    assert shingle(text) == frozenset()


def test_one_in_so_many_is_kept():
    """The sample holds about one 3-gram in SAMPLED_ONE_IN."""
    assert len(shingle(LONG)) == pytest.approx(4000 / SAMPLED_ONE_IN, rel=0.2)


@pytest.mark.parametrize(
    "dressed",
    [
        LONG.upper(),
        LONG.replace(" ", "\n\n"),
        LONG.replace(" ", " – "),
        f"“{LONG}!”",
        LONG.replace(" ", "_"),
        LONG.replace("word", "ｗｏｒｄ"),
    ],
)
def test_dress_does_not_count(dressed):
    """Case, punctuation, white space and compatibility forms do not change a fingerprint."""
    assert shingle(dressed) == shingle(LONG)


def test_word_order_counts():
    """The same words in another order are another text."""
    assert not shingle(LONG) & shingle(" ".join(reversed(LONG.split())))


def test_scripts_without_spaces_have_words():
    """A text in a script that sets no spaces has a fingerprint as well."""
    text = "".join(chr(0x4E00 + number) for number in range(400))
    assert len(shingle(text)) == pytest.approx(400 / SAMPLED_ONE_IN, rel=0.5)


@given(WORDS, WORDS)
def test_a_sample_does_not_depend_on_its_surroundings(before, after):
    """The 3-grams of a passage are kept or dropped alike in every text that holds the passage."""
    passage = "the ferry sailed at nine from the old quay below the mill and came back empty at noon"
    assert shingle(passage) <= shingle(" ".join([*before, passage, *after]))


@settings(max_examples=50)
@given(st.text(max_size=300))
def test_any_text_has_a_fingerprint(text):
    """Whatever the characters, hashes are positive 63-bit integers, and composed forms equal decomposed ones."""
    hashes = shingle(text)
    assert all(0 <= value < 1 << 63 and value % SAMPLED_ONE_IN == 0 for value in hashes)
    assert hashes == shingle(unicodedata.normalize("NFD", text))


def test_a_fingerprint_repeats_what_the_article_says():
    """Id, digest, length and date are the article's; the hashes are its body's."""
    article = Article(7, 8, LONG, "digest", 4000)
    found = fingerprint(article)
    assert (found.article_id, found.body_digest, found.word_count, found.date_published) == (7, "digest", 4000, None)
    assert found.shingles == shingle(LONG)
