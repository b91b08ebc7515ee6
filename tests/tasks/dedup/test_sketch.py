"""A sketch is a small sample of a text by which its copies are found, whichever of two texts is the longer."""

import pytest
from dedup_samples import edit, invent, read_samples, reorder, shorten

from tasks.dedup.sketch import SPARSEST, WANTED_HASHES, find_leads, sketch
from tasks.dedup.words import read_words

SAMPLES = read_samples()


def sketch_of(text):
    return sketch(read_words(text))


@pytest.mark.parametrize("text", ["", "one two", "it is so, he said", "of and the to in on at by"])
def test_nothing_telling_leaves_no_trace(text):
    """A text with fewer than three telling words has an empty sketch."""
    assert sketch_of(text) == frozenset()


@pytest.mark.parametrize("length", [200, 400, 800])
def test_most_texts_keep_about_as_many(length):
    """The size of a sketch hardly grows with the text."""
    assert len(sketch_of(invent(1, length))) == pytest.approx(WANTED_HASHES, rel=0.5)


def test_a_long_text_keeps_more():
    """A very long text is sampled no more thinly than the floor."""
    assert len(sketch_of(invent(1, 8000))) == pytest.approx(8000 * SPARSEST, rel=0.25)


def test_hashes_fit_the_column():
    """Every hash is an unsigned number of 32 bits."""
    assert all(0 <= value < 2**32 for value in sketch_of(SAMPLES["corvane-agency_river-treaty"]))


WAYS = {
    "another headline": lambda text: f"Something else on top of it all\n\n{text}",
    "boilerplate": lambda text: f"{text}\n\nSign up for the letter that our newsroom sends out every morning.",
    "beginning": lambda text: shorten(text, 0.3),
    "reordered": reorder,
    "edited lightly": lambda text: edit(text, 0.1),
    "edited heavily": lambda text: edit(text, 0.3),
    "embedded": lambda text: f"{invent(5, 300)}\n\n{text}\n\n{invent(6, 300)}",
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", SAMPLES)
def test_a_copy_is_a_lead(name, way):
    """However a sample article is copied, its sketch leads to it."""
    sketches = {1: sketch_of(SAMPLES[name]), 2: sketch_of(WAYS[way](SAMPLES[name]))}
    assert find_leads(sketches) == {(1, 2)}


def test_unrelated_articles_are_none():
    """No article leads to one about another thing, and an empty sketch leads nowhere."""
    names = [name for name in SAMPLES if "treaty" not in name and "pact" not in name]
    sketches = {number: sketch_of(SAMPLES[name]) for number, name in enumerate(names)}
    assert find_leads(sketches | {98: frozenset(), 99: frozenset()}) == frozenset()


def test_unspaced_scripts_are_sampled_too():
    """A text without spaces leads to its beginning."""
    text = "".join(chr(0x4E00 + ord(letter) * 37 % 3000) for letter in invent(3, 120))
    assert find_leads({1: sketch_of(text), 2: sketch_of(text[: len(text) // 2])}) == {(1, 2)}
