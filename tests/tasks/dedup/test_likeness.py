"""Most of both texts the same is a near copy, most of one an excerpt; reports of one event are neither."""

from dataclasses import replace
from itertools import combinations

import pytest
from dedup_samples import edit, invent, read_samples, reorder, shorten

from tasks.dedup.likeness import compare_texts
from tasks.dedup.words import read_words
from tasks.models import CopyKind

SAMPLES = read_samples()
AGENCY = SAMPLES["corvane-agency_river-treaty"]


def compare(one, other):
    return compare_texts(read_words(one), read_words(other))


WAYS = [
    (CopyKind.NEAR, lambda text: text.upper()),
    (CopyKind.NEAR, lambda text: f"Another line on top of it\n\n{text.split(chr(10), 1)[1]}"),
    (CopyKind.NEAR, lambda text: f"{text}\n\nBack to top. Sign up here for the letter of our newsroom."),
    (CopyKind.NEAR, reorder),
    (CopyKind.NEAR, lambda text: edit(text, 0.05)),
    (CopyKind.NEAR, lambda text: edit(text, 0.3)),
    (CopyKind.NEAR, lambda text: shorten(text, 0.7)),
    (CopyKind.EXCERPT, lambda text: shorten(text, 0.3)),
    (CopyKind.EXCERPT, lambda text: f"{invent(2, 900)}\n\n{text}"),
]


@pytest.mark.parametrize("way", range(len(WAYS)))
@pytest.mark.parametrize("name", SAMPLES)
def test_copies_are_told_by_kind(name, way):
    """However a sample article is copied, it is recognised, from either side."""
    kind, make = WAYS[way]
    copy = make(SAMPLES[name])
    assert compare(SAMPLES[name], copy).kind is compare(copy, SAMPLES[name]).kind is kind


COPIED = {
    ("corvane-agency_river-treaty", "portside-gazette_river-treaty"),
    ("orsany-courier_river-treaty", "upland-mail_river-pact"),
}


@pytest.mark.parametrize(("one", "other"), list(combinations(sorted(SAMPLES), 2)))
def test_different_articles_are_no_copies(one, other):
    """Of all pairs of sample articles, rewrites and reports of one event included, only the real copies are copies."""
    assert (compare(SAMPLES[one], SAMPLES[other]).kind is not None) == ((one, other) in COPIED)


def test_similarity_is_containment():
    """An excerpt is as similar as its text is contained; a near copy as the smaller share of both."""
    part = shorten(AGENCY, 0.3)
    assert compare(part, AGENCY).similarity == 1.0
    assert compare(part, AGENCY).other_share == pytest.approx(0.3, abs=0.01)
    assert compare(shorten(AGENCY, 0.75), AGENCY).similarity == pytest.approx(0.75, abs=0.01)


@pytest.mark.parametrize("text", ["", "Yes.", "The ferry between the two towns was late again this morning"])
def test_short_texts_are_no_copies(text):
    """A few words in common mean nothing, though it be all of a text."""
    assert compare(text, f"{text} {AGENCY}").kind is None


def test_evidence_shows_what_is_shared():
    """The evidence says how much each text holds of the other, and quotes the longest runs."""
    evidence = compare(shorten(AGENCY, 0.3), AGENCY).evidence
    assert evidence.startswith("100% of this text stands in the other, 30% of the other in this: “brennia and tarsova")
    assert " … " in evidence
    assert evidence.endswith(" words)")


def test_evidence_reads_the_same_from_stored_codes():
    """Where only one text is at hand and of the other its codes, the evidence is the same."""
    one, other = read_words(shorten(AGENCY, 0.6)), read_words(edit(AGENCY, 0.1))
    whole = compare_texts(one, other)
    assert compare_texts(replace(one, folded=()), other) == whole
    assert compare_texts(one, replace(other, folded=())) == whole


def test_evidence_without_any_text():
    """Where neither text is at hand the evidence is the shares alone."""
    one = replace(read_words(AGENCY), folded=())
    assert compare_texts(one, one).evidence == "100% of this text stands in the other, 100% of the other in this"


def test_a_short_run_is_quoted_whole():
    """What two unlike texts have in common is quoted all the same."""
    quote = "a river does not ask anyone for a passport on its way"
    likeness = compare(f"{invent(3, 60)} {quote} {invent(4, 60)}", f"{invent(5, 60)} {quote} {invent(6, 60)}")
    assert likeness.kind is None
    assert f"“{quote}” (12 words)" in likeness.evidence


def test_characters_are_quoted_without_spaces():
    """A text of an unspaced script is quoted as it is written."""
    text = "".join(chr(0x4E00 + number * 37 % 3000) for number in range(200))
    likeness = compare(text, text[:120])
    assert likeness.kind is CopyKind.NEAR
    assert f"“{text[:30]} … {text[90:120]}” (120 words)" in likeness.evidence
