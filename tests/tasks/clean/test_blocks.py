"""Blocks."""

import pytest
from pages import PROSE, lines_of

from tasks.clean.blocks import make_blocks
from tasks.clean.body import OUTSIDE, Body
from tasks.clean.nouns import Block, BlockKind


@pytest.mark.parametrize(
    ("markup", "block"),
    [
        ("<p>x</p>", Block("x")),
        ("<h2>x</h2>", Block("x", BlockKind.HEADING)),
        ("<ol><li>x</li></ol>", Block("x", BlockKind.ITEM)),
        ("<blockquote>x</blockquote>", Block("x", BlockKind.QUOTE)),
        ("<pre>x</pre>", Block("x", BlockKind.CODE)),
        ("<p><a href=/>x</a> yz</p>", Block("x yz", link_share=0.25)),
        (f"<table><tr><td>{PROSE * 3}</td></tr></table>", Block(PROSE * 3)),
    ],
)
def test_a_block_has_a_kind(markup, block):
    """What the markup says a line is comes through."""
    assert make_blocks(Body(tuple(lines_of(markup))))[0] == (block,)


def test_the_cells_of_a_row_are_one_block():
    """A table's row is one line of text, its cells parted by tabs."""
    lines = lines_of("<p>a</p><table><tr><th>b<th>c<tr><td>d<td>e</table><p>f</p>")
    assert [block.text for block in make_blocks(Body(tuple(lines)))[0]] == ["a", "b\tc", "d\te", "f"]


def test_what_was_removed_knows_where_it_stood():
    """A removed line points to the block that followed it, or behind the last one."""
    lines = lines_of("<p>gone</p><p>a</p><p>gone too</p><p>b</p><p>gone last</p>")
    body = Body((lines[1], lines[3]), tuple((lines[number], OUTSIDE) for number in (0, 2, 4)))
    assert [(block.text, block.before) for block in make_blocks(body)[1]] == [
        ("gone", 0),
        ("gone too", 1),
        ("gone last", 2),
    ]
