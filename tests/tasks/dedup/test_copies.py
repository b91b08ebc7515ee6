"""Seats are a function of the set of texts: kinds, representatives and evidence, whoever comes first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from dedup_samples import edit, invent, read_samples, shorten
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.dedup.copies import CopyText, seat_texts
from tasks.dedup.sketch import sketch
from tasks.dedup.words import read_words
from tasks.models import CopyKind, digest_of

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SAMPLES = read_samples()
AGENCY = SAMPLES["corvane-agency_river-treaty"]
OTHER = SAMPLES["glasswing_lodger-moss"]


def text(article_id, body, date=None, credit=None):
    words = read_words(body)
    return CopyText(article_id, digest_of(" ".join(body.split()).encode()), words, sketch(words), date, credit)


def seats(texts):
    return {seat.article_id: seat.copy_of for seat in seat_texts(texts)[0]}


def copies(texts):
    return {copy.article_id: copy for copy in seat_texts(texts)[1]}


def test_nobody_copies():
    """Texts that are unlike each other all stand alone, empty ones too; nothing gives nothing."""
    assert seats([text(1, AGENCY), text(2, OTHER), text(3, "Yes.")]) == {1: None, 2: None, 3: None}
    assert seat_texts([]) == ((), ())


def test_an_exact_copy():
    """White space aside the same text: exact, with the best rank as representative."""
    found = copies([text(1, AGENCY), text(2, AGENCY.replace(" ", "\n"), NOON)])
    assert (found[1].copy_of, found[1].kind, found[1].similarity) == (2, CopyKind.EXACT, 1.0)


def test_even_a_short_text_has_exact_copies():
    """A text too short for any comparison is an exact copy all the same."""
    assert seats([text(1, "Yes."), text(2, "Yes."), text(3, "No.")]) == {1: None, 2: 1, 3: None}


def test_a_near_copy():
    """Small edits make a near copy, with evidence to read."""
    found = copies([text(1, AGENCY, NOON), text(2, edit(AGENCY, 0.1))])
    assert (found[2].copy_of, found[2].kind) == (1, CopyKind.NEAR)
    assert "stands in the other" in found[2].evidence


def test_an_excerpt():
    """The beginning of a text is an excerpt of it, and the whole one of a beginning that came out before."""
    part = shorten(AGENCY, 0.3)
    assert copies([text(1, AGENCY), text(2, part)])[2].kind is CopyKind.EXCERPT
    assert copies([text(1, AGENCY, NOON), text(2, part, NOON - timedelta(hours=1))])[1].copy_of == 2


def test_an_agency_goes_first():
    """Where dates do not tell, the copy that credits an agency represents, the shorter though it be."""
    assert seats([text(1, AGENCY), text(2, shorten(AGENCY, 0.9), credit="CPA")]) == {1: 2, 2: None}


def test_a_chain_collapses():
    """A near copy of a near copy is a copy of the first, and says so with its own similarity."""
    words = invent(1, 500).split()
    chain = [text(number, " ".join(words[start : start + 240])) for number, start in enumerate((0, 80, 160))]
    found = copies([replace(chain[0], date_published=NOON), *chain[1:]])
    assert {number: copy.copy_of for number, copy in found.items()} == {1: 0, 2: 0}
    assert found[2].similarity < 0.5
    assert found[2].evidence.startswith("copy of another copy; ")


def test_a_bulletin_joins_nobody():
    """Two texts that stand in a third are no copies of each other; each is related to the bulletin alone."""
    bulletin = f"{AGENCY}\n\n{OTHER}\n\n{invent(1, 1500)}"
    dated = [text(1, AGENCY, NOON), text(2, OTHER, NOON), text(3, bulletin, NOON + timedelta(hours=1))]
    found = seats(dated)
    assert (found[1], found[2]) == (None, None)
    assert found[3] in {1, 2}


def test_an_excerpt_of_a_copy_is_one_of_its_representative():
    """What stands in one of several near copies is compared with the one that represents them."""
    found = copies([text(1, AGENCY, NOON), text(2, edit(AGENCY, 0.05)), text(3, shorten(AGENCY, 0.25))])
    assert (found[3].copy_of, found[3].kind) == (1, CopyKind.EXCERPT)


def test_a_better_one_takes_over():
    """With a better text in the set all others are copies of that."""
    late = [text(1, AGENCY, NOON), text(2, edit(AGENCY, 0.1))]
    assert seats([*late, text(3, edit(AGENCY, 0.1, seed=2), NOON - timedelta(days=1))]) == {1: 3, 2: 3, 3: None}


WORDS = invent(7, 700).split()
POOLS = st.lists(
    st.tuples(st.integers(0, 7), st.sampled_from([60, 120, 240]), st.sampled_from([None, NOON, NOON - timedelta(1)])),
    min_size=2,
    max_size=7,
).map(
    lambda rows: [
        text(number, " ".join(WORDS[start * 50 : start * 50 + size]), date)
        for number, (start, size, date) in enumerate(rows)
    ]
)


@settings(max_examples=60)
@given(POOLS, st.randoms(use_true_random=False))
def test_order_does_not_count(texts, shuffler):
    """Seats and copies are the same in any order, and every copy is a copy of a representative."""
    shuffled = list(texts)
    shuffler.shuffle(shuffled)
    found = seat_texts(texts)
    assert seat_texts(shuffled) == found
    stands = {seat.article_id: seat.copy_of for seat in found[0]}
    assert all(stands[seat.copy_of] is None for seat in found[0] if seat.copy_of is not None)
    assert {copy.article_id for copy in found[1]} == {one for one, head in stands.items() if head is not None}


@pytest.mark.parametrize("name", SAMPLES)
def test_edited_copies_of_every_sample(name):
    """Each of several copies of a sample article is seated with it, and with nothing else."""
    body = SAMPLES[name]
    made = [body, edit(body, 0.05), edit(body, 0.3), shorten(body, 0.3), f"{invent(1, 400)} {body}"]
    texts = [text(number, copy, NOON + timedelta(hours=number)) for number, copy in enumerate(made)]
    others = [text(10, OTHER)] if body != OTHER else []
    assert {number: head for number, head in seats([*texts, *others]).items() if number < 10} == {
        number: None if number == 0 else 0 for number in range(len(made))
    }
