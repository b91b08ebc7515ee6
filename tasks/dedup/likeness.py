"""Says how one text copies another: near where most of both is the same, an excerpt where most of only one is.

Measured are the passages in common (passages.py), so that swapped boilerplate, another headline, dropped or reordered
sentences and edited words count little, while the quotes and names that two reports of one event share do not add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks.dedup.passages import cover, find_passages, grain_of
from tasks.models import CopyKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tasks.dedup.passages import Passage
    from tasks.dedup.words import Words

COPIED_SHARE = 0.5
"""A text is copied from another if passages of the other make up at least this share of its words."""

LEAST_PASSAGES = 2
"""Together the passages need the words of so many least ones: twenty words, forty single characters."""

QUOTED_PASSAGES = 2
QUOTED_CHARACTERS = 160


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of each of two texts stands in the other."""

    kind: CopyKind | None
    """Near, excerpt, or None if neither copies the other."""
    one_share: float
    """Share of the first text's words that lie in passages of the second, edited words among them included."""
    other_share: float
    evidence: str
    """A sentence for people, with the longest passages as the first text has them."""

    @property
    def similarity(self) -> float:
        """Containment: for an excerpt the share of the text that is contained, else the smaller of the two shares."""
        shares = (self.one_share, self.other_share)
        return max(shares) if self.kind is CopyKind.EXCERPT else min(shares)


def compare_texts(one: Words, other: Words) -> Likeness:
    """Return how the text `one` is like the text `other`."""
    grain = grain_of(one, other)
    passages = find_passages(one.folded, other.folded, grain)
    one_share = cover((found.one_start, found.one_end) for found in passages) / max(len(one.folded), 1)
    other_share = cover((found.other_start, found.other_end) for found in passages) / max(len(other.folded), 1)
    is_enough = sum(found.shared for found in passages) >= LEAST_PASSAGES * grain.least
    kind = _judge(one_share, other_share) if is_enough else None
    return Likeness(kind, one_share, other_share, _describe(one, passages, one_share, other_share))


def _judge(one_share: float, other_share: float) -> CopyKind | None:
    if min(one_share, other_share) >= COPIED_SHARE:
        return CopyKind.NEAR
    return CopyKind.EXCERPT if max(one_share, other_share) >= COPIED_SHARE else None


def _describe(one: Words, passages: Sequence[Passage], one_share: float, other_share: float) -> str:
    longest = sorted(passages, key=lambda found: (found.one_start - found.one_end, found.one_start))[:QUOTED_PASSAGES]
    quotes = "; ".join(f"“{_shorten(one.quote(found.one_start, found.one_end))}”" for found in longest)
    shares = f"{one_share:.0%} of this text stands in the other, {other_share:.0%} of the other in this"
    return f"{shares}: {quotes}" if quotes else shares


def _shorten(text: str) -> str:
    if len(text) <= QUOTED_CHARACTERS:
        return text
    half = QUOTED_CHARACTERS // 2
    return f"{text[:half].rstrip()} … {text[-half:].lstrip()}"
