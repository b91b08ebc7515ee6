"""Marks boilerplate by rules that are data: seeds/boilerplate.toml says what a line looks like and where it may stand.

A rule's pattern must match a whole paragraph, case aside. `anywhere` rules stand alone; `tail` rules apply only where
nothing that is kept follows, `head` rules only where nothing that is kept comes before.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from tasks.clean.rules import MAX_CHARS, Rule, RulesError, compile_pattern, load_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tasks.clean.pieces import Piece
    from tasks.clean.rules import Position

__all__ = ["Rule", "RulesError", "load_rules", "mark_boilerplate"]

MAX_TEASERS = 12
MIN_TEASERS = 3
"""Fewer lines under a heading may be the end of the text, unless the heading is a label wherever it stands."""
TEASER_CHARS = 140
SENTENCE_STOP = re.compile(r"[.!:;,。！।؟۔]['\"”’»)\]]*$")
"""A teaser is a headline: it may ask or trail off, but it does not state and stop."""


def mark_boilerplate(
    pieces: tuple[Piece, ...], rules: tuple[Rule, ...] | None = None, outlet: str | None = None
) -> tuple[Piece, ...]:
    """Return the pieces with those marked that a rule matches in its place.

    Args:
        pieces: in reading order; what is removed already stays so.
        rules: from `load_rules`; the shipped ones by default.
        outlet: host name that the text came from, for rules that are for one outlet only.
    """
    sieve = _build_sieve(load_rules() if rules is None else rules, outlet)
    marked = _mark_anywhere(list(pieces), sieve)
    marked = _mark_edge(marked, range(len(marked) - 1, -1, -1), sieve, "tail")
    return tuple(_mark_edge(marked, range(len(marked)), sieve, "head"))


class _Sieve:
    """The rules for one outlet, sorted by position, with one expression each that tells whether any of them matches."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules: dict[Position, tuple[Rule, ...]] = {}
        self._gates: dict[Position, re.Pattern[str]] = {}
        positions: tuple[Position, ...] = ("anywhere", "tail", "head")
        for position in positions:
            chosen = tuple(rule for rule in rules if rule.position == position)
            self._rules[position] = chosen
            union = "|".join(f"(?:{rule.pattern})" for rule in chosen)
            self._gates[position] = compile_pattern(union or r"(?!)")

    def find(self, text: str, position: Position) -> Rule | None:
        """Return the first rule for `position` that matches `text`."""
        if len(text) > MAX_CHARS or not self._gates[position].fullmatch(text):
            return None
        return next((rule for rule in self._rules[position] if rule.matches(text)), None)


_SIEVES = 8


def _build_sieve(rules: tuple[Rule, ...], outlet: str | None) -> _Sieve:
    outlets = {rule.outlet for rule in rules if rule.outlet}
    host = (outlet or "").lower()
    served = frozenset(name for name in outlets if host == name or host.endswith("." + name))
    return _cached_sieve(_Identity(rules), served)


class _Identity:
    """A tuple of rules as a cache key that costs nothing: equal only to the very same tuple."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and self.rules is other.rules

    def __hash__(self) -> int:
        return id(self.rules)


@lru_cache(maxsize=_SIEVES)
def _cached_sieve(key: _Identity, served: frozenset[str]) -> _Sieve:
    return _Sieve([rule for rule in key.rules if rule.outlet is None or rule.outlet in served])


def _mark_anywhere(pieces: list[Piece], sieve: _Sieve) -> list[Piece]:
    marked = list(pieces)
    for index, piece in enumerate(pieces):
        rule = sieve.find(piece.text, "anywhere") if piece.is_kept else None
        if rule is None:
            continue
        marked[index] = piece.remove(rule.kind, rule.rule_id)
        if rule.takes_previous and index > 0 and _is_post(marked[index - 1]):
            marked[index - 1] = marked[index - 1].remove(rule.kind, rule.rule_id)
    return marked


def _is_post(previous: Piece) -> bool:
    """Tell whether a paragraph can be the text of a post; one that ends in a colon only announces it."""
    return previous.is_kept and len(previous.text) <= MAX_CHARS and not previous.text.endswith(":")


def _mark_edge(pieces: list[Piece], order: range, sieve: _Sieve, position: Position) -> list[Piece]:
    """Mark from one end of the text inwards, up to the first piece that no rule for this end matches."""
    marked, passed = list(pieces), list[int]()
    for index in order:
        piece = marked[index]
        if not (piece.is_kept or passed):
            continue
        rule = sieve.find(piece.text, position)
        if rule is not None and (not passed or _takes_teasers(rule, piece, len(passed))):
            for taken in (index, *passed):
                if marked[taken].is_kept:
                    marked[taken] = marked[taken].remove(rule.kind, rule.rule_id)
            passed.clear()
        elif not piece.is_kept:
            continue
        elif position == "tail" and len(passed) < MAX_TEASERS and _is_teaser(piece):
            passed.append(index)
        else:
            break
    return marked


def _takes_teasers(rule: Rule, heading: Piece, count: int) -> bool:
    """Tell whether what stands under `heading` are links: it is a label that went already, or there are several."""
    return rule.takes_teasers and (not heading.is_kept or count >= MIN_TEASERS)


def _is_teaser(piece: Piece) -> bool:
    return len(piece.text) <= TEASER_CHARS and not SENTENCE_STOP.search(piece.text)
