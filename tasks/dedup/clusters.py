"""The door of the copies stage: says what a batch of cleaned documents means beside what the store knows already.

Every decision is a pure function of the texts, so that the same articles form the same clusters in any order and any
division into batches: clusters are the connected components of "is a copy of", and a representative is chosen by a rule
that knows no arrival time.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tasks.dedup.copies import CopyText, seat_texts
from tasks.dedup.fingerprint import fingerprint
from tasks.dedup.identity import identify, keys_of, new_keys
from tasks.dedup.sketch import LEAD_HASHES, WINDOW_DAYS, sketch
from tasks.dedup.words import read_words
from tasks.known import KnownArticle, KnownText, Reach
from tasks.models import (
    Article,
    ArticleVersion,
    ClusterSeat,
    Copy,
    DocumentOutcome,
    DocumentState,
    Placement,
    RawDocument,
    ReasonCode,
    Rejected,
    Text,
    Unread,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from tasks.known import Known, KnownText
    from tasks.models import Cleaned, Fingerprint, Received

__all__ = ["REACH", "batch_keys", "fingerprint_articles", "place_batch", "representatives"]

REACH = Reach(LEAD_HASHES, WINDOW_DAYS)

FAILED = frozenset(
    {ReasonCode.UNREADABLE, ReasonCode.NOT_A_REGULAR_FILE, ReasonCode.TIMEOUT, ReasonCode.OUT_OF_MEMORY},
)
"""Reasons that lie with us or the machine: worth another try. All others lie in the document."""


def fingerprint_articles(cleaned: Iterable[Cleaned], seen_at: datetime) -> tuple[Fingerprint, ...]:
    """Return the fingerprints of the articles among `cleaned`; `seen_at` is when we first saw them."""
    return tuple(fingerprint(found, seen_at) for found in cleaned if isinstance(found, Article))


def batch_keys(received: Iterable[Received], cleaned: Iterable[Cleaned]) -> tuple[int, ...]:
    """Return the keys by which the batch's articles could be known already."""
    found = {article.document_id: article for article in cleaned if isinstance(article, Article)}
    keys = (keys_of(document, found[document.document_id]) for document in received if document.document_id in found)
    return tuple(sorted({key for group in keys for key in group}))


def place_batch(
    received: Sequence[Received], cleaned: Sequence[Cleaned], prints: Sequence[Fingerprint], known: Known
) -> Placement:
    """Return each document's outcome, the versions to be written, and the clusters that they change.

    Args:
        received: the batch's documents; where several hold one article, the earlier is the earlier version.
        cleaned: an article or rejection for each RawDocument among them.
        prints: the fingerprints of the articles among those, in their order.
        known: what the store holds that bears on the batch.
    """
    by_document = {found.document_id: found for found in identify(received, cleaned, known)}
    latest = {article.article_id: article for article in known.articles}
    outcomes: list[DocumentOutcome] = []
    versions: list[ArticleVersion] = []
    for document in received:
        found = by_document.get(document.document_id)
        if isinstance(document, Unread) or not isinstance(found, Article):
            outcomes.append(_turned_away(document, found))
            continue
        is_new = document.document_id not in known.documents  # else somebody else landed it a moment ago
        version = _next_version(found, document, latest.get(found.article_id)) if is_new else None
        outcomes.append(_outcome(document, found, DocumentState.LANDED if version else DocumentState.DUPLICATE))
        if version:
            versions.append(version)
            latest[found.article_id] = _as_known(version)
    articles = (found.document_id for found in cleaned if isinstance(found, Article))
    taken = dict(zip(articles, prints, strict=True))
    current = {version.article.article_id: version for version in versions}
    fingerprints = tuple(_name_print(taken[version.article.document_id], version) for version in current.values())
    seats, copies = _seat(current, fingerprints, known.texts)
    return Placement(
        outcomes=tuple(outcomes),
        versions=tuple(versions),
        fingerprints=fingerprints,
        seats=seats,
        copies=copies,
        promoted=_promoted(seats, current.keys(), known.texts),
        keys=new_keys(received, by_document, known),
    )


