"""A text on its way through cleaning: pieces in reading order, each kept or marked as removed by a rule.

A step of the stage takes pieces and returns pieces; it marks, and never deletes, so that what was removed and where is
known at the end without anybody keeping books.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from tasks.models import RemovedSpan, SpanKind

if TYPE_CHECKING:
    from collections.abc import Sequence

PARAGRAPH_BREAK = "\n\n"
LINE_BREAK = "\n"
REPEATED_BLOCK = "text.repeated_block"
MIN_REPEATED_CHARS = 80


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, with the rule that removed it if one did."""

    text: str
    removed_as: SpanKind | None = None
    rule_id: str = ""
    is_set_under: bool = False
    """Whether it is a line right under the one before it, as in verse: the body keeps it so."""

    @property
    def is_kept(self) -> bool:
        """Whether no rule has removed it."""
        return self.removed_as is None

    def remove(self, kind: SpanKind, rule_id: str) -> Piece:
        """Return it marked as removed."""
        return replace(self, removed_as=kind, rule_id=rule_id)


def mark_repeats(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the pieces with every long paragraph marked that stood before, word for word, as part of a repetition.

    That is a paragraph that stands twice in a row, or several in a row that stood in a row before: one that comes back
    alone is a refrain.
    """
    marked = list(pieces)
    while repeated := find_repeats([piece.text if piece.is_kept else "" for piece in marked], MIN_REPEATED_CHARS):
        for index in repeated:
            marked[index] = marked[index].remove(SpanKind.DUPLICATE, REPEATED_BLOCK)
    return tuple(marked)


def find_repeats(texts: Sequence[str], least: int) -> set[int]:
    """Return the indexes of the texts of at least `least` characters that repeat the one before, or a block before.

    Empty texts are passed over, as if they were not there.
    """
    shown = [index for index, text in enumerate(texts) if text]
    first: dict[str, int] = {}
    repeated: set[int] = set()
    for place, index in enumerate(shown):
        before = first.setdefault(texts[index], place)
        if before == place or len(texts[index]) < least:
            continue
        if before == place - 1 or texts[shown[place - 1]] == texts[index]:
            repeated.add(index)
        elif before and texts[shown[before - 1]] == texts[shown[place - 1]] and len(texts[shown[place - 1]]) >= least:
            repeated |= {shown[place - 1], index}
    return repeated


def assemble(pieces: tuple[Piece, ...]) -> tuple[str, tuple[RemovedSpan, ...]]:
    """Return the body that the kept pieces make, and a span for each removed one."""
    body, spans = "", []
    for above, piece in pairwise((None, *pieces)):
        if piece is None or piece.removed_as is not None:
            position = len(body) + (len(PARAGRAPH_BREAK) if body else 0)
            spans.append((piece, position))
        elif body:
            is_under = piece.is_set_under and above is not None and above.is_kept
            body += (LINE_BREAK if is_under else PARAGRAPH_BREAK) + piece.text
        else:
            body = piece.text
    return body, tuple(
        RemovedSpan(number, piece.removed_as, piece.rule_id, piece.text, min(position, len(body)))
        for number, (piece, position) in enumerate(spans, start=1)
        if piece is not None and piece.removed_as is not None
    )
