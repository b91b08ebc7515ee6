"""Gathers the reports of an event that go back to one text, from what pairs of them have in common.

Two rewrites of one text may have kept different halves of it, so that only the text itself is like both. And a single
pair judged wrong must not tie two families together, or a reporter to a family. So a family has a centre, the report
that most is like, and consists of what is like the centre.
"""

from __future__ import annotations

from collections import defaultdict
from math import fsum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def form_families(scores: Mapping[tuple[int, int], float]) -> tuple[tuple[int, ...], ...]:
    """Return the families of two reports or more, each in the order of ids, those with the strongest centre first.

    Args:
        scores: of the pairs that go back to one text, and of no others; in whatever order, the families are the same.
    """
    related: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for (one, other), score in scores.items():
        related[one][other] = related[other][one] = score
    families: list[tuple[int, ...]] = []
    left = set(related)
    while centre := _find_centre(related, left):
        family = {centre[0], *(left & related[centre[0]].keys())}
        families.append(tuple(sorted(family)))
        left -= family
    return tuple(families)


def _find_centre(related: Mapping[int, Mapping[int, float]], left: set[int]) -> tuple[int, ...]:
    """Return the report whose scores with others that are left add up to most, the lowest id of equals, or nothing."""
    sums = {one: fsum(score for other, score in related[one].items() if other in left) for one in left}
    return min(((-total, one) for one, total in sums.items() if total > 0), default=(0.0,))[1:]
