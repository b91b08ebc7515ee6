"""Take an HTML page apart into body text and metadata; the only module that imports trafilatura.

tree     = parse once
metadata = what the page says about itself
lines    = the page's text as a reader sees it, line by line
votes    = the lines of the text that JSON-LD states, if the page shows it; else what trafilatura's fast mode takes
body     = the template that set most of them, line by line, every drop with its rule
nothing? = what trafilatura voted for, then what JSON-LD states, then the source without its tags, then a Failure
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING

import trafilatura
from lxml import etree

from tasks.clean.authors import authors_from_bylines
from tasks.clean.blocks import make_blocks
from tasks.clean.body import HEADLINE, Body, choose_body
from tasks.clean.core import OUT_OF_TEXT
from tasks.clean.edges import trim_edges
from tasks.clean.lastresort import blocks_of_source, blocks_of_text
from tasks.clean.lines import Line, Place, fold, read_lines
from tasks.clean.metadata import read_metadata
from tasks.clean.notarticles import find_other_page, is_front, is_running_text
from tasks.clean.nouns import Block, DateRole, Failure, Page
from tasks.clean.textdates import claims_from_lines
from tasks.clean.tree import parse_page
from tasks.models import ReasonCode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

_IGNORED = ("script", "style", "svg", "noscript", "template", "iframe", "nav", "footer", "head")
# A line this long may be found anywhere in the witness's text; a shorter one must be a line of it.
_DISTINCTIVE = 25
# The witness is quadratic on some pages: beyond this size the page has to do without it.
_MOST_LINES = 10_000
_LONGEST_LINE = 200_000
# A body with less than this share of the text that JSON-LD states is a teaser in front of a script.
_STATED_SHARE = 0.35
# A page of which the parser shows less than this share nests deeper than it follows.
_SEEN_SHARE = 0.5
_LONGEST_TITLE = 300
# A stated text this long, of which this share stands on the page, makes a second witness needless.
_LEAST_STATED = 600
_FOUND_SHARE = 0.8
# Bylines with a date stand this near to the headline, counted in lines.
_BYLINE_REACH = 8


def extract_page(html: str, url: str | None = None) -> Page | Failure:
    """Return what `html`, fetched from `url`, says about its article, or why that cannot be told."""
    tree = parse_page(html)
    if tree is None:
        return Failure(ReasonCode.PARSE_ERROR, "The text holds no HTML elements.")
    page = read_metadata(tree, url)
    lines = read_lines(tree)
    if all(claim.role is not DateRole.PUBLISHED for claim in page.date_claims):
        stated = claims_from_lines([*page.headline_variants, *_around_headline(lines)])
        page = replace(page, date_claims=(*page.date_claims, *stated))
    if not _names_people(page):
        page = replace(page, authors=authors_from_bylines(_around_headline(lines)) or page.authors)
    body = _find_body(lines, tree, page)
    blocks, removed = make_blocks(body)
    declared = blocks_of_text(page.stated_body)
    if _length(blocks) < _STATED_SHARE * _length(declared):
        blocks, removed = declared, ()
    elif is_front(lines, body.kept):
        return Failure(ReasonCode.NOT_AN_ARTICLE, "The page is a front: headings that lead elsewhere.")
    blocks = blocks or _blocks_unseen(html, lines)
    if not blocks:
        return _failure(tree, lines)
    texts = [block.text for block in blocks]
    return find_other_page(_titles(tree, page), texts) or replace(page, blocks=blocks, removed=removed)


def _blocks_unseen(html: str, lines: Sequence[Line]) -> tuple[Block, ...]:
    """Return the text of the source, if the parser dropped most of it."""
    blocks = blocks_of_source(html)
    return blocks if sum(len(line.text) for line in lines) < _SEEN_SHARE * _length(blocks) else ()


def _titles(tree: HtmlElement, page: Page) -> Iterator[str]:
    yield page.headline or ""
    for element in tree.iter("title", "h1"):
        yield " ".join(element.text_content()[:_LONGEST_TITLE].split())


def _names_people(page: Page) -> bool:
    return any(" " in author and fold(author) != fold(page.publisher or "") for author in page.authors)


def _around_headline(lines: Sequence[Line]) -> Sequence[str]:
    headline = next((line.index for line in lines if line.place & Place.H1), 0)
    return [line.text for line in lines[max(0, headline - _BYLINE_REACH) : headline + _BYLINE_REACH]]


def _find_body(lines: Sequence[Line], tree: HtmlElement, page: Page) -> Body:
    votes = _votes(lines, page.stated_body or "")
    if not _are_enough(lines, votes, page.stated_body or ""):
        votes = _votes(lines, _witness_text(lines, tree))
    body = choose_body(lines, votes, page.headline_variants, page.descriptions)
    if not body.kept:
        body = _short_body(lines, votes, page)
    return trim_edges(body, page.authors)


def _short_body(lines: Sequence[Line], votes: set[int], page: Page) -> Body:
    """Return the body of a page on which no line is long enough for running text: a flash of two sentences."""
    headlines = {fold(headline) for headline in page.headline_variants}
    voted = [line for line in lines if line.index in votes and not line.place & OUT_OF_TEXT]
    titles = [line for line in voted if line.place & Place.H1 or line.folded in headlines]
    kept = [line for line in voted if line not in titles]
    return Body(tuple(kept), tuple((line, HEADLINE) for line in titles)) if is_running_text(kept) else Body()


def _are_enough(lines: Sequence[Line], votes: set[int], stated: str) -> bool:
    """Tell whether the text that JSON-LD states was found on the page again, nearly all of it."""
    found = sum(len(line.folded) for line in lines if line.index in votes)
    return found >= _LEAST_STATED and found >= _FOUND_SHARE * len(fold(stated))


def _witness_text(lines: Sequence[Line], tree: HtmlElement) -> str:
    """Return the body text in trafilatura's opinion, one line a block; empty if it has none or breaks on the page."""
    if len(lines) > _MOST_LINES or any(line.weight > _LONGEST_LINE for line in lines):
        return ""
    copy = deepcopy(tree)
    etree.strip_elements(copy, *_IGNORED, with_tail=False)
    try:
        found = trafilatura.bare_extraction(copy, fast=True, include_comments=False)
    except (etree.LxmlError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        return ""
    return getattr(found, "text", None) or ""


def _votes(lines: Sequence[Line], text: str) -> set[int]:
    """Return the indexes of the lines that stand in `text`."""
    whole = fold(text)
    pieces = {fold(cell) for row in text.split("\n") for cell in (row, *row.split("|"))}
    return {
        line.index
        for line in lines
        if line.folded in pieces or (len(line.folded) >= _DISTINCTIVE and line.folded in whole)
    }


def _length(blocks: Sequence[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _failure(tree: HtmlElement, lines: Sequence[Line]) -> Failure:
    if next(tree.iter("frameset"), None) is not None:
        return Failure(ReasonCode.NOT_AN_ARTICLE, "The page is a frameset: its text is on other pages.")
    if not lines:
        return Failure(ReasonCode.EXTRACT_EMPTY, "The page has no text of its own; scripts may load it.")
    if any(line.link_chars and not line.place & OUT_OF_TEXT for line in lines):
        return Failure(ReasonCode.NOT_AN_ARTICLE, "The page holds links and labels, and no running text.")
    return Failure(ReasonCode.EXTRACT_EMPTY, "No running text was found on the page.")
