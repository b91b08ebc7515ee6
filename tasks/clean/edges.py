"""Trim the edges of a chosen body: bylines before it, notes on its authors behind it, lines that lead to nothing."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from tasks.clean.body import Body, Rule
from tasks.clean.lines import Line, fold
from tasks.models import SpanKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BYLINE = Rule("page.byline", SpanKind.CREDIT)
AUTHOR_NOTE = Rule("page.author_note", SpanKind.CREDIT)
LEAD_IN = Rule("page.lead_in", SpanKind.PROMO)

_HEAD_LINES = 3
_TAIL_LINES = 4
_BYLINE_WEIGHT = 90
_NOTE_WEIGHT = 700
# Shorter names are too likely to be a word of the text.
_NAME_LETTERS = 6
# Who wrote it may be spoken of in it too: a line that quotes or reports speech is text.
_SPEECH = re.compile(
    r"[\"“„«].+[\"”“»]"
    r"|\b(?:says?|said|told|asked|replied|sagte?|erklärte|dit|déclare|dijo|dice|disse|ha detto|zei|säger|sier)\b",
    re.IGNORECASE,
)
_COLONS = (":", "\uff1a")


def trim_edges(body: Body, authors: Iterable[str]) -> Body:
    """Return `body` without bylines, author notes and announcements of what was left out."""
    names = [folded for author in authors if len(folded := fold(author)) >= _NAME_LETTERS and " " in author]
    verdicts = {line.index: LEAD_IN for line in _lead_ins(body)}
    verdicts |= {line.index: BYLINE for line in _bylines(body.kept, names)}
    verdicts |= {line.index: AUTHOR_NOTE for line in _author_notes(body.kept, names)}
    if not verdicts or len(verdicts) == len(body.kept):
        return body
    dropped = [*body.dropped, *((line, verdicts[line.index]) for line in body.kept if line.index in verdicts)]
    kept = tuple(line for line in body.kept if line.index not in verdicts)
    return Body(kept, tuple(sorted(dropped, key=lambda pair: pair[0].index)))


def _bylines(kept: tuple[Line, ...], names: list[str]) -> Iterator[Line]:
    for line in kept[:_HEAD_LINES]:
        if line.weight < _BYLINE_WEIGHT and line.text[-1] not in ".!?" and _names_author(line, names):
            yield line


def _author_notes(kept: tuple[Line, ...], names: list[str]) -> Iterator[Line]:
    for line in reversed(kept[-_TAIL_LINES:]):
        if line.weight > _NOTE_WEIGHT or not _names_author(line, names) or _SPEECH.search(line.text):
            return
        yield line


def _names_author(line: Line, names: list[str]) -> bool:
    return any(name in line.folded for name in names)


def _lead_ins(body: Body) -> Iterator[Line]:
    """Find lines that end in a colon and are followed by a dropped promotion, or by nothing."""
    following = {line.index: rule for line, rule in body.dropped if rule.kind is not SpanKind.CAPTION}
    indexes = sorted([*following, *(line.index for line in body.kept)])
    after = dict(pairwise(indexes))
    for line in body.kept:
        if line.text.endswith(_COLONS) and line.weight < _BYLINE_WEIGHT:
            rule = following.get(after.get(line.index, -1))
            if after.get(line.index) is None or (rule is not None and rule.kind in (SpanKind.PROMO, SpanKind.EMBED)):
                yield line
