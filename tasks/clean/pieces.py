"""A text on its way through cleaning: pieces in reading order, each kept or marked as removed by a rule.

A step of the stage takes pieces and returns pieces; it marks, and never deletes, so that what was removed and where is
known at the end without anybody keeping books.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tasks.models import RemovedSpan, SpanKind

PARAGRAPH_BREAK = "\n\n"
REPEATED_BLOCK = "text.repeated_block"
MIN_REPEATED_CHARS = 80


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, with the rule that removed it if one did."""

    text: str
    removed_as: SpanKind | None = None
    rule_id: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether no rule has removed it."""
        return self.removed_as is None

    def remove(self, kind: SpanKind, rule_id: str) -> Piece:
        """Return it marked as removed."""
        return replace(self, removed_as=kind, rule_id=rule_id)


def mark_repeats(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the pieces with every long paragraph marked that stood before, word for word; a refrain is shorter."""
    seen: set[str] = set()
    marked = []
    for piece in pieces:
        is_long = piece.is_kept and len(piece.text) >= MIN_REPEATED_CHARS
        marked.append(piece.remove(SpanKind.DUPLICATE, REPEATED_BLOCK) if is_long and piece.text in seen else piece)
        if is_long:
            seen.add(piece.text)
    return tuple(marked)


def assemble(pieces: tuple[Piece, ...]) -> tuple[str, tuple[RemovedSpan, ...]]:
    """Return the body that the kept pieces make, and a span for each removed one."""
    body, spans = "", []
    for piece in pieces:
        if piece.removed_as is not None:
            position = len(body) + (len(PARAGRAPH_BREAK) if body else 0)
            spans.append((piece, position))
        else:
            body += (PARAGRAPH_BREAK if body else "") + piece.text
    return body, tuple(
        RemovedSpan(number, piece.removed_as, piece.rule_id, piece.text, min(position, len(body)))
        for number, (piece, position) in enumerate(spans, start=1)
        if piece.removed_as is not None
    )
