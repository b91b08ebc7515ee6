"""Turn the lines of a chosen body into the blocks of a page."""

from __future__ import annotations

from bisect import bisect
from typing import TYPE_CHECKING

from tasks.clean.lines import Frame, Line, Place
from tasks.clean.nouns import Block, BlockKind, RemovedBlock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tasks.clean.body import Body

_KINDS = (
    (Place.HEADING, BlockKind.HEADING),
    (Place.CELL, BlockKind.TABLE),
    (Place.ITEM, BlockKind.ITEM),
    (Place.QUOTE, BlockKind.QUOTE),
    (Place.CODE, BlockKind.CODE),
)
# Longer cells belong to a table that only lays out the page.
_CELL_WEIGHT = 200


def make_blocks(body: Body) -> tuple[tuple[Block, ...], tuple[RemovedBlock, ...]]:
    """Return the blocks of `body`, table rows put together, and what was removed with its place among them."""
    blocks, starts = [], []
    for row in _rows(body.kept):
        blocks.append(_block(row))
        starts.append(row[0].index)
    removed = (RemovedBlock(rule.kind, rule.rule_id, x.text, bisect(starts, x.index)) for x, rule in body.dropped)
    return tuple(blocks), tuple(removed)


def _rows(lines: tuple[Line, ...]) -> Iterator[list[Line]]:
    """Group the cells of a table's row; every other line stands alone."""
    row: list[Line] = []
    for line in lines:
        owner = _row_of(line)
        if row and (owner is None or owner is not _row_of(row[0])):
            yield row
            row = []
        row.append(line)
        if owner is None:
            yield row
            row = []
    if row:
        yield row


def _row_of(line: Line) -> Frame | None:
    if not line.place & Place.CELL or line.weight > _CELL_WEIGHT:
        return None
    frame: Frame | None = line.frame
    while frame is not None and frame.tag != "tr":
        frame = frame.parent
    return frame


def _block(row: list[Line]) -> Block:
    text = "\t".join(line.text for line in row)
    links = sum(line.link_chars for line in row)
    return Block(text, _kind(row[0]), round(min(1.0, links / len(text)), 3))


def _kind(line: Line) -> BlockKind:
    if line.place & Place.CELL and _row_of(line) is None:
        return BlockKind.PARAGRAPH
    return next((kind for place, kind in _KINDS if line.place & place), BlockKind.PARAGRAPH)
