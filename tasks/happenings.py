"""The nouns of events: what the store knows of reports and their links, and what a batch means for events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime  # noqa: TC003  (as in models.py)

from tasks.models import Copy  # noqa: TC001  (as above)


@dataclass(frozen=True, slots=True)
class TopicLink:
    """Two articles about the same thing, published near enough to each other in one language."""

    one: int
    """The lower id of the two."""
    other: int
    similarity: int
    """Cosine of their topics in thousandths."""
    rewrite_score: float | None = None
    """How far both go back to one text; None where they do not."""
    evidence: str | None = None
    """Their aligned sentences, where they do."""


@dataclass(frozen=True, slots=True)
class Report:
    """A representative, as far as it matters for events."""

    article_id: int
    in_language: str
    told_at: datetime
    """When it was published; when we first saw it, where that is not known."""
    credit: str | None = None
    word_count: int = 0
    topic: tuple[tuple[int, int], ...] = ()
    headline: str | None = None
    date_published: datetime | None = None
    embedded_date: date | None = None
    articles: int = 1
    """It and its copies."""
    event_id: int | None = None
    """As stored; None for a new one, and for one that is alone."""
    component: int | None = None
    """Stored reports that are linked, over others as well, have one in common."""


@dataclass(frozen=True, slots=True)
class KnownReports:
    """All that the store holds which bears on the events of some reports."""

    reports: tuple[Report, ...] = ()
    """Stored representatives of every component that they touch."""
    links: tuple[TopicLink, ...] = ()
    """Among those, and between them and the reports asked about."""
    renewed: tuple[Report, ...] = ()
    """What the store has of the reports asked about, where they are new versions."""


@dataclass(frozen=True, slots=True)
class Event:
    """One happening that several articles tell; how many they are is counted where they lie."""

    event_id: int
    label: str | None
    """Headline of the report that is most like the others."""
    event_date: date | None
    event_date_source: str | None
    """date_published or embed."""


@dataclass(frozen=True, slots=True)
class EventSeat:
    """Which event a representative tells, and which component it lies in."""

    article_id: int
    event_id: int | None
    component: int


@dataclass(frozen=True, slots=True)
class EventAlias:
    """An event that was found to be another."""

    event_id: int
    merged_into: int


@dataclass(frozen=True, slots=True)
class Happenings:
    """What a batch means for events."""

    reports: tuple[Report, ...] = ()
    """New representatives, new versions of them and promoted ones: their topics are to be stored."""
    dropped: tuple[int, ...] = ()
    """Articles that are no representatives any more."""
    links: tuple[TopicLink, ...] = ()
    """Those of the reports above."""
    seats: tuple[EventSeat, ...] = ()
    """Of every representative in a touched component."""
    events: tuple[Event, ...] = ()
    """Every event of a touched component, as it is now."""
    gone: tuple[int, ...] = ()
    """Events of touched components that are no more."""
    aliases: tuple[EventAlias, ...] = ()
    rewrites: tuple[Copy, ...] = ()
    """All rewrites within the events above."""