def representatives(placement: Placement) -> tuple[Text, ...]:
    """Return the new texts whose names are to be read: those that are not copies."""
    copies = {seat.article_id for seat in placement.seats if seat.copy_of is not None}
    latest = {version.article.article_id: version.article for version in placement.versions}
    return tuple(
        Text(article_id, article.in_language, article.article_body)
        for article_id, article in latest.items()
        if article_id not in copies
    )


def _name_print(taken: Fingerprint, version: ArticleVersion) -> Fingerprint:
    """Return a fingerprint under the id that the article is known by, as of when it was first seen."""
    return replace(taken, article_id=version.article.article_id, seen_on=version.first_seen_at.date())


def _promoted(seats: Sequence[ClusterSeat], new: Collection[int], stored: Sequence[KnownText]) -> tuple[int, ...]:
    """Return the stored copies, new versions aside, that have become representatives."""
    were_copies = {known.article_id for known in stored if known.copy_of is not None}
    heads = (seat.article_id for seat in seats if seat.copy_of is None)
    return tuple(article_id for article_id in heads if article_id in were_copies and article_id not in new)


def _turned_away(document: Received, found: Cleaned | None) -> DocumentOutcome:
    if isinstance(document, Unread):
        return DocumentOutcome(
            document_id=document.document_id,
            origin=document.origin,
            source=document.source,
            received_at=document.received_at,
            state=_state_for(document.reason_code),
            size_bytes=document.size_bytes,
            reason_code=document.reason_code,
            reason=document.reason,
            sightings=document.sightings,
        )
    if not isinstance(found, Rejected):
        raise TypeError(f"Document {document.document_id} was received but not cleaned.")
    return _outcome(document, found, _state_for(found.reason_code))


def _state_for(code: ReasonCode) -> DocumentState:
    return DocumentState.FAILED if code in FAILED else DocumentState.REJECTED


def _outcome(document: RawDocument, found: Cleaned, state: DocumentState) -> DocumentOutcome:
    rejection = found if isinstance(found, Rejected) else None
    return DocumentOutcome(
        document_id=document.document_id,
        origin=document.origin,
        source=document.source,
        received_at=document.received_at,
        state=state,
        media_type=document.media_type,
        charset=found.charset,
        charset_source=found.charset_source,
        size_bytes=len(document.payload),
        payload_digest=document.payload_digest,
        reason_code=rejection.reason_code if rejection else None,
        reason=rejection.reason if rejection else None,
        article_id=found.article_id if isinstance(found, Article) else None,
        stored_in=document.stored_in,
        sightings=document.sightings,
    )


def _next_version(article: Article, document: RawDocument, before: KnownArticle | None) -> ArticleVersion | None:
    """Return the article as a new version, or None if it says nothing new."""
    if before is None:
        return ArticleVersion(article, 1, document.received_at, document.received_at)
    if (before.headline, before.body_digest) == (article.headline, article.body_digest):
        return None
    return ArticleVersion(article, before.version + 1, before.first_seen_at, document.received_at)


def _as_known(version: ArticleVersion) -> KnownArticle:
    article = version.article
    return KnownArticle(
        article.article_id, version.version, article.headline, article.body_digest, version.first_seen_at
    )


def _seat(
    versions: Mapping[int, ArticleVersion], fingerprints: Sequence[Fingerprint], stored: Sequence[KnownText]
) -> tuple[tuple[ClusterSeat, ...], tuple[Copy, ...]]:
    """Form the clusters of new and stored texts, and seat every member."""
    current = {known.article_id: _read_known(known) for known in stored}
    for found in fingerprints:
        article = versions[found.article_id].article
        words = read_words(article.article_body)
        current[found.article_id] = CopyText(
            article_id=found.article_id,
            body_digest=found.body_digest,
            words=words,
            sketch=found.sketch,
            seen_on=found.seen_on,
            date_published=article.date_published,
            credit=found.credit,
        )
    return seat_texts(current.values())


def _read_known(known: KnownText) -> CopyText:
    words = read_words(known.article_body)
    return CopyText(
        article_id=known.article_id,
        body_digest=known.body_digest,
        words=words,
        sketch=sketch(words),
        seen_on=known.seen_on,
        date_published=known.date_published,
        credit=known.credit,
    )
