"""The door of the copies stage: says what a batch of cleaned documents means beside what the store knows already.

Every decision is a pure function of the texts, so that the same articles form the same clusters in any order and any
division into batches: clusters are the connected components of "is a copy of", and a representative is chosen by a rule
that knows no arrival time.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tasks.dedup.fingerprint import fingerprint
from tasks.dedup.identity import identify, keys_of, new_keys
from tasks.dedup.match import NEAR_THRESHOLD, compare, find_clusters
from tasks.known import KnownArticle
from tasks.models import (
    Article,
    ArticleVersion,
    ClusterSeat,
    Copy,
    CopyKind,
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
    from collections.abc import Iterable, Sequence

    from tasks.dedup.match import Likeness
    from tasks.known import Known
    from tasks.models import Cleaned, Fingerprint, Received

__all__ = ["NEAR_THRESHOLD", "batch_keys", "fingerprint_articles", "place_batch", "representatives"]

FAILED = frozenset(
    {ReasonCode.UNREADABLE, ReasonCode.NOT_A_REGULAR_FILE, ReasonCode.TIMEOUT, ReasonCode.OUT_OF_MEMORY},
)
"""Reasons that lie with us or the machine: worth another try. All others lie in the document."""

LATEST = datetime.max.replace(tzinfo=UTC)


def fingerprint_articles(cleaned: Iterable[Cleaned]) -> tuple[Fingerprint, ...]:
    """Return the fingerprints of the articles among `cleaned`."""
    return tuple(fingerprint(found) for found in cleaned if isinstance(found, Article))


def batch_keys(received: Iterable[Received], cleaned: Iterable[Cleaned]) -> tuple[int, ...]:
    """Return the keys by which the batch's articles could be known already."""
    found = {article.document_id: article for article in cleaned if isinstance(article, Article)}
    keys = (keys_of(document, found[document.document_id]) for document in received if document.document_id in found)
    return tuple(sorted({key for group in keys for key in group}))


def place_batch(received: Sequence[Received], cleaned: Sequence[Cleaned], known: Known) -> Placement:
    """Return each document's outcome, the versions to be written, and the clusters that they change.

    Args:
        received: the batch's documents; where several hold one article, the earlier is the earlier version.
        cleaned: an article or rejection for each RawDocument among them.
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
    fingerprints = fingerprint_articles({item.article.article_id: item.article for item in versions}.values())
    seats, copies = _seat(fingerprints, known.fingerprints)
    promoted = _promoted(seats, fingerprints, known.fingerprints)
    keys = new_keys(received, by_document, known)
    return Placement(tuple(outcomes), tuple(versions), fingerprints, seats, copies, promoted, keys)


def representatives(placement: Placement) -> tuple[Text, ...]:
    """Return the new texts whose names are to be read: those that are not copies."""
    copies = {seat.article_id for seat in placement.seats if seat.copy_of is not None}
    latest = {version.article.article_id: version.article for version in placement.versions}
    return tuple(
        Text(article_id, article.in_language, article.article_body)
        for article_id, article in latest.items()
        if article_id not in copies
    )


def _promoted(
    seats: Sequence[ClusterSeat], new: Sequence[Fingerprint], stored: Sequence[Fingerprint]
) -> tuple[int, ...]:
    were_copies = {found.article_id for found in stored if found.copy_of is not None}
    unread = were_copies - {found.article_id for found in new}
    return tuple(seat.article_id for seat in seats if seat.copy_of is None and seat.article_id in unread)


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
    new: Sequence[Fingerprint], stored: Sequence[Fingerprint]
) -> tuple[tuple[ClusterSeat, ...], tuple[Copy, ...]]:
    """Form the clusters of new and stored texts, and seat every member."""
    current = {found.article_id: found for found in (*stored, *new)}
    seats: list[ClusterSeat] = []
    copies: list[Copy] = []
    for cluster in find_clusters(tuple(current.values())):
        head = min(cluster, key=_rank)
        seats.append(ClusterSeat(head.article_id, None))
        for member in cluster:
            if member is not head:
                seats.append(ClusterSeat(member.article_id, head.article_id))
                copies.append(_copy(member, head))
    return tuple(seats), tuple(copies)


def _rank(found: Fingerprint) -> tuple[datetime, int, int]:
    """Earliest published first, then the longest, then by id."""
    return found.date_published or LATEST, -found.word_count, found.article_id


def _copy(member: Fingerprint, head: Fingerprint) -> Copy:
    likeness = compare(member, head)
    if likeness is None:  # joined to the representative by way of another copy
        shared, total = len(member.shingles & head.shingles), len(member.shingles | head.shingles)
        return Copy(
            member.article_id, head.article_id, CopyKind.NEAR, shared / max(total, 1), "near copy of another copy"
        )
    return Copy(member.article_id, head.article_id, likeness.kind, likeness.similarity, _evidence(likeness))


def _evidence(likeness: Likeness) -> str:
    if likeness.kind is CopyKind.EXACT:
        return "same text, white space aside"
    return f"{likeness.shared} of {likeness.total} sampled word 3-grams in common"
