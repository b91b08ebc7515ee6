"""Makes text even: one form of Unicode, no controls, and whole paragraphs out of hard-wrapped lines.

A paragraph here is a string without line breaks. What stood on lines of its own, without a blank line between, is one
paragraph only where the document as a whole is hard-wrapped: there a line ends because the next word did not fit, and a
line that had room for it ends its paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

LINE_BREAKS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
SPACES = re.compile(r"[^\S\n]+")
DROPPED = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\u200b\u2060\u00ad\ufffe\uffff]")
"""Controls, lone surrogates, and characters that show nothing (zero-width space, soft hyphen, byte order mark)."""

BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
SENTENCE_END = re.compile(r"[.!?:…。!?]['\"”’»)\]]*$")
COMPOUND_HYPHEN = re.compile(r"\w[-‐]$")

MIN_WRAPPED_PAIRS = 3
"""Fewer joined lines than these prove no habit."""
MIN_WRAPPED_SHARE = 0.6
WRAP_WIDTHS = range(40, 160)
"""Line lengths that a person or a program wraps at; longer lines are paragraphs."""
FULL_LINE = 0.75
"""A line shorter than this share of the width had room for the next word: proportional fonts make wrapped lines ragged."""


@dataclass(frozen=True, slots=True)
class Wrapping:
    """The habit of a hard-wrapped document."""

    width: int


def normalize_text(text: str) -> str:
    """Return `text` in NFC with LF line breaks, plain spaces within lines, and nothing that cannot be seen."""
    lines = LINE_BREAKS.sub("\n", text)
    return unicodedata.normalize("NFC", DROPPED.sub("", lines))


def split_paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a normalised plain text, unwrapped where the document is hard-wrapped.

    Single line breaks in a document that is not hard-wrapped part paragraphs too: each line is one.
    """
    groups = [_lines(group) for group in BLANK_LINE.split(text)]
    wrapping = _find_wrapping([[line.rstrip() for line in group] for group in groups])
    if wrapping is None:
        return tuple(squeeze(line) for group in groups for line in group)
    return tuple(squeeze(paragraph) for group in groups for paragraph in _unwrap(group, wrapping))


def squeeze(text: str) -> str:
    """Return `text` without outer white space and with every run of spaces and tabs as one space."""
    return SPACES.sub(" ", text).strip()


def _lines(group: str) -> list[str]:
    return [line for line in group.split("\n") if line.strip()]


def _find_wrapping(groups: list[list[str]]) -> Wrapping | None:
    pairs = [pair for group in groups for pair in pairwise(group)]
    width = max((len(line) for pair in pairs for line in pair), default=0)
    if width not in WRAP_WIDTHS:
        return None
    wrapped = [pair for pair in pairs if _is_wrapped(*pair, width)]
    is_habit = len(wrapped) >= MIN_WRAPPED_PAIRS and len(wrapped) >= MIN_WRAPPED_SHARE * len(pairs)
    return Wrapping(width) if is_habit else None


def _is_wrapped(line: str, following: str, width: int) -> bool:
    """Tell whether `line` broke off because the next word did not fit: it is nearly full and its sentence runs on."""
    runs_on = not SENTENCE_END.search(line) or following.lstrip()[:1].islower()
    return len(line) >= FULL_LINE * width and (runs_on or len(line) + len(_first_word(following)) >= FULL_LINE * width)


def _first_word(line: str) -> str:
    return line.split(maxsplit=1)[0]


def _unwrap(group: list[str], wrapping: Wrapping) -> list[str]:
    paragraphs = [group[0].strip()] if group else []
    for line, following in pairwise(group):
        if _ends_paragraph(line.rstrip(), following.strip(), wrapping):
            paragraphs.append(following.strip())
        else:
            paragraphs[-1] += _joint(line.rstrip()) + following.strip()
    return paragraphs


def _ends_paragraph(line: str, following: str, wrapping: Wrapping) -> bool:
    had_room = len(line) + 1 + len(_first_word(following)) < FULL_LINE * wrapping.width
    return had_room and (bool(SENTENCE_END.search(line)) or not following[:1].islower())


def _joint(line: str) -> str:
    """A hyphen at the end of a wrapped line belongs to a compound, since wrapping programs do not split words."""
    return "" if COMPOUND_HYPHEN.search(line) else " "
