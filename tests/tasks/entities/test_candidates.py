"""Candidates for names: bare of titles and peoples, and marked where a capital means nothing."""

import pytest

from tasks.entities.candidates import find_candidates


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("then Prime Minister Ada Okafor spoke", [("Ada Okafor", True)]),
        ("with Interior Minister Rui Duarte", [("Rui Duarte", True)]),
        ("then Turkish President Ada Okafor spoke", [("Turkish", False), ("Ada Okafor", True)]),
        ("the U.S. President Ada Okafor", [("U.S.", False), ("Ada Okafor", True)]),
        ("after Assistant U.S. Attorney Ada Okafor", [("U.S.", False), ("Ada Okafor", True)]),
        ("and Mr. von Hallberg sat", [("von Hallberg", True)]),
        ("at the General Assembly", [("General Assembly", False)]),
        ("the Chinese Foreign Ministry", [("Chinese Foreign Ministry", False)]),
        ("the Finnish Ada Okafor", [("Finnish", False), ("Ada Okafor", False)]),
        ("the President left", []),
    ],
)
def test_titles_and_peoples_come_off(body, found):
    """Names are bare, and whom a title introduces is marked, unless the title belongs to an institution."""
    assert [(one.surface, one.is_titled) for one in find_candidates(body)] == found


def test_two_names_in_one_word_come_apart():
    """A hyphen joins two people who are named apart, and two places, but not the parts of one name."""
    body = "The Roe-Doe talks: Jane Roe met John Doe and Anne-Marie on the Paris-Berlin train."
    found = [one.surface for one in find_candidates(body)]
    assert found == ["Roe", "Doe", "Jane Roe", "John Doe", "Anne-Marie", "Paris", "Berlin"]


def test_offsets_are_exact():
    """What stands at the offsets is the surface."""
    body = "Sir Ada Okafor’s friends of the Bank of Halden-Roe met Mr. du Pré."
    assert all(body[one.start : one.end] == one.surface for one in find_candidates(body))


def test_headline_shouts():
    """In a line where most words are capitalised no capital counts, nor in one that is capitals only."""
    body = "Council Moves Bollard After Long Debate\n\nNobody told Ada Okafor.\n\nTHE AFTERMATH\n\nRui Duarte wept."
    shouted = {one.surface for one in find_candidates(body) if one.is_shouted}
    assert "Ada Okafor" not in shouted
    assert "Rui Duarte" not in shouted
    assert "AFTERMATH" in shouted


def test_opener_is_one_word_only():
    """One capital at the start of a sentence proves nothing; two do."""
    found = {one.surface: one.is_opener for one in find_candidates("Codfish fell. Ada Okafor fell. We saw Halden.")}
    assert found == {"Codfish": True, "Ada Okafor": False, "Halden": False}


@pytest.mark.parametrize("body", ["she wrote “The Patient Ear” there", "a word, “Tubería,” the Spanish for pipe"])
def test_quoted_titles_are_left_out(body):
    """What is quoted and capitalised throughout is the title of a work, or a word."""
    assert {one.surface for one in find_candidates(body)} <= {"Spanish"}


@pytest.mark.parametrize(
    ("body", "found"), [("he left in May", []), ("on May 5", []), ("Theresa May left", ["Theresa May"])]
)
def test_may_is_a_month(body, found):
    """Where it stands like a month, it is none of the Mays."""
    assert [one.surface for one in find_candidates(body)] == found


def test_accents_do_not_part_names():
    """Spellings with and without accents share a key."""
    assert len({one.key for one in find_candidates("saw Petrović and Petrovic, Yıldız and Yildiz")}) == 2
