"""Holds a lease for as long as a piece of work goes on: the inbox and the feeds have one each."""

from __future__ import annotations

import os
import socket
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.lease import Lease

if TYPE_CHECKING:
    from collections.abc import Iterator

RENEW_SECONDS = 30.0


class Held:
    """A lease that is ours."""

    def __init__(self, lease: Lease) -> None:
        """Take it.

        Raises:
            LeaseTakenError: somebody else holds it.
        """
        self.lease = lease
        self._renew()

    def keep(self) -> None:
        """Renew the lease if it is time to; called every now and then by whoever works.

        Raises:
            LeaseTakenError: it ran out, and somebody else has taken it.
        """
        if time.monotonic() - self._renewed >= RENEW_SECONDS:
            self._renew()

    def _renew(self) -> None:
        self.lease.take(datetime.now(UTC), is_alive)
        self._renewed = time.monotonic()


@contextmanager
def hold(home: Path, name: str) -> Iterator[Held]:
    """Hold the lease `name` of a home directory.

    Raises:
        LeaseTakenError: another process holds it.
    """
    held = Held(Lease(home, name, f"{socket.gethostname()}:{os.getpid()}:{_started_at(os.getpid())}"))
    try:
        yield held
    finally:
        held.lease.release()


def is_alive(holder: str) -> bool | None:
    """Tell whether the process that `holder` names is there; None if it cannot be known from here."""
    host, pid, started_at = holder.rsplit(":", 2)
    if host != socket.gethostname() or not started_at:
        return None
    return _started_at(int(pid)) == started_at


def _started_at(pid: int) -> str:
    """Return the kernel's start time of a process, which no later one with its number has; empty if it is gone."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return ""
    return status.rpartition(")")[2].split()[19]
