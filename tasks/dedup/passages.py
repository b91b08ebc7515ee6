"""Finds the passages that two texts have in common, word for word but for small edits.

A run is a stretch of words that both texts have in the same order, at least one gram long. Runs that follow each other
closely in both texts make a passage, edited words between them included; a few words in common are none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks.dedup.components import find_components

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tasks.dedup.words import Words

COMMONEST = 16
"""A gram that meets itself in more than so many pairs of places begins no run: it is a refrain."""

OVERLAP = 2
"""Runs of one passage may overlap by so many words, where a word repeats at their border."""


@dataclass(frozen=True, slots=True)
class Grain:
    """How many words count, for a kind of script."""

    gram: int
    """Words in a row that begin a run."""
    gap: int
    """Words, in either text, that a passage bridges between two runs."""
    least: int
    """Words in common that a passage needs."""


SPACED = Grain(gram=3, gap=8, least=10)
LONE_CHARACTERS = Grain(gram=6, gap=16, least=20)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of words in each of two texts: from the first word to before the last."""

    one_start: int
    one_end: int
    other_start: int
    other_end: int
    shared: int
    """Words in common; those beyond it were edited."""
    run_one: int
    """Where its longest stretch without an edit begins in the first text,"""
    run_other: int
    """and in the second,"""
    run_length: int
    """and how many words that is."""


@dataclass(slots=True)
class _Run:
    one: int
    other: int
    length: int


def grain_of(one: Words, other: Words) -> Grain:
    """Return how the two texts are to be compared."""
    return LONE_CHARACTERS if one.is_unspaced and other.is_unspaced else SPACED


def find_passages(one: Sequence[int], other: Sequence[int], grain: Grain = SPACED) -> tuple[Passage, ...]:
    """Return the passages that two texts, as codes of words, have in common, in the order of the first."""
    runs = _find_runs(_grams(one, grain.gram), _grams(other, grain.gram), grain.gram)
    runs.sort(key=lambda run: (run.one, run.other, run.length))
    groups = _join_runs(runs, grain.gap)
    passages = (_as_passage(group) for group in groups)
    return tuple(sorted((passage for passage in passages if passage.shared >= grain.least), key=_place))


def cover(spans: Iterable[tuple[int, int]]) -> int:
    """Return how many places lie in at least one of the spans."""
    total = reached = 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def _grams(words: Sequence[int], size: int) -> list[tuple[int, ...]]:
    return list(zip(*(words[shift:] for shift in range(size)), strict=False))


def _find_runs(one: list[tuple[int, ...]], other: list[tuple[int, ...]], size: int) -> list[_Run]:
    places: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for place, gram in enumerate(other):
        places[gram].append(place)
    times = Counter(gram for gram in one if gram in places)
    runs: list[_Run] = []
    growing: dict[int, _Run] = {}
    for here, gram in enumerate(one):
        grown: dict[int, _Run] = {}
        for there in places.get(gram, ()):
            run = growing.get(there - 1)
            if run:
                run.length += 1
            elif times[gram] * len(places[gram]) <= COMMONEST:
                run = _Run(here, there, size)
                runs.append(run)
            if run:
                grown[there] = run
        growing = grown
    return runs


def _join_runs(runs: Sequence[_Run], gap: int) -> list[list[_Run]]:
    groups: defaultdict[int, list[_Run]] = defaultdict(list)
    for place, group in find_components(range(len(runs)), _find_neighbours(runs, gap)).items():
        groups[group].append(runs[place])
    return list(groups.values())


def _find_neighbours(runs: Sequence[_Run], gap: int) -> Iterator[tuple[int, int]]:
    """Yield the places of runs that follow each other closely in both texts."""
    for place, run in enumerate(runs):
        for later in range(place + 1, len(runs)):
            if runs[later].one > run.one + run.length + gap:
                break
            if _follows(runs[later], run, gap):
                yield place, later


def _follows(later: _Run, run: _Run, gap: int) -> bool:
    return later.one - run.one - run.length >= -OVERLAP and -OVERLAP <= later.other - run.other - run.length <= gap


def _as_passage(runs: Sequence[_Run]) -> Passage:
    longest = min(runs, key=lambda run: (-run.length, run.one, run.other))
    return Passage(
        one_start=min(run.one for run in runs),
        one_end=max(run.one + run.length for run in runs),
        other_start=min(run.other for run in runs),
        other_end=max(run.other + run.length for run in runs),
        shared=min(
            cover((run.one, run.one + run.length) for run in runs),
            cover((run.other, run.other + run.length) for run in runs),
        ),
        run_one=longest.one,
        run_other=longest.other,
        run_length=longest.length,
    )


def _place(passage: Passage) -> tuple[int, int]:
    return passage.one_start, passage.other_start
