"""The nouns that the stages hand to each other: frozen records, with no behaviour beyond naming themselves.

Names follow schema.org NewsArticle, IPTC and WARC. `*_at` is our clock (UTC), `date_*` the publisher's claim.
Every id is a positive 63-bit integer cut from a SHA-256, so that it fits a signed BIGINT and never depends on order.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256


class Origin(StrEnum):
    """How a document came to us."""

    FEED = "feed"
    INBOX = "inbox"
    ARCHIVE = "archive"
    CLI = "cli"


class ReasonCode(StrEnum):
    """Why a document did not become an article: a closed list, extended in DESIGN only."""

    EMPTY = "empty"
    UNSUPPORTED_TYPE = "unsupported_type"
    UNDECODABLE = "undecodable"
    PARSE_ERROR = "parse_error"
    EXTRACT_EMPTY = "extract_empty"
    NOT_AN_ARTICLE = "not_an_article"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    OUT_OF_MEMORY = "out_of_memory"
    UNREADABLE = "unreadable"
    NOT_A_REGULAR_FILE = "not_a_regular_file"
    TRUNCATED = "truncated"
    ROBOTS = "robots"
    BLOCKED_ADDRESS = "blocked_address"
    HTTP_ERROR = "http_error"
    TLS_ERROR = "tls_error"
    CHALLENGE = "challenge"


class DocumentState(StrEnum):
    """What became of a document."""

    LANDED = "landed"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    FAILED = "failed"


class CopyKind(StrEnum):
    """How one article copies another."""

    EXACT = "exact"
    NEAR = "near"
    EXCERPT = "excerpt"
    REWRITE = "rewrite"


class SpanKind(StrEnum):
    """What sort of text was removed from a body."""

    BOILERPLATE = "boilerplate"
    PROMO = "promo"
    EMBED = "embed"
    DUPLICATE = "duplicate"
    CAPTION = "caption"
    CREDIT = "credit"


def stable_id(*parts: str) -> int:
    """Return the 63-bit id of `parts`: the same parts in the same order always give the same id."""
    digest = sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def digest_of(payload: bytes) -> str:
    """Return the SHA-256 of `payload` in lower-case hexadecimal."""
    return sha256(payload).hexdigest()


@dataclass(frozen=True, slots=True)
class Stated:
    """What a format says of an article beside its bytes, as it is written there; nothing in it is checked yet."""

    headline: str | None = None
    alternative_headline: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    url: str | None = None
    in_language: str | None = None
    article_section: str | None = None
    keywords: tuple[str, ...] = ()
    image_url: str | None = None
    body: str | None = None
    """None says that the payload is the body."""
    body_type: str = "text/plain"
    """text/plain or text/html; a whole page is HTML that opens like one."""
    is_summary: bool = False
    """Whether the body is no more than a summary or a beginning."""
    is_beside: bool = False
    """Whether the payload is a page that speaks for itself: this fills in where the page says nothing."""


SHORTEST_NAME = 6
"""A shorter name of an entry may be no more than its place in the feed."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """An entry of a feed that carried an article."""

    feed_id: int
    entry_id: str
    link: str | None

    @property
    def key_id(self) -> int | None:
        """Id under which the article is known by its entry; None where its name is too short to tell entries apart."""
        is_telling = len(self.entry_id) >= SHORTEST_NAME
        return stable_id("entry", str(self.feed_id), self.entry_id) if is_telling else None


@dataclass(frozen=True, slots=True)
class RawDocument:
    """Bytes as received, with everything that was known about them before anybody looked inside."""

    document_id: int
    origin: Origin
    source: str
    """Path or URL; a file name that is not UTF-8 is written with backslash escapes."""
    payload: bytes
    payload_digest: str
    received_at: datetime
    media_type: str | None = None
    charset: str | None = None
    """Charset that the transport declared (HTTP header), if any."""
    url: str | None = None
    """Where the bytes were fetched from, if they were."""
    stored_in: str | None = None
    stated: Stated | None = None
    """What the format of the file says of the article, where it says anything."""
    sightings: tuple[Sighting, ...] = ()
    """The entries of feeds that led here."""
    http_status: int | None = None
    http_headers: tuple[tuple[str, str], ...] = ()
    """Of the response that brought it, if one did."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A document whose bytes could not be had, or were not asked for."""

    document_id: int
    origin: Origin
    source: str
    received_at: datetime
    reason_code: ReasonCode
    reason: str
    size_bytes: int | None = None
    sightings: tuple[Sighting, ...] = ()
    """The entries of feeds that led here."""


