"""What spaCy reads: bounded text, names only, exact offsets."""

import pytest

from tasks.annotations import EntityKind
from tasks.entities import recognize

TEXT = (
    "“Harvests failed twice,” Angela Merkel’s envoy told the European Commission in Lisbon on Tuesday.\n\n"
    "Merkel paid 40 million euros to French farmers, the Red Cross said."
)


@pytest.fixture(scope="module")
def spans():
    (found,) = recognize.recognize_names([TEXT])
    return found


def test_model_finds_names(spans):
    """People, organisations and places come with their kinds, bare of articles and possessives."""
    kinds = {span.surface: span.kind for span in spans}
    assert kinds["Angela Merkel"] is EntityKind.PERSON
    assert kinds["European Commission"] is EntityKind.ORGANISATION
    assert kinds["Lisbon"] is EntityKind.PLACE
    assert kinds["French"] is EntityKind.OTHER


def test_offsets_are_exact(spans):
    """Every span is what stands at its offsets, in text order."""
    assert all(TEXT[span.start_char : span.end_char] == span.surface for span in spans)
    assert [span.start_char for span in spans] == sorted({span.start_char for span in spans})


def test_dates_and_amounts_are_no_names(spans):
    """Days and money are left out."""
    assert not {"Tuesday", "40 million euros"} & {span.surface for span in spans}


def test_first_word_of_a_quote_is_no_product():
    """The capital that opens a quoted sentence, which the model takes for a title, is no name."""
    (found,) = recognize.recognize_names(
        ["The mayor said: “Attempts to sell the port have lately taken an odd shape.”"]
    )
    assert found == []


def test_text_is_bounded_between_words():
    """What lies beyond the bound is not read, and no word is cut in two."""
    bounded = recognize.bound_text("abcdefg " * recognize.LONGEST_TEXT)
    assert len(bounded) == recognize.LONGEST_TEXT - 1
    assert bounded.endswith("abcdefg")


def test_short_text_is_read_whole():
    """Nothing is taken from a text within the bound."""
    assert recognize.bound_text(TEXT) == TEXT


@pytest.mark.parametrize("rubbish", ["’" * 9000, "\ud800", "x" * 101], ids=["quotes", "surrogate", "letters"])
def test_rubbish_is_blanked_in_place(rubbish):
    """What is no text costs no time and moves no name."""
    body = f"{rubbish} Angela Merkel"
    assert recognize.bound_text(body) == " " * (len(rubbish) + 1) + "Angela Merkel"


def test_endless_word_is_not_read():
    """A text without any space in reach yields nothing."""
    assert recognize.bound_text("x" * 30_000) == ""


def test_empty_text_has_no_names():
    """An empty body is read without complaint."""
    assert recognize.recognize_names(["", "\n"]) == [[], []]
