"""Leases: a row that says who works off what, so that two processes keep off each other's work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from warehouse.errors import LeaseTakenError
from warehouse.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

LEASE_SECONDS = 90.0
"""A holder that nobody can ask, and that has not renewed for so long, is taken for dead."""


@dataclass(frozen=True, slots=True)
class Lease:
    """What is leased, and to whom."""

    home: Path
    name: str
    holder: str

    def take(self, now: datetime, is_alive: Callable[[str], bool | None]) -> None:
        """Take the lease, or renew it.

        Args:
            now: our clock.
            is_alive: tells whether a holder is there; None if that cannot be known, and then its lease may run out.

        Raises:
            LeaseTakenError: somebody else holds it and may well be alive.
        """
        with open_store(self.home) as con:
            rows = con.execute("SELECT holder, expires_at FROM leases WHERE name = ?", [self.name]).fetchall()
            for holder, expires_at in rows:
                if holder != self.holder and _is_held(is_alive(holder), expires_at, now):
                    raise LeaseTakenError(
                        f"{holder} works off the {self.name}: stop it, or wait until it is done or has not been heard "
                        f"of for {LEASE_SECONDS:g} seconds."
                    )
            con.execute("BEGIN TRANSACTION")
            con.execute("DELETE FROM leases WHERE name = ?", [self.name])
            expires_at = now + timedelta(seconds=LEASE_SECONDS)
            con.execute("INSERT INTO leases VALUES (?, ?, ?)", [self.name, self.holder, expires_at])
            con.execute("COMMIT")

    def release(self) -> None:
        """Give the lease up, if it is still ours."""
        with open_store(self.home) as con:
            con.execute("DELETE FROM leases WHERE name = ? AND holder = ?", [self.name, self.holder])


def _is_held(is_alive: bool | None, expires_at: datetime, now: datetime) -> bool:  # noqa: FBT001  (an answer, no option)
    return expires_at > now if is_alive is None else is_alive
