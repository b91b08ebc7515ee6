"""What is stored of a text in order to find articles that tell the same event: its weightiest terms.

Half the weight lies on names, half on all content words; a term weighs 1 + ln of how often it occurs. There are no
document frequencies: measured, they added nothing once function words were gone, and without them a topic is a function
of its text alone, whatever came before it.
"""

from __future__ import annotations

from collections import Counter
from math import log, sqrt
from typing import TYPE_CHECKING
from zlib import crc32

from tasks.dedup.content import read_content

if TYPE_CHECKING:
    from collections.abc import Mapping

TERMS = 50
"""A topic keeps so many terms."""

CHARACTERS = 3_000
"""A topic is read from the beginning of a text; what follows is background more often than not."""

UNIT = 10_000
"""Weights are whole numbers: a topic's vector has about this length."""

PER_MILLE = UNIT * UNIT // 1000


def read_topic(text: str, language: str) -> dict[int, int]:
    """Return the weightiest terms of `text`: hashes below 2**32 with their weights, the heaviest first."""
    content = read_content(text[:CHARACTERS], language)
    words = _scale(Counter(item.word for item in content), "word")
    names = _scale(Counter(item.word for item in content if item.is_name), "name")
    heaviest = sorted((words | names).items(), key=lambda item: (-item[1], item[0]))[:TERMS]
    length = sqrt(sum(weight * weight for _, weight in heaviest)) or 1.0
    return {term: round(weight / length * UNIT) for term, weight in heaviest}


def compare_topics(one: Mapping[int, int], other: Mapping[int, int]) -> int:
    """Return the cosine of two topics in thousandths."""
    return sum(weight * other.get(term, 0) for term, weight in one.items()) // PER_MILLE


def _scale(counts: Counter[str], kind: str) -> dict[int, float]:
    weights = {
        crc32(f"{kind} {word}".encode("utf-8", "surrogatepass")): 1 + log(times) for word, times in counts.items()
    }
    length = sqrt(sum(weights[term] ** 2 for term in sorted(weights)))
    return {term: weight / length for term, weight in weights.items()}
