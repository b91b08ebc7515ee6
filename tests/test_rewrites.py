"""The labelled set is what its users take it for: large enough, well-formed, and not solvable by counting words."""

import re
from collections import Counter
from statistics import fmean

import pytest
from rewrites import Half, Role, read_articles, read_events, read_pairs

ARTICLES = read_articles()
EVENTS = read_events()
PAIRS = read_pairs()


def grams(article, size):
    words = re.findall(r"\w+", article.article_body.casefold())
    return {tuple(words[start : start + size]) for start in range(len(words) - size + 1)}


def overlap(pair, size):
    left, right = grams(pair.left, size), grams(pair.right, size)
    return len(left & right) / len(left | right)


def test_the_set_is_large():
    """There are at least 24 events, 8 of them confusable with another, told by at least 110 articles."""
    assert len(EVENTS) >= 24
    assert sum(event.twin_of is not None for event in EVENTS) >= 8
    assert len(ARTICLES) >= 110


@pytest.mark.parametrize("half", Half)
def test_each_half_has_pairs_of_both_kinds(half):
    """Each half holds at least 40 pairs that go back to one agency text and 80 that do not."""
    kinds = Counter(pair.is_rewrite for pair in read_pairs(half))
    assert kinds[True] >= 40
    assert kinds[False] >= 80


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.event)
def test_an_event_is_well_formed(event):
    """It has one agency text, the first, some rewrite, no publisher twice, one language, and a twin in its own half."""
    roles = [article.role for article in event.articles]
    assert roles[0] is Role.AGENCY
    assert roles.count(Role.AGENCY) == 1
    assert Role.REWRITE in roles
    assert len({article.publisher for article in event.articles}) == len(roles)
    assert len({article.in_language for article in event.articles}) == 1
    assert event.twin_of in {other.event for other in read_events(event.half)} | {None}


def test_articles_are_as_long_as_news_are():
    """Every article has 120 to 350 words in at least 4 paragraphs of one line each."""
    for article in ARTICLES:
        assert 120 <= len(article.article_body.split()) <= 350, article.article
        assert len(article.paragraphs) >= 4, article.article
        assert not any("\n" in paragraph for paragraph in article.paragraphs), article.article


def test_articles_appear_when_their_event_happens():
    """Every article that has a date was published on the event's day or within three days."""
    for event in EVENTS:
        dates = [article.date_published.date() for article in event.articles if article.date_published]
        assert all(0 <= (day - event.event_date).days <= 3 for day in dates), event.event


def test_ids_are_unique():
    """No two articles have one id, no two events one name."""
    assert len({article.article for article in ARTICLES}) == len(ARTICLES)
    assert len({event.event for event in EVENTS}) == len(EVENTS)


def test_some_dates_and_four_languages():
    """Articles without a date and events in four languages are among them, in both halves."""
    for half in Half:
        articles = read_articles(half)
        assert sum(article.date_published is None for article in articles) >= 8
        assert {"en", "de"} < {article.in_language for article in articles}
    assert {article.in_language for article in ARTICLES} == {"en", "de", "fr", "es"}


def test_no_pair_shares_word_runs():
    """Rewrites cannot be told by 5-grams: hardly any are shared, and most where two reporters quote one sentence."""
    assert max(overlap(pair, 5) for pair in PAIRS) < 0.05
    assert fmean(overlap(pair, 5) for pair in PAIRS if pair.is_rewrite) < 0.005


def test_word_overlap_does_not_separate():
    """No threshold on shared words finds nine rewrites in ten without taking independent reports for rewrites."""
    rewritten = sorted(overlap(pair, 1) for pair in PAIRS if pair.is_rewrite)
    independent = sorted(overlap(pair, 1) for pair in PAIRS if not pair.is_rewrite)
    assert rewritten[len(rewritten) // 10] < independent[-1]
    assert rewritten[-1] < 0.5
