"""Text is made even without losing what an author meant."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.clean.normalize import normalize_text
from tasks.clean.paragraphs import split_paragraphs, squeeze

TEXTS = st.text(alphabet=st.one_of(st.sampled_from("ab .-—\n\r\f\t>\u00a0“”あ漢*1A"), st.characters()), max_size=400)
LINES = st.lists(
    st.sampled_from(["> quoted words", "A full line of text that is nearly sixty letters long, and", " x", "well-"])
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("e\u0301te\u0301", "été"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\u2028two\x85three", "one\ntwo\nthree"),
        ("one\n\fand the same", "one\nand the same"),
        ("a\x00b\x07c\x1b", "abc"),
        ("a\ud800b", "ab"),
        ("\ufeffzero\u200bwidth\u00ad", "zerowidth"),
        ("“‘curly’” – and — dashes…", "“‘curly’” – and — dashes…"),
        ("क्\u200dष 👩\u200d🚒", "क्\u200dष 👩\u200d🚒"),
        ("right\u200fto\u202eleft\u202c", "righttoleft"),
    ],
)
def test_text_is_made_even(before, after):
    """Composed characters, LF, nothing invisible; quotes, dashes and joiners stay."""
    assert normalize_text(before) == after


def test_spaces_in_french_quotes_become_plain():
    """A no-break space is a space."""
    assert squeeze("«\u00a0On nous disait\u202f» ;\u2009 non") == "« On nous disait » ; non"


@given(TEXTS)
def test_normal_form_is_final(text):
    """Normalising twice is normalising once, and the result is NFC without controls."""
    once = normalize_text(text)
    assert normalize_text(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(char) in {"Cc", "Cs"} for char in once if char not in "\n\t")


@given(st.one_of(TEXTS, LINES.map("\n".join)))
def test_clean_paragraphs_stay_as_they_are(text):
    """Splitting the paragraphs that splitting made changes nothing."""
    paragraphs = split_paragraphs(normalize_text(text))
    assert split_paragraphs(normalize_text("\n\n".join(paragraphs))) == paragraphs


@given(st.one_of(TEXTS, LINES.map("\n".join)))
def test_no_paragraph_holds_what_the_text_did_not(text):
    """White space and quote marks of mail aside, each paragraph stands in the text as it is, in order."""
    normal = "".join(char for char in normalize_text(text) if not char.isspace() and char != ">")
    start = 0
    for paragraph in split_paragraphs(normalize_text(text)):
        letters = "".join(char for char in paragraph if not char.isspace() and char != ">")
        start = normal.index(letters, start) + len(letters)
    assert start == len(normal)
