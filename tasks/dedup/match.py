"""Finds which texts are copies of which: exact by digest, near by the Jaccard similarity of their fingerprints."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks.models import CopyKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tasks.models import Fingerprint

NEAR_THRESHOLD = 0.5
"""Two texts with at least this Jaccard similarity are near copies."""

MIN_SHINGLES = 6
"""Below so many sampled hashes (about fifty words) a similarity means nothing: such texts are only compared whole."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How one text resembles another."""

    kind: CopyKind
    similarity: float
    shared: int
    total: int


def compare(one: Fingerprint, other: Fingerprint) -> Likeness | None:
    """Return how `one` copies `other`, or None if neither copies the other."""
    shared, total = len(one.shingles & other.shingles), len(one.shingles | other.shingles)
    if one.body_digest == other.body_digest:
        return Likeness(CopyKind.EXACT, 1.0, shared, total)
    if min(len(one.shingles), len(other.shingles)) < MIN_SHINGLES or shared < NEAR_THRESHOLD * total:
        return None
    return Likeness(CopyKind.NEAR, shared / total, shared, total)


def find_clusters(fingerprints: Sequence[Fingerprint]) -> tuple[tuple[Fingerprint, ...], ...]:
    """Return the connected components of the graph of copies, each sorted by article_id; a loner is one by itself."""
    by_id = {found.article_id: found for found in fingerprints}
    leader = {article_id: article_id for article_id in by_id}
    for one, other in _candidate_pairs(by_id):
        if compare(by_id[one], by_id[other]):
            leader[_find(leader, one)] = _find(leader, other)
    members: defaultdict[int, list[Fingerprint]] = defaultdict(list)
    for article_id in sorted(by_id):
        members[_find(leader, article_id)].append(by_id[article_id])
    return tuple(sorted((tuple(cluster) for cluster in members.values()), key=lambda cluster: cluster[0].article_id))


def _candidate_pairs(by_id: dict[int, Fingerprint]) -> Iterable[tuple[int, int]]:
    """Pairs that share their digest or enough hashes to be worth a comparison."""
    holders: defaultdict[int | str, list[int]] = defaultdict(list)
    for article_id, found in by_id.items():
        holders[found.body_digest].append(article_id)
        for value in found.shingles:
            holders[value].append(article_id)
    shared: Counter[tuple[int, int]] = Counter()
    for ids in holders.values():
        shared.update((one, other) for place, one in enumerate(ids) for other in ids[place + 1 :])
    return shared


def _find(leader: dict[int, int], article_id: int) -> int:
    while leader[article_id] != article_id:
        leader[article_id] = leader[leader[article_id]]
        article_id = leader[article_id]
    return article_id
