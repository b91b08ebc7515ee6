"""Polls what is due, once: the same for the watcher, the command line and the Prefect flow.

hold the lease of the feeds
while feeds are due:            ask them, and write down in one transaction what they say now and what they list
while entries are pending:      fetch their pages; each batch of documents goes down the common tail
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from flows.holding import hold
from flows.pipeline import RunReport, run_pipeline
from flows.steps import bind_steps, document_limits
from tasks.collect.documents import split_documents
from tasks.collect.fetch import FetchLimits
from tasks.collect.pages import fetch_pages
from tasks.collect.poll import Pace, StoppedError, Web, poll_feeds
from tasks.collect.schedule import find_rest, settle_poll
from tasks.web import SettledPoll
from warehouse import feeds
from warehouse.publish import publish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from flows.settings import Settings
    from flows.steps import Wrap
    from tasks.known import KnownDocument
    from tasks.models import Received
    from tasks.web import Feed, Host, PendingEntry

FLOW = "ingest-feeds"
STOPPING = threading.Event()
"""Set when this process has been asked to stop."""
MOST_FEEDS = 128
"""Asked in one go; what they say is saved in one transaction."""


@dataclass(frozen=True, slots=True)
class Conduct:
    """How a run is carried out."""

    prefect_flow_run_id: str | None = None
    """Id of the Prefect flow run, if it is one."""
    wrap: Wrap = lambda _, step: step
    """Makes a Prefect task of each step."""
    should_stop: Callable[[], bool] = STOPPING.is_set
    """Asked every now and then; what was not finished then is still due."""
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)


def poll_due(settings: Settings, named: Sequence[Feed] | None = None, conduct: Conduct = Conduct()) -> RunReport | None:
    """Ask every feed that is due, fetch what is new, and return the run's figures; None if nothing was due.

    Args:
        settings: home directory, limits and manners.
        named: ask these feeds now, due or not, instead of those that are due.
        conduct: how.

    Raises:
        LeaseTakenError: another process polls.
    """
    if named is None and not _is_due(settings, conduct.clock()):
        return None
    with hold(settings.home, "feeds") as lease:
        return _Run(settings, conduct, lease.keep).work_off(named)


def _is_due(settings: Settings, now: datetime) -> bool:
    due_at = feeds.next_due_at(settings.home)
    return due_at is not None and due_at <= now


class _Run:
    """One run over all that is due."""

    def __init__(self, settings: Settings, conduct: Conduct, keep_lease: Callable[[], None]) -> None:
        self._settings, self._clock, self._should_stop = settings, conduct.clock, conduct.should_stop
        self._keep_lease = keep_lease
        web, wrap = read_web(settings, conduct.should_stop), conduct.wrap
        self._steps = bind_steps(settings, FLOW, conduct.prefect_flow_run_id, wrap)
        self._poll_feeds = wrap("poll_feeds", partial(poll_feeds, web))
        self._save_polls = wrap("save_polls", partial(feeds.save_polls, settings.home))
        self._fetch_pages = wrap("fetch_pages", partial(fetch_pages, web))
        self._save_pages = wrap("save_pages", partial(feeds.save_pages, settings.home))
        self._current: dict[int, Received] = {}
        self._report = RunReport(0)

    def work_off(self, named: Sequence[Feed] | None) -> RunReport:
        """Ask, fetch and land; readers get a snapshot when there is something for them."""
        run_id = self._steps.begin_run(self._clock())
        steps = replace(self._steps, begin_run=lambda _: run_id, settle=self._settle, publish=self._publish)
        report = run_pipeline(
            self._batches(run_id, named), steps, self._settings.publish_every_seconds, self._note_progress
        )
        report.feeds, report.feeds_in_trouble = self._report.feeds, self._report.feeds_in_trouble
        return report

    def _note_progress(self, report: RunReport) -> None:
        self._keep_lease()
        self._report.articles = report.articles

    def _batches(self, run_id: int, named: Sequence[Feed] | None) -> Iterator[list[Received]]:
        try:
            for group in self._groups(named):
                settled = self._ask(run_id, group, is_named=named is not None)
                self._report.feeds += len(settled)
                self._report.feeds_in_trouble += [poll.feed for poll in settled if poll.feed.failure_count]
                self._keep_lease()
            seen = set[tuple[int, str]]()
            while entries := self._pending(seen):
                documents = self._fetch(run_id, entries)
                self._current = {document.document_id: document for document in documents}
                if documents:
                    yield documents
        except StoppedError:
            return

    def _groups(self, named: Sequence[Feed] | None) -> Iterator[Sequence[Feed]]:
        if named is not None:
            yield from (named[start : start + MOST_FEEDS] for start in range(0, len(named), MOST_FEEDS))
            return
        started, asked = self._clock(), set[int]()
        while not self._should_stop():
            due = feeds.due_feeds(self._settings.home, started, MOST_FEEDS)
            new = [feed for feed in due if feed.feed_id not in asked]
            if not new:
                return
            asked.update(feed.feed_id for feed in new)
            yield new

    def _ask(self, run_id: int, group: Sequence[Feed], *, is_named: bool) -> list[SettledPoll]:
        """Ask those of a group that may be asked now; who names feeds does not mind the hours that they skip."""
        now = self._clock()
        rests = {} if is_named else {feed.feed_id: rest for feed in group if (rest := find_rest(feed, now))}
        polled = self._poll_feeds(self._hosts(now), [feed for feed in group if feed.feed_id not in rests], now)
        resting = [replace(feed, next_poll_at=rests[feed.feed_id]) for feed in group if feed.feed_id in rests]
        listing = [poll.feed.feed_id for poll in polled.polls if poll.document]
        known = feeds.known_entries(self._settings.home, listing) if listing else {}
        settled = [settle_poll(poll, known.get(poll.feed.feed_id, frozenset()), now) for poll in polled.polls]
        unasked = [SettledPoll(feed, None) for feed in (*resting, *polled.resting)]
        self._save_polls(run_id, [*settled, *unasked], now, polled.hosts)
        return settled

    def _pending(self, seen: set[tuple[int, str]]) -> tuple[PendingEntry, ...]:
        """Return the next entries; none twice in one run, whatever becomes of them."""
        if self._should_stop():
            return ()
        due = feeds.pending_entries(self._settings.home, self._clock(), self._settings.batch_documents)
        new = tuple(entry for entry in due if (entry.feed_id, entry.entry_id) not in seen)
        seen.update((entry.feed_id, entry.entry_id) for entry in new)
        return new

    def _fetch(self, run_id: int, entries: Sequence[PendingEntry]) -> list[Received]:
        now = self._clock()
        pages, documents, hosts = self._fetch_pages(self._hosts(now), entries, now)
        self._save_pages(run_id, pages, hosts)
        return split_documents(document_limits(self._settings), documents)

    def _hosts(self, now: datetime) -> Mapping[str, Host]:
        return feeds.known_hosts(self._settings.home, now)

    def _settle(self, _: int, fates: Mapping[int, KnownDocument]) -> None:
        """What landed was settled with it; what was known before is settled here."""
        feeds.settle_entries(self._settings.home, [self._current[document_id] for document_id in fates])

    def _publish(self, now: datetime) -> int:
        quiet = 0.0 if self._report.articles else self._settings.publish_every_seconds
        return publish(self._settings.home, now, quiet)


def read_web(settings: Settings, should_stop: Callable[[], bool] = lambda: False) -> Web:
    """Return our manners on the web, as the settings have them."""
    return Web(
        limits=document_limits(settings),
        fetch_limits=FetchLimits(total_seconds=settings.fetch_seconds),
        contact=settings.contact,
        allow_hosts=settings.allow_hosts,
        pace=Pace(settings.host_gap_seconds, settings.fetch_requests),
        should_stop=should_stop,
    )
