"""The measures say what their names promise, on cases small enough to reckon by hand."""

from __future__ import annotations

import pytest
from evaluate_names import (
    Mention,
    Quote,
    Score,
    b_cubed,
    find_entity,
    judge_quotes,
    link_entities,
    match_quotes,
    mention_f1,
    mention_f1_by_kind,
    outermost,
    overlap,
    quote_score,
    score_utterances,
    speaker_accuracy,
    trim_marks,
)

#        0         1         2         3         4
#        01234567890123456789012345678901234567890123456789
TEXT = "“No rain,” said Ana Ruiz. Ruiz told Reuters “late”."
TEXTS = {1: TEXT}
ANA, RUIZ = Mention(1, 16, 24, "PERSON", "ana"), Mention(1, 26, 30, "PERSON", "ana")
REUTERS = Mention(1, 36, 43, "ORGANISATION", "reuters")
NO_RAIN, LATE = Quote(1, 1, 9, "direct", "ana"), Quote(1, 45, 49, "partial", "ana")


def test_f1_is_the_harmonic_mean():
    """It is nothing where both are nothing."""
    assert Score(0.5, 1.0).f1 == pytest.approx(2 / 3)
    assert Score(0.0, 0.0).f1 == 0.0


@pytest.mark.parametrize(
    ("found", "score"),
    [
        ([ANA, RUIZ, REUTERS], Score(1.0, 1.0)),
        ([ANA._replace(entity="who cares")], Score(1.0, 1 / 3)),
        ([ANA._replace(start=20), RUIZ], Score(0.5, 1 / 3)),
        ([ANA._replace(kind="PLACE"), RUIZ], Score(0.5, 1 / 3)),
        ([ANA, Mention(1, 1, 3, "EVENT", "no")], Score(1.0, 1 / 3)),
        ([], Score(0.0, 0.0)),
    ],
)
def test_mentions_need_span_and_kind(found, score):
    """Half a name and the wrong kind are wrong twice; kinds that do not count are left out."""
    assert mention_f1([ANA, RUIZ, REUTERS], found) == score


def test_mentions_by_kind():
    """Each kind has its own score."""
    scores = mention_f1_by_kind([ANA, RUIZ, REUTERS], [ANA, REUTERS])
    assert (scores["PERSON"], scores["ORGANISATION"]) == (Score(1.0, 0.5), Score(1.0, 1.0))


def mentions(keys):
    """Return one mention for each key, at places of their own."""
    return [Mention(1, 10 * place, 10 * place + 5, "PERSON", key) for place, key in enumerate(keys)]


@pytest.mark.parametrize(
    ("gold", "found", "score"),
    [
        ("aab", "xxy", Score(1.0, 1.0)),
        ("aab", "xyz", Score(1.0, 2 / 3)),
        ("aab", "xxx", Score(5 / 9, 1.0)),
        ("aabb", "xyxy", Score(0.5, 0.5)),
    ],
)
def test_b_cubed(gold, found, score):
    """What is torn apart costs recall, what is thrown together costs precision."""
    result = b_cubed(mentions(gold), mentions(found))
    assert (result.precision, result.recall) == pytest.approx((score.precision, score.recall))


def test_b_cubed_counts_what_was_found():
    """A missing mention, or one found elsewhere, changes nothing; without any there is no score."""
    assert b_cubed(mentions("aab"), mentions("xx")) == Score(1.0, 1.0)
    assert b_cubed(mentions("a"), []) == Score(0.0, 0.0)


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [((0, 10), (0, 10), 1.0), ((0, 10), (0, 8), 0.8), ((0, 10), (10, 20), 0.0), ((5, 5), (5, 5), 0.0)],
)
def test_overlap_is_a_share_of_the_longer(one, other, share):
    """A span inside a long one covers only its part of it."""
    assert overlap(one, other) == overlap(other, one) == share


def test_marks_do_not_matter():
    """A quote found with its marks is the one without them."""
    assert trim_marks(TEXT, 0, 10) == (1, 9)
    assert match_quotes([LATE], [LATE._replace(start=44, end=50)], TEXTS)[0][1] is not None


