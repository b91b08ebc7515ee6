"""Tells whether one of two reports of an event is a rewrite of the other, or both of a third: other words, same course.

A rewriter puts every sentence in new words but keeps the facts and mostly their order; independent reporters of the
same event share names and figures, but seldom sentence after sentence. So the sentences of both texts are aligned in
order, each pair weighing what its words in common weigh, and rare words weigh most. Two likenesses of the whole texts
count beside it: of their vocabularies, and of the words that each of them says once.
Only reports of one event are comparable: between unrelated texts the measure means nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from math import fsum, sqrt
from typing import TYPE_CHECKING

from tasks.dedup.content import read_content

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

REWRITTEN = 0.39
"""Two reports of one event with at least this score go back to one text."""

VOCABULARY_PART = 0.4
"""What the cosine of the vocabularies adds to the share of weight that is aligned."""

SAID_ONCE_PART = 0.4
"""What the words that both texts say once add, as a share of the shorter text's words."""

LEAST_WEIGHT = 1.0
LEAST_COSINE = 0.15
"""Two sentences say the same if their words in common weigh so much, and so much of both."""

STEM = 6
"""Words are alike if their first letters are: inflected forms of one word mostly."""

LEAST_STEMS = 3
MOST_SENTENCES = 120
"""Beyond so many a text is no news report; the rest is not read."""

