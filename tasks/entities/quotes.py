"""Quoted words in a text of any language, told by its marks: straight, curly, low or angled, nested, unbalanced."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks.annotations import QuoteKind
from tasks.entities.pairs import Pair, pair_marks
from tasks.entities.wording import is_title_of_work, judge_kind

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_QUOTES = 1_000  # in one text; a page with more is no article

WORD_CHARACTER = re.compile(r"\w")
PAUSE = set(",—–-…")  # what stands at the end of spoken words that go on behind the tag
SENTENCE_OR_PARAGRAPH_END = re.compile(r"[.!?…](?:\s|$)|\n[^\S\n]*\n")
SENTENCE_END = re.compile(r"[.!?…]\s")
ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Prof|Col|Sgt|Capt|Lt|[A-Z])\.")


@dataclass(frozen=True, slots=True)
class QuoteSpan:
    """Quoted words, body[start_char:end_char], and where they stand with the marks around them."""

    start_char: int
    end_char: int
    marked_start: int
    marked_end: int
    kind: QuoteKind
    """By the wording; whether somebody says them may turn partial into scare, and scare into partial."""
    depth: int
    """How many quotes it lies in."""


def find_quotes(body: str) -> tuple[QuoteSpan, ...]:
    """Return the quotes in `body`, in text order, outer ones before those within; titles of works are left out.

    A quote over several paragraphs, each of which opens it again and only the last of which closes it, is one: from its
    first word to its last, the marks between them included.
    """
    quotes: list[QuoteSpan] = []
    around: list[QuoteSpan] = []
    for pair in _strip_space(body, pair_marks(body)):
        around = [quote for quote in around if quote.marked_end >= pair.marked_end]
        if quote := _read_quote(body, pair, quotes, len(around)):
            quotes.append(quote)
            around.append(quote)
    return tuple(quotes[:MOST_QUOTES])


def _strip_space(body: str, pairs: Iterable[Pair]) -> Iterable[Pair]:
    """Yield the pairs that hold any word, without the blanks that French puts inside its marks."""
    for pair in pairs:
        if WORD_CHARACTER.search(body, pair.start, pair.end):
            text = body[pair.start : pair.end]
            start, end = pair.end - len(text.lstrip()), pair.start + len(text.rstrip())
            yield pair._replace(start=start, end=end)


def _read_quote(body: str, pair: Pair, earlier: list[QuoteSpan], depth: int) -> QuoteSpan | None:
    words, marked = (pair.start, pair.end), (pair.marked_start, pair.marked_end)
    if is_title_of_work(body, words, marked):
        return None
    last = next((quote for quote in reversed(earlier) if quote.marked_end <= pair.marked_start), None)
    goes_on = last is not None and last.depth == depth and _goes_on(body, last, pair.marked_start)
    kind = judge_kind(body, words, marked, goes_on=goes_on)
    return QuoteSpan(pair.start, _end_of_words(body, pair, kind), *marked, kind, depth)


def _end_of_words(body: str, pair: Pair, kind: QuoteKind) -> int:
    """Return where the words end: the full stop behind a part of a sentence is the sentence's own."""
    ends_early = kind is not QuoteKind.DIRECT and body[pair.end - 1] in ".,"
    return pair.end - 1 if ends_early and not SENTENCE_END.search(body, pair.start, pair.end) else pair.end


def _goes_on(body: str, last: QuoteSpan, start: int) -> bool:
    """Tell whether words go on that paused before a tag, as in “We hope,” she said, “and wait.”."""
    between = ABBREVIATION.sub("", body[last.marked_end : start])
    if last.kind is not QuoteKind.DIRECT or SENTENCE_OR_PARAGRAPH_END.search(between):
        return False
    return {body[last.end_char - 1], between[:1]} & PAUSE != set() and between.rstrip()[-1:] in PAUSE
