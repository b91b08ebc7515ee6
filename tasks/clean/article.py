"""The door of the cleaning stage: a raw document goes in, an article or a rejection with its reason comes out.

decode the bytes
take the text apart: a page by its markup, plain text by its lines
mark what is not part of the article
move headline and dateline to their fields
put the kept paragraphs together, and identify their language
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from tasks.addresses import is_http
from tasks.clean.boilerplate import RulesError, load_rules, mark_boilerplate
from tasks.clean.byline import find_authors
from tasks.clean.dateline import split_dateline
from tasks.clean.dates import choose_date
from tasks.clean.decode import Undecodable, decode
from tasks.clean.extract import extract_page
from tasks.clean.headline import Opening, is_headline, take_opening
from tasks.clean.language import choose_language, identify_language
from tasks.clean.lines import fold
from tasks.clean.normalize import normalize_text, split_blocks, squeeze
from tasks.clean.nouns import DateRole, Failure, Page
from tasks.clean.pieces import Piece, assemble, mark_repeats
from tasks.clean.stated import check_body, overlay, read_stated_page
from tasks.clean.textdates import claims_from_lines
from tasks.clean.urls import host_of
from tasks.models import Article, Cleaned, RawDocument, ReasonCode, Rejected, stable_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from tasks.clean.boilerplate import Rule

    Rules = tuple[Rule, ...]

    from tasks.clean.decode import Decoded
    from tasks.clean.nouns import DateClaim
    from tasks.models import Stated

__all__ = ["RulesError", "clean_document", "load_rules"]

TEXT = "text/plain"
HTML = "text/html"
DATE_FAMILY = "date."


def clean_document(document: RawDocument, now: datetime, rules_file: Path | None = None) -> Cleaned:
    """Return the article that `document` holds, or why it holds none.

    Args:
        document: text/plain, text/html, or of any format whose reader has stated the body.
        now: a publication date after it is not believed.
        rules_file: boilerplate rules of the user's own, beside the shipped ones.

    Raises:
        RulesError: `rules_file` cannot be used.
    """
    rules = load_rules(rules_file)
    stated = document.stated
    if stated is not None and stated.body is not None and not stated.is_beside:
        return _clean_stated(document, stated, rules, now)
    cleaned = _clean_payload(document, rules, now)
    if isinstance(cleaned, Rejected) and stated is not None and stated.body is not None:
        own = replace(document, stated=replace(stated, is_beside=False))  # the page is of no use
        return _clean_stated(own, replace(stated, is_beside=False), rules, now)
    return cleaned


def _clean_payload(document: RawDocument, rules: Rules, now: datetime) -> Cleaned:
    if document.media_type not in {TEXT, HTML}:
        return _reject(document, _unsupported(document))
    if not document.payload.strip():
        return _reject(document, Failure(ReasonCode.EMPTY, "The file has no content."))
    decoded = decode(document.payload, document.charset)
    if isinstance(decoded, Undecodable):
        return _reject(document, Failure(decoded.reason_code, decoded.reason))
    is_page = document.media_type == HTML
    draft = _read_page(decoded.text, document.url, rules) if is_page else _read_text(decoded.text, rules)
    if isinstance(draft, Failure):
        return _reject(document, draft, decoded)
    return _finish(document, draft, decoded, now)


def _clean_stated(document: RawDocument, stated: Stated, rules: Rules, now: datetime) -> Cleaned:
    decoded = check_body(document, stated)
    if isinstance(decoded, Failure):
        return _reject(document, decoded)
    if stated.body_type == HTML:
        page = read_stated_page(document, stated)
        draft = page if isinstance(page, Failure) else _draft_page(page, document.url or stated.url, rules)
    else:
        draft = _read_text(decoded.text, rules, stated.headline)
    if isinstance(draft, Failure):
        return _reject(document, draft, decoded)
    return _finish(document, draft, decoded, now)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A text taken apart: its pieces in order, and what its markup said."""

    pieces: tuple[Piece, ...]
    page: Page


def _read_page(text: str, url: str | None, rules: Rules) -> _Draft | Failure:
    page = extract_page(text, url)
    return page if isinstance(page, Failure) else _draft_page(page, url, rules)


def _draft_page(page: Page, url: str | None, rules: Rules) -> _Draft:
    pieces: list[Piece] = []
    removed = deque(sorted(page.removed, key=lambda gone: gone.before))
    for index, block in enumerate((*page.blocks, None)):
        while removed and removed[0].before <= index:
            gone = removed.popleft()
            pieces.append(Piece(_even(gone.text), gone.kind, gone.rule_id))
        if block is not None and (text := _even(block.text)):
            pieces.append(Piece(text))
    outlet = host_of(page.canonical_url or url or "")
    return _Draft(mark_repeats(mark_boilerplate(tuple(pieces), rules, outlet)), _even_names(page))


def _even_names(page: Page) -> Page:
    return replace(
        page,
        headline=_even(page.headline or "") or None,
        alternative_headline=_even(page.alternative_headline or "") or None,
        publisher=_even(page.publisher or "") or None,
        article_section=_even(page.article_section or "") or None,
        authors=tuple(name for name in map(_even, page.authors) if name),
        keywords=tuple(word for word in map(_even, page.keywords) if word),
    )


