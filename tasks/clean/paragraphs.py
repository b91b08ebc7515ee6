"""Finds the paragraphs of a plain text, whole ones out of hard-wrapped lines.

A paragraph here is a string without line breaks. What stood on lines of its own, without a blank line between, is one
paragraph only where the document as a whole is hard-wrapped: there a line ends because the next word did not fit, and a
line that had room for it ends its paragraph. So does a line before an indented one, or before an item of a list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

SPACES = re.compile(r"[^\S\n]+")
BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
SENTENCE_END = re.compile(r"[.!?:…。！？।؟]['\"”’»)\]]*$")
QUOTE_MARKS = re.compile(r"^[^\S\n]*>[>\s]*")
"""What mail programs put before the lines that they quote."""
ITEM = re.compile(r"(?:[•‣▪*-]|\d{1,3}[.)])\s+\S")
INDENT = re.compile(r"(?:\t|\u3000|[^\S\n]{2})")
COMPOUND_HYPHEN = re.compile(r"\w[-‐—]$")
SUSPENDED = frozenset(
    ["and", "or", "to", "und", "oder", "bis", "sowie", "en", "of", "och", "eller", "og", "et", "ou", "y", "o", "e", "i"]
)
"""Words before which a hyphen holds the place of a word to come, as in "pre- and post-war"."""
UNSPACED = re.compile(r"[\u3001-\u3096\u30a0-\u30ff\u3400-\u9fff\uff01-\uff60]")
"""Chinese and Japanese, which put no space between words, nor where a line was broken."""

MIN_WRAPPED_PAIRS = 3
"""Fewer joined lines than these prove no habit."""
MIN_WRAPPED_SHARE = 0.6
WRAP_WIDTHS = range(40, 160)
"""Line lengths that a person or a program wraps at; longer lines are paragraphs."""
FULL_LINE = 0.75
"""A line shorter than this share of the width had room for the next word: proportional fonts wrap raggedly."""

SHORT_LINE = 100
"""A longer line is a paragraph, whatever stands above it."""
MIN_VERSES = 4
VERSE_SHARE = 0.8
"""Share of lines that begin with a capital or a figure: in verse and tables all do, in wrapped prose by accident."""
PROSE_SHARE = 0.6
"""Where so many of all words do, as in a text in capitals, the beginnings of lines say nothing."""


@dataclass(frozen=True, slots=True)
class Wrapping:
    """The habit of a hard-wrapped document."""

    width: int


def split_paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a normalised plain text, unwrapped where the document is hard-wrapped."""
    return tuple(line for block in split_blocks(text) for line in block)


def split_blocks(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the paragraphs of a normalised plain text, those together that are lines of one block.

    Single line breaks in a document that is not hard-wrapped part paragraphs too: each line is one. Where blank lines
    part blocks, short lines without one between them belong together, as in verse, tables and addresses.
    """
    groups = [group for group in (_unquote(_lines(group)) for group in BLANK_LINE.split(text)) if group]
    wrapping = _find_wrapping([[line.rstrip() for line in group] for group in groups])
    blocks: list[tuple[str, ...]] = []
    for group in groups:
        is_wrapped = wrapping is not None and not _is_verse(group)
        lines = _unwrap(group, wrapping) if wrapping is not None and is_wrapped else group
        paragraphs = tuple(filter(None, map(squeeze, lines)))
        is_together = len(groups) > 1 and not is_wrapped and all(len(line) <= SHORT_LINE for line in paragraphs)
        blocks.extend([paragraphs] if is_together else [(paragraph,) for paragraph in paragraphs])
    return tuple(blocks)


def squeeze(text: str) -> str:
    """Return `text` without outer white space and with every run of spaces and tabs as one space."""
    return SPACES.sub(" ", text).strip()


def _lines(group: str) -> list[str]:
    return [line for line in group.split("\n") if line.strip()]


def _unquote(group: list[str]) -> list[str]:
    """Take the marks off a quoted passage; a lone line may begin with "greater than" in its own right."""
    if len(group) > 1 and all(QUOTE_MARKS.match(line) for line in group):
        return [line for line in (QUOTE_MARKS.sub("", line) for line in group) if line.strip()]
    return group


def _find_wrapping(groups: list[list[str]]) -> Wrapping | None:
    pairs = [pair for group in groups if not _is_verse(group) for pair in pairwise(group)]
    width = max((len(line) for pair in pairs for line in pair), default=0)
    if width not in WRAP_WIDTHS:
        return None
    wrapped = [pair for pair in pairs if _is_wrapped(*pair, width)]
    is_habit = len(wrapped) >= MIN_WRAPPED_PAIRS and len(wrapped) >= MIN_WRAPPED_SHARE * len(pairs)
    return Wrapping(width) if is_habit else None


def _is_verse(group: list[str]) -> bool:
    """Tell whether the lines of a group are lines in their own right: verses, rows of a table, ingredients."""
    if len(group) < MIN_VERSES:
        return False
    words = [word for line in group for word in line.split()[1:]]
    is_prose_capital = sum(map(_is_start, words)) >= PROSE_SHARE * len(words)
    return not is_prose_capital and sum(_is_start(line.lstrip()) for line in group) >= VERSE_SHARE * len(group)


def _is_start(text: str) -> bool:
    """Tell whether `text` begins as lines do that were meant to be lines, marks apart."""
    first = text.lstrip("'\"“‘„«»([¿¡")[:1]
    return first.isupper() or first.isdigit() or bool(ITEM.match(text))


def _is_wrapped(line: str, following: str, width: int) -> bool:
    """Tell whether `line` broke off because the next word did not fit: it is nearly full and its sentence runs on."""
    runs_on = not SENTENCE_END.search(line) or following.lstrip()[:1].islower()
    return len(line) >= FULL_LINE * width and (runs_on or len(line) + len(_first_word(following)) >= FULL_LINE * width)


def _first_word(line: str) -> str:
    return line.split(maxsplit=1)[0]


def _unwrap(group: list[str], wrapping: Wrapping) -> list[str]:
    paragraphs = [group[0].strip()] if group else []
    for line, following in pairwise(group):
        if _ends_paragraph(line.rstrip(), following.rstrip(), wrapping):
            paragraphs.append(following.strip())
        else:
            paragraphs[-1] += _joint(line.rstrip(), following.strip()) + following.strip()
    return paragraphs


def _ends_paragraph(line: str, following: str, wrapping: Wrapping) -> bool:
    start = following.lstrip()
    is_stop = bool(SENTENCE_END.search(line))
    had_room = len(line) + 1 + len(_first_word(following)) < FULL_LINE * wrapping.width
    if INDENT.match(following) and not INDENT.match(line) and (is_stop or had_room):
        return True
    if following[0].isspace() and is_stop and not start[:1].islower():
        return True
    if ITEM.match(start) and (is_stop or ITEM.match(line.lstrip())):
        return True
    return had_room and (is_stop or not start[:1].islower())


def _joint(line: str, following: str) -> str:
    """Return what joins two wrapped lines: a hyphen at the end is a compound's, since wrapping splits no words."""
    if COMPOUND_HYPHEN.search(line):
        is_suspended = not line.endswith("—") and _first_word(following).lower() in SUSPENDED
        return " " if is_suspended else ""
    return "" if UNSPACED.match(line[-1]) and UNSPACED.match(following[0]) else " "
