"""A name where it stands in a text, cut to the bare name with its offsets kept exact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tasks.annotations import EntityKind

EDGES = " \t\r\n\v\f\u00a0\u2003\u2009\u200b\u202f\ufeff\"“”„‟'‘’‚‛`«»‹›()[],;:!?*…–—-"
POSSESSIVES = ("'s", "’s", "'S", "’S")
BARE_ARTICLES = {"The", "THE"}
LEADING_ARTICLE = re.compile(r"[Tt](?:he|HE)\s+(?!Hague\b)")  # only The Hague keeps its article

WEB_ADDRESS = re.compile(r"://|\bwww\.|[a-z]\.[a-z]{2,}/")
FEWEST_LETTERS = 2
LONGEST_NAME = 120  # characters; "names" beyond that are lists that an engine failed to part


@dataclass(frozen=True, slots=True)
class NameSpan:
    """What an engine took for a name: body[start_char:end_char] == surface, and nothing around it is part of it."""

    start_char: int
    end_char: int
    surface: str
    kind: EntityKind
    confidence: float


def name_spans(body: str, start: int, end: int, kind: EntityKind, confidence: float) -> Iterator[NameSpan]:
    """Yield the bare names in body[start:end]: none if there is nothing like a name, two for `Long Form (ABC`.

    A span that runs over a line break keeps its first line only: what follows belongs to another paragraph.
    """
    text = body[start:end].lstrip()
    start = end - len(text)
    end = start + len(text.splitlines()[0]) if text else start
    bracket = body.find(" (", start, end)
    for part_start, part_end in ((start, end),) if bracket < 0 else ((start, bracket), (bracket, end)):
        first, last = trim_name(body, part_start, part_end)
        if is_name(body, first, last):
            yield NameSpan(first, last, body[first:last], kind, confidence)


def cut_span(span: NameSpan, start: int, end: int) -> NameSpan | None:
    """Return the bare name in span.surface[start:end], or None if none is left there."""
    first, last = trim_name(span.surface, start, end)
    if not is_name(span.surface, first, last):
        return None
    surface = span.surface[first:last]
    return NameSpan(span.start_char + first, span.start_char + last, surface, span.kind, span.confidence)


def trim_name(body: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets of body[start:end] without quotes, "the" and possessive 's around it; may be empty."""
    while start < end:
        before = (start, end)
        surface = body[start:end].lstrip(EDGES)
        if article := LEADING_ARTICLE.match(surface):
            surface = surface[article.end() :]
        start = end - len(surface)
        surface = surface.rstrip(EDGES)
        for possessive in POSSESSIVES:
            surface = surface.removesuffix(possessive)
        end = start + len(surface)
        if (start, end) == before:
            break
    return start, end


def is_name(body: str, start: int, end: int) -> bool:
    """Tell whether body[start:end] can be a name: a capital, two letters, no @handle, #tag or web address."""
    surface = body[start:end]
    if len(surface) > LONGEST_NAME or surface in BARE_ARTICLES or not any(map(str.isupper, surface)):
        return False
    if sum(map(str.isalpha, surface)) < FEWEST_LETTERS:
        return False
    if body[max(0, start - 1) : start + 1].lstrip().startswith(("@", "#")):  # an engine may leave the sign out
        return False
    return not WEB_ADDRESS.search(_surroundings(body, start, end))


def _surroundings(body: str, start: int, end: int) -> str:
    """Return body[start:end] grown to the white space on both sides, within reason."""
    left = body[max(0, start - LONGEST_NAME) : start].split()
    right = body[end : end + LONGEST_NAME].split(maxsplit=1)
    before = left[-1] if left and not body[start - 1].isspace() else ""
    after = right[0] if right and not body[end].isspace() else ""
    return before + body[start:end] + after
