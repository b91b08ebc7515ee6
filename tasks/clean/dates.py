"""Dates that a page claims, each with its source, and the choice among them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from tasks.clean.months import MONTHS
from tasks.clean.nouns import DateClaim, DateRole, Precision

if TYPE_CHECKING:
    from collections.abc import Iterable

# https://www.rfc-editor.org/rfc/rfc3339 and what is written instead of it.
_ISO = re.compile(
    r"(?P<year>\d{4})(?P<parted>[-/.年]\s?)?(?P<month>\d{1,2})(?(parted)[-/.月]\s?)(?P<day>\d{1,2})(?!\d)日?"
    r"(?:(?:T|\s+|\s*[,@]\s*)(?P<hour>\d{1,2})[:時]?(?P<minute>\d{2})分?"
    r"(?::?(?P<second>\d{2})(?:[.,:](?P<fraction>\d{1,9}))?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>Z(?![a-z/])|\[?[a-z]{3,12}/[a-z_]{2,20}(?:/[a-z_]{2,20})?\]?|(?:eastern|pacific)|[A-Z]{2,5}"
    r"|(?:GMT|UTC)?\s?[+-]\d{1,2}:?\d{0,2})?)?",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?!\d)(?P<rest>.{0,40})")
_WORDS = re.compile(
    r"(?:[^\W\d_]{2,12}\.?,?\s+)?"
    r"(?:(?P<month>[^\W\d_]{3,12})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?"
    r"|(?P<day2>\d{1,2})(?:st|nd|rd|th|er|[.º])?\s+(?:de\s+)?(?P<month2>[^\W\d_]{3,12})\.?,?)"
    r"\s+(?:de\s+)?(?P<year>\d{4})(?!\d)(?P<rest>.{0,40})",
    re.IGNORECASE,
)
# https://pubs.opengroup.org/onlinepubs/9799919799/functions/asctime.html and date(1), which adds the zone.
_CTIME = re.compile(
    r"[a-z]{3},?\s+(?P<month>[a-z]{3})\s+(?P<day>\d{1,2})\s+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r"(?P<half>[ap]m)?\s+(?:(?P<zone>[A-Z]{2,5}|[+-]\d{4})\s+)?(?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"^\W*(?:at\s+|um\s+|kl\.?\s+|-\s+|à\s+|alle\s+|a las\s+|às\s+|om\s+)?"
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?::(?P<second>\d{2}))?\s*(?P<half>[ap]\.?m\b\.?)?"
    r"\s*(?:Uhr\s*)?\(?(?P<zone>[a-z]{3,12}/[a-z_]{2,20}(?:/[a-z_]{2,20})?|(?:eastern|pacific)|[A-Z]{2,5}|(?:GMT|UTC)?[+-]\d{1,2}:?\d{0,2})?\)?",
    re.IGNORECASE,
)
# Zone abbreviations in the sense that publishers use them, in hours from UTC. Ambiguous ones (IST, CST in Asia) are
# only where one sense is usual in news pages; any other abbreviation leaves the time of day unknown.
_ZONES: dict[str, float] = {
    name: hours
    for hours, names in (
        (0.0, "Z UTC GMT WET"),
        (1.0, "BST CET MEZ WAT WEST"),
        (2.0, "CEST MESZ SAST EET CAT"),
        (3.0, "EEST MSK EAT TRT"),
        (5.5, "IST"),
        (7.0, "WIB"),
        (8.0, "HKT SGT MYT AWST"),
        (9.0, "JST KST"),
        (10.0, "AEST"),
        (11.0, "AEDT"),
        (12.0, "NZST"),
        (13.0, "NZDT"),
        (-3.0, "BRT ART ADT"),
        (-4.0, "AST EDT"),
        (-5.0, "EST CDT"),
        (-6.0, "CST MDT"),
        (-7.0, "MST PDT"),
        (-8.0, "PST"),
    )
    for name in names.split()
}
# American abbreviations that leave it to the reader whether summer time holds.
_REGIONS = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}
_REGIONS |= {"EASTERN": "America/New_York", "PACIFIC": "America/Los_Angeles"}
_OFFSET = re.compile(r"(?:GMT|UTC)?\s?([+-])(\d{1,2}):?(\d{2})?", re.IGNORECASE)
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_URL_MONTH_NAME = re.compile(r"/((?:19|20)\d\d)/([a-z]{3})/(\d{1,2})(?!\d)", re.IGNORECASE)
_FIRST_YEAR = 1850
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Clocks of publishers run ahead by a little, and a day begins in Kiribati before it does in UTC.
_SKEW = timedelta(minutes=10)
_EARLIEST_ZONE = timedelta(hours=14)
_STATED = ("newsml", "json", "feed", "mail", "front-matter")  # what a document's own format says
_SOURCE_ORDER = (*_STATED, "json-ld", "meta", "microdata", "time", "url", "text")


def parse_date(text: str) -> tuple[datetime, Precision] | None:
    """Return the moment that `text` states, in UTC, and how exactly; None if it states none.

    A time of day without a zone fixes the day only: midnight UTC of that day, precision `day`. Relative days and days
    without a year are not dates.
    """
    text = " ".join(text.split())[:100]
    for pattern, read in ((_ISO, _from_iso), (_CTIME, _from_ctime), (_WORDS, _from_words), (_DAY_FIRST, _from_words)):
        if match := pattern.match(text):
            try:
                return read(match)
            except (ValueError, OverflowError):
                continue
    return None


def _from_iso(match: re.Match[str]) -> tuple[datetime, Precision]:
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    if match["hour"] is None:
        return _day(year, month, day)
    return _moment((year, month, day), _clock_of(match), match["zone"])


def _from_ctime(match: re.Match[str]) -> tuple[datetime, Precision]:
    date = (int(match["year"]), MONTHS.get(match["month"].lower(), 0), int(match["day"]))
    return _moment(date, _clock_of(match), match["zone"])


def _from_words(match: re.Match[str]) -> tuple[datetime, Precision]:
    found = match.groupdict()
    month, day = found.get("month") or found["month2"], int(found.get("day") or found["day2"])
    number = int(month) if month.isdigit() else MONTHS.get(month.lower(), 0)
    date = (int(found["year"]), number, day)
    clock = _CLOCK.match(found["rest"])
    if not clock:
        return _day(*date)
    return _moment(date, _clock_of(clock), clock["zone"])


def _clock_of(match: re.Match[str]) -> tuple[int, int, int, int]:
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    fraction = (match.groupdict().get("fraction") or "0")[:6].ljust(6, "0")
    return hour, int(match["minute"]), int(match["second"] or 0), int(fraction)


def _moment(
    date: tuple[int, int, int], clock: tuple[int, int, int, int], zone: str | None
) -> tuple[datetime, Precision]:
    moment = datetime(*date, *clock, tzinfo=_zone_of(zone or ""))
    if moment.tzinfo is None or date[0] < _FIRST_YEAR:
        return _day(*date)
    return moment.astimezone(UTC), Precision.INSTANT


def _day(year: int, month: int, day: int) -> tuple[datetime, Precision]:
    if year < _FIRST_YEAR:
        raise ValueError("no such year in news")
    return datetime(year, month, day, tzinfo=UTC), Precision.DAY


def _zone_of(zone: str) -> tzinfo | None:
    name = zone.strip(" []").upper()
    if match := _OFFSET.fullmatch(name):
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        return timezone(timedelta(minutes=minutes if match[1] == "+" else -minutes))
    if name in _REGIONS:
        return ZoneInfo(_REGIONS[name])
    if "/" in name:
        return _region_of(name)
    return timezone(timedelta(hours=_ZONES[name])) if name in _ZONES else None


def _region_of(name: str) -> tzinfo | None:
    """Return the zone of that name in the IANA data base, case aside; None if it has none."""
    known = _region_names().get(name)
    return ZoneInfo(known) if known else None


@cache
def _region_names() -> dict[str, str]:
    return {name.upper(): name for name in available_timezones()}


def claim_date(text: str | None, source: str, role: DateRole = DateRole.PUBLISHED) -> DateClaim | None:
    """Return the claim that `text`, found at `source`, makes; None if it makes none."""
    found = parse_date(text) if text else None
    if found is None or found[0] == _EPOCH:
        return None
    return DateClaim(*found, source, role)


def write_epoch(seconds: float) -> str | None:
    """Return a moment given in seconds since 1970 as a date that `parse_date` reads."""
    try:
        return (_EPOCH + timedelta(seconds=seconds)).isoformat()
    except OverflowError:
        return None


def claim_from_url(url: str | None) -> DateClaim | None:
    """Return the day that a URL's path names, as in /2024/05/03/, 20240503 or /2024/may/3."""
    path = (url or "").partition("?")[0]
    for pattern in (_URL_DAY, _URL_MONTH_NAME):
        if match := pattern.search(path):
            month = int(match[2]) if match[2].isdigit() else MONTHS.get(match[2].lower(), 0)
            try:
                when, precision = _day(int(match[1]), month, int(match[3]))
            except ValueError:
                continue
            return DateClaim(when, precision, "url")
    return None


def choose_date(claims: Iterable[DateClaim], now: datetime, role: DateRole = DateRole.PUBLISHED) -> DateClaim | None:
    """Return the claim to believe about `role`, or None; `now` is aware, and nothing later than it is believed.

    The most trusted source decides; where it names a day only, a claim that fixes the moment within that day is better.
    """
    believable = [claim for claim in claims if claim.role == role and not _is_future(claim, now)]
    if not believable:
        return None
    best = min(believable, key=_distrust)
    if best.precision is Precision.DAY:
        exact = [claim for claim in believable if claim.precision is Precision.INSTANT and _same_day(claim, best)]
        return min(exact, key=_distrust, default=best)
    return best


def _is_future(claim: DateClaim, now: datetime) -> bool:
    slack = _SKEW if claim.precision is Precision.INSTANT else _EARLIEST_ZONE
    return claim.when > now + slack


def _distrust(claim: DateClaim) -> int:
    return _SOURCE_ORDER.index(claim.source.partition(":")[0])


def _same_day(exact: DateClaim, day: DateClaim) -> bool:
    """Tell whether a moment falls on a day in any zone."""
    return -_EARLIEST_ZONE <= exact.when - day.when <= timedelta(days=1) + timedelta(hours=12)
