"""The nouns of the web: feeds, their entries, and what was fetched; imports nothing of ours but the other nouns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  (as in models.py)
from enum import StrEnum

from tasks.models import Sighting, Stated  # noqa: TC001  (as above)


class Outcome(StrEnum):
    """How a request ended: a closed list. Where a reason code of documents says the same, it is spelt the same."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    HTTP_ERROR = "http_error"
    """Any status that is neither success nor one of those below."""
    CHALLENGE = "challenge"
    """The site wants a browser, or a human being."""
    ROBOTS = "robots"
    BLOCKED_ADDRESS = "blocked_address"
    """Not a global address, or not http and https."""
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    TRUNCATED = "truncated"
    """The body ended before it was whole."""
    UNDECODABLE = "undecodable"
    """A content coding that is broken or unknown."""
    TLS_ERROR = "tls_error"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    UNREACHABLE = "unreachable"
    """No such host, nobody listens, the connection broke or spoke no HTTP."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave us to ask "anything new?" with: opaque, echoed byte for byte (as latin-1 text)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """How one request ended, redirects and all; a refusal is an outcome with a sentence, never an exception."""

    requested_url: str
    final_url: str
    """What was asked last: where the last answer came from, or where none came from."""
    outcome: Outcome
    started_at: datetime
    duration_ms: int = 0
    http_status: int | None = None
    """Of the answer from `final_url`; None if there was none."""
    headers: tuple[tuple[str, str], ...] = ()
    """Of the last answer, names in lower case, in their order, as latin-1 text."""
    payload: bytes = b""
    """Content codings undone; empty unless the outcome is ok."""
    size_bytes: int = 0
    """Received as body, before content codings were undone."""
    error: str | None = None
    """A sentence for people, for every outcome but ok and not_modified."""
    permanent_url: str | None = None
    """Where redirects that were all permanent (301, 308) led to, with success (ok or not_modified); else None."""

    def header(self, name: str) -> str | None:
        """Return the first value of a header, or None; `name` in lower case."""
        return next((value for key, value in self.headers if key == name), None)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed or sitemap, as the feed has it."""

    entry_id: str
    """Its guid where that is unique in the document, else its normalised link, else a digest of what it says."""
    link: str | None
    """Absolute http(s) URL of the article's page, as given."""
    stated: Stated
    digest: str
    """Of everything it says that a reader would see: another digest under the same id is an edited entry."""
    link_key: int | None = None
    """Id of the normalised link: the same for every link that leads to the same page."""


@dataclass(frozen=True, slots=True)
class BrokenEntry:
    """An entry that cannot be used, with a sentence for people."""

    position: int
    """From 1, within the document."""
    reason: str


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """What a feed, sitemap or JSON Feed said at one time."""

    format: str
    """rss, rdf, atom, jsonfeed, sitemap, news_sitemap or sitemap_index, with a version where it has one (rss2.0)."""
    entries: tuple[Entry, ...] = ()
    """In the document's order."""
    broken: tuple[BrokenEntry, ...] = ()
    title: str | None = None
    site_url: str | None = None
    in_language: str | None = None
    next_maps: tuple[str, ...] = ()
    """Absolute URLs of the sitemaps that a sitemap index lists, newest first."""
    ttl_seconds: int | None = None
    """RSS <ttl>, which is in minutes there."""
    update_seconds: int | None = None
    """sy:updatePeriod divided by sy:updateFrequency."""
    skip_hours: frozenset[int] = frozenset()
    """Hours of the day, UTC, 0 to 23, in which the feed asks not to be asked."""
    skip_days: frozenset[int] = frozenset()
    """Days of the week, Monday is 0."""


class FeedStatus(StrEnum):
    """How a feed is doing."""

    ACTIVE = "active"
    PAUSED = "paused"
    """By hand: it is kept and not asked."""
    GONE = "gone"
    """It said so itself (410)."""
    FAILING = "failing"
    """It is asked less and less often, and never given up."""


@dataclass(frozen=True, slots=True)
class Feed:
    """All that is remembered of a feed."""

    feed_id: int
    """From the address that it was added under: it stays when the feed moves."""
    feed_url: str
    """Where it is asked today."""
    next_poll_at: datetime
    poll_interval_seconds: int
    title: str | None = None
    site_url: str | None = None
    section: str | None = None
    """The folder that it stands in, for people; / between levels."""
    format: str | None = None
    in_language: str | None = None
    status: FeedStatus = FeedStatus.ACTIVE
    fixed_interval_seconds: int | None = None
    """Set by hand, instead of the one that follows the feed's own pace."""
    least_interval_seconds: int = 0
    """What the feed itself asks for: ttl or sy:updatePeriod."""
    skip_hours: tuple[int, ...] = ()
    """Hours, UTC, in which it asks not to be asked."""
    skip_days: tuple[int, ...] = ()
    """Days of the week, Monday is 0."""
    validators: Validators = Validators()
    body_digest: str | None = None
    failure_count: int = 0
    """In a row."""
    last_error: str | None = None
    last_success_at: datetime | None = None
    last_new_entry_at: datetime | None = None
    moved_to: str | None = None
    """Where permanent redirects have led lately; the feed moves there once they were confirmed."""
    moved_count: int = 0
    """Polls in a row that confirmed it."""
    entries_per_day: float = 12.0
    """New entries a day, a moving average; what is expected of a feed before it has shown its pace."""


@dataclass(frozen=True, slots=True)
class Poll:
    """What asking a feed came to."""

    feed: Feed
    """As it was asked."""
    fetched: Fetched
    """Without its payload."""
    digest: str | None = None
    """SHA-256 of the body, where there is one."""
    document: FeedDocument | None = None
    """None where nothing was sent, the body was that of last time, or it is no feed."""
    problem: str | None = None
    """Why a body that was sent is no feed, in a sentence."""


@dataclass(frozen=True, slots=True)
class SettledPoll:
    """What a poll means to the warehouse."""

    feed: Feed
    """As it is now."""
    fetched: Fetched | None
    """None if it was due and not asked, because it or its host wants to be left alone until its next_poll_at."""
    digest: str | None = None
    entries: tuple[Entry, ...] = ()
    """All that the feed lists, known ones included."""
    new_entries: int = 0
    wait_until: datetime | None = None
    """The feed's host asked to be left alone until then."""


@dataclass(frozen=True, slots=True)
class PendingEntry:
    """An entry whose page is yet to be fetched."""

    feed_id: int
    entry_id: str
    link: str | None
    stated: Stated
    attempts: int


@dataclass(frozen=True, slots=True)
class PageFetch:
    """A request for the page of one or more entries, and when to try again if it came to nothing yet."""

    sightings: tuple[Sighting, ...]
    fetched: Fetched | None
    """Without its payload; None if the host had asked to be left alone, and was."""
    digest: str | None = None
    retry_at: datetime | None = None
    wait_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Host:
    """What is remembered of a host, so that its rules hold from one run to the next."""

    host: str
    closed_until: datetime | None = None
    """It asked to be left alone until then."""
    robots_txt: str | None = None
    """Its robots.txt; empty if it has none."""
    robots_until: datetime | None = None
    """How long that text may be believed."""
