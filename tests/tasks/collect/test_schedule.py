"""When a feed is asked next, and what a poll makes of it: one rule a test, with a clock of our own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tasks.collect.schedule import (
    CONFIRMATIONS,
    JITTER,
    LONGEST_PATIENCE_SECONDS,
    LONGEST_SECONDS,
    MISSED,
    MOST_NEW_ENTRIES,
    SHORTEST_SECONDS,
    find_rest,
    settle_poll,
    wait_until,
)
from tasks.models import Stated
from tasks.web import Entry, Feed, FeedDocument, FeedStatus, Fetched, Outcome, Poll, Validators

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)  # a Sunday
URL = "https://news.example/feed"
HOUR = 3600
FEED = Feed(1, URL, NOON, HOUR)


def answer(status=200, outcome=Outcome.OK, permanent_url=None, **headers):
    lines = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    error = None if outcome in {Outcome.OK, Outcome.NOT_MODIFIED} else "It said no."
    return Fetched(URL, URL, outcome, NOON, 5, status, lines, permanent_url=permanent_url, error=error)


def entries(count, start=0):
    return tuple(Entry(f"id-{number}", None, Stated(), f"digest {number}") for number in range(start, start + count))


def listing(count=0, **said):
    return FeedDocument("rss2.0", entries(count), **said)


def settle(feed=FEED, fetched=None, document=None, known=(), now=NOON):
    return settle_poll(Poll(feed, fetched or answer(), "digest", document), frozenset(known), now)


def seconds(feed, now=NOON):
    return (feed.next_poll_at - now).total_seconds()


def seen_before(**known):
    return replace(FEED, last_success_at=NOON - timedelta(hours=1), **known)


def test_validators_are_kept_as_they_were_sent():
    """ETag and Last-Modified are opaque: quotes, bytes beyond ASCII and odd dates stay."""
    found = settle(fetched=answer(etag='W/"\xe9 1"', last_modified="yesterday"), document=listing(1)).feed
    assert found.validators == Validators('W/"\xe9 1"', "yesterday")
    assert found.body_digest == "digest"


def test_an_answer_without_validators_drops_the_old_ones():
    """They belonged to another body."""
    feed = seen_before(validators=Validators('"old"', "old"))
    assert settle(feed, document=listing(1)).feed.validators == Validators()


def test_not_modified_is_success():
    """A 304 ends a row of failures, and leaves validators and digest alone."""
    feed = seen_before(failure_count=2, last_error="Down.", validators=Validators('"a"'), body_digest="old")
    found = settle(feed, answer(304, Outcome.NOT_MODIFIED)).feed
    assert (found.failure_count, found.last_error, found.last_success_at) == (0, None, NOON)
    assert (found.validators, found.body_digest) == (Validators('"a"'), "old")


def test_the_body_of_last_time_is_success():
    """Nothing was parsed, so nothing is listed; the new validators count all the same."""
    found = settle(seen_before(body_digest="digest"), answer(etag='"b"'))
    assert found.entries == ()
    assert found.feed.validators == Validators('"b"')


def test_a_sitemap_index_is_always_read_again():
    """It may stay as it is while its sitemaps list new pages."""
    found = settle(fetched=answer(etag='"a"'), document=listing(1, next_maps=("https://news.example/a.xml",))).feed
    assert (found.validators, found.body_digest) == (Validators(), None)


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (Outcome.HTTP_ERROR, 500),
        (Outcome.HTTP_ERROR, 404),
        (Outcome.TIMEOUT, None),
        (Outcome.TLS_ERROR, None),
        (Outcome.CHALLENGE, 403),
        (Outcome.TOO_LARGE, 200),
    ],
)
def test_failures_keep_what_the_last_success_left(outcome, status):
    """Whatever goes wrong, validators stay those of the entries that were saved, and the reason is told."""
    feed = seen_before(validators=Validators('"a"'), body_digest="old")
    found = settle(feed, answer(status, outcome, etag='"b"')).feed
    assert (found.validators, found.body_digest) == (Validators('"a"'), "old")
    assert (found.failure_count, found.last_error) == (1, "It said no.")


def test_a_body_that_is_no_feed_is_a_failure():
    """Its validators are not believed, so that it is read again."""
    poll = Poll(seen_before(), answer(etag='"b"'), "digest", problem="This is a page.")
    found = settle_poll(poll, frozenset(), NOON).feed
    assert found.validators == Validators()
    assert found.last_error == "This is a page."


def test_failures_back_off_and_never_end():
    """Each pause is twice the one before, up to a day; the feed is called failing and still asked."""
    feed, pauses = FEED, []
    for _ in range(12):
        feed = settle(feed, answer(500, Outcome.HTTP_ERROR)).feed
        pauses.append(seconds(feed))
    doubled = [min(HOUR * 2**number, LONGEST_SECONDS) for number in range(12)]
    assert all(least <= pause <= least * (1 + JITTER) for least, pause in zip(doubled, pauses, strict=True))
    assert feed.status is FeedStatus.FAILING


def test_success_after_failures_is_back_to_normal():
    """A feed that answers again is active, at its old pace."""
    feed = seen_before(status=FeedStatus.FAILING, failure_count=9)
    found = settle(feed, document=listing(1), known=["id-0"]).feed
    assert (found.status, found.failure_count) == (FeedStatus.ACTIVE, 0)


def test_gone_is_gone():
    """A 410 stops the feed at once."""
    assert settle(fetched=answer(410, Outcome.HTTP_ERROR)).feed.status is FeedStatus.GONE


def test_not_found_is_not_gone():
    """A 404 only backs off."""
    assert settle(fetched=answer(404, Outcome.HTTP_ERROR)).feed.status is FeedStatus.ACTIVE


RETRY_AFTER = [
    (429, "7200", 7200),
    (503, "7200", 7200),
    (429, "Sun, 22 Nov 2026 15:00:00 GMT", 3 * HOUR),
    (503, "Sun, 22 Nov 2026 11:00:00 GMT", 0),
    (429, "0", 0),
    (429, "99999999999999999999", LONGEST_PATIENCE_SECONDS),
    (429, "Sun, 22 Nov 2099 11:00:00 GMT", LONGEST_PATIENCE_SECONDS),
    (429, "-5", None),
    (429, "soon", None),
    (429, "", None),
    (200, "7200", None),
    (500, "7200", None),
]


@pytest.mark.parametrize(("status", "said", "expected"), RETRY_AFTER)
def test_retry_after(status, said, expected):
    """Seconds and dates are understood on 429 and 503, and nowhere else; nobody silences us for more than a week."""
    found = wait_until(answer(status, Outcome.HTTP_ERROR, retry_after=said), NOON)
    assert found == (None if expected is None else NOON + timedelta(seconds=expected))


def test_retry_after_is_kept_to():
    """The feed is not asked before, and its host is said to be closed."""
    found = settle(fetched=answer(503, Outcome.HTTP_ERROR, retry_after=str(3 * LONGEST_SECONDS)))
    assert found.feed.next_poll_at == found.wait_until == NOON + timedelta(days=3)


FLOORS = [
    ({"cache_control": "max-age=36000"}, {}, 36_000),
    ({"cache_control": "public, MAX-AGE = 36000"}, {}, 36_000),
    ({"cache_control": "no-cache, max-age=36000"}, {}, 0),
    ({"cache_control": "s-maxage=36000"}, {}, 0),
    ({"cache_control": "max-age=99999999999999"}, {}, LONGEST_SECONDS),
    ({"expires": "Sun, 22 Nov 2026 22:00:00 GMT", "date": "Sun, 22 Nov 2026 12:00:00 GMT"}, {}, 36_000),
    ({"expires": "Sun, 22 Nov 2026 22:00:00 GMT"}, {}, 36_000),
    ({"expires": "0"}, {}, 0),
    ({"expires": "Sun, 22 Nov 2026 22:00:00 GMT", "cache_control": "max-age=7200"}, {}, 7200),
    ({}, {"ttl_seconds": 36_000}, 36_000),
    ({}, {"update_seconds": 36_000}, 36_000),
    ({}, {"update_seconds": 99 * LONGEST_SECONDS}, LONGEST_SECONDS),
    ({"cache_control": "max-age=60"}, {"ttl_seconds": 36_000}, 36_000),
]


@pytest.mark.parametrize(("headers", "said", "floor"), FLOORS)
def test_what_answer_and_feed_ask_for_is_kept_to(headers, said, floor):
    """A busy feed is asked as seldom as Cache-Control, Expires, ttl and sy:updatePeriod want, at least once a day."""
    busy = seen_before(entries_per_day=1000.0)
    found = settle(busy, answer(**headers), listing(2, **said), known=["id-0", "id-1"]).feed
    assert found.poll_interval_seconds == max(floor, SHORTEST_SECONDS)


def test_what_a_feed_asked_for_outlasts_an_empty_answer():
    """A 304 carries no ttl; the one of last time holds."""
    feed = settle(seen_before(entries_per_day=1000.0), document=listing(1, ttl_seconds=36_000), known=["id-0"]).feed
    later = settle(feed, answer(304, Outcome.NOT_MODIFIED), now=NOON + timedelta(hours=11)).feed
    assert later.poll_interval_seconds == 36_000


PACES = [(0.0, LONGEST_SECONDS), (1.0, 43_200), (12.0, 3600), (48.0, 900), (10_000.0, SHORTEST_SECONDS)]


@pytest.mark.parametrize(("rate", "expected"), PACES)
def test_the_pace_follows_the_feed(rate, expected):
    """A feed is asked twice as often as it has something new, from every five minutes to once a day."""
    feed = replace(FEED, entries_per_day=rate, last_success_at=NOON - timedelta(seconds=1))
    found = settle(feed, answer(304, Outcome.NOT_MODIFIED)).feed
    assert found.poll_interval_seconds == pytest.approx(expected, rel=0.01)


def test_the_pace_is_learnt():
    """Three days of nothing quarter the expectation, and a burst of news brings it up again."""
    quiet = replace(FEED, last_success_at=NOON - timedelta(days=3), entries_per_day=12.0)
    found = settle(quiet, answer(304, Outcome.NOT_MODIFIED)).feed
    assert 4 < found.entries_per_day < 5
    busy = settle(found, document=listing(30), known=["id-0"], now=NOON + timedelta(hours=2)).feed
    assert busy.entries_per_day > found.entries_per_day


def test_the_first_poll_says_nothing_of_the_pace():
    """What a feed holds when it is added may be a year's worth."""
    assert settle(document=listing(100)).feed.entries_per_day == FEED.entries_per_day


