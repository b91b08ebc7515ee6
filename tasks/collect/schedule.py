"""Says when a feed is asked next, and what a poll makes of it: pure functions of the feed, the answer and the clock.

| what the server says                    | what follows                                                              |
|-----------------------------------------|---------------------------------------------------------------------------|
| 200 with new entries                    | asked at the pace at which new entries come, twice as often as they do    |
| 200 with nothing but new entries        | asked twice as soon: others were probably missed                          |
| 304, or the bytes of last time          | success; nothing is parsed                                                |
| Cache-Control, Expires, ttl, sy:update… | not asked before that, but at least once a day                            |
| skipHours, skipDays                     | not asked in those hours and on those days                                |
| 429 or 503 with Retry-After             | neither the feed nor its host is asked before that                        |
| 301 or 308, three polls in a row        | the feed moves; 302, 303 and 307 are followed and forgotten               |
| 410                                     | gone: not asked any more, and kept                                        |
| anything else                           | asked less and less often, at least once a day; never given up            |

RFC 9110 (Retry-After, conditional requests), RFC 9111 (freshness), RSS 2.0, https://web.resource.org/rss/1.0/modules/syndication
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from tasks.models import stable_id
from tasks.web import FeedStatus, Outcome, SettledPoll, Validators

if TYPE_CHECKING:
    from tasks.web import Feed, FeedDocument, Fetched, Poll

SHORTEST_SECONDS = 300
LONGEST_SECONDS = 86_400
LONGEST_PATIENCE_SECONDS = 7 * 86_400
"""A Retry-After beyond it is taken for this."""
FIRST_RATE = 12.0
"""New entries a day that are expected of a feed before it has shown its pace: asked once an hour."""
MEMORY_DAYS = 3.0
"""Time constant of the moving average: what a feed did so long ago counts for a third."""
CONFIRMATIONS = 3
"""So many polls in a row must be redirected to one place, permanently, before the feed moves there."""
JITTER = 0.1
FAILING_AFTER = 3
"""Failures in a row after which a feed is called failing."""
MOST_NEW_ENTRIES = 1000
"""Of one poll; what is beyond them is left to the next."""
DAY_HOURS = 24

MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
UNCACHEABLE = re.compile(r"(?:^|[,\s])no-(?:cache|store)(?:$|[,\s=])", re.IGNORECASE)
SUCCESSES = frozenset({Outcome.OK, Outcome.NOT_MODIFIED})
ASKED_TO_WAIT = frozenset({429, 503})
PERMANENTLY_GONE = 410
MISSED = "Every entry of this poll was new: others have probably come and gone unseen. It is asked more often now."


def settle_poll(poll: Poll, known: frozenset[str], now: datetime) -> SettledPoll:
    """Return what a poll means: the feed as it is now, and the entries to be written down.

    Args:
        poll: the feed as it was asked, and what came of it.
        known: ids of its entries that were written down before.
        now: our clock.
    """
    if poll.problem or poll.fetched.outcome not in SUCCESSES:
        return SettledPoll(
            _settle_failure(poll, now), poll.fetched, poll.digest, wait_until=wait_until(poll.fetched, now)
        )
    listed = poll.document.entries if poll.document else ()
    new = [entry for entry in listed if entry.entry_id not in known]
    later = {entry.entry_id for entry in new[MOST_NEW_ENTRIES:]}
    feed = _settle_success(poll, len(new), now)
    if later:  # no validators: the next poll must bring them again
        feed = replace(feed, validators=Validators(), body_digest=None, next_poll_at=now)
    entries = tuple(entry for entry in listed if entry.entry_id not in later)
    return SettledPoll(feed, poll.fetched, poll.digest, entries, len(new) - len(later))


def _settle_success(poll: Poll, new_entries: int, now: datetime) -> Feed:
    feed, fetched, document = poll.feed, poll.fetched, poll.document
    if fetched.outcome is Outcome.OK:
        validators = Validators(fetched.header("etag"), fetched.header("last-modified"))
        feed = replace(feed, validators=validators, body_digest=poll.digest)
    if document is not None:
        feed = _describe(feed, document)
        if document.next_maps:  # what its sitemaps list changes while the index itself may not
            feed = replace(feed, validators=Validators(), body_digest=None)
    has_missed = document is not None and feed.last_success_at is not None and 0 < len(document.entries) == new_entries
    rate = _average(feed, new_entries, now)
    interval = feed.fixed_interval_seconds or max(_pace(rate * (2 if has_missed else 1)), _floor(feed, fetched))
    settled = replace(
        _settle_move(feed, fetched),
        entries_per_day=rate,
        poll_interval_seconds=interval,
        status=FeedStatus.ACTIVE,
        failure_count=0,
        last_error=MISSED if has_missed else None,
        last_success_at=now,
        last_new_entry_at=now if new_entries else feed.last_new_entry_at,
    )
    due = now + timedelta(seconds=interval * (1 + JITTER * _chance(feed, now)))
    return replace(settled, next_poll_at=_avoid(due, feed))


def _settle_failure(poll: Poll, now: datetime) -> Feed:
    """Validators and digest stay those of the last success, so that nothing is missed when the feed is back."""
    feed, fetched = poll.feed, poll.fetched
    failures = feed.failure_count + 1
    base = max(feed.poll_interval_seconds, SHORTEST_SECONDS)
    seconds = min(base * 2 ** min(failures - 1, 20), LONGEST_SECONDS)
    is_gone = fetched.http_status == PERMANENTLY_GONE
    due = now + timedelta(seconds=seconds * (1 + JITTER * _chance(feed, now)))
    return replace(
        feed,
        failure_count=failures,
        last_error=poll.problem or fetched.error,
        status=FeedStatus.GONE if is_gone else FeedStatus.FAILING if failures >= FAILING_AFTER else feed.status,
        next_poll_at=_avoid(max(due, wait_until(fetched, now) or now), feed),
    )


def find_rest(feed: Feed, now: datetime) -> datetime | None:
    """Return when a due feed may be asked, if not now: a run that comes late may come in an hour that it skips."""
    allowed = _avoid(now, feed)
    return allowed if allowed > now else None


def wait_until(fetched: Fetched, now: datetime) -> datetime | None:
    """Return when the server allows the next request, if it asked us to wait: Retry-After in either form."""
    if fetched.http_status not in ASKED_TO_WAIT:
        return None
    said = (fetched.header("retry-after") or "").strip()
    if said.isascii() and said.isdigit():
        seconds = float(said[:12])
    elif (date := _read_date(said)) is not None:
        seconds = (date - now).total_seconds()
    else:
        return None
    return now + timedelta(seconds=min(max(seconds, 0.0), LONGEST_PATIENCE_SECONDS))


def _settle_move(feed: Feed, fetched: Fetched) -> Feed:
    """Count the confirmations of a move; the feed moves with the last of them."""
    if fetched.permanent_url in {None, feed.feed_url}:
        return replace(feed, moved_to=None, moved_count=0)
    count = feed.moved_count + 1 if fetched.permanent_url == feed.moved_to else 1
    if count < CONFIRMATIONS or fetched.permanent_url is None:
        return replace(feed, moved_to=fetched.permanent_url, moved_count=count)
    return replace(feed, feed_url=fetched.permanent_url, moved_to=None, moved_count=0)


def _describe(feed: Feed, document: FeedDocument) -> Feed:
    """What people named the feed stays; the rest is what it says of itself."""
    return replace(
        feed,
        title=feed.title or document.title,
        site_url=document.site_url or feed.site_url,
        format=document.format,
        in_language=document.in_language or feed.in_language,
        least_interval_seconds=max(document.ttl_seconds or 0, document.update_seconds or 0),
        skip_hours=tuple(sorted(document.skip_hours)),
        skip_days=tuple(sorted(document.skip_days)),
    )


def _average(feed: Feed, new_entries: int, now: datetime) -> float:
    """Return the moving average of new entries a day; what the first poll finds says nothing of the pace."""
    if feed.last_success_at is None:
        return feed.entries_per_day
    days = max((now - feed.last_success_at).total_seconds(), 1.0) / LONGEST_SECONDS
    weight = 1 - math.exp(-days / MEMORY_DAYS)
    return feed.entries_per_day * (1 - weight) + new_entries / days * weight


def _pace(rate: float) -> int:
    """Return the seconds between two polls that meet a new entry every second time."""
    return int(min(max(LONGEST_SECONDS / max(rate * 2, 0.1), SHORTEST_SECONDS), LONGEST_SECONDS))


def _floor(feed: Feed, fetched: Fetched) -> int:
    """Return the longest time that feed and answer ask to be left alone for, in seconds; a day at most."""
    return min(max(_freshness(fetched), feed.least_interval_seconds), LONGEST_SECONDS)


def _freshness(fetched: Fetched) -> int:
    control = ",".join(value for name, value in fetched.headers if name == "cache-control")
    if UNCACHEABLE.search(control):
        return 0
    if found := MAX_AGE.search(control):
        return int(found[1])
    expires = _read_date(fetched.header("expires") or "")
    date = _read_date(fetched.header("date") or "") or fetched.started_at
    return max(int((expires - date).total_seconds()), 0) if expires else 0


def _read_date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _chance(feed: Feed, now: datetime) -> float:
    """Return a number in [0, 1) that differs from feed to feed and from poll to poll, and is no accident."""
    return stable_id("jitter", str(feed.feed_id), now.isoformat()) % 1000 / 1000


def _avoid(due: datetime, feed: Feed) -> datetime:
    """Return `due`, or the first hour after it that the feed does not ask to skip; nobody may skip them all."""
    if not (feed.skip_hours or feed.skip_days):
        return due
    hour = due.replace(minute=0, second=0, microsecond=0)
    for later in range(7 * DAY_HOURS):
        candidate = hour + timedelta(hours=later)
        if candidate.hour not in feed.skip_hours and candidate.weekday() not in feed.skip_days:
            return max(due, candidate)
    return due
