"""Reads boilerplate rules from TOML and refuses what is wrong or slow: seeds/boilerplate.toml explains the fields.

A pattern is tried only on paragraphs of at most MAX_CHARS characters, and only if the number of ways in which it can
split such a paragraph is bounded: together these two limit what any rule, a user's own included, can cost.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from tasks.models import SpanKind

SHIPPED_RULES = Path(__file__).parents[2] / "seeds" / "boilerplate.toml"

MAX_CHARS = 400
"""A longer paragraph is never boilerplate by a pattern."""
MAX_WAYS = 100_000_000
"""For a shipped pattern, whose own test proves that it is quick on adversarial text."""
MAX_OWN_WAYS = 170_000
"""For a user's pattern, which nobody has measured: two wildcards without limit fit into it, three of sixty do not."""

Position = Literal["head", "tail", "anywhere"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of line that is not part of an article."""

    rule_id: str
    family: str
    kind: SpanKind
    pattern: str
    position: Position
    languages: tuple[str, ...]
    outlet: str | None
    """Host name of the only outlet it is for; its subdomains are included."""
    takes_previous: bool
    """Whether the paragraph before it goes too (the text of an embedded post, above its signature)."""
    takes_teasers: bool
    """Whether lines of headline size after it go too, where nothing else follows (the links under "Related")."""
    seen: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def matches(self, paragraph: str) -> bool:
        """Tell whether the pattern matches the whole of `paragraph`, and no cap on its length is broken."""
        return len(paragraph) <= MAX_CHARS and compile_pattern(self.pattern).fullmatch(paragraph) is not None


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return `pattern` compiled, case aside; only where it is needed, since the shipped ones take half a second."""
    return re.compile(pattern, re.IGNORECASE)


class RulesError(Exception):
    """A rules file that cannot be used; the sentence says which rule and why."""


@cache
def load_rules(file: Path | None = None) -> tuple[Rule, ...]:
    """Return the shipped rules and those of the user's own `file`, where a known id replaces a shipped rule.

    Raises:
        RulesError: the file cannot be read, or one of its rules cannot be used.
    """
    shipped = read_rules(SHIPPED_RULES, are_checked=True)
    if file is None:
        return shipped
    own = read_rules(file)
    replaced = {rule.rule_id for rule in own}
    return (*(rule for rule in shipped if rule.rule_id not in replaced), *own)


def read_rules(file: Path, *, are_checked: bool = False, most_ways: int = MAX_OWN_WAYS) -> tuple[Rule, ...]:
    """Return the rules of one TOML file.

    Args:
        file: in the form of the shipped one.
        are_checked: the patterns need not be held against examples and limits, as the tests did with the shipped ones.
        most_ways: bound on the ways in which a pattern can match a paragraph.

    Raises:
        RulesError: the file cannot be read, or one of its rules cannot be used.
    """
    try:
        content = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise RulesError(f"The rules file {file} cannot be read: {error}.") from error
    tables = content.get("rule", [])
    if not isinstance(tables, list):
        raise RulesError(f"The rules file {file} must hold its rules as [[rule]] tables.")
    rules = tuple(_read_rule(table, file, most_ways=None if are_checked else most_ways) for table in tables)
    ids = [rule.rule_id for rule in rules]
    doubled = sorted({rule_id for rule_id in ids if ids.count(rule_id) > 1})
    if doubled:
        raise RulesError(f"The rules file {file} has more than one rule with the id {doubled[0]}.")
    return rules


KNOWN_FIELDS = frozenset(
    [
        "id",
        "family",
        "kind",
        "position",
        "languages",
        "outlet",
        "takes_previous",
        "takes_teasers",
        "seen",
        "pattern",
        "matches",
        "spares",
    ]
)


def _read_rule(table: dict[str, Any], file: Path, *, most_ways: int | None) -> Rule:
    try:
        rule = _build_rule(table)
        return rule if most_ways is None else _checked(rule, most_ways)
    except KeyError as error:
        why = f"the field {error} is missing"
    except (ValueError, re.error) as error:
        why = str(error)
    raise RulesError(f"Rule {table.get('id', '(without id)')} in {file} cannot be used: {why}.")


def _build_rule(table: dict[str, Any]) -> Rule:
    unknown = sorted(set(table) - KNOWN_FIELDS)
    if unknown:
        raise ValueError(f"the field {unknown[0]} is not known")
    return Rule(
        rule_id=str(table["id"]),
        family=str(table["family"]),
        kind=SpanKind(str(table["kind"])),
        pattern=str(table["pattern"]),
        position=_read_position(table["position"]),
        languages=_read_texts(table.get("languages", ["und"]), "languages"),
        outlet=str(table["outlet"]).lower() if "outlet" in table else None,
        takes_previous=bool(table.get("takes_previous", False)),
        takes_teasers=bool(table.get("takes_teasers", False)),
        seen=str(table.get("seen", "")),
        examples=_read_texts(table["matches"], "matches"),
        counter_examples=_read_texts(table["spares"], "spares"),
    )


def _checked(rule: Rule, most_ways: int) -> Rule:
    """Return `rule`, whose pattern is safe and borne out by its own examples."""
    _check_pattern(rule.pattern, most_ways)
    if rule.takes_previous and rule.position != "anywhere":
        raise ValueError("takes_previous goes with position anywhere only")
    if rule.takes_teasers and rule.position != "tail":
        raise ValueError("takes_teasers goes with position tail only")
    for text in rule.examples:
        if not rule.matches(text):
            raise ValueError(f"its pattern does not match its own example {text!r}")
    for text in rule.counter_examples:
        if rule.matches(text):
            raise ValueError(f"its pattern matches {text!r}, which it should spare")
    return rule


def _read_position(value: object) -> Position:
    if value == "head" or value == "tail" or value == "anywhere":  # noqa: PLR1714  (mypy narrows this form only)
        return value
    raise ValueError(f"position is head, tail or anywhere, not {value!r}")


def _read_texts(value: object, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(text, str) for text in value):
        raise ValueError(f"{name} is a list of at least one text")
    return tuple(value)


def _check_pattern(pattern: str, most_ways: int) -> None:
    compiled = compile_pattern(pattern)
    if compiled.groups or compiled.flags != re.compile("", re.IGNORECASE).flags:
        raise ValueError("its pattern may use neither capturing groups nor flags; write (?:...) for (...)")
    if count_ways(pattern) > most_ways:
        raise ValueError(
            "its pattern could take too long: it has a quantifier inside a quantifier, or too many wide ones in a row"
        )


def count_ways(pattern: str) -> int:
    """Return an upper bound on the ways in which `pattern` can match a paragraph, stopping soon after MAX_WAYS.

    It reads the tree of the standard library's own parser, which has no public name; a bound worked out from the
    pattern's text would have to parse it again, and worse.
    """
    return _ways(re._parser.parse(pattern))  # type: ignore[attr-defined]  # noqa: SLF001  (see above)


def _ways(items: Any) -> int:  # noqa: ANN401  (the parser's tree has no types)
    product: int = 1
    for operation, argument in items:
        product = min(product * _ways_of(str(operation), argument), MAX_WAYS + 1)
    return product


def _ways_of(operation: str, argument: Any) -> int:  # noqa: ANN401  (as above)
    if operation in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        return _ways_of_repeat(*argument)
    if operation == "BRANCH":
        return _ways_of_branches(argument[1])
    if operation == "SUBPATTERN":
        return _ways(argument[-1])
    if operation in {"ASSERT", "ASSERT_NOT"}:
        return _ways(argument[1])
    if operation == "ATOMIC_GROUP":
        return _ways(argument)
    return 1


def _ways_of_branches(branches: Any) -> int:  # noqa: ANN401  (as above)
    """Return the sum over the alternatives that one text can fit: different first letters exclude each other."""
    ways: Counter[str] = Counter()
    for branch in branches:
        operation, argument = next(iter(branch), ("", 0))
        ways[chr(argument).casefold() if str(operation) == "LITERAL" else ""] += _ways(branch)
    anything = ways.pop("", 0)
    return anything + max(ways.values(), default=0)


def _ways_of_repeat(least: int, most: int, body: Any) -> int:  # noqa: ANN401  (as above)
    most = min(int(most), MAX_CHARS)
    inner = _ways(body)
    choices = most - min(int(least), most) + 1
    if inner == 1:
        return choices
    return choices * min(int(inner ** min(most, MAX_WAYS.bit_length())), MAX_WAYS + 1)