def test_a_pace_set_by_hand_holds():
    """It beats the feed's own pace and what it asks for; only Retry-After is stronger."""
    feed = seen_before(fixed_interval_seconds=600, entries_per_day=0.0)
    found = settle(feed, answer(cache_control="max-age=36000"), listing(1), known=["id-0"]).feed
    assert found.poll_interval_seconds == 600
    assert settle(feed, answer(429, Outcome.HTTP_ERROR, retry_after="86400")).feed.next_poll_at >= NOON + timedelta(1)


def test_jitter_spreads_and_repeats():
    """Feeds of one pace are not asked in one second, never sooner than they want, and the same input does the same."""
    feeds = [seen_before(feed_id=number, entries_per_day=12.0) for number in range(50)]
    pauses = [seconds(settle(feed, document=listing(1), known=["id-0"]).feed) for feed in feeds]
    assert len(set(pauses)) > 25
    least = settle(feeds[0], document=listing(1), known=["id-0"]).feed.poll_interval_seconds
    assert all(least <= pause <= least * (1 + JITTER) for pause in pauses)
    assert pauses == [seconds(settle(feed, document=listing(1), known=["id-0"]).feed) for feed in feeds]


def test_all_new_means_missed():
    """If nothing is known of what a feed lists, others have come and gone: it is told, and asked twice as soon."""
    feed = seen_before(entries_per_day=48.0)
    calm = settle(feed, document=listing(3), known=["id-0"]).feed
    missed = settle(feed, document=listing(3)).feed
    assert (calm.last_error, missed.last_error) == (None, MISSED)
    assert missed.poll_interval_seconds == pytest.approx(calm.poll_interval_seconds / 2, rel=0.05)