def test_a_found_quote_is_used_once():
    """It goes to the first gold quote that it covers."""
    assert match_quotes([LATE, LATE], [LATE], TEXTS) == [(LATE, LATE), (LATE, None)]


def judge(found, found_mentions=()):
    """Return for each gold quote whether the speaker is right."""
    verdicts = judge_quotes([NO_RAIN, LATE], found, [ANA, RUIZ, REUTERS], found_mentions, TEXTS)
    return [verdict.is_right for verdict in verdicts]


@pytest.mark.parametrize(
    ("speaker", "is_right"),
    [
        ("Ana Ruiz", True),
        ("Mr. Ruiz", True),
        ("Reuters", False),
        ("the mayor", False),
        (None, False),
        (7, True),
        (8, False),
    ],
)
def test_speakers_by_key_or_name(speaker, is_right):
    """A key means whom its mentions overlap, a name means whose surfaces it shares words with."""
    found_mentions = [ANA._replace(start=20, entity=7), REUTERS._replace(entity=8)]
    assert judge([NO_RAIN._replace(speaker=speaker)], found_mentions) == [is_right, False]


def test_nobody_is_right_where_nobody_is_named():
    """None is the speaker of a quote without one; any name is wrong, also one that the gold does not know."""
    gold = [NO_RAIN._replace(speaker=None)]
    for speaker, is_right in ((None, True), ("Ana Ruiz", False), ("Zoe", False)):
        found = [NO_RAIN._replace(speaker=speaker)]
        assert judge_quotes(gold, found, [ANA], [], TEXTS)[0].is_right is is_right


def test_accuracy_counts_missing_quotes_as_wrong():
    """One right, one missing: half; scare quotes are not asked for a speaker."""
    scare = LATE._replace(kind="scare", speaker=None)
    verdicts = judge_quotes([NO_RAIN, LATE, scare], [NO_RAIN._replace(speaker="Ruiz")], [ANA, RUIZ], [], TEXTS)
    assert speaker_accuracy(verdicts) == 0.5
    assert speaker_accuracy(verdicts, ("direct",)) == 1.0
    assert speaker_accuracy([], ("direct",)) == 0.0


def test_quotes_found_at_all():
    """Precision and recall of quotes ask for no speaker."""
    found = [NO_RAIN._replace(speaker=None), Quote(1, 26, 43, "direct", None)]
    verdicts = judge_quotes([NO_RAIN, LATE], found, [ANA], [], TEXTS)
    assert quote_score(verdicts, found) == Score(0.5, 0.5)


def test_outermost():
    """A quote inside a quote is left out, in its own article only."""
    inner, elsewhere = Quote(1, 4, 8, "direct", None), Quote(2, 4, 8, "direct", None)
    assert outermost([NO_RAIN, inner, elsewhere]) == [NO_RAIN, elsewhere]


def test_entities_are_linked_by_most_overlaps():
    """Part of a name is enough, the most frequent wins, and a tie is nobody."""
    found = [ANA._replace(start=20, entity=7), RUIZ._replace(entity=7), REUTERS._replace(entity=7)]
    assert link_entities([ANA, RUIZ, REUTERS], found) == {(1, 7): "ana"}
    assert link_entities([ANA, REUTERS], found[::2]) == {}


@pytest.mark.parametrize(
    ("name", "entity"),
    [("Ana Ruiz", "ana"), ("RUIZ", None), ("Ana", "ana"), ("Ms. Ana Ruiz", "ana"), ("Zoe", None)],
)
def test_names_find_their_entity(name, entity):
    """The same surface, then most shared words; a name that two share is nobody's."""
    assert find_entity(name, {"ana": {"Ana Ruiz", "Ruiz"}, "leo": {"Leo Ruiz", "Ruiz"}}) == entity


def test_utterances():
    """A group counts when two of it meet; pairs across groups are wrong unless a quote of both joins them."""
    groups = [["a1", "b1"], ["b1", "c1"], ["a2", "b2"], ["a3", "b3"]]
    found = {"a1": 1, "c1": 1, "b1": 1, "a2": 2, "b3": 2, "b2": 3, "zz": 4}
    assert score_utterances(groups, found) == ([["a1", "b1"], ["b1", "c1"]], [("a2", "b3")])
