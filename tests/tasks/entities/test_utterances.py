"""Renderings of the same words are brought together, and nothing else."""

import random

import pytest

from tasks.annotations import Quote, QuoteKind
from tasks.entities.utterances import find_differences, group_utterances

BRIDGE = (
    "We will not sell the old bridge to anybody who wants to tear it down.",
    "We shall never sell the old bridge to anyone who wishes to tear it down.",
    "The old bridge will not be sold to people who would tear it down.",
)
FERRY = "The new ferry sails every hour, and twice as often in the summer."


def quote(number, text, speaker=1, article=None, start=0):
    name = None if speaker is None else f"Speaker {speaker}"
    article_id = number if article is None else article
    return Quote(
        number, article_id, text, start, start + len(text), QuoteKind.DIRECT, name, speaker, "said", number, 0.9
    )


def groups(quotes, event=1):
    events = {one.article_id: event for one in quotes}
    found = {}
    for one in group_utterances(quotes, events)[0]:
        found.setdefault(one.utterance_id, []).append(one.quote_id)
    return found


def test_renderings_of_one_speaker_share_an_utterance():
    """Its id is the least of theirs, and what is unlike stays alone."""
    quotes = [*(quote(number, text) for number, text in enumerate(BRIDGE, start=3)), quote(9, FERRY)]
    assert groups(quotes) == {3: [3, 4, 5], 9: [9]}


def test_an_utterance_knows_its_speaker_event_and_renderings():
    """One row an utterance."""
    quotes = [quote(1, BRIDGE[0]), quote(2, BRIDGE[1], speaker=None)]
    (utterance,) = group_utterances(quotes, {1: 5, 2: 5})[1]
    assert (utterance.speaker_entity_id, utterance.event_id, utterance.rendering_count) == (1, 5, 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (quote(1, BRIDGE[0]), quote(2, BRIDGE[1], speaker=2)),
        (quote(1, "We will go now"), quote(2, "We will go now, soon")),
        (quote(1, BRIDGE[0], article=1), quote(2, BRIDGE[0][3:40], article=1, start=3)),
    ],
)
def test_different_speakers_few_words_and_nested_quotes_stay_apart(one, other):
    """What is only alike is not the same."""
    assert len(groups([one, other])) == 2


def test_the_same_words_are_the_same_whoever_is_named():
    """Where outlets name different speakers of the same words, the utterance has none."""
    quotes = [quote(1, FERRY), quote(2, FERRY, speaker=2)]
    assert groups(quotes) == {1: [1, 2]}
    assert group_utterances(quotes, {1: 1, 2: 1})[1][0].speaker_entity_id is None


def test_without_an_event_only_the_very_words_meet():
    """Articles of no event share an utterance by exactly the same words; those of two events never do."""
    quotes = [quote(1, BRIDGE[0]), quote(2, BRIDGE[1]), quote(3, BRIDGE[0])]
    assert groups(quotes, event=None) == {1: [1, 3], 2: [2]}
    assert len(group_utterances(quotes, {1: 1, 2: 1, 3: 2})[1]) == 2


def test_a_chain_does_not_join_what_is_unlike():
    """A quote of two sentences joins one of its halves, not both to each other."""
    quotes = [quote(1, BRIDGE[0]), quote(2, f"{BRIDGE[0]} {FERRY}"), quote(3, FERRY)]
    assert sorted(len(group) for group in groups(quotes).values()) == [1, 2]


def test_order_does_not_matter():
    """The same quotes in any order give the same utterances."""
    quotes = [quote(number, text) for number, text in enumerate([*BRIDGE, FERRY, *BRIDGE, f"{FERRY} {BRIDGE[1]}"])]
    expected = group_utterances(quotes, dict.fromkeys(range(9), 1))
    for seed in range(5):
        shuffled = random.Random(seed).sample(quotes, len(quotes))
        assert group_utterances(shuffled, dict.fromkeys(range(9), 1)) == expected


def test_differing_words_are_flagged():
    """Content words that stand in each other's place are told in pairs, grammar is not."""
    one = quote(1, "It has taken an absolutely ugly shape and we do not accept it")
    other = quote(2, "It has taken an absolutely ugly form and we will not accept it")
    assert find_differences([one, other]).words == (("form", "shape"),)


def test_differing_speakers_are_flagged():
    """Two names are told, one is nothing to tell, and none neither."""
    one, other, nobody = quote(1, FERRY), quote(2, FERRY, speaker=2), quote(3, FERRY, speaker=None)
    assert find_differences([one, other, nobody]).speakers == ("Speaker 1", "Speaker 2")
    assert find_differences([one, nobody]).speakers == ()
