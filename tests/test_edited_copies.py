"""The generator makes the same pairs for the same seed, and every copy and look-alike is what its kind says."""

import json
import os
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
from edited_copies import COPIES_OF_A_TEXT, EDITS, TEMPLATE_PAIRS, make_copies, read_drafts
from rewrites import read_events
from standing_texts import CREDITS, DISCLAIMERS, STATEMENTS, TEMPLATES

DRAFTS = read_drafts()
PAIRS = make_copies(DRAFTS, 1)
LOOK_ALIKES = {"same_subject", "unrelated", "disclaimer", "furniture", "statement", "template"}


def of_kind(kind):
    return [pair for pair in PAIRS if pair.kind == kind]


def words(draft):
    return draft.article_body.split()


def share_kept(pair):
    """Return how much of the left text's words, counted as often as they occur, the right one holds."""
    left, right = Counter(words(pair.left)), Counter(words(pair.right))
    return (left & right).total() / left.total()


def digest(pairs):
    return sha256(repr(pairs).encode()).hexdigest()


def test_the_same_seed_makes_the_same_pairs():
    """Another call, with whatever other random numbers drawn before, makes equal pairs."""
    assert make_copies(DRAFTS, 1) == PAIRS


def test_another_seed_makes_other_pairs():
    """A new seed is a new sample."""
    assert make_copies(DRAFTS[:8], 1) != make_copies(DRAFTS[:8], 2)


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_another_process_makes_the_same_pairs(hash_seed):
    """The pairs do not depend on the order in which Python keeps sets."""
    code = (
        "from hashlib import sha256\n"
        "from edited_copies import make_copies, read_drafts\n"
        "print(sha256(repr(make_copies(read_drafts()[:8], 1)).encode()).hexdigest())\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(Path(__file__).parent)}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == digest(make_copies(DRAFTS[:8], 1))


def test_every_kind_is_there_often():
    """Each text has its copies, and every kind of copy and look-alike is large enough to measure."""
    counts = Counter(pair.kind for pair in PAIRS)
    assert set(counts) == set(EDITS) | LOOK_ALIKES
    assert sum(pair.is_copy for pair in PAIRS) == COPIES_OF_A_TEXT * len(DRAFTS)
    assert min(counts.values()) >= 30


def test_kinds_say_what_is_a_copy():
    """Edits make copies; look-alikes are none."""
    assert all(pair.is_copy == (pair.kind in EDITS) for pair in PAIRS)
    assert not LOOK_ALIKES & set(EDITS)


def test_beginnings_hold_thirty_percent():
    """The text's first words are there, about three tenths of them, and nothing else."""
    for pair in of_kind("beginning"):
        whole, cut = words(pair.left), words(pair.right)
        assert whole[: len(cut)] == cut
        assert 0.3 * len(whole) <= len(cut) < 0.3 * len(whole) + 60


@pytest.mark.parametrize(
    ("kind", "least"),
    [("reordered", 1.0), ("headline_changed", 1.0), ("furniture_swapped", 0.9), ("dropped", 0.3), ("mixed", 0.25)],
)
def test_copies_keep_the_words(kind, least):
    """What moves or frames sentences keeps every word; what drops some keeps at least a quarter."""
    assert all(share_kept(pair) >= least for pair in of_kind(kind))


@pytest.mark.parametrize("kind", ["phrases_edited", "words_edited"])
def test_edits_touch_at_most_a_third(kind):
    """Between a few and about three in ten words are other ones, and no copy is left as it was."""
    kept = [share_kept(pair) for pair in of_kind(kind)]
    assert 0.6 < min(kept) <= max(kept) <= 1.0
    assert all(pair.left.article_body != pair.right.article_body for pair in of_kind(kind))


def test_embedded_texts_stand_in_strangers():
    """The other text is whole, and at least half of the source's words stand in it as one run of paragraphs."""
    for pair in of_kind("embedded"):
        assert pair.right.group != pair.left.group
        shared = [paragraph for paragraph in pair.left.paragraphs if paragraph in pair.right.paragraphs]
        assert sum(len(paragraph.split()) for paragraph in shared) >= len(words(pair.left)) / 2


def test_credits_name_an_agency():
    """The last paragraph is a credit."""
    assert all(pair.right.paragraphs[-1] in CREDITS for pair in of_kind("credited"))


def test_look_alikes_tell_different_things():
    """No pair of strangers is of one group, whose texts may be copies of each other."""
    strangers = [pair for pair in PAIRS if not pair.is_copy and pair.kind != "template"]
    assert all(pair.left.group != pair.right.group for pair in strangers)


def test_standing_paragraphs_are_shared():
    """Columns share their disclaimer, reports their statement, to the letter."""
    for kind, texts in (("disclaimer", DISCLAIMERS), ("statement", STATEMENTS)):
        for pair in of_kind(kind):
            assert pair.left.paragraphs[-1] == pair.right.paragraphs[-1]
            assert pair.left.paragraphs[-1] in texts


def test_reports_of_one_template_differ_in_most_content():
    """Most of a pair's figures and longer words stand in one report only; that is why neither copies the other."""
    assert len(of_kind("template")) == TEMPLATE_PAIRS * len(TEMPLATES)
    for pair in of_kind("template"):
        left, right = (
            {word.strip(",.;:“”„") for word in words(draft) if len(word) > 3 or word[0].isdigit()}
            for draft in (pair.left, pair.right)
        )
        assert len(left & right) < len(left | right) / 2
        assert "{" not in pair.left.article_body


def test_a_half_can_be_asked_for():
    """The halves have only the samples in common, and together they are all drafts."""
    development, held_out = (set(read_drafts(half=half)) for half in ("development", "held_out"))
    assert development | held_out == set(DRAFTS)
    assert not {draft.group for draft in development & held_out} & {event.event for event in read_events()}


def test_pages_are_taken_where_they_are(tmp_path):
    """Pages in a file of JSON lines become drafts; a file that is not there is no error."""
    pages = tmp_path / "gold.jsonl"
    page = {"id": "p", "headline": None, "article_body": "ein Wort\n" * 60, "in_language": None}
    short = page | {"article_body": "zu kurz"}
    pages.write_text(f"{json.dumps(page)}\n{json.dumps(short)}\n", "utf-8")
    assert read_drafts(tmp_path / "nowhere.jsonl") == DRAFTS
    (draft,) = set(read_drafts(pages)) - set(DRAFTS)
    assert (draft.headline, draft.in_language, draft.group, len(draft.paragraphs)) == ("", "und", "p", 60)
