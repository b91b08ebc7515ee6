"""Reads documents whose format states the article: its body as text or a fragment of HTML, and its fields."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tasks.addresses import absolute_url, canonical_url, is_http
from tasks.clean.authors import clean_authors
from tasks.clean.blocks import make_blocks
from tasks.clean.body import CAPTION, CONTROL, HEADLINE, Body
from tasks.clean.dates import claim_date, parse_date, write_epoch
from tasks.clean.decode import MAX_REPLACED_SHARE, REPLACEMENT, Decoded
from tasks.clean.extract import extract_page
from tasks.clean.jsonld import plain_text
from tasks.clean.lines import Line, Place, fold, read_lines
from tasks.clean.metadata import read_language
from tasks.clean.nouns import DateRole, Failure, Page
from tasks.clean.tree import parse_page
from tasks.models import ReasonCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tasks.clean.body import Rule
    from tasks.clean.nouns import DateClaim
    from tasks.models import RawDocument, Stated

SOURCES = {
    # What `date_published_source` calls a format, by media type.
    "application/json": "json",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/xml": "feed",
    "text/xml": "feed",
    "application/nitf+xml": "newsml",
    "application/vnd.iptc.g2.newsitem+xml": "newsml",
    "message/rfc822": "mail",
    "application/mbox": "mail",
    "text/plain": "front-matter",
    "text/markdown": "front-matter",
}
OTHER_SOURCE = "json"
FEED = "feed"

WHOLE_PAGE = re.compile(r"\A\ufeff?\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html|head)\b", re.IGNORECASE)
WHOLE_BODIES = {"message/rfc822", "application/mbox"}
"""Where a page is the article and nothing else: there is no main content to search for in a newsletter."""
CELLS = {"td", "th"}
"""A line that stands in a cell itself; one in a paragraph within a cell is running text."""
OUT_OF_BODY: tuple[tuple[int, Rule], ...] = (
    (Place.FIGURE, CAPTION),
    (Place.NAV | Place.FORM | Place.HIDDEN, CONTROL),
)

EPOCH_DIGITS = re.compile(r"(-?\d{9,10})(?:\.\d+)?|(\d{12,13})")
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)[T ]?(\d\d)(\d\d)(\d\d)(Z|[+-]\d\d:?\d\d)?")


def read_stated_page(document: RawDocument, stated: Stated) -> Page | Failure:
    """Return the page that a stated HTML body makes, without the other stated fields."""
    html = stated.body or ""
    if WHOLE_PAGE.match(html) and document.media_type not in WHOLE_BODIES:
        return extract_page(html, document.url or stated.url)
    return _read_fragment(html, stated.headline, is_letter=document.media_type in WHOLE_BODIES)


def _read_fragment(html: str, headline: str | None, *, is_letter: bool) -> Page | Failure:
    tree = parse_page(f"<html><body><div>{html}</div></body></html>" if not WHOLE_PAGE.match(html) else html)
    lines = read_lines(tree) if tree is not None else []
    if not lines:
        return Failure(ReasonCode.EXTRACT_EMPTY, "The stated body holds no text, only markup.")
    for line in lines:
        if is_letter or line.frame.tag not in CELLS:
            line.place &= ~Place.CELL  # the table only lays out the text
    title = headline or _title_of(lines)
    judged = [(line, _judge(line, title, is_opening=line is lines[0])) for line in lines]
    body = Body(
        tuple(line for line, rule in judged if rule is None),
        tuple((line, rule) for line, rule in judged if rule is not None),
    )
    blocks, removed = make_blocks(body)
    if not blocks:
        return Failure(ReasonCode.EXTRACT_EMPTY, "The stated body holds a headline or captions, and no text.")
    return Page(blocks, headline=title, removed=removed)


def _title_of(lines: list[Line]) -> str | None:
    return lines[0].text if lines[0].place & Place.H1 and len(lines) > 1 else None


def _judge(line: Line, headline: str | None, *, is_opening: bool) -> Rule | None:
    """Return the rule that leaves a line of a fragment out, if one does."""
    if headline and (is_opening or line.place & Place.H1) and line.folded == fold(headline):
        return HEADLINE
    return next((rule for place, rule in OUT_OF_BODY if line.place & place), None)


def overlay(page: Page, document: RawDocument) -> Page:
    """Return the page with what the document's format states in place of what the page says."""
    stated = document.stated
    if stated is None:
        return page
    url = stated.url if stated.url and is_http(stated.url) else None
    if stated.is_beside:
        return _fill_in(page, stated, document)
    headline = plain_text(stated.headline)
    return replace(
        page,
        headline=headline or page.headline,
        alternative_headline=plain_text(stated.alternative_headline) or page.alternative_headline,
        authors=clean_authors(map(_plain, stated.authors)) or page.authors,
        publisher=plain_text(stated.publisher) or page.publisher,
        article_section=plain_text(stated.article_section) or page.article_section,
        keywords=_split_keywords(stated.keywords) or page.keywords,
        in_language=read_language(stated.in_language) or page.in_language,
        date_claims=(*_date_claims(stated, document), *page.date_claims),
        image_url=absolute_url(stated.image_url, url) or page.image_url,
        canonical_url=canonical_url(url) if url else page.canonical_url,
    )


