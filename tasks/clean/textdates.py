"""Dates in a page's visible text: the last witness, asked only when nothing else states a date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tasks.clean.dates import claim_date
from tasks.clean.nouns import DateClaim, DateRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Where a date may begin; what it is, and whether it is one, `dates` decides.
_START = re.compile(
    r"(?<![\d.])(?:\d{4}-\d{2}-\d{2}|\d{4}年|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}(?!\.?\d)"
    r"|\d{1,2}(?:st|nd|rd|th|er|[.º])?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?\d{4}"
    r"|[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})"
)
# A time of day before its date: "10:04 a.m. ET, May 3, 2024".
_CLOCK_BEFORE = re.compile(
    r"\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\b\.?)?(?:\s?[A-Z]{1,5}\b)?(?=,?\s(?:on\s|[A-Z][a-z]+day,?\s)?$)"
)
# "Updated" before a date, in the languages of the corpus.
_UPDATED = re.compile(
    r"updat|modif|aktuali[sz]|ge[aä]ndert|mis [aà] jour|actualiz|atualiz|aggiornat|bijgewerkt|g[uü]ncelle|uppdater"
    r"|opdater|oppdater|更新|수정|अपडेट|تحديث",
    re.IGNORECASE,
)
# A longer line is a sentence of the text, and its dates are what it tells about.
_LONGEST = 120


def claims_from_lines(texts: Iterable[str]) -> Iterator[DateClaim]:
    """Return the dates that short lines such as bylines state, each with its role."""
    for text in texts:
        if len(text) > _LONGEST:
            continue
        end = 0
        for match in _START.finditer(text):
            role = DateRole.MODIFIED if _UPDATED.search(text, end, match.start()) else DateRole.PUBLISHED
            clock = _CLOCK_BEFORE.search(text, end, match.start())
            end = match.end()
            stated = f"{match[0]} {clock[0]}" if clock else text[match.start() :]
            if claim := claim_date(stated, "text", role):
                yield claim
