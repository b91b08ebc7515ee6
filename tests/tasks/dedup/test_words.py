"""Words are read the same in whatever dress they come, and come back from two bytes each."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.dedup.words import read_words, unpack_words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("The ferry, late again.", ("the", "ferry", "late", "again")),
        ("42 per cent (up)", ("42", "per", "cent", "up")),
        ("snake_case", ("snake", "case")),
        ("川の水", ("川", "の", "水")),
        ("Straße", ("strasse",)),
        ("", ()),
    ],
)
def test_words_are_folded(text, folded):
    """Words come in lower case without punctuation; characters of unspaced scripts stand for themselves."""
    assert read_words(text).folded == folded


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_dress_does_not_count(form):
    """Case, composition and white space change nothing."""
    plain = "Früh am Morgen lag das Schiff noch im Hafen"
    assert read_words(unicodedata.normalize(form, plain.upper()).replace(" ", "\n ")) == read_words(plain)


@pytest.mark.parametrize(
    ("text", "is_unspaced"), [("川の水が増えた ferry", True), ("The ferry 川", False), ("", False)]
)
def test_the_script_is_noticed(text, is_unspaced):
    """A text is unspaced if most of its words are single characters."""
    assert read_words(text).is_unspaced is is_unspaced


@given(st.text())
def test_packing_keeps_the_codes(text):
    """What is unpacked has the codes and the script of what was packed, in two bytes a word and one more."""
    words = read_words(text)
    packed = words.pack()
    again = unpack_words(packed)
    assert (again.codes, again.is_unspaced, again.folded) == (words.codes, words.is_unspaced, ())
    assert len(packed) == 1 + 2 * len(words.folded)


def test_the_bytes_are_the_same_everywhere(monkeypatch):
    """A machine with the other byte order packs and unpacks the same codes."""
    words = read_words("one two three")
    monkeypatch.setattr("sys.byteorder", "big")
    assert unpack_words(words.pack()).codes == words.codes
