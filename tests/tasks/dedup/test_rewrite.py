"""Of the reports of one event those are rewrites that say the same in other words in the same order."""

from itertools import combinations

import pytest
from dedup_samples import invent, read_samples

from tasks.dedup.rewrite import align, find_rewrites, read_outline

SAMPLES = read_samples()

TREATY = (
    "corvane-agency_river-treaty",
    "lanthorn-daily_river-treaty",
    "kassin-observer_river-treaty",
    "orsany-courier_river-treaty",
    "meridian_river-treaty-analysis",
)
OUTLINES = {name: read_outline(SAMPLES[name], "en") for name in TREATY}


@pytest.mark.parametrize("rewrite", TREATY[1:3])
def test_rewrites_of_the_treaty(rewrite):
    """Each rewrite of the agency text goes back to it."""
    assert align(OUTLINES[TREATY[0]], OUTLINES[rewrite]).is_rewrite


@pytest.mark.parametrize(("one", "other"), list(combinations(TREATY, 2)))
def test_independent_reports_of_the_treaty(one, other):
    """The independent report and the analysis go back to nobody's text."""
    if not {one, other} <= set(TREATY[:3]):
        assert not align(OUTLINES[one], OUTLINES[other]).is_rewrite


def test_rewrites_are_found_among_all():
    """All pairs of an event are looked through, or only those with a new report; the lower id comes first."""
    reports = dict(enumerate(OUTLINES.values()))
    assert set(find_rewrites(reports)) == {(0, 1), (0, 2), (1, 2)}
    assert set(find_rewrites(reports, new=[2])) == {(0, 2), (1, 2)}
    assert find_rewrites(reports, new=[3, 4]) == {}
    assert find_rewrites({}) == {}


def test_likeness_has_no_direction():
    """Exchanging the texts exchanges the sentences of each pair."""
    one, other = OUTLINES[TREATY[0]], OUTLINES[TREATY[1]]
    turned = align(other, one)
    assert turned.score == pytest.approx(align(one, other).score, abs=1e-12)


def test_evidence_is_the_aligned_sentences():
    """The evidence counts and quotes the sentences that say the same, one pair a line, in the order of the text."""
    found = align(OUTLINES[TREATY[0]], OUTLINES[TREATY[1]])
    lines = found.evidence.splitlines()
    assert lines[0] == f"{len(found.pairs)} sentences say the same in the same order"
    assert lines[1:] == [f"“{one}” — “{other}”" for one, other in found.pairs]
    places = [OUTLINES[TREATY[0]].sentences.index(one) for one, _ in found.pairs]
    assert places == sorted(places)
    assert len(places) > 5


@pytest.mark.parametrize("text", ["", "Yes.", "It was so. He said it."])
def test_nothing_said_is_no_rewrite(text):
    """A text without a telling sentence is a rewrite of nothing, itself included."""
    outline = read_outline(text, "en")
    assert outline.sentences == ()
    assert align(outline, outline).score == 0
    assert find_rewrites({1: outline, 2: OUTLINES[TREATY[0]], 3: outline}) == {}


def test_order_counts():
    """The same sentences in the opposite order weigh much less."""
    text = [f"{invent(number, 8).capitalize()}." for number in range(12)]
    one, other = (read_outline(" ".join(sentences), "en") for sentences in (text, text[::-1]))
    assert align(one, one).score > align(one, other).score + 0.7
    assert len(align(one, other).pairs) == 1


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "The ferry sailed backwards. “Nobody told passengers anything,” captain Aske said.",
            ["The ferry sailed backwards.", "“Nobody told passengers anything,” captain Aske said."],
        ),
        (
            "Captain Aske blamed storms.” Ferry owners denied anything.",
            ["Captain Aske blamed storms.”", "Ferry owners denied anything."],
        ),
        ("Captain Aske met Dr. Ellin beside U.S. ferries", ["Captain Aske met Dr. Ellin beside U.S. ferries"]),
        ("Ferry owners paid 1.5 million crowns", ["Ferry owners paid 1.5 million crowns"]),
        (
            "Ferry sailed backwards\nOwners denied everything blamed",
            ["Ferry sailed backwards", "Owners denied everything blamed"],
        ),
    ],
)
def test_sentences(text, sentences):
    """Sentences end at a full stop, a quotation with it, and at a line's end; titles and initials end none."""
    assert list(read_outline(text, "en").sentences) == sentences


def test_chinese_sentences():
    """A full stop of an unspaced script ends a sentence without a space."""
    assert len(read_outline("长江水位上涨。大坝工程完成。", "zh").sentences) == 2


@pytest.mark.parametrize(("written", "figure"), [("340,000", "340000"), ("340000", "340000"), ("twelve", "12")])
def test_figures_are_read_whole(written, figure):
    """A figure is the same with and without marks between its thousands, in digits and in letters."""
    assert read_outline(f"Owners paid {written} crowns yesterday", "en").figures == {figure}


def test_figures_count():
    """Texts are less alike if one has other figures than the other."""
    text = invent(3, 30)
    one, same, changed = (
        read_outline(f"{text} {figures}.", "en") for figures in ("17 340 99", "99 17 340", "18 350 98")
    )
    assert align(one, same).score > align(one, changed).score


def test_company_counts():
    """Words that stand together in both texts tell more than the same words far from each other."""
    paragraphs = [invent(number, 20) for number in range(12)]
    apart = " ".join(
        word for words in zip(*(paragraph.split() for paragraph in paragraphs), strict=True) for word in words
    )
    one, other = read_outline(". ".join(paragraphs), "en"), read_outline(". ".join(paragraphs[::-1]), "en")
    assert align(one, other).score > align(one, read_outline(apart, "en")).score


def test_long_texts_need_a_smaller_share():
    """A passage of twice the words in texts of twice the length is a stronger sign of one source."""
    small, large = (
        [read_outline(f"{invent(1, length)} {invent(own, length)}.", "en") for own in (2, 3)] for length in (40, 80)
    )
    assert align(*large).score > align(*small).score


def test_sentences_of_others_are_not_aligned():
    """Texts that do not go back to one have no aligned sentences, however many words they share."""
    assert align(OUTLINES[TREATY[0]], OUTLINES[TREATY[4]]).pairs == ()


def test_reading_ends():
    """Of a text without end only the beginning is aligned."""
    assert len(read_outline("\n".join(invent(number, 5) for number in range(500)), "en").sentences) == 120
