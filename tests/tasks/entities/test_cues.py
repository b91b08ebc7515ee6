"""What stands around a name: every cue hears its own example, and silence where it should."""

import pytest

from tasks.entities.cues import BEFORE, BEHIND, hear_cues


@pytest.mark.parametrize("cue", BEFORE, ids=lambda cue: cue.example)
def test_cue_before_hears_its_example(cue):
    """The rule holds in the text that explains it."""
    assert cue.pattern.search(cue.example.partition("X")[0])


@pytest.mark.parametrize("cue", BEHIND, ids=lambda cue: cue.example)
def test_cue_behind_hears_its_example(cue):
    """The rule holds in the text that explains it."""
    assert cue.pattern.match(cue.example.partition("X")[2])


@pytest.mark.parametrize(
    ("before", "behind"), [("", ""), ("the aforesaid ", " sank"), ("a cabin ", ", a harbour town")]
)
def test_other_words_say_nothing(before, behind):
    """Parts of words are not heard, and a town in apposition is no person."""
    assert hear_cues(before, behind) == []
