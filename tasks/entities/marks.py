"""Quotation marks in a paragraph, told apart from apostrophes, feet, inches and years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

DOUBLE = {'"', "“", "”", "„", "‟", "«", "»", "＂", "``", "''"}
OPENING = {"“", "„", "‟", "«", "‘", "‚", "‛", "‹", "``"}  # where they are used as they should be, in English or French
CLOSING = {"”", "»", "’", "›", "''"}

RUN = re.compile(
    r"(?:``|''|[\"“”„‟«»＂‚‛‹›]"
    r"|(?<!\w)['’‘](?=[^\s,;:!?)\]]|[.…]{3}|…)"  # at the beginning of a word
    r"|(?<=[^\s(\[])['’‘](?!\w))+"  # at its end, but never inside
)
MARK = re.compile("``|''|.", re.DOTALL)

NO_MARK = re.compile(
    r"(?<!\w)\d{1,2}\s?['’′]\s?\d{1,2}(?:\s?[\"”″]|'')?"  # 5' 11"
    r"|(?<!\w)['’‘]\d\ds?\b"  # the '90s
    r"|(?<!\w)['’‘](?:em|n|til|till|tis|twas|cause|cos|bout|round|neath|burbs)\b(?:['’](?!\w))?",  # 'em, rock 'n' roll
    re.IGNORECASE,
)
OPENS_AFTER = set("([{<—–-/¿¡")  # a mark behind one of these can only open
CLOSES_BEFORE = set(".,;:!?)]}>…")  # a mark in front of one of these can only close


class Side(StrEnum):
    """What a mark does, by where it stands and what it looks like."""

    OPEN = "open"
    CLOSE = "close"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark: its place in the text, and what its surroundings say of it."""

    start: int
    glyph: str
    side: Side
    """By its place: EITHER if that tells nothing."""
    is_weak: bool
    """It could be a plural's apostrophe (the workers') or inches (12"), if another mark closes the quote."""

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.glyph)

    @property
    def is_double(self) -> bool:
        """Whether it is no single mark."""
        return self.glyph in DOUBLE

    @property
    def looks(self) -> Side:
        """What its shape says."""
        if self.glyph in OPENING:
            return Side.OPEN
        return Side.CLOSE if self.glyph in CLOSING else Side.EITHER


def find_marks(body: str, start: int, end: int) -> list[Mark]:
    """Return the quotation marks in body[start:end], in order; marks side by side share their surroundings."""
    masked = NO_MARK.sub(lambda found: "x" * len(found[0]), body[start:end])
    marks = []
    for run in RUN.finditer(masked):
        before = masked[run.start() - 1] if run.start() else " "
        after = masked[run.end()] if run.end() < len(masked) else " "
        side = _side(before, after)
        for glyph in MARK.finditer(run[0]):
            at = run.start() + glyph.start()
            marks.append(Mark(start + at, glyph[0], side, _is_weak(glyph[0], run[0], before, after)))
    return _drop_superfluous(marks)


def _side(before: str, after: str) -> Side:
    can_open = not after.isspace() and after not in CLOSES_BEFORE
    can_close = not before.isspace() and before not in OPENS_AFTER
    if can_open == can_close:
        return Side.EITHER
    return Side.OPEN if can_open else Side.CLOSE


def _is_weak(glyph: str, run: str, before: str, after: str) -> bool:
    if len(run) > len(glyph) or after in CLOSES_BEFORE:
        return False
    return before.isdigit() if glyph in DOUBLE else before in "szSZxX" or before.isdigit()


def _drop_superfluous(marks: list[Mark]) -> list[Mark]:
    """Leave out weak marks where a strong one closes before anything opens again: the apostrophe of a plural."""
    kept: list[Mark] = []
    closes = dict.fromkeys((False, True), False)  # by is_double: whether a strong closing mark comes next
    for mark in reversed(marks):
        if mark.is_weak and mark.side is not Side.OPEN and closes[mark.is_double]:
            continue
        kept.append(mark)
        closes[mark.is_double] = mark.side is Side.CLOSE and not mark.is_weak
    return kept[::-1]
