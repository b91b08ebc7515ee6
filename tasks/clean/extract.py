"""Take an HTML page apart into headline, blocks of body text and metadata: the only module that imports trafilatura."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING

import trafilatura
from lxml import etree

from tasks.clean.body import Body, choose_body
from tasks.clean.edges import trim_edges
from tasks.clean.lines import Line, Place, fold, read_lines
from tasks.clean.metadata import read_metadata
from tasks.clean.nouns import Block, BlockKind, Failure, Page, RemovedBlock
from tasks.clean.tree import parse_page
from tasks.models import ReasonCode

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_IGNORED = ("script", "style", "svg", "noscript", "template", "iframe", "nav", "footer")
# A line this long may be found anywhere in the witness's text; a shorter one must be a line of it.
_DISTINCTIVE = 25


def extract_page(html: str, url: str | None = None) -> Page | Failure:
    """Return what `html`, fetched from `url`, says about its article, or why that cannot be told."""
    tree = parse_page(html)
    if tree is None:
        return Failure(ReasonCode.PARSE_ERROR, "The text holds no HTML elements.")
    metadata = read_metadata(tree, url)
    lines = read_lines(tree)
    votes = _votes(lines, _witness_text(tree))
    body = trim_edges(choose_body(lines, votes, metadata.headline_variants, metadata.descriptions), metadata.authors)
    if not body.kept:
        return Failure(ReasonCode.EXTRACT_EMPTY, "No running text was found on the page.")
    return _with_body(metadata, body)


def _witness_text(tree: HtmlElement) -> str:
    """Return the body text in trafilatura's opinion, one line a block; empty if it has none or breaks on the page."""
    copy = deepcopy(tree)
    etree.strip_elements(copy, *_IGNORED, with_tail=False)
    found = trafilatura.bare_extraction(copy, fast=True, include_comments=False)
    return getattr(found, "text", None) or ""


def _votes(lines: list[Line], text: str) -> set[int]:
    """Return the indexes of the lines that stand in `text`."""
    whole = fold(text)
    pieces = {fold(cell) for row in text.split("\n") for cell in (row, *row.split("|"))}
    return {
        line.index
        for line in lines
        if line.folded in pieces or (len(line.folded) >= _DISTINCTIVE and line.folded in whole)
    }


def _with_body(page: Page, body: Body) -> Page:
    positions = {line.index: position for position, line in enumerate(body.kept)}
    removed = []
    for line, rule in body.dropped:
        before = next((positions[kept.index] for kept in body.kept if kept.index > line.index), len(body.kept))
        removed.append(RemovedBlock(rule.kind, rule.rule_id, line.text, before))
    return replace(page, blocks=tuple(_block(line) for line in body.kept), removed=tuple(removed))


def _block(line: Line) -> Block:
    return Block(line.text, _kind(line), round(line.link_share, 3))


def _kind(line: Line) -> BlockKind:
    for place, kind in (
        (Place.HEADING, BlockKind.HEADING),
        (Place.CELL, BlockKind.TABLE),
        (Place.ITEM, BlockKind.ITEM),
        (Place.QUOTE, BlockKind.QUOTE),
        (Place.CODE, BlockKind.CODE),
    ):
        if line.place & place:
            return kind
    return BlockKind.PARAGRAPH
