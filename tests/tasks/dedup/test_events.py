"""Events are groups of alike articles, the same in whatever order articles and links come."""

from itertools import combinations

import pytest
from dedup_samples import read_language, read_samples
from hypothesis import given
from hypothesis import strategies as st

from tasks.dedup import events
from tasks.dedup.events import ALIKE, find_centre, form_events
from tasks.dedup.topic import compare_topics, read_topic
from tasks.happenings import TopicLink

SAMPLES = read_samples()


def links(similarity, *groups):
    return [TopicLink(one, other, similarity) for group in groups for one, other in combinations(sorted(group), 2)]


def test_alone():
    """Who is linked to nobody is an event alone; nothing gives nothing."""
    assert form_events([2, 1], []) == ((1,), (2,))
    assert form_events([], []) == ()


@pytest.mark.parametrize(("similarity", "event"), [(ALIKE, ((1, 2),)), (ALIKE - 1, ((1,), (2,)))])
def test_two_that_are_alike(similarity, event):
    """Two articles are one event if their topics are alike enough."""
    assert form_events([1, 2], [TopicLink(1, 2, similarity)]) == event


def test_links_to_others_are_passed_over():
    """A link to an article that is not among those asked about counts for nothing."""
    assert form_events([1, 2], [TopicLink(1, 3, 900), TopicLink(2, 3, 900)]) == ((1,), (2,))


def test_a_chain_is_cut():
    """Articles that are only like their neighbours are not all one event: averages count, the strongest link first."""
    chain = [TopicLink(1, 2, 500), TopicLink(2, 3, 300), TopicLink(3, 4, 510)]
    assert form_events(range(1, 5), chain) == ((1, 2), (3, 4))


def test_a_late_article_joins():
    """An article that is like most of an event belongs to it."""
    group = links(400, range(5))
    late = [TopicLink(article, 9, 350) for article in range(4)]
    assert form_events([*range(5), 9], [*group, *late]) == ((0, 1, 2, 3, 4, 9),)


TWINS = links(700, range(6), range(10, 16))
BETWEEN = [(one, other) for one in range(6) for other in range(10, 16)]


@pytest.mark.parametrize(("similarity", "count"), [(300, 2), (500, 2), (600, 1)])
def test_twins_stay_apart(similarity, count):
    """Two dense groups are two events unless what is between them is nearly as strong as what is within."""
    found = form_events([*range(6), *range(10, 16)], [*TWINS, *(TopicLink(*pair, similarity) for pair in BETWEEN)])
    assert len(found) == count


def test_small_groups_are_no_twins():
    """Too few articles are not enough to tell that there are two events."""
    near = [TopicLink(one, other, 300) for one in (0, 1, 2) for other in (10, 11, 12)]
    assert len(form_events([0, 1, 2, 10, 11, 12], [*links(700, (0, 1, 2), (10, 11, 12)), *near])) == 1


def test_a_large_component_is_parted_first(monkeypatch):
    """Where very many articles hang together, stronger links are asked for before groups are formed."""
    monkeypatch.setattr(events, "LARGEST_COMPONENT", 6)
    pairs = links(600, range(4), range(10, 14))
    bridge = [TopicLink(one, other, 210) for one in range(4) for other in range(10, 14)]
    assert form_events([*range(4), *range(10, 14)], [*pairs, *bridge]) == ((0, 1, 2, 3), (10, 11, 12, 13))


def test_a_large_component_of_equals_ends(monkeypatch):
    """A component that no stronger link parts falls apart in the end, rather than going on for ever."""
    monkeypatch.setattr(events, "LARGEST_COMPONENT", 3)
    assert len(form_events(range(5), links(1000, range(5)))) == 5


LINKS = st.dictionaries(
    st.tuples(st.integers(0, 14), st.integers(0, 14)).filter(lambda pair: pair[0] < pair[1]),
    st.sampled_from([150, 200, 210, 300, 300, 450, 900]),
    max_size=70,
).map(lambda found: [TopicLink(*pair, similarity) for pair, similarity in found.items()])


@given(LINKS, st.randoms(use_true_random=False))
def test_order_does_not_count(found, shuffler):
    """Articles and links in any order form the same events, and every article is in exactly one."""
    articles, shuffled = list(range(15)), list(found)
    shuffler.shuffle(articles)
    shuffler.shuffle(shuffled)
    formed = form_events(articles, shuffled)
    assert formed == form_events(range(15), found)
    assert sorted(article for event in formed for article in event) == list(range(15))


def test_components_do_not_touch_each_other():
    """Events of articles that hang together are the same whether the others are there or not."""
    left, right = links(400, range(4)), links(500, range(10, 13))
    both = form_events([*range(4), *range(10, 13)], [*left, *right])
    assert both == (*form_events(range(4), left), *form_events(range(10, 13), right))


def test_the_centre():
    """The article most like the others is the centre, the least id among equals; links to outsiders do not count."""
    found = [TopicLink(1, 2, 300), TopicLink(2, 3, 400), TopicLink(1, 9, 900)]
    assert find_centre([1, 2, 3], found) == 2
    assert find_centre([3, 1], []) == 1


def test_the_sample_articles():
    """The reports of the treaty are one event, and each other article is its own."""
    names = sorted(name for name in SAMPLES if read_language(name) == "en")
    topics = [read_topic(SAMPLES[name], "en") for name in names]
    found = [
        TopicLink(one, other, compare_topics(topics[one], topics[other]))
        for one, other in combinations(range(len(names)), 2)
    ]
    formed = [{names[article] for article in event} for event in form_events(range(len(names)), found)]
    assert {name for name in names if "treaty" in name or "pact" in name} in formed
    assert sum(len(event) > 1 for event in formed) == 1
