"""Polls due feeds beside the watcher's loop, in a thread of its own: a slow site never keeps a dropped file waiting."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flows.polling import STOPPING
from warehouse.errors import WarehouseError
from warehouse.feeds import next_due_at

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

    from flows.pipeline import RunReport
    from flows.settings import Settings

LOG = logging.getLogger("copydesk.watch")

SECONDS_TO_LEAVE = 4.0
"""What is in hand when we are asked to stop gets so long; what it did not finish is still due."""


class FeedWatch:
    """The thread, as a context manager."""

    def __init__(
        self, settings: Settings, poll: Callable[[Settings], RunReport | None], tell: Callable[[RunReport], None]
    ) -> None:
        """Prepare.

        Args:
            settings: home directory and times.
            poll: asks what is due; None if nothing was.
            tell: told what each run did.
        """
        self._settings, self._poll, self._tell = settings, poll, tell
        self._thread = threading.Thread(target=self._run, name="feeds", daemon=True)
        self._error: Exception | None = None

    def __enter__(self) -> Self:
        STOPPING.clear()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        STOPPING.set()
        self._thread.join(SECONDS_TO_LEAVE)

    def check(self) -> None:
        """Raise what ended the thread, if something did."""
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        try:
            while not STOPPING.is_set():
                self._work_off()
                STOPPING.wait(self._pause())
        except Exception as error:  # noqa: BLE001  (raised again by whoever looks after the thread)
            self._error = error

    def _work_off(self) -> None:
        """Whoever else polls, or writes to the store, will be done some time; so will a disk that is full."""
        try:
            report = self._poll(self._settings)
        except (WarehouseError, OSError) as error:
            LOG.warning("feeds could not be polled", extra={"error": str(error)})
            return
        if report is not None:
            self._tell(report)

    def _pause(self) -> float:
        try:
            due_at = next_due_at(self._settings.home)
        except (WarehouseError, OSError):
            due_at = None
        if due_at is None:
            return self._settings.rescan_seconds
        left = (due_at - datetime.now(UTC)).total_seconds()
        return min(max(left, 1.0), self._settings.rescan_seconds)
