"""Which copy stands for the others depends on what the copies say, not on when they came."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise, permutations

import pytest

from tasks.dedup.representative import rank

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)

BEST_FIRST = [
    (NOON - timedelta(days=1), None, 90, 9),
    (NOON, "dpa", 90, 9),
    (NOON, None, 100, 9),
    (NOON, None, 90, 8),
    (NOON, None, 90, 9),
    (None, "AP", 50, 9),
    (None, None, 500, 9),
    (None, None, 100, 3),
]


@pytest.mark.parametrize(("better", "worse"), list(pairwise(BEST_FIRST)))
def test_the_rule(better, worse):
    """Earliest published first, a date before none; then an agency's credit; then the longest; then the least id."""
    assert rank(*better) < rank(*worse)


def test_any_order_has_one_best():
    """The best of a few is the same in every order."""
    assert {min(order, key=lambda item: rank(*item)) for order in permutations(BEST_FIRST[3:7])} == {BEST_FIRST[3]}
