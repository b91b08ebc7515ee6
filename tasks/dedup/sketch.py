"""What is stored of a text so that the few that may be its copies are found among millions: some 32 hashes.

Hashed are runs of three telling words (long ones and figures; what stands between is skipped), which hardly ever recur
in unrelated texts and survive small edits. Kept is every hash below a limit that falls with the length of the text,
down to a floor: any two texts then hold the same sample of what they share, at the density of the longer, so that an
excerpt finds its source (after mod sampling and containment in Broder 1997, "On the resemblance and containment of
documents"). Two hashes in common are a lead; likeness.py decides by the texts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tasks.dedup.words import Words

WANTED_HASHES = 32
"""A text of ordinary length keeps about so many."""

SPARSEST = 1 / 32
"""A long text keeps at least this share of its hashes."""

LEAD_HASHES = 2
"""Two texts with so many hashes in common may be copies."""

WINDOW_DAYS = 30
"""Texts that were published further apart, or seen where one of them has no date, are no near copies and no excerpts;
the same text is a copy at any time."""

HASH_RANGE = 1 << 32
RUN_WORDS, RUN_CHARACTERS = 3, 6
LONG_WORD, LONG_ABROAD = 5, 4
ALPHABETS_END = "\u0530"
"""Latin, Greek and Cyrillic lie before it; the scripts after it write shorter words."""


def sketch(words: Words) -> frozenset[int]:
    """Return the kept hashes, each below 2**32; a text with fewer than three telling words has none."""
    telling = [word for word in words.folded if words.is_unspaced or _is_telling(word)]
    size = RUN_CHARACTERS if words.is_unspaced else RUN_WORDS
    runs = {" ".join(telling[start : start + size]) for start in range(len(telling) - size + 1)}
    share = min(1.0, max(SPARSEST, WANTED_HASHES / max(len(runs), 1)))
    limit = int(share * HASH_RANGE)
    return frozenset(value for run in runs if (value := crc32(run.encode("utf-8", "surrogatepass"))) < limit)


def find_leads(sketches: Mapping[int, frozenset[int]]) -> frozenset[tuple[int, int]]:
    """Return the pairs of ids, the lower first, whose sketches have LEAD_HASHES or more in common."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for article_id in sorted(sketches):
        for value in sketches[article_id]:
            holders[value].append(article_id)
    return _count_pairs(holders.values())


def _count_pairs(groups: Iterable[list[int]]) -> frozenset[tuple[int, int]]:
    shared: Counter[tuple[int, int]] = Counter()
    for ids in groups:
        shared.update(combinations(ids, 2))
    return frozenset(pair for pair, count in shared.items() if count >= LEAD_HASHES)


def _is_telling(word: str) -> bool:
    return word.isdigit() or len(word) >= (LONG_WORD if word[0] < ALPHABETS_END else LONG_ABROAD)
