"""Names are cut to the bare name, and their offsets stay true."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.annotations import EntityKind
from tasks.entities.spans import EDGES, cut_span, name_spans, trim_name


def names_in(body, start=0, end=None):
    end = len(body) if end is None else end
    return [span.surface for span in name_spans(body, start, end, EntityKind.OTHER, 0.5)]


@pytest.mark.parametrize(
    ("raw", "bare"),
    [
        ("Marta Lindqvist’s", "Marta Lindqvist"),
        ("Marta Lindqvist's", "Marta Lindqvist"),
        ("the Baltic Council", "Baltic Council"),
        ("The “Baltic Council’s", "Baltic Council"),
        (" «Orlando» ", "Orlando"),
        ("The Hague", "The Hague"),
        ("Theodora", "Theodora"),
        ("U.S.", "U.S."),
        ("— Lisbon,", "Lisbon"),
    ],
)
def test_edges_are_trimmed(raw, bare):
    """Quotes, white space, a leading "the" and a possessive are no part of a name; full stops are."""
    assert names_in(raw) == [bare]


@pytest.mark.parametrize(
    "raw",
    ["orchards", "X", "2031", "the", "The", "’s", "@MartaL", "#Lisbon", "https://example.org/Marta", "www.Example.org"],
)
def test_what_cannot_be_a_name_is_dropped(raw):
    """A name has a capital and two letters and is no handle, tag or address."""
    assert names_in(raw) == []


def test_part_of_an_address_is_dropped():
    """A span inside a web address is no name, wherever an engine cut it."""
    body = "See photos.example.org/Lisbon today"
    assert names_in(body, body.index("Lisbon"), body.index(" today")) == []


def test_handle_sign_before_the_span_counts():
    """An engine that leaves the @ out does not turn a handle into a name."""
    assert names_in("by @Marta", 4) == []


def test_slash_between_countries_is_no_address():
    """Two names on both sides of a slash are still names."""
    assert names_in("U.S./China talks", 0, 4) == ["U.S."]


def test_line_break_ends_a_name():
    """A span that runs into the next paragraph keeps its first line."""
    assert names_in("Harbour Review\n\nLISBON") == ["Harbour Review"]


def test_acronym_in_brackets_is_a_name_of_its_own():
    """An engine's `Long Form (ABC` is two names."""
    assert names_in("Nordic Fisheries Board (NFB") == ["Nordic Fisheries Board", "NFB"]


def test_offsets_count_from_the_start_of_the_body():
    """A trimmed name says where it stands in the whole text."""
    body = "Nobody told the Baltic Council’s staff."
    (span,) = name_spans(body, 12, 32, EntityKind.ORGANISATION, 0.5)
    assert (span.start_char, body[span.start_char : span.end_char]) == (16, "Baltic Council")


def test_cut_keeps_offsets():
    """A part of a span knows its own place."""
    (span,) = name_spans("-- Marta-Ines", 0, 13, EntityKind.PERSON, 0.5)
    part = cut_span(span, 5, 10)
    assert part is not None
    assert (part.surface, part.start_char, part.end_char) == ("Ines", 9, 13)


SCRAPS = [*EDGES, "A", "b", "the ", "The ", "'s", "’s", "é", ".", "@", "("]
PIECES = st.lists(st.sampled_from(SCRAPS), max_size=30).map("".join)


@given(before=PIECES, raw=PIECES, after=PIECES)
def test_any_text_trims_to_exact_offsets(before, raw, after):
    """Whatever an engine marks, what comes out lies inside it, equals its surface, and is trimmed for good."""
    body = before + raw + after
    start, end = len(before), len(before) + len(raw)
    first, last = trim_name(body, start, end)
    assert start <= first <= last <= end
    assert trim_name(body, first, last) == (first, last)
    for span in name_spans(body, start, end, EntityKind.OTHER, 0.5):
        assert body[span.start_char : span.end_char] == span.surface
        assert start <= span.start_char < span.end_char <= end
        assert "\n" not in span.surface
