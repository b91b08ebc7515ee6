"""The nouns of the cleaning stage: what its steps hand to each other and nobody else sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  (a record's field types stay resolvable at run time, as in models.py)
from enum import StrEnum

from tasks.models import ReasonCode, SpanKind  # noqa: TC001  (the same)


class BlockKind(StrEnum):
    """What a block of a page is, as far as its markup tells."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    TABLE = "table"
    """One row; cells are parted by a tab."""
    CAPTION = "caption"
    CODE = "code"


class Precision(StrEnum):
    """How exactly a claim fixes a moment."""

    INSTANT = "instant"
    DAY = "day"


class DateRole(StrEnum):
    """Which event in an article's life a date is about."""

    PUBLISHED = "published"
    MODIFIED = "modified"


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of running text on a page: a single line, whitespace collapsed."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    link_share: float = 0.0
    """Share of the characters that stand inside a link, 0 to 1."""


@dataclass(frozen=True, slots=True)
class RemovedBlock:
    """A block that extraction left out although it stood in or beside the body."""

    kind: SpanKind
    rule_id: str
    text: str
    before: int
    """Index into the kept blocks of the one that followed; their number if none did."""


@dataclass(frozen=True, slots=True)
class DateClaim:
    """A date that some part of a page states."""

    when: datetime
    """Aware, in UTC; midnight UTC of the day where only the day is claimed."""
    precision: Precision
    source: str
    """Where it was stated, such as `json-ld:datePublished` or `url`."""
    role: DateRole = DateRole.PUBLISHED


@dataclass(frozen=True, slots=True)
class Page:
    """What an HTML page says about its article. What it does not say is None or empty, never guessed."""

    blocks: tuple[Block, ...]
    headline: str | None = None
    alternative_headline: str | None = None
    """The other headline where a page has two."""
    headline_variants: tuple[str, ...] = ()
    """Everything that the page's metadata call its headline, site names taken off."""
    descriptions: tuple[str, ...] = ()
    """What the metadata say the article is about."""
    stated_body: str | None = None
    """The text that JSON-LD states: no more than a witness, paragraphs parted by newlines if at all."""
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    article_section: str | None = None
    keywords: tuple[str, ...] = ()
    in_language: str | None = None
    """BCP 47 tag as declared by the page; not checked against the text."""
    date_claims: tuple[DateClaim, ...] = ()
    """For `dates.choose_date`, which wants to know what time it is."""
    image_url: str | None = None
    access: str = "unknown"
    """free, metered, paywalled or unknown."""
    canonical_url: str | None = None
    removed: tuple[RemovedBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a page gave no article: a code for programs and a sentence for people."""

    reason_code: ReasonCode
    reason: str
