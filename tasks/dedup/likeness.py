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

QUOTED_RUNS = 2
QUOTED_WORDS = 24
QUOTED_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of each of two texts stands in the other."""

    kind: CopyKind | None
    """Near, excerpt, or None if neither copies the other."""
    one_share: float
    """Share of the first text's words that lie in passages of the second, edited words among them included."""
    other_share: float
    evidence: str
    """A sentence for people, with the longest runs of words in common, in lower case and without punctuation."""

    @property
    def similarity(self) -> float:
        """Containment: for an excerpt the share of the text that is contained, else the smaller of the two shares."""
        shares = (self.one_share, self.other_share)
        return max(shares) if self.kind is CopyKind.EXCERPT else min(shares)


def compare_texts(one: Words, other: Words) -> Likeness:
    """Return how the text `one` is like the text `other`; one of them must have its folded words to be quoted from."""
    grain = grain_of(one, other)
    passages = find_passages(one.codes, other.codes, grain)
    one_share = cover((found.one_start, found.one_end) for found in passages) / max(len(one.codes), 1)
    other_share = cover((found.other_start, found.other_end) for found in passages) / max(len(other.codes), 1)
    is_enough = sum(found.shared for found in passages) >= LEAST_PASSAGES * grain.least
    kind = _judge(one_share, other_share) if is_enough else None
    return Likeness(kind, one_share, other_share, _describe(one_share, other_share, _quote(one, other, passages)))


def _judge(one_share: float, other_share: float) -> CopyKind | None:
    if min(one_share, other_share) >= COPIED_SHARE:
        return CopyKind.NEAR
    return CopyKind.EXCERPT if max(one_share, other_share) >= COPIED_SHARE else None


def _describe(one_share: float, other_share: float, quotes: Sequence[str]) -> str:
    shares = f"{one_share:.0%} of this text stands in the other, {other_share:.0%} of the other in this"
    return f"{shares}: {'; '.join(quotes)}" if quotes else shares


def _quote(one: Words, other: Words, passages: Sequence[Passage]) -> list[str]:
    longest = sorted(passages, key=lambda found: (-found.run_length, found.run_one))[:QUOTED_RUNS]
    spans = ((found.run_one if one.folded else found.run_other, found.run_length) for found in longest)
    folded, mark = one.folded or other.folded, "" if one.is_unspaced else " "
    return [_shorten(folded[start : start + length], mark) for start, length in spans] if folded else []


def _shorten(words: Sequence[str], mark: str) -> str:
    most = QUOTED_WORDS if mark else QUOTED_CHARACTERS
    if len(words) <= most:
        return f"“{mark.join(words)}” ({len(words)} words)"
    return f"“{mark.join(words[: most // 2])} … {mark.join(words[-most // 2 :])}” ({len(words)} words)"
