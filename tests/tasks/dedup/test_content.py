"""Content words are what a text is about, whatever its script; names are known by a capital inside a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.dedup.content import read_content


def words(text, language="en"):
    return [item.word for item in read_content(text, language)]


def names(text, language="en"):
    return [item.word for item in read_content(text, language) if item.is_name]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("The ferry was not in the harbour.", "en", ["ferry", "harbour"]),
        ("The ferry's captain had a mother-in-law", "en-GB", ["ferry", "captain", "mother-in-law"]),
        ("In 2026 it cost 9 crowns", "en", ["2026", "cost", "crowns"]),
        ("Das Schiff sank nicht im Hafen.", "de", ["schiff", "sank", "hafen"]),
        ("Le bateau est resté dans le port", "fr", ["bateau", "resté", "port"]),
        ("川の水がダムに増えた", "ja", ["ダム"]),
        ("长江水位上涨", "zh", ["长江", "江水", "水位", "位上", "上涨"]),
        ("แม่น้ำ", "th", ["แม่น", "ม่น้", "่น้ำ"]),
        ("", "en", []),
    ],
)
def test_content_words(text, language, found):
    """Function words are left out; unspaced scripts are read in overlapping pieces."""
    assert words(text, language) == found


def test_without_a_list_only_long_words_count():
    """Where function words are not known, what may be one is left out, names and figures not."""
    assert words("Neka vrlo dugacka rijec kod Ane i 42 druge", "xx") == ["dugacka", "ane", "42"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ferries met captain Aske in Oslo.", ["aske", "oslo"]),
        ("Aske sailed. The captain is called Aske.", ["aske", "aske"]),
        ("It was late. Nobody came.", []),
        ("It was late\nNobody came", []),
        ("They asked “Nobody” there", ["nobody"]),
    ],
)
def test_names(text, found):
    """A capital counts inside a sentence; a name that is known from there is one at a beginning too."""
    assert names(text) == found


@given(st.text(), st.sampled_from(["en", "ja", "und", "pt-BR", ""]))
def test_any_text_can_be_read(text, language):
    """Whatever the text, each content word is in lower case and at least two letters long."""
    assert all(len(item.word) >= 2 or not item.word.islower() for item in read_content(text, language))
