"""Reads the labelled articles in tests/golden/rewrites: who rewrote which agency text, and which event each tells.

One file holds one invented event: an agency text, rewrites of it by outlets, and independent reports by others. Blocks
of `name: value` lines stand on top of the file and of each article; an article's block opens with `## <role>`, and its
paragraphs follow, a blank line apart. The folder says the half: choose thresholds on `development` only, and look at
`held_out` only to measure. Places, persons and firms are invented; all texts were written for this project.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import combinations
from pathlib import Path

FOLDER = Path(__file__).parent / "golden" / "rewrites"


class Half(StrEnum):
    """Which part of the set an event belongs to, with all its articles and its confusable twin."""

    DEVELOPMENT = "development"
    HELD_OUT = "held_out"


class Role(StrEnum):
    """What an article is beside the other articles of its event."""

    AGENCY = "agency"
    REWRITE = "rewrite"
    """A paraphrase of the event's agency text."""
    INDEPENDENT = "independent"
    """Another reporter's text, with sources, facts and an order of its own."""


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """An article of the set with what is known to be true of it."""

    article: str
    """Its id: `<event>/<role>`, the role numbered where an event has several."""
    event: str
    half: Half
    role: Role
    publisher: str
    in_language: str
    date_published: datetime | None
    headline: str
    how: str
    """How it was written, in a few words for whoever reads a wrong answer."""
    paragraphs: tuple[str, ...]

    @property
    def article_body(self):
        """The paragraphs as the pipeline joins them."""
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class LabelledEvent:
    """One happening and every article of the set that tells it."""

    event: str
    kind: str
    half: Half
    event_date: date
    twin_of: str | None
    """The event that this one is easily taken for: same place and persons, another day."""
    articles: tuple[LabelledArticle, ...]


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two articles of one event, and whether both come from one agency text."""

    left: LabelledArticle
    right: LabelledArticle
    is_rewrite: bool


def read_events(half=None):
    """Return the events of a half, or of both, as a tuple of LabelledEvent in the order of their names."""
    halves = [Half(half)] if half else list(Half)
    return tuple(_read_event(path, part) for part in halves for path in sorted((FOLDER / part).glob("*.txt")))


def read_articles(half=None):
    """Return all articles of a half, or of both, as a tuple of LabelledArticle."""
    return tuple(article for event in read_events(half) for article in event.articles)


def read_pairs(half=None):
    """Return every pair of articles that tell one event, as a tuple of LabelledPair."""
    return tuple(
        LabelledPair(left, right, Role.INDEPENDENT not in {left.role, right.role})
        for event in read_events(half)
        for left, right in combinations(event.articles, 2)
    )


def _read_event(path, half):
    head, *blocks = path.read_text("utf-8").split("\n\n## ")
    values = _read_values(head.splitlines())
    articles = tuple(_read_article(block, path.stem, half) for block in blocks)
    return LabelledEvent(
        path.stem, values["kind"], half, date.fromisoformat(values["date"]), values.get("twin_of"), articles
    )


def _read_article(block, event, half):
    head, *paragraphs = block.strip().split("\n\n")
    name, *lines = head.splitlines()
    values = _read_values(lines)
    published = values["published"]
    return LabelledArticle(
        article=f"{event}/{name}",
        event=event,
        half=half,
        role=Role(name.partition("-")[0]),
        publisher=values["publisher"],
        in_language=values["language"],
        date_published=None if published == "none" else datetime.fromisoformat(published),
        headline=values["headline"],
        how=values["how"],
        paragraphs=tuple(paragraphs),
    )


def _read_values(lines):
    return dict(line.split(": ", 1) for line in lines)
