"""Tells whether one of two reports of an event is a rewrite of the other, or both of a third: other words, same course.

A rewriter puts every sentence in new words but keeps the facts, what stands beside what, and mostly the order;
independent reporters of the same event share names and figures, but scattered. Three things are measured, and they add
up: company, the pairs of words that stand close to each other in both texts; order, the words that each text says once
and that follow each other in both; and figures. No single one tells enough: company alone takes two accounts of one
press conference for rewrites, order alone misses a rewrite that starts from the end.
Only reports of one event are comparable: between unrelated texts the measure means nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from math import fsum, sqrt
from typing import TYPE_CHECKING

from tasks.dedup.content import read_content
from tasks.dedup.numerals import read_numeral

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

REWRITTEN = 0.48
"""Two reports of one event with at least this score go back to one text."""

COMPANY_PART = 0.3
FIGURES_PART = 0.15
"""What company and figures count beside order."""

NEAR = 16
"""Words keep company if no more content words than that lie between them: a long sentence, or two."""

USUAL_LENGTH = 110
"""Content words of a usual report."""

LENGTH_PART = 0.6
"""How much less than its length a longer text's share must be: 0 would ask the same share of all, 1 the same amount."""

FIGURES_SUPPOSED = 4
FIGURES_SHARED = 1.6
"""Texts with few figures are taken to have as many more, and to share so many of these, as is usual inside an event."""

LEAST_WEIGHT = 1.0
LEAST_COSINE = 0.2
"""Two sentences say the same if their words in common weigh so much, and so much of both."""

STEM = 5
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
    words: tuple[str, ...]
    """The stems of the whole text, in order."""
    counts: Mapping[str, int]
    """How often each stem occurs."""
    figures: frozenset[str]
    """The numbers of two digits and more."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """What two reports of one event have in common."""

    score: float
    pairs: tuple[tuple[str, str], ...]
    """Sentences of the first and of the second text that say the same, in order; only of rewrites."""

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
    words = tuple(stem for _, stems in telling for stem in stems)
    return Outline(
        sentences=tuple(sentence for sentence, _ in telling),
        stems=tuple(frozenset(stems) for _, stems in telling),
        words=words,
        counts=Counter(words),
        figures=frozenset(stem for stem in words if stem[0].isdigit() and len(stem) > 1),
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
    aligned = {(one, other): align(reports[one], reports[other]) for one, other in pairs}
    return {pair: alignment for pair, alignment in aligned.items() if alignment.is_rewrite}


def align(one: Outline, other: Outline) -> Alignment:
    """Return how much two reports of one event are alike, and if they are rewrites, which of their sentences."""
    score = _score(one, other)
    return Alignment(score, _pair_sentences(one, other) if score >= REWRITTEN else ())


def _read_stems(sentence: str, language: str) -> list[str]:
    content = read_content(THOUSANDS.sub("", sentence), language)
    words = (read_numeral(item.word, language) for item in content)
    return [word if word[0].isdigit() else word[:STEM] for word in words]


def _score(one: Outline, other: Outline) -> float:
    shorter = min(len(one.words), len(other.words))
    if not shorter:
        return 0.0
    size: float = shorter * (USUAL_LENGTH / shorter) ** LENGTH_PART
    company = sqrt(_measure_company(one, other) / size)
    return COMPANY_PART * company + _measure_order(one, other) / size + FIGURES_PART * _compare_figures(one, other)


def _measure_company(one: Outline, other: Outline) -> float:
    """Return the weight of the pairs of words that stand near each other in both texts; a repeated word weighs less."""
    weights = {
        stem: 1 / sqrt(one.counts[stem] * other.counts[stem]) for stem in one.counts.keys() & other.counts.keys()
    }
    in_both = _find_neighbours(one.words, weights.keys()) & _find_neighbours(other.words, weights.keys())
    return fsum(weights[left] * weights[right] for left, right in in_both)


def _find_neighbours(words: Sequence[str], wanted: AbstractSet[str]) -> set[tuple[str, str]]:
    """Return the pairs of different wanted words, in alphabetical order, that stand near each other somewhere."""
    places = [(place, word) for place, word in enumerate(words) if word in wanted]
    found: set[tuple[str, str]] = set()
    for here, (place, word) in enumerate(places):
        for there, near in places[here + 1 : here + 1 + NEAR]:
            if there - place > NEAR:
                break
            if near != word:
                found.add((word, near) if word < near else (near, word))
    return found


def _measure_order(one: Outline, other: Outline) -> int:
    """Return how many of the words that each text says once can be read in both, going forward."""
    places = {word: place for place, word in enumerate(other.words) if other.counts[word] == 1}
    return _longest_rise(places[word] for word in one.words if one.counts[word] == 1 and word in places)


def _longest_rise(numbers: Iterable[int]) -> int:
    """Return the length of the longest rising run of distinct numbers, others between them left out."""
    ends: list[int] = []
    for number in numbers:
        length = bisect_left(ends, number)
        ends[length : length + 1] = [number]
    return len(ends)


def _compare_figures(one: Outline, other: Outline) -> float:
    fewer = min(len(one.figures), len(other.figures))
    return (len(one.figures & other.figures) + FIGURES_SHARED) / (fewer + FIGURES_SUPPOSED)


def _pair_sentences(one: Outline, other: Outline) -> tuple[tuple[str, str], ...]:
    """Return the sentences that say the same, going forward in both texts."""
    path = _best_path(_gains(one, other))
    return tuple((one.sentences[here], other.sentences[there]) for here, there in path)


def _gains(one: Outline, other: Outline) -> list[list[float]]:
    """Return what it would bring to align each sentence with each, zero where they do not say the same."""
    weights = {
        stem: 1 / sqrt(one.counts.get(stem, 1) * other.counts.get(stem, 1))
        for stem in one.counts.keys() | other.counts.keys()
    }
    there = [(stems, fsum(weights[stem] for stem in stems)) for stems in other.stems]
    return [
        [_gain(fsum(weights[stem] for stem in left & right), sqrt(here * length)) for right, length in there]
        for left, here in ((stems, fsum(weights[stem] for stem in stems)) for stems in one.stems)
    ]


def _gain(shared: float, whole: float) -> float:
    return shared if shared >= LEAST_WEIGHT and shared >= LEAST_COSINE * whole else 0.0


def _best_path(gains: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the pairs that bring the largest sum of gains that can be had going forward in both texts."""
    width = len(gains[0])
    best = [[0.0] * (width + 1) for _ in range(len(gains) + 1)]
    for row, line in enumerate(gains, 1):
        for column, gain in enumerate(line, 1):
            best[row][column] = max(best[row - 1][column], best[row][column - 1], best[row - 1][column - 1] + gain)
    return _trace(best)


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
