"""Marks boilerplate by rules that are data: seeds/boilerplate.toml says what a line looks like and where it may stand.

A rule's pattern must match a whole paragraph, case aside. `anywhere` rules stand alone; `tail` rules apply only where
nothing that is kept follows, `head` rules only where nothing that is kept comes before.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tasks.models import SpanKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tasks.clean.pieces import Piece

SHIPPED_RULES = Path(__file__).parents[2] / "seeds" / "boilerplate.toml"

MAX_CHARS = 300
"""A longer paragraph is never boilerplate by a pattern, and this bounds the time that a pattern can take."""

Position = Literal["head", "tail", "anywhere"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of line that is not part of an article."""

    rule_id: str
    family: str
    kind: SpanKind
    pattern: re.Pattern[str]
    position: Position
    takes_previous: bool
    """Whether the paragraph before it goes too (the text of an embedded post, above its signature)."""
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


class RulesError(Exception):
    """A rules file that cannot be used; the sentence says which rule and why."""


@cache
def load_rules(file: Path = SHIPPED_RULES) -> tuple[Rule, ...]:
    """Return the rules of a TOML file.

    Raises:
        RulesError: a rule lacks a field or its pattern is not a regular expression.
    """
    tables = tomllib.loads(file.read_text("utf-8")).get("rule", [])
    return tuple(_read_rule(table) for table in tables)


def _read_rule(table: dict[str, object]) -> Rule:
    try:
        return Rule(
            rule_id=str(table["id"]),
            family=str(table["family"]),
            kind=SpanKind(str(table["kind"])),
            pattern=re.compile(str(table["pattern"]), re.IGNORECASE),
            position=_read_position(table["position"]),
            takes_previous=bool(table.get("takes_previous", False)),
            examples=_read_texts(table["matches"]),
            counter_examples=_read_texts(table["spares"]),
        )
    except (KeyError, ValueError, re.error) as error:
        raise RulesError(f"Rule {table.get('id', '(without id)')} cannot be used: {error!r}.") from error


def _read_position(value: object) -> Position:
    if value == "head" or value == "tail" or value == "anywhere":  # noqa: PLR1714  (mypy narrows this form only)
        return value
    raise ValueError(f"position is head, tail or anywhere, not {value!r}")


def _read_texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError("matches and spares are lists of at least one text each")
    return tuple(str(text) for text in value)


def mark_boilerplate(pieces: tuple[Piece, ...], rules: Iterable[Rule] | None = None) -> tuple[Piece, ...]:
    """Return the pieces with those marked that a rule matches in its place."""
    rules = load_rules() if rules is None else tuple(rules)
    marked = _mark(list(pieces), [rule for rule in rules if rule.position == "anywhere"], stop_at_kept=False)
    marked = _mark(marked[::-1], [rule for rule in rules if rule.position == "tail"], stop_at_kept=True)[::-1]
    return tuple(_mark(marked, [rule for rule in rules if rule.position == "head"], stop_at_kept=True))


def _mark(pieces: list[Piece], rules: list[Rule], *, stop_at_kept: bool) -> list[Piece]:
    marked = list(pieces)
    for index, piece in enumerate(pieces):
        rule = _matching(piece, rules) if piece.is_kept else None
        if rule is not None:
            marked[index] = piece.remove(rule.kind, rule.rule_id)
            if rule.takes_previous and index > 0:
                marked[index - 1] = _take(marked[index - 1], rule)
        elif piece.is_kept and stop_at_kept:
            break
    return marked


def _take(previous: Piece, rule: Rule) -> Piece:
    is_post = previous.is_kept and len(previous.text) <= MAX_CHARS
    return previous.remove(rule.kind, rule.rule_id) if is_post else previous


def _matching(piece: Piece, rules: list[Rule]) -> Rule | None:
    if len(piece.text) > MAX_CHARS:
        return None
    return next((rule for rule in rules if rule.pattern.fullmatch(piece.text)), None)
