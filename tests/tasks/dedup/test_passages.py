"""Passages are what two texts have in common word for word, small edits bridged; words that merely recur are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.dedup.passages import LONE_CHARACTERS, SPACED, Passage, cover, find_passages, grain_of
from tasks.dedup.words import read_words

NUMBERS = tuple(range(100))


@pytest.mark.parametrize(
    ("spans", "places"),
    [([], 0), ([(3, 5)], 2), ([(0, 4), (2, 6)], 6), ([(2, 6), (0, 4), (8, 9)], 7), ([(0, 9), (2, 3)], 9)],
)
def test_cover_counts_each_place_once(spans, places):
    """Places in several spans count once, in whatever order the spans come."""
    assert cover(spans) == places


def test_the_same_text_is_one_passage():
    """A text has itself as its one passage, without an edit."""
    assert find_passages(NUMBERS, NUMBERS) == (Passage(0, 100, 0, 100, 100, 0, 0, 100),)


def test_an_edited_word_is_bridged():
    """A passage goes on behind an edited word, which is in it but not shared."""
    edited = (*NUMBERS[:30], 999, *NUMBERS[31:])
    assert find_passages(NUMBERS, edited) == (Passage(0, 100, 0, 100, 99, 31, 31, 69),)


def test_an_insertion_is_bridged_too():
    """Words put in shift the rest, and the passage follows."""
    (passage,) = find_passages(NUMBERS, (*NUMBERS[:50], 997, 998, *NUMBERS[50:]))
    assert (passage.one_end, passage.other_end, passage.shared) == (100, 102, 100)


def test_moved_parts_are_passages_of_their_own():
    """Where two halves have changed places each is a passage."""
    passages = find_passages(NUMBERS, (*NUMBERS[50:], *NUMBERS[:50]))
    assert [(found.one_start, found.other_start) for found in passages] == [(0, 50), (50, 0)]


def test_a_few_words_are_no_passage():
    """Runs that are too short, and too far from each other to make up one, do not count."""
    scattered = tuple(value for start in (5, 45, 85) for value in (*NUMBERS[start : start + 6], *range(500, 540)))
    assert find_passages(NUMBERS, scattered) == ()


def test_a_refrain_begins_no_run():
    """What is said over and over in both texts would meet itself everywhere, and is left out."""
    assert find_passages((1, 2, 3) * 40, (1, 2, 3) * 40) == ()


TEXTS = st.lists(st.integers(0, 6), max_size=80)


@given(TEXTS, TEXTS)
def test_neither_text_comes_first(one, other):
    """Exchanging the texts exchanges the places, and changes nothing else."""
    turned = {
        (found.other_start, found.other_end, found.one_start, found.one_end) for found in find_passages(other, one)
    }
    assert {(it.one_start, it.one_end, it.other_start, it.other_end) for it in find_passages(one, other)} == turned


@given(TEXTS, TEXTS)
def test_passages_lie_within_the_texts(one, other):
    """Every passage lies within both texts and shares enough words, no more than there are."""
    for found in find_passages(one, other):
        assert 0 <= found.one_start < found.one_end <= len(one)
        assert 0 <= found.other_start < found.other_end <= len(other)
        assert SPACED.least <= found.shared <= min(len(one), len(other))
        assert (
            one[found.run_one : found.run_one + found.run_length]
            == (other[found.run_other : found.run_other + found.run_length])
        )


def test_characters_need_to_be_more():
    """Two texts of single characters are compared by longer grams; a mixed pair is compared as words."""
    spaced, unspaced = read_words("The ferry was late"), read_words("川の水が増えた")
    assert grain_of(unspaced, unspaced) is LONE_CHARACTERS
    assert grain_of(spaced, unspaced) is SPACED
