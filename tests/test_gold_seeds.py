"""What is written down of the real articles still stands where it was found."""

from __future__ import annotations

import pytest
from gold_seeds import SHARED, hash_words, load_bodies, load_gold

GOLD = load_gold()

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the real articles in ../shared/seeds are not here")


@pytest.fixture(scope="module")
def bodies():
    return load_bodies()


def test_counts():
    """45 long quotes, eleven utterances that are told more than once, eleven entities."""
    assert (len(GOLD.quotes), len(GOLD.utterances), len(GOLD.entities)) == (45, 11, 11)


def test_utterances_cross_outlets():
    """Each utterance has renderings in two articles at least, and they are quotes of the list."""
    articles = {quote.id: quote.article for quote in GOLD.quotes}
    for utterance in GOLD.utterances:
        assert len({articles[quote] for quote in utterance}) == len(utterance) > 1


def test_surfaces_are_the_mentions():
    """An entity's surfaces are counted as often as it has mentions."""
    for entity in GOLD.entities:
        assert sum(entity.surfaces.values()) == sum(map(len, entity.mentions.values())), entity.name


@needs_shared
def test_bodies_have_not_drifted(bodies):
    """Offsets are those of today's cleaning."""
    assert {name: hash_words(body) for name, body in bodies.items()} == GOLD.hashes


@needs_shared
def test_quotes_have_not_drifted(bodies):
    """Every quote still is the words that were judged, six or more of them."""
    for quote in GOLD.quotes:
        words = bodies[quote.article][quote.start : quote.end]
        assert (hash_words(words), len(words.split()) >= 6) == (quote.hash, True), quote.id


@needs_shared
def test_mentions_have_not_drifted(bodies):
    """Every mention reads as one of the entity's surfaces, and every surface occurs."""
    for entity in GOLD.entities:
        read = [bodies[name][start:end] for name, spans in entity.mentions.items() for start, end in spans]
        assert {surface: read.count(surface) for surface in read} == entity.surfaces


@needs_shared
def test_furniture_is_gone(bodies):
    """The names that must not be entities stand in removed spans only."""
    assert not [name for name in GOLD.absent for body in bodies.values() if name in body]