def test_all_new_is_no_wonder_at_first():
    """A feed that was just added has missed nothing."""
    assert settle(document=listing(3)).feed.last_error is None


SKIPS = [
    ({"skip_hours": frozenset({13, 14})}, NOON.replace(hour=15)),
    ({"skip_days": frozenset({6})}, NOON.replace(day=23, hour=0)),
    ({"skip_days": frozenset({6}), "skip_hours": frozenset({0, 1})}, NOON.replace(day=23, hour=2)),
    ({"skip_hours": frozenset({12})}, None),
    ({"skip_days": frozenset(range(7))}, None),
]


@pytest.mark.parametrize(("said", "expected"), SKIPS)
def test_skip_hours_and_days(said, expected):
    """Hours and days that the feed asks to skip are skipped; nobody can skip them all."""
    feed = settle(seen_before(entries_per_day=12.0), document=listing(1, **said), known=["id-0"]).feed
    if expected:
        assert feed.next_poll_at == expected
    else:
        assert HOUR <= seconds(feed) <= HOUR * 1.2


def test_skip_hours_outlast_an_empty_answer():
    """A 304 does not say them again."""
    feed = settle(seen_before(), document=listing(1, skip_hours=frozenset({14})), known=["id-0"]).feed
    later = settle(feed, answer(304, Outcome.NOT_MODIFIED), now=NOON.replace(hour=13)).feed
    assert later.next_poll_at.hour != 14