SENTENCE_BREAK = re.compile(
    r"\n+|(?<=[。！？])|(?<![^\W\d_]\.[^\W\d_]\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSt\.)"
    r"(?:(?<=[.!?…])|(?<=[.!?…][\"”’»)]))\s+(?=[\"“„‘«(]*[^\W_a-z])"
)
THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Outline:
    """A text as its sentences and the stems of their content words."""

    sentences: tuple[str, ...]
    stems: tuple[frozenset[str], ...]
    """Of each sentence."""
    counts: Mapping[str, int]
    """In how many sentences each stem occurs."""
    said_once: frozenset[str]
    """Stems that occur a single time."""
    word_count: int
    """Content words."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """What two reports of one event say in the same order."""

    score: float
    pairs: tuple[tuple[str, str], ...]
    """Sentences of the first and of the second text that say the same, in order."""

    @property
    def is_rewrite(self) -> bool:
        """Whether both go back to one text."""
        return self.score >= REWRITTEN

    @property
    def evidence(self) -> str:
        """The aligned sentences for people to read, one pair a line."""
        lines = (f"“{one}” — “{other}”" for one, other in self.pairs)
        return "\n".join((f"{len(self.pairs)} sentences say the same in the same order", *lines))


def read_outline(text: str, language: str) -> Outline:
    """Return the sentences of `text` that say something, with their stems; `language` is a BCP 47 tag."""
    sentences = (" ".join(piece.split()) for piece in SENTENCE_BREAK.split(text))
    read = ((sentence, _read_stems(sentence, language)) for sentence in sentences)
    telling = [(sentence, stems) for sentence, stems in read if len(set(stems)) >= LEAST_STEMS][:MOST_SENTENCES]
    times = Counter(stem for _, stems in telling for stem in stems)
    return Outline(
        sentences=tuple(sentence for sentence, _ in telling),
        stems=tuple(frozenset(stems) for _, stems in telling),
        counts=Counter(stem for _, stems in telling for stem in set(stems)),
        said_once=frozenset(stem for stem, count in times.items() if count == 1),
        word_count=times.total(),
    )


def find_rewrites(
    reports: Mapping[int, Outline], new: Collection[int] | None = None
) -> dict[tuple[int, int], Alignment]:
    """Return the pairs of reports, the lower id first, that go back to one text.

    Args:
        reports: outlines of articles in one language that tell one event, by article_id.
        new: if given, only pairs with at least one of these are looked at.
    """
    pairs = ((one, other) for one, other in combinations(sorted(reports), 2) if new is None or {one, other} & set(new))
    likely = (pair for pair in pairs if _ceiling(reports[pair[0]], reports[pair[1]]) >= REWRITTEN)
    aligned = {(one, other): align(reports[one], reports[other]) for one, other in likely}
    return {pair: alignment for pair, alignment in aligned.items() if alignment.is_rewrite}


def align(one: Outline, other: Outline) -> Alignment:
    """Return how the sentences of the two texts follow each other."""
    weights = _weights(one, other)
    whole = min(_weigh(one, weights), _weigh(other, weights))
    if not whole:
        return Alignment(0.0, ())
    total, pairs = _best_path(_gains(one, other, weights))
    sentences = tuple((one.sentences[here], other.sentences[there]) for here, there in pairs)
    return Alignment(total / whole + _likeness(one, other, weights), sentences)


def _read_stems(sentence: str, language: str) -> list[str]:
    content = read_content(THOUSANDS.sub("", sentence), language)
    return [item.word if item.word[0].isdigit() else item.word[:STEM] for item in content]


def _weights(one: Outline, other: Outline) -> dict[str, float]:
    """Return what each stem weighs between the two texts: the less, the more of their sentences have it."""
    return {
        stem: 1 / sqrt(one.counts.get(stem, 1) * other.counts.get(stem, 1))
        for stem in one.counts.keys() | other.counts.keys()
    }


def _weigh(outline: Outline, weights: Mapping[str, float]) -> float:
    return fsum(weights[stem] * times for stem, times in outline.counts.items())


def _likeness(one: Outline, other: Outline, weights: Mapping[str, float]) -> float:
    """Return what the two whole texts have in common, whatever its order."""
    shared = fsum(weights[stem] for stem in one.counts.keys() & other.counts.keys())
    lengths = [fsum(1 / sqrt(times) for times in outline.counts.values()) for outline in (one, other)]
    once = len(one.said_once & other.said_once) / min(one.word_count, other.word_count)
    return VOCABULARY_PART * shared / sqrt(lengths[0] * lengths[1]) + SAID_ONCE_PART * once


def _ceiling(one: Outline, other: Outline) -> float:
    """Return a score that the two cannot exceed, found without aligning them."""
    weights = _weights(one, other)
    whole = min(_weigh(one, weights), _weigh(other, weights))
    common = one.counts.keys() & other.counts.keys()
    most = fsum(weights[stem] * min(one.counts[stem], other.counts[stem]) for stem in common)
    return most / whole + _likeness(one, other, weights) if whole else 0.0


def _gains(one: Outline, other: Outline, weights: Mapping[str, float]) -> list[list[float]]:
    """Return what it would bring to align each sentence with each, zero where they do not say the same."""
    there = [(stems, fsum(weights[stem] for stem in stems)) for stems in other.stems]
    return [
        [_gain(fsum(weights[stem] for stem in left & right), sqrt(here * length)) for right, length in there]
        for left, here in ((stems, fsum(weights[stem] for stem in stems)) for stems in one.stems)
    ]


def _gain(shared: float, whole: float) -> float:
    return shared if shared >= LEAST_WEIGHT and shared >= LEAST_COSINE * whole else 0.0


def _best_path(gains: Sequence[Sequence[float]]) -> tuple[float, list[tuple[int, int]]]:
    """Return the largest sum of gains that can be had going forward in both texts, and the pairs that bring it."""
    width = len(gains[0])
    best = [[0.0] * (width + 1) for _ in range(len(gains) + 1)]
    for row, line in enumerate(gains, 1):
        for column, gain in enumerate(line, 1):
            best[row][column] = max(best[row - 1][column], best[row][column - 1], best[row - 1][column - 1] + gain)
    return best[-1][-1], _trace(best)


def _trace(best: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    row, column = len(best) - 1, len(best[0]) - 1
    while row and column:
        if best[row][column] == best[row - 1][column]:
            row -= 1
        elif best[row][column] == best[row][column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            pairs.append((row, column))
    return pairs[::-1]