Received = RawDocument | Unread


@dataclass(frozen=True, slots=True)
class RemovedSpan:
    """Text that cleaning took out of a body, and where it stood."""

    span_no: int
    kind: SpanKind
    rule_id: str
    text: str
    position: int
    """Character offset into article_body at which the text would go back in."""


@dataclass(frozen=True, slots=True)
class Article:
    """A clean record: what a reader of the warehouse sees. What could not be known is None, never invented."""

    article_id: int
    document_id: int
    article_body: str
    """Paragraphs parted by a blank line; lines that belong together by a single newline."""
    body_digest: str
    word_count: int
    url: str | None = None
    canonical_url: str | None = None
    headline: str | None = None
    alternative_headline: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    dateline: str | None = None
    article_section: str | None = None
    keywords: tuple[str, ...] = ()
    in_language: str = "und"
    language_confidence: float | None = None
    date_published: datetime | None = None
    date_published_precision: str | None = None
    """instant, day or inferred."""
    date_published_source: str | None = None
    date_modified: datetime | None = None
    image_url: str | None = None
    access: str = "unknown"
    """free, metered, paywalled or unknown."""
    removed_spans: tuple[RemovedSpan, ...] = ()
    charset: str | None = None
    charset_source: str | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A document that did not become an article, with a code for programs and a sentence for people."""

    document_id: int
    reason_code: ReasonCode
    reason: str
    charset: str | None = None
    charset_source: str | None = None


Cleaned = Article | Rejected


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is remembered of an article's text in order to recognise its copies and its event."""

    article_id: int
    body_digest: str
    sketch: frozenset[int]
    """Sampled hashes below 2**32: two texts that share some may be copies."""
    credit: str | None = None
    """The news agency that the article credits."""
    topic: tuple[tuple[int, int], ...] = ()
    """Its weightiest terms: hashes below 2**32 with whole weights, the heaviest first."""
    published_on: date | None = None
    seen_on: date = date.min
    """When we first saw it."""
    embedded_date: date | None = None
    """The earliest day that stands in what was embedded in it, such as a post."""


@dataclass(frozen=True, slots=True)
class Text:
    """What recognition reads of an article."""

    article_id: int
    in_language: str
    article_body: str


@dataclass(frozen=True, slots=True)
class Copy:
    """One article is a copy of another, its representative."""

    article_id: int
    copy_of: int
    kind: CopyKind
    similarity: float
    evidence: str


@dataclass(frozen=True, slots=True)
class DocumentOutcome:
    """What became of one document: a row of `documents`."""

    document_id: int
    origin: Origin
    source: str
    received_at: datetime
    state: DocumentState
    media_type: str | None = None
    charset: str | None = None
    charset_source: str | None = None
    size_bytes: int | None = None
    payload_digest: str | None = None
    reason_code: ReasonCode | None = None
    reason: str | None = None
    article_id: int | None = None
    stored_in: str | None = None
    sightings: tuple[Sighting, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleVersion:
    """An article as one of its versions."""

    article: Article
    version: int
    first_seen_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class ClusterSeat:
    """Where an article sits: copy_of names its representative, None says that it is one or stands alone."""

    article_id: int
    copy_of: int | None
    component: int = 0
    """Least id among the texts that copying joins with it, over others and their excerpts as well: they are to be
    looked at together."""


@dataclass(frozen=True, slots=True)
class Placement:
    """What a batch means to the warehouse: outcomes of documents, new versions, and the clusters that they change."""

    outcomes: tuple[DocumentOutcome, ...]
    versions: tuple[ArticleVersion, ...] = ()
    """Oldest first within an article."""
    fingerprints: tuple[Fingerprint, ...] = ()
    """Of the latest of those versions."""
    seats: tuple[ClusterSeat, ...] = ()
    """Of every article in a touched cluster, stored ones included."""
    copies: tuple[Copy, ...] = ()
    """All copies in the touched clusters."""
    promoted: tuple[int, ...] = ()
    """Stored copies that have become representatives: their names are yet to be read."""
    keys: tuple[tuple[int, int], ...] = ()
    """Keys by which articles will be known from now on, each with its article's id."""