MOVED = "https://moved.example/feed"


def test_a_move_is_confirmed_before_it_counts():
    """Three polls in a row must be sent to one place for good."""
    feed, places = FEED, []
    for _ in range(CONFIRMATIONS):
        feed = settle(feed, answer(permanent_url=MOVED), listing(1)).feed
        places.append(feed.feed_url)
    assert places == [URL] * (CONFIRMATIONS - 1) + [MOVED]
    assert (feed.moved_to, feed.moved_count) == (None, 0)
    assert feed.feed_id == FEED.feed_id


@pytest.mark.parametrize("between", [answer(), answer(permanent_url="https://elsewhere.example/")])
def test_a_move_that_wavers_is_none(between):
    """One answer from the old place, or from a third, and the count begins anew."""
    feed = FEED
    for fetched in (answer(permanent_url=MOVED), answer(permanent_url=MOVED), between, answer(permanent_url=MOVED)):
        feed = settle(feed, fetched, listing(1)).feed
    assert feed.feed_url == URL


def test_a_failure_between_does_not_undo_a_move():
    """A busy server says nothing about where the feed is."""
    feed = FEED
    for fetched in (answer(permanent_url=MOVED), answer(503, Outcome.HTTP_ERROR), answer(permanent_url=MOVED)):
        feed = settle(feed, fetched, listing(1) if fetched.outcome is Outcome.OK else None).feed
    assert feed.moved_count == 2


def test_a_flood_is_taken_in_portions():
    """What is beyond the first thousand new entries comes with the next poll, at once and without validators."""
    document = listing(MOST_NEW_ENTRIES + 5)
    found = settle(fetched=answer(etag='"a"'), document=document)
    assert (len(found.entries), found.new_entries) == (MOST_NEW_ENTRIES, MOST_NEW_ENTRIES)
    assert (found.feed.validators, found.feed.body_digest, found.feed.next_poll_at) == (Validators(), None, NOON)
    rest = settle(found.feed, answer(etag='"a"'), document, [entry.entry_id for entry in found.entries])
    assert rest.new_entries == 5
    assert rest.feed.validators == Validators('"a"')


def test_people_name_feeds_better():
    """A title that somebody gave stays; the rest is what the feed says of itself."""
    document = listing(1, title="RSS", site_url="https://news.example/", in_language="en")
    assert settle(replace(FEED, title="My news"), document=document).feed.title == "My news"
    found = settle(document=document).feed
    assert (found.title, found.site_url, found.in_language, found.format) == (
        "RSS",
        "https://news.example/",
        "en",
        "rss2.0",
    )


def test_a_late_run_keeps_to_skipped_hours():
    """A feed that was due at 11:59 and skips noon is left alone at 12:00, until it does not skip the hour."""
    assert find_rest(replace(FEED, skip_hours=(12, 13)), NOON) == NOON + timedelta(hours=2)
    assert find_rest(replace(FEED, skip_hours=(11, 13)), NOON) is None
    assert find_rest(FEED, NOON) is None
