"""The nouns of memory: what the store holds that bears on documents in hand; imports only the other nouns of ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime  # noqa: TC003  (as in models.py)

from tasks.models import DocumentState, ReasonCode  # noqa: TC001  (as above)


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """What the store remembers of a document that was received before."""

    document_id: int
    state: DocumentState
    reason_code: ReasonCode | None
    reason: str | None
    stored_in: str | None = None


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """The latest stored version of an article."""

    article_id: int
    version: int
    headline: str | None
    body_digest: str
    first_seen_at: datetime


@dataclass(frozen=True, slots=True)
class Reach:
    """How far stored texts are looked for that may be copies."""

    least_hashes: int
    """Two texts with so many hashes of their sketches in common may be copies."""
    window_days: int
    """Texts that were published further apart, or seen where one has no date, are copies only if they are the same."""


@dataclass(frozen=True, slots=True)
class KnownText:
    """A stored text that may be a copy of one of the batch, or sits with one that may."""

    article_id: int
    body_digest: str
    article_body: str
    seen_on: date
    """When we first saw it."""
    date_published: datetime | None
    credit: str | None
    copy_of: int | None
    """Its representative; None if it is one."""


@dataclass(frozen=True, slots=True)
class Known:
    """All that the store holds which bears on a batch, as of one moment."""

    generation: int
    """Number of batches landed by then: a landing that finds another number starts over."""
    articles: tuple[KnownArticle, ...] = ()
    """Those with the same ids as the batch's articles."""
    texts: tuple[KnownText, ...] = ()
    """Every member of every cluster of copies that an article of the batch could join or leave."""
    documents: frozenset[int] = frozenset()
    """Those of the batch that have landed already."""
    keys: tuple[tuple[int, int], ...] = ()
    """Those of the batch's keys that are known, each with its article's id."""
