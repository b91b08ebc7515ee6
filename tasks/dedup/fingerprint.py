"""What is remembered of an article: by what its copies and its event are found, whom it credits, what it embeds."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from tasks.dedup.credits import detect_credit
from tasks.dedup.sketch import sketch
from tasks.dedup.topic import read_topic
from tasks.dedup.words import read_words
from tasks.models import Fingerprint, SpanKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tasks.models import Article

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAY = re.compile(
    r"(?<![\w-])(?:(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,2}), (?P<year>(?:19|20)\d\d)"
    r"|(?P<day2>\d{1,2}) (?P<month2>[A-Z][a-z]{2,8})\.?,? (?P<year2>(?:19|20)\d\d)"
    r"|(?P<year3>(?:19|20)\d\d)-(?P<month3>\d\d)-(?P<day3>\d\d))(?![\w-])"
)
"""Days as embedded posts write them: September 15, 2022; 15 September 2022; 2022-09-15."""
FOLDED = re.compile(r"\s+")


def fingerprint(article: Article, seen_at: datetime) -> Fingerprint:
    """Return the fingerprint of an article; `seen_at` is when we first saw it."""
    notes = [span.text for span in article.removed_spans if span.kind in {SpanKind.CREDIT, SpanKind.BOILERPLATE}]
    opening = f"{article.dateline}\n{article.article_body}" if article.dateline else article.article_body
    return Fingerprint(
        article_id=article.article_id,
        body_digest=article.body_digest,
        sketch=sketch(read_words(article.article_body)),
        credit=detect_credit(opening, [*notes, *article.authors]),
        topic=tuple(read_topic(article.article_body, article.in_language).items()),
        published_on=article.date_published.date() if article.date_published else None,
        seen_on=seen_at.date(),
        embedded_date=min(_embedded_days(article), default=None),
    )


def _embedded_days(article: Article) -> Iterator[date]:
    for span in article.removed_spans:
        if span.kind is SpanKind.EMBED:
            for found in DAY.finditer(FOLDED.sub(" ", span.text)):
                if day := _read_day(found):
                    yield day


def _read_day(found: re.Match[str]) -> date | None:
    year, day = (found[f"{name}"] or found[f"{name}2"] or found[f"{name}3"] for name in ("year", "day"))
    month = (found["month"] or found["month2"] or "")[:3].lower()
    try:
        return date(int(year), MONTHS.index(month) + 1 if month else int(found["month3"]), int(day))
    except ValueError:
        return None
