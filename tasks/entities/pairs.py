"""Opening and closing quotation marks brought together, with guesses where one is missing, wrong or left open."""

from __future__ import annotations

import re
from typing import NamedTuple

from tasks.entities.marks import Mark, Side, find_marks

PARAGRAPH = re.compile(r"\S(?:(?!\n[^\S\n]*\n).)*", re.DOTALL)
DEEPEST = 4  # quotes in quotes; beyond, the marks are no text
MOST_PARAGRAPHS = 12  # that one quote may run over

SENTENCE_END = re.compile(r"[.!?…](?=\s)")
TAG = re.compile(
    r"[,.?!…](?=\s+(?:(?:he|she|they|[^\W\d_a-z][\w.’'-]+(?: [^\W\d_a-z][\w’'-]+)?) )?"
    r"(?:said|says|told|tells|added|asked|sagte|dit|dijo)\b)"
)
"""The end of spoken words whose closing mark was forgotten."""
BEGINS_SENTENCE = re.compile(r"(?:^|[.,:;!?—–\n]\s+)$")


class Pair(NamedTuple):
    """What stands between two marks, body[start:end], and where the marks around it begin and end."""

    marked_start: int
    start: int
    end: int
    marked_end: int


def pair_marks(body: str) -> list[Pair]:
    """Return what stands between the quotation marks of `body`, sorted by its beginning, outer pairs first.

    A quote that the next paragraph opens again goes on there; one that is never closed ends before "..., he said" or
    with its paragraph. A closing mark without an opening one ends what its paragraph began with.
    """
    reader = _Reader(body)
    paragraphs = [found.span() for found in PARAGRAPH.finditer(body)]
    for number, (start, end) in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        reader.read_paragraph(start, end, following)
    return sorted(set(reader.pairs), key=lambda pair: (pair.marked_start, -pair.marked_end))


class _Reader:
    """Goes through a text paragraph by paragraph and remembers the marks that are open."""

    def __init__(self, body: str) -> None:
        self.pairs: list[Pair] = []
        self._body = body
        self._open: list[Mark] = []
        self._carried = 0
        self._ready: tuple[int, list[Mark]] = (-1, [])

    def read_paragraph(self, start: int, end: int, following: tuple[int, int] | None) -> None:
        marks = self._marks_of(start, end)
        if self._open and marks and marks[0].start == start:
            marks = marks[1:]  # opens again what is open
        first_pair = len(self.pairs)
        for mark in marks:
            if mark.is_double:
                self._read_double(mark, start, first_pair)
            else:
                self._read_single(mark, start)
        self._end_paragraph(end, following)

    def _marks_of(self, start: int, end: int) -> list[Mark]:
        if self._ready[0] != start:
            self._ready = (start, find_marks(self._body, start, end))
        return self._ready[1]

    def _read_double(self, mark: Mark, start: int, first_pair: int) -> None:
        opened = self._last_open(is_double=True)
        if self._opens(mark, opened):
            if opened and opened.glyph == mark.glyph:
                self._give_up(opened, mark.start)
            self._push(mark)
        elif opened or self._last_open(is_double=False):
            self._close(opened or self._open[-1], mark)
        elif not mark.is_weak and len(self.pairs) == first_pair and self._body[mark.start - 1] in ".,!?…":
            self.pairs.append(Pair(start, start, mark.start, mark.end))

    def _opens(self, mark: Mark, opened: Mark | None) -> bool:
        if mark.side is Side.OPEN:
            slipped = opened is not None and mark.looks is Side.CLOSE and opened.looks is Side.OPEN
            return not slipped  # “We agree, ”he said
        if mark.side is Side.CLOSE:
            return (
                opened is None
                and mark.looks is Side.OPEN
                and not mark.is_weak
                and self._last_open(is_double=False) is None
            )
        if mark.looks is Side.EITHER or (opened is None) or mark.looks is Side.CLOSE:
            return opened is None
        return opened.glyph not in {"„", "‟"}

    def _read_single(self, mark: Mark, start: int) -> None:
        opened = self._open[-1] if self._open and not self._open[-1].is_double else None
        if mark.side is Side.OPEN or (mark.side is Side.EITHER and mark.looks is Side.OPEN):
            if opened and opened.glyph in {"‚", "›"} and mark.looks is Side.OPEN and mark.side is not Side.OPEN:
                self._close(opened, mark)
            elif self._may_open(mark, start):
                if opened:
                    self._open.remove(opened)
                self._push(mark)
        elif opened and (mark.side is Side.CLOSE or mark.looks is Side.CLOSE):
            self._close(opened, mark)

    def _may_open(self, mark: Mark, start: int) -> bool:
        """Tell whether a single mark can be more than an apostrophe: a closing one opens sentences only."""
        if mark.glyph != "’":
            return True
        follows = self._body[mark.end : mark.end + 1]
        return (
            follows.isupper()
            and BEGINS_SENTENCE.search(self._body[max(start, mark.start - 3) : mark.start]) is not None
        )

    def _last_open(self, *, is_double: bool) -> Mark | None:
        return next((mark for mark in reversed(self._open) if mark.is_double is is_double), None)

    def _push(self, mark: Mark) -> None:
        if len(self._open) < DEEPEST:
            self._open.append(mark)

    def _close(self, opened: Mark, mark: Mark) -> None:
        self._forget(opened)
        self.pairs.append(Pair(opened.start, opened.end, mark.start, mark.end))

    def _forget(self, opened: Mark) -> None:
        """Take `opened` and whatever was opened after it for done: single marks in between were apostrophes."""
        del self._open[self._open.index(opened) :]

    def _give_up(self, opened: Mark, limit: int) -> None:
        """End a quote that is never closed before `limit`, where another one begins or the paragraph ends."""
        self._forget(opened)
        words = self._body[opened.end : limit]
        ends = [found.end() for found in SENTENCE_END.finditer(words)]
        tag = TAG.search(words)
        end = tag.end() if tag else (ends[-1] if ends else 0)
        if end:
            self.pairs.append(Pair(opened.start, opened.end, opened.end + end, opened.end + end))

    def _end_paragraph(self, end: int, following: tuple[int, int] | None) -> None:
        opened = self._open[0] if self._open else None
        if opened and self._goes_on(opened, end, following):
            self._open, self._carried = [opened], self._carried + 1
            return
        self._carried = 0
        if opened := next((mark for mark in self._open if mark.is_double), None):
            tag = TAG.search(self._body, opened.end, end)
            last = tag.end() if tag else end
            self.pairs.append(Pair(opened.start, opened.end, last, last))
        self._open = []

    def _goes_on(self, opened: Mark, end: int, following: tuple[int, int] | None) -> bool:
        if following is None or self._carried >= MOST_PARAGRAPHS or TAG.search(self._body, opened.end, end):
            return False
        marks = self._marks_of(*following)
        return bool(marks) and marks[0].start == following[0] and marks[0].is_double is opened.is_double
