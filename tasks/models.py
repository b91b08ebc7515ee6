"""The nouns that the stages hand to each other: frozen records, with no behaviour beyond naming themselves.

Names follow schema.org NewsArticle, IPTC and WARC. `*_at` is our clock (UTC), `date_*` the publisher's claim.
Every id is a positive 63-bit integer cut from a SHA-256, so that it fits a signed BIGINT and never depends on order.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  (pydantic and Prefect resolve these annotations at run time)
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


class EntityKind(StrEnum):
    """What sort of thing a name names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    EVENT = "event"
    PRODUCT = "product"
    OTHER = "other"


class QuoteKind(StrEnum):
    """How quoted words stand in their sentence."""

    DIRECT = "direct"
    """A clause of its own."""
    PARTIAL = "partial"
    """Words that need the sentence around them, and somebody says them there."""
    SCARE = "scare"
    """A term set apart, which nobody utters in that sentence."""


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
    """What is remembered of an article's text in order to recognise its copies."""

    article_id: int
    body_digest: str
    shingles: frozenset[int]
    """Sampled hashes of word 3-grams."""
    word_count: int
    date_published: datetime | None = None
    copy_of: int | None = None
    """The representative that the store has for it; None for a new text as well."""


@dataclass(frozen=True, slots=True)
class Text:
    """What recognition reads of an article."""

    article_id: int
    in_language: str
    article_body: str


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
class Known:
    """All that the store holds which bears on a batch, as of one moment."""

    generation: int
    """Number of batches landed by then: a landing that finds another number starts over."""
    articles: tuple[KnownArticle, ...] = ()
    """Those with the same ids as the batch's articles."""
    fingerprints: tuple[Fingerprint, ...] = ()
    """Every member of every cluster of copies that an article of the batch could join or leave."""
    documents: frozenset[int] = frozenset()
    """Those of the batch that have landed already."""


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


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: article_body[start_char:end_char] == surface."""

    article_id: int
    entity_id: int
    surface: str
    kind: EntityKind
    start_char: int
    end_char: int
    engine: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that mentions refer to."""

    entity_id: int
    name: str
    kind: EntityKind
    country_code: str | None = None
    """ISO 3166-1 alpha-2, for countries."""


@dataclass(frozen=True, slots=True)
class EntityAlias:
    """Another way to write an entity's name, and how we know."""

    entity_id: int
    alias: str
    source: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that stand between quotation marks, without them: article_body[start_char:end_char] == text."""

    quote_id: int
    article_id: int
    text: str
    start_char: int
    end_char: int
    kind: QuoteKind
    speaker: str | None
    """The fullest name that the article has for who said it; None where it names nobody."""
    speaker_entity_id: int | None
    """None as well where the name is no mention."""
    cue: str | None
    """What tells who said it, as it stands there: "Ms. Roe told reporters", "a neighbour said"."""
    utterance_id: int
    """The least quote_id among the renderings of the same words; its own where it is the only one."""
    confidence: float
    """In the speaker, or in there being none."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something said once, and rendered by one quote or several."""

    utterance_id: int
    speaker_entity_id: int | None
    event_id: int | None
    rendering_count: int


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that recognition and resolution found in a batch of articles."""

    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    aliases: tuple[EntityAlias, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything that lands in one transaction."""

    batch_id: str
    run_id: int
    generation: int
    placement: Placement
    annotations: Annotations
    landed_at: datetime
