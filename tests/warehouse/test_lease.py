"""A lease is held by one at a time, and given up, taken over or run out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from warehouse.errors import LeaseTakenError
from warehouse.lease import LEASE_SECONDS, Lease

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOW + timedelta(seconds=LEASE_SECONDS + 1)


@pytest.fixture
def leases(home):
    """Return the leases of two holders on one inbox; the first has it."""
    first, second = Lease(home, "inbox", "host:1:5"), Lease(home, "inbox", "host:2:6")
    first.take(NOW, lambda _: None)
    return first, second


CASES = [
    (None, NOW, False),
    (None, LATER, True),
    (True, NOW, False),
    (True, LATER, False),
    (False, NOW, True),
    (False, LATER, True),
]


@pytest.mark.parametrize(("is_alive", "now", "expected"), CASES)
def test_who_may_take_it_over(leases, is_alive, now, expected):
    """Never from the living however late they renew, at once from the dead, and by the clock where nobody knows."""
    if expected:
        leases[1].take(now, lambda _: is_alive)
        with pytest.raises(LeaseTakenError):
            leases[0].take(now, lambda _: True)
    else:
        with pytest.raises(LeaseTakenError, match="host:1:5 works off the inbox: stop it"):
            leases[1].take(now, lambda _: is_alive)


def test_the_holder_renews_it(leases):
    """Taking it again puts its end off."""
    leases[0].take(LATER, lambda _: None)
    with pytest.raises(LeaseTakenError):
        leases[1].take(LATER, lambda _: None)


def test_it_is_given_up(leases):
    """The next may have it at once."""
    leases[0].release()
    leases[1].take(NOW, lambda _: True)


def test_nobody_gives_up_anothers(leases):
    """A release by somebody else changes nothing."""
    leases[1].release()
    with pytest.raises(LeaseTakenError):
        leases[1].take(NOW, lambda _: True)


def test_leases_of_other_names_are_free(leases):
    """What is leased is a name."""
    Lease(leases[0].home, "feeds", "host:2:6").take(NOW, lambda _: True)
