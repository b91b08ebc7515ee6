"""The long-running loop over inbox and feeds: a full look is the truth, file events only wake it.

until somebody says stop:
    work off what is ready
    renew the lease
    wait for an event, for a file to settle, or for the next full look, whichever comes first
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from watchfiles import watch as watch_files

from flows.feed_watch import FeedWatch
from flows.holding import hold
from flows.inbox import work_off
from flows.polling import poll_due
from tasks.collect.inbox import Folder, count_queue, look, make_folders
from warehouse.feeds import next_due_at
from warehouse.publish import publish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flows.pipeline import RunReport
    from flows.settings import Settings

LOG = logging.getLogger("copydesk.watch")

SETTLING_LOOK_SECONDS = 0.5
"""While a file is on its way in, the inbox is looked through this often."""
POLL_SECONDS = 1.0
"""So often where file events cannot be had."""
RESTARTS = 5
"""A watcher of file events that dies so often in a row is not started again."""


class StopWatching(BaseException):
    """SIGTERM or Ctrl-C: leave as soon as the step in hand can be left."""


@dataclass(frozen=True, slots=True)
class Labour:
    """What the watcher has done, here or as flow runs."""

    work: Callable[[Settings], RunReport | None]
    """Works off the inbox once; None if there was nothing to do."""
    poll: Callable[[Settings], RunReport | None]
    """Polls the feeds that are due; None if none were."""


def watch(settings: Settings, labour: Labour, tell: Callable[[RunReport], None]) -> None:
    """Watch inbox and feeds until SIGTERM or Ctrl-C; whatever is in hand then goes back to where it was.

    Args:
        settings: home directory and times.
        labour: what is done.
        tell: told what each run did.

    Raises:
        LeaseTakenError: another process watches this inbox.
    """
    folder = Folder(settings.home)
    make_folders(folder)
    try:
        with (
            _stop_signals() as is_stopped,
            hold(settings.home, "inbox") as held,
            _events(folder) as events,
            FeedWatch(settings, labour.poll, tell) as feeds,
        ):
            publish(settings.home, datetime.now(UTC))  # what an earlier process landed and could not publish
            while not is_stopped():
                feeds.check()
                report = labour.work(settings)
                held.keep()
                if report is not None:
                    tell(report)
                    continue
                events.wait(settings.rescan_seconds, look(folder, time.time_ns(), settings.stable_seconds).waiting)
    except StopWatching:
        return


def work_here(settings: Settings) -> RunReport | None:
    """Work off the inbox in this process, without Prefect; a big drop tells its progress after each batch."""
    folder = Folder(settings.home)

    def tell_progress(report: RunReport) -> None:
        waiting = count_queue(folder)["inbox"]
        if waiting:
            line = f"{report.received} documents done, {waiting} files waiting"
            print(line, file=sys.stderr, flush=True)  # noqa: T201  (for whoever watches the watcher)

    return work_off(settings, on_batch=tell_progress)


def work_by_prefect(settings: Settings) -> RunReport | None:
    """Work off the inbox as one flow run in this process, if there is anything to do."""
    folder = Folder(settings.home)
    has_left = folder.work.is_dir() and any(folder.work.iterdir())
    if not has_left and not look(folder, time.time_ns(), settings.stable_seconds).ready:
        return None
    from flows.ingest_inbox import ingest_inbox  # noqa: PLC0415  (imports prefect)

    return asyncio.run(ingest_inbox(os.fspath(settings.home), is_held=True))


HERE = Labour(work_here, poll_due)


def poll_by_prefect(settings: Settings) -> RunReport | None:
    """Poll what is due as one flow run in this process, if anything is."""
    due_at = next_due_at(settings.home)
    if due_at is None or due_at > datetime.now(UTC):
        return None
    from flows.ingest_feeds import ingest_feeds  # noqa: PLC0415  (imports prefect)

    return asyncio.run(ingest_feeds(home=os.fspath(settings.home)))


BY_PREFECT = Labour(work_by_prefect, poll_by_prefect)


@contextmanager
def _stop_signals() -> Iterator[Callable[[], bool]]:
    """Raise StopWatching in the main thread on SIGTERM and SIGINT; a second one does no more than the first.

    Hands out whether one has come: Python swallows what is raised while an object is being destroyed.
    """
    stopped = False

    def stop(*_: object) -> None:
        nonlocal stopped
        if not stopped:
            stopped = True
            raise StopWatching

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield lambda: stopped
    except Exception:
        if stopped:  # DuckDB turns what the handler raised in mid-query into an error of its own
            raise StopWatching from None
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Events:
    """File events as wake-ups, from a thread that is started again when it dies."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._wake, self._stop = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._deaths = 0

    def wait(self, longest: float, waiting: int) -> None:
        """Return when something happened, or after the time that is left to the next look."""
        is_new = self._thread is None or not self._thread.is_alive()
        if is_new:
            self._start()
        limit = POLL_SECONDS if self._deaths >= RESTARTS else longest
        is_soon = waiting or (is_new and self._deaths < RESTARTS)  # what came before it listened
        self._wake.wait(min(limit, SETTLING_LOOK_SECONDS) if is_soon else limit)
        self._wake.clear()

    def _start(self) -> None:
        if self._deaths < RESTARTS:
            self._thread = threading.Thread(target=self._listen, name="inbox events", daemon=True)
            self._thread.start()

    def _listen(self) -> None:
        try:
            for _ in watch_files(
                self._folder.inbox,
                stop_event=self._stop,
                debounce=50,
                step=20,
                raise_interrupt=False,
                watch_filter=None,
            ):
                self._deaths = 0
                self._wake.set()
        except Exception as error:  # noqa: BLE001  (it dies on names that are not UTF-8; the next look sees the file)
            self._deaths += 1
            LOG.warning("watcher of file events died", extra={"error": repr(error), "deaths": self._deaths})
            self._wake.set()

    def close(self) -> None:
        """End the thread."""
        self._stop.set()


@contextmanager
def _events(folder: Folder) -> Iterator[_Events]:
    events = _Events(folder)
    try:
        yield events
    finally:
        events.close()
