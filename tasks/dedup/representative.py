"""Chooses which of several copies stands for all: by what the texts say of themselves, never by when they came in."""

from __future__ import annotations

from datetime import UTC, datetime

LATEST = datetime.max.replace(tzinfo=UTC)


def rank(
    date_published: datetime | None, credit: str | None, word_count: int, article_id: int
) -> tuple[datetime, bool, int, int]:
    """Return the sort key of a copy; the least represents the others.

    Earliest published first, a date before none; then one that credits an agency; then the longest; then by id.
    """
    return date_published or LATEST, credit is None, -word_count, article_id
