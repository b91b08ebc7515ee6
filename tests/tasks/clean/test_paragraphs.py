"""Paragraphs come out whole, however the lines of a text were broken."""

from __future__ import annotations

import textwrap

import pytest

from tasks.clean.paragraphs import split_blocks, split_paragraphs

ONE = (
    "The council met on Monday and agreed, after a debate of four hours in which every member spoke at least twice, to "
    "repair the bridge before the winter comes to the valley and the ferry stops for the season."
)
TWO = (
    "Nobody objected in the end, although the treasurer asked where the money was to be found and was told that it was "
    "to be found, and that this was the treasurer's business and nobody else's."
)


@pytest.mark.parametrize("width", [60, 72, 80, 90, 100])
def test_wrapped_text_with_blank_lines(width):
    """A hard-wrapped text is unwrapped."""
    text = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in (ONE, TWO))
    assert split_paragraphs(text) == (ONE, TWO)


@pytest.mark.parametrize("width", [60, 72, 80, 100])
@pytest.mark.parametrize("indent", ["    ", "  ", "\t"])
def test_wrapped_text_with_indents_for_blank_lines(width, indent):
    """An indented line begins a paragraph."""
    text = "\n".join(
        textwrap.fill(paragraph, width, initial_indent=indent, expand_tabs=False) for paragraph in (ONE, TWO)
    )
    assert split_paragraphs(text) == (ONE, TWO)


def test_text_of_one_line_a_paragraph():
    """Without blank lines and without wrapping, each line is a paragraph."""
    assert split_paragraphs(f"{ONE}\n{TWO}\nShort end.") == (ONE, TWO, "Short end.")


def test_short_lines_are_no_wrapping():
    """The single breaks of a list or a verse part lines for good."""
    assert split_paragraphs("One boat\nTwo oars\nA river") == ("One boat", "Two oars", "A river")


def test_one_giant_line_is_one_paragraph():
    """A text without any break is left in one piece."""
    assert split_paragraphs(ONE * 300) == (ONE * 300,)


def test_stray_leading_space_is_no_paragraph():
    """A space before a line in the middle of a sentence means nothing."""
    lines = textwrap.wrap(ONE, 70)
    assert split_paragraphs("\n ".join(lines) + "\n\n" + textwrap.fill(TWO, 70)) == (ONE, TWO)


def test_leading_space_after_a_full_stop_begins_a_paragraph():
    """There a sentence ended, and the next one was set apart."""
    text = textwrap.fill(ONE, 70) + "\n " + textwrap.fill(TWO, 70)
    assert split_paragraphs(text) == (ONE, TWO)


@pytest.mark.parametrize(
    ("end", "start", "joined"),
    [
        ("face to-", "face talks", "to-face talks"),
        ("pre-", "and post-war", "pre- and post-war"),
        ("Stadt-", "und Landkreis", "Stadt- und Landkreis"),
        ("two-", "and-a-half", "two-and-a-half"),
        ("the town—", "and its river", "town—and its river"),
    ],
)
def test_hyphen_at_the_end_of_a_line(end, start, joined):
    """A compound closes up; a hyphen that waits for a second word does not."""
    filler = "the words of this line are there to make it full, and so"
    text = "\n".join([filler, filler, filler, f"{filler[: 58 - len(end)]} {end}", f"{start} {filler}", filler])
    (paragraph,) = split_paragraphs(text)
    assert joined in paragraph


def test_chinese_lines_close_up():
    """Where a language has no spaces, a line break leaves none."""
    line = "市长星期一为大桥剪彩但是村里没有一个人来观看这场仪式大家都在忙着收割庄稼所以没有人来看热闹"
    assert split_paragraphs("\n".join([line] * 5)) == (line * 5,)


def test_items_of_a_wrapped_list_stay_apart():
    """An item begins a paragraph of its own."""
    text = textwrap.fill(ONE, 70) + "\n- " + textwrap.fill(TWO, 66) + "\n- " + textwrap.fill(TWO, 66)
    assert split_paragraphs(text) == (ONE, "- " + TWO, "- " + TWO)


def test_mail_quotes_lose_their_marks():
    """A passage that is quoted line by line is read like any other."""
    text = textwrap.fill(ONE, 70) + "\n\n" + textwrap.fill(TWO, 70, initial_indent="> ", subsequent_indent="> ")
    assert split_paragraphs(text) == (ONE, TWO)


def test_a_lone_greater_than_is_text():
    """One line that begins with the sign is no quotation."""
    assert split_paragraphs("> 50 per cent voted.\n\nThe rest did not.") == (
        "> 50 per cent voted.",
        "The rest did not.",
    )


def test_glued_words_stay_glued():
    """What ran together before it came to us cannot be parted with certainty."""
    assert split_paragraphs("Reach out to usSend your letters to") == ("Reach out to usSend your letters to",)


def test_empty_text_has_no_paragraphs():
    """White space is nothing."""
    assert split_paragraphs(" \n\n \t\n") == ()


@pytest.mark.parametrize(
    "start",
    [
        "I asked the road where it would go to, and it said",
        "2 cups of plain white flour, sifted twice over a bowl, and",
    ],
)
def test_lines_that_each_begin_anew_stay_lines(start):
    """Verses, rows of a table and ingredients are not joined, however long they are."""
    lines = [
        f"{start} {end}" for end in ("to somewhere far away", "that it was gone", "nothing at all to us", "no more")
    ]
    assert split_paragraphs("\n".join(lines)) == tuple(lines)


def test_short_lines_of_a_block_belong_together():
    """Where blank lines part blocks, lines without one between them are one block."""
    assert split_blocks(f"One\ntwo\n\n{ONE}") == (("One", "two"), (ONE,))
    assert split_blocks("One\ntwo") == (("One",), ("two",))