def _even(text: str) -> str:
    """Entities can hide from the page's source what `normalize_text` takes out."""
    return squeeze(normalize_text(text))


def _read_text(text: str, rules: Rules, headline: str | None = None) -> _Draft | Failure:
    """Take a plain text apart; where its headline is known, no other line of it is one."""
    blocks = split_blocks(normalize_text(text))
    pieces = tuple(Piece(line, is_set_under=number > 0) for block in blocks for number, line in enumerate(block))
    if not pieces:
        return Failure(ReasonCode.EMPTY, "The file has no visible text.")
    opening = _take_known(pieces, headline) if headline else take_opening(mark_boilerplate(pieces, rules))
    marked = mark_repeats(mark_boilerplate(opening.pieces, rules))  # again, since a byline stands under the headline
    if opening.headline and not opening.is_certain and not is_headline(opening.headline, _texts(marked)):
        # What made it one was boilerplate under it.
        opening, marked = Opening(pieces), mark_repeats(mark_boilerplate(pieces, rules))
    authors = find_authors(marked)
    page = Page((), headline=opening.headline, alternative_headline=opening.kicker, authors=authors)
    return _Draft(marked, replace(page, date_claims=tuple(_claims_of(marked))))


def _texts(pieces: tuple[Piece, ...]) -> list[str]:
    return [piece.text for piece in pieces if piece.is_kept]


def _claims_of(pieces: tuple[Piece, ...]) -> Iterator[DateClaim]:
    """Return what the lines state that rules marked as the dates of a text."""
    return claims_from_lines(piece.text for piece in pieces if piece.rule_id.startswith(DATE_FAMILY))


def _take_known(pieces: tuple[Piece, ...], headline: str) -> Opening:
    is_repeated = len(pieces) > 1 and fold(pieces[0].text) == fold(headline)
    return Opening(pieces[1:] if is_repeated else pieces, headline, is_certain=True)


def _finish(document: RawDocument, draft: _Draft, decoded: Decoded, now: datetime) -> Cleaned:
    page = overlay(draft.page, document)
    dateline, pieces = _take_dateline(draft.pieces)
    body, removed = assemble(pieces)
    if not body:
        sentence = "Nothing but boilerplate was found; look at it, and report the rule that took the text."
        return _reject(document, Failure(ReasonCode.EXTRACT_EMPTY, sentence), decoded)
    language = choose_language(identify_language(body), page.in_language)
    published = choose_date(page.date_claims, now)
    modified = choose_date(page.date_claims, now, DateRole.MODIFIED)
    return Article(
        article_id=_identify(document, page.canonical_url),
        document_id=document.document_id,
        article_body=body,
        body_digest=sha256(" ".join(body.split()).encode()).hexdigest(),
        word_count=count_words(body),
        url=document.url or _stated_url(document),
        canonical_url=page.canonical_url,
        headline=page.headline,
        alternative_headline=page.alternative_headline,
        authors=page.authors,
        publisher=page.publisher,
        dateline=dateline,
        article_section=page.article_section,
        keywords=page.keywords,
        in_language=language.tag,
        language_confidence=language.confidence,
        date_published=published.when if published else None,
        date_published_precision=published.precision if published else None,
        date_published_source=published.source if published else None,
        date_modified=modified.when if modified else None,
        image_url=page.image_url,
        access=page.access,
        removed_spans=removed,
        charset=decoded.charset,
        charset_source=decoded.charset_source,
    )


UNSPACED = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
UNSPACED_WORD = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")


def count_words(body: str) -> int:
    """Return the number of runs of characters between white space; each Chinese and Japanese character is one."""
    return sum(1 for _ in UNSPACED_WORD.finditer(body))


def _take_dateline(pieces: tuple[Piece, ...]) -> tuple[str | None, tuple[Piece, ...]]:
    """Move the dateline of the first kept piece out of it."""
    for index, piece in enumerate(pieces):
        if piece.is_kept:
            dateline, rest = split_dateline(piece.text)
            return dateline, (*pieces[:index], replace(piece, text=rest), *pieces[index + 1 :]) if rest else pieces
    return None, pieces


def _stated_url(document: RawDocument) -> str | None:
    url = document.stated.url if document.stated else None
    return url if url and is_http(url) else None


def _identify(document: RawDocument, canonical_url: str | None) -> int:
    return stable_id("article", canonical_url or document.payload_digest)


def _unsupported(document: RawDocument) -> Failure:
    sentence = f"This is {document.media_type or 'of no known type'}; plain text and HTML are what is read so far."
    return Failure(ReasonCode.UNSUPPORTED_TYPE, sentence)


def _reject(document: RawDocument, failure: Failure, decoded: Decoded | None = None) -> Rejected:
    return Rejected(
        document_id=document.document_id,
        reason_code=failure.reason_code,
        reason=failure.reason,
        charset=decoded.charset if decoded else None,
        charset_source=decoded.charset_source if decoded else None,
    )
