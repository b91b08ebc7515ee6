"""Reads how often a feed asks to be asked: <ttl>, the syndication module, <skipHours> and <skipDays>.

https://www.rssboard.org/rss-specification, https://web.resource.org/rss/1.0/modules/syndication/
"""

from __future__ import annotations

import re

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR
PERIODS = {"hourly": HOUR, "daily": DAY, "weekly": 7 * DAY, "monthly": 30 * DAY, "yearly": 365 * DAY}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HOURS = 24

NUMBER = re.compile(r"\s*\+?(\d{1,6})(?:\.\d{0,6})?\s*", re.ASCII)
SKIPPED_HOURS = re.compile(r"<skipHours\b[^<>]*>", re.IGNORECASE)
SKIPPED_DAYS = re.compile(r"<skipDays\b[^<>]*>", re.IGNORECASE)
SKIPPED_END = re.compile(r"</skip(?:Hours|Days)\b", re.IGNORECASE)
LONGEST_LIST = 4000
HOUR_ELEMENT = re.compile(
    r"<hour\b[^>]{0,200}>\s{0,99}(?:<!\[CDATA\[)?\s{0,99}(\d{1,2})(?!\d)", re.IGNORECASE | re.ASCII
)
DAY_ELEMENT = re.compile(r"<day\b[^>]{0,99}>\s{0,99}(?:<!\[CDATA\[)?\s{0,99}([a-z]{3,9})", re.IGNORECASE)


def read_ttl(text: str | None) -> int | None:
    """Return <ttl>, which is in minutes, in seconds; None if it is no positive number."""
    return _read_number(text) * MINUTE or None


def read_update(period: str | None, frequency: str | None) -> int | None:
    """Return the seconds between two updates by sy:updatePeriod and sy:updateFrequency; None if neither is sound.

    The module's own defaults stand in for one that is missing: daily, and once in a period.
    """
    seconds = PERIODS.get((period or "daily").strip().lower())
    if seconds is None or not (period or frequency):
        return None
    return max(1, seconds // (_read_number(frequency) or 1))


def _read_number(text: str | None) -> int:
    found = NUMBER.fullmatch(text or "")
    return int(found[1]) if found else 0


def read_skip_hours(xml: str) -> frozenset[int]:
    """Return the hours, 0 to 23 in UTC, in which the feed asks for silence; 24 is midnight, as in old feeds."""
    named = _read_elements(SKIPPED_HOURS, HOUR_ELEMENT, xml)
    return frozenset(int(hour) % HOURS for hour in named if int(hour) <= HOURS)


def read_skip_days(xml: str) -> frozenset[int]:
    """Return the days, Monday is 0, on which the feed asks for silence; their names are English, in any case."""
    named = _read_elements(SKIPPED_DAYS, DAY_ELEMENT, xml)
    return frozenset(DAYS.index(day.lower()) for day in named if day.lower() in DAYS)


def _read_elements(opening: re.Pattern[str], inner: re.Pattern[str], xml: str) -> list[str]:
    """Return what the elements in the first list say; one that does not end is none."""
    start = opening.search(xml)
    if start is None:
        return []
    end = SKIPPED_END.search(xml, start.end(), start.end() + LONGEST_LIST)
    return inner.findall(xml, start.end(), end.start()) if end else []
