"""A topic is the weightiest terms of a text, in whole numbers, and the cosine of two tells whether they are alike."""

import pytest
from dedup_samples import invent, read_language, read_samples
from hypothesis import given
from hypothesis import strategies as st

from tasks.dedup.topic import CHARACTERS, TERMS, UNIT, compare_topics, read_topic

SAMPLES = read_samples()
TOPICS = {name: read_topic(body, read_language(name)) for name, body in SAMPLES.items()}
TREATY = sorted(name for name in SAMPLES if "treaty" in name or "pact" in name)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_topic_has_a_size(name):
    """The terms of an article are at most so many, heaviest first, and their vector has the length of one."""
    topic = TOPICS[name]
    assert len(topic) == TERMS
    assert list(topic.values()) == sorted(topic.values(), reverse=True)
    assert sum(weight**2 for weight in topic.values()) ** 0.5 == pytest.approx(UNIT, rel=0.001)
    assert compare_topics(topic, topic) == pytest.approx(1000, abs=2)


def test_nothing_is_about_nothing():
    """A text without content has an empty topic, which is like no other."""
    assert read_topic("It was so.", "en") == {}
    assert compare_topics({}, TOPICS[TREATY[0]]) == 0


def test_reports_of_one_event_are_alike():
    """All reports of the treaty are more alike than any of them is like another article."""
    others = sorted(SAMPLES.keys() - set(TREATY))
    nearest = max(compare_topics(TOPICS[one], TOPICS[other]) for one in TREATY for other in others)
    farthest = min(compare_topics(TOPICS[one], TOPICS[other]) for one in TREATY for other in TREATY)
    assert farthest > 300
    assert nearest < 100


def test_only_the_beginning_counts():
    """What follows a long way behind changes nothing."""
    text = invent(1, 600)
    assert read_topic(text, "en") == read_topic(text[:CHARACTERS], "en")


@given(st.text("ab cd Ef", max_size=60), st.text("ab cd Ef", max_size=60))
def test_likeness_has_no_direction(one, other):
    """Two topics are as alike from either side, and never more than the same."""
    left, right = read_topic(one, "en"), read_topic(other, "en")
    assert 0 <= compare_topics(left, right) == compare_topics(right, left) <= 1002