def _fill_in(page: Page, stated: Stated, document: RawDocument) -> Page:
    """Return the page with what a feed says of it wherever the page itself says nothing."""
    return replace(
        page,
        headline=page.headline or plain_text(stated.headline),
        authors=page.authors or clean_authors(map(_plain, stated.authors)),
        publisher=page.publisher or plain_text(stated.publisher),
        article_section=page.article_section or plain_text(stated.article_section),
        keywords=page.keywords or _split_keywords(stated.keywords),
        in_language=page.in_language or read_language(stated.in_language),
        date_claims=(*page.date_claims, *_date_claims(stated, document)),
        image_url=page.image_url or absolute_url(stated.image_url, document.url),
    )


def _plain(text: str) -> str:
    return plain_text(text) or ""


def _split_keywords(values: tuple[str, ...]) -> tuple[str, ...]:
    """A single value is a list as a person writes it."""
    words = values[0].replace(";", ",").split(",") if len(values) == 1 else values
    return tuple(dict.fromkeys(word for value in words if (word := _plain(value))))


def _date_claims(stated: Stated, document: RawDocument) -> Iterator[DateClaim]:
    source = FEED if stated.is_beside else SOURCES.get(document.media_type or "", OTHER_SOURCE)
    for text, name, role in (
        (stated.date_published, "date_published", DateRole.PUBLISHED),
        (stated.date_modified, "date_modified", DateRole.MODIFIED),
    ):
        claim = claim_date(_write_out(text), f"{source}:{name}", role)
        if claim:
            yield claim


def _write_out(text: str | None) -> str | None:
    """Return a date in the forms that `parse_date` knows: seconds since 1970 and digits without signs are not."""
    text = (text or "").strip()
    if (found := COMPACT.fullmatch(text)) and parse_date(f"{found[1]}-{found[2]}-{found[3]}"):
        return f"{found[1]}-{found[2]}-{found[3]}T{found[4]}:{found[5]}:{found[6]}{found[7] or ''}"
    if found := EPOCH_DIGITS.fullmatch(text):
        return write_epoch(int(found[1]) if found[1] else int(found[2]) / 1000)
    return text or None


def check_body(document: RawDocument, stated: Stated) -> Decoded | Failure:
    """Return the stated body as decoded text, or why it is none."""
    body = stated.body or ""
    broken = body.count(REPLACEMENT)
    if broken > MAX_REPLACED_SHARE * len(body):
        sentence = f"{broken:,} of {len(body):,} characters were lost in a wrong charset; save the file as UTF-8."
        return Failure(ReasonCode.UNDECODABLE, sentence)
    if not body.strip():
        return Failure(ReasonCode.EMPTY, "The text that the format states is empty.")
    return Decoded(body, document.charset or "utf-8", "format")
