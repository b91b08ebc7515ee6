"""Joins what is linked, over others as well: the connected components of a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def find_components(items: Iterable[int], links: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return for each item the least of its component, in the order of the items.

    Args:
        items: numbers, in any order.
        links: pairs of them; a pair with anything else is passed over.
    """
    leader = {item: item for item in items}
    for one, other in links:
        if one in leader and other in leader:
            less, more = sorted((_find(leader, one), _find(leader, other)))
            leader[more] = less
    return {item: _find(leader, item) for item in leader}


def _find(leader: dict[int, int], item: int) -> int:
    while leader[item] != item:
        leader[item] = leader[leader[item]]
        item = leader[item]
    return item
