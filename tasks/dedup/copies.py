"""Seats texts that copy each other: who represents whom, of what kind each copy is, and by what evidence.

The outcome is a function of the set of texts alone:
1. Texts with one digest are exact copies; the best of them (representative.py) stands for them.
2. Near copies of near copies are near copies: the connected components, the best of each representing it.
3. An excerpt is not handed on so: what one text embeds need not be like what else it embeds. From the best component to
   the worst, each joins the best representative so far that contains it or that it contains, or else stands alone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from tasks.dedup.components import find_components
from tasks.dedup.likeness import compare_texts
from tasks.dedup.representative import rank
from tasks.dedup.sketch import WINDOW_DAYS, find_leads
from tasks.models import ClusterSeat, Copy, CopyKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tasks.dedup.likeness import Likeness
    from tasks.dedup.words import Words


@dataclass(frozen=True, slots=True)
class CopyText:
    """All that bears on whether a text is a copy, and on whom it may represent."""

    article_id: int
    body_digest: str
    words: Words
    """Of a new text with its folded words; of a stored one the codes are enough, unless both it and its representative
    are stored: then the evidence has no quotation."""
    sketch: frozenset[int]
    date_published: datetime | None = None
    credit: str | None = None
    """The agency that the article credits, if any."""
    seen_on: date = date.min
    """When we first saw it."""


def seat_texts(texts: Iterable[CopyText]) -> tuple[tuple[ClusterSeat, ...], tuple[Copy, ...]]:
    """Return the seat of every text and the copies among them, both sorted by article_id.

    Args:
        texts: the new ones, and every stored one that may be a copy of one of them, with the whole cluster of each.
    """
    current = {text.article_id: text for text in texts}
    ranked = sorted(current.values(), key=_rank)
    bench = _Bench(current)
    heads: dict[str, int] = {}
    for text in ranked:
        bench.join(heads.setdefault(text.body_digest, text.article_id), text.article_id)
    _join_near(bench, [current[head] for head in heads.values()])
    roots = _attach_excerpts(bench, [text.article_id for text in ranked])
    pairs = [(article_id, roots[bench.find(article_id)]) for article_id in sorted(current)]
    components = find_components(current, (*bench.leaders.items(), *bench.excerpts))
    seats = tuple(ClusterSeat(one, None if one == root else root, components[one]) for one, root in pairs)
    return seats, tuple(_copy(bench, one, root) for one, root in pairs if one != root)


def _rank(text: CopyText) -> tuple[datetime, bool, int, int]:
    return rank(text.date_published, text.credit, len(text.words.codes), text.article_id)


@dataclass(slots=True)
class _Bench:
    """The texts at hand, the components that they form so far, and what was found about pairs."""

    texts: Mapping[int, CopyText]
    leaders: dict[int, int] = field(default_factory=dict)
    """Of each text that is not the best of its component: a better one in it."""
    excerpts: set[tuple[int, int]] = field(default_factory=set)
    """Pairs of texts one of which contains the other."""
    likenesses: dict[tuple[int, int], Likeness] = field(default_factory=dict)

    def find(self, article_id: int) -> int:
        """Return the best text of the component."""
        while (leader := self.leaders.get(article_id, article_id)) != article_id:
            self.leaders[article_id] = self.leaders.get(leader, leader)
            article_id = leader
        return article_id

    def join(self, one: int, other: int) -> None:
        """Make one component of the two that the texts are in."""
        better, worse = sorted((self.find(one), self.find(other)), key=lambda found: _rank(self.texts[found]))
        if better != worse:
            self.leaders[worse] = better

    def are_near_in_time(self, one: int, other: int) -> bool:
        """Tell whether the two were published, or else seen, near enough to each other to be compared."""
        left, right = self.texts[one], self.texts[other]
        if left.date_published and right.date_published:
            return abs((left.date_published.date() - right.date_published.date()).days) <= WINDOW_DAYS
        return abs((left.seen_on - right.seen_on).days) <= WINDOW_DAYS

    def compare(self, one: int, other: int) -> Likeness:
        """Return how the first text is like the second."""
        if (one, other) not in self.likenesses:
            self.likenesses[one, other] = compare_texts(self.texts[one].words, self.texts[other].words)
        return self.likenesses[one, other]


def _join_near(bench: _Bench, heads: Sequence[CopyText]) -> None:
    """Join near copies and note excerpts; the best pairs first, as they spare the most comparisons."""
    place = {text.article_id: number for number, text in enumerate(heads)}
    leads = find_leads({text.article_id: text.sketch for text in heads})
    best_first = sorted(sorted((place[one], place[other])) for one, other in leads)
    for better, worse in best_first:
        one, other = heads[worse].article_id, heads[better].article_id
        if bench.find(one) != bench.find(other) and bench.are_near_in_time(one, other):
            kind = bench.compare(one, other).kind
            if kind is CopyKind.NEAR:
                bench.join(one, other)
            elif kind is CopyKind.EXCERPT:
                bench.excerpts.add((one, other))


def _attach_excerpts(bench: _Bench, ranked: Sequence[int]) -> dict[int, int]:
    """Return the representative of each component, keyed by the best text of the component."""
    place = {article_id: number for number, article_id in enumerate(ranked)}
    linked: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in ((bench.find(one), bench.find(other)) for one, other in bench.excerpts):
        linked[one].add(other)
        linked[other].add(one)
    roots: dict[int, int] = {}
    for head in (article_id for article_id in ranked if bench.find(article_id) == article_id):
        standing = sorted((found for found in linked[head] if roots.get(found) == found), key=place.__getitem__)
        roots[head] = next((found for found in standing if bench.compare(head, found).kind), head)
    return roots


def _copy(bench: _Bench, one: int, root: int) -> Copy:
    if bench.texts[one].body_digest == bench.texts[root].body_digest:
        return Copy(one, root, CopyKind.EXACT, 1.0, "same text, white space aside")
    likeness = bench.compare(one, root)
    if likeness.kind:
        return Copy(one, root, likeness.kind, likeness.similarity, likeness.evidence)
    return Copy(one, root, CopyKind.NEAR, likeness.similarity, f"copy of another copy; {likeness.evidence}")
