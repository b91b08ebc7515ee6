"""Dates that pages claim."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.clean.dates import choose_date, claim_date, claim_from_url, parse_date
from tasks.clean.nouns import DateClaim, DateRole, Precision

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-03T14:24:00Z", "2024-05-03T14:24:00"),
        ("2024-05-03T14:24:00+02:00", "2024-05-03T12:24:00"),
        ("2024-05-03T14:24:00+0200", "2024-05-03T12:24:00"),
        ("2024-05-03T14:24-05", "2024-05-03T19:24:00"),
        ("2024-05-03 14:24:00 UTC", "2024-05-03T14:24:00"),
        ("2024-05-03T14:24:00.123456789Z", "2024-05-03T14:24:00.123456"),
        ("2024-05-03T14:24:00+02:00[Europe/Berlin]", "2024-05-03T12:24:00"),
        ("2024/05/03 14:24 +0900", "2024-05-03T05:24:00"),
        ("20240503T142400Z", "2024-05-03T14:24:00"),
        ("Fri, 03 May 2024 14:24:00 GMT", "2024-05-03T14:24:00"),
        ("May 3, 2024 at 10:04 a.m. ET", "2024-05-03T14:04:00"),
        ("January 3, 2024 10:04 PM ET", "2024-01-04T03:04:00"),
        ("3rd May 2024, 14:24 BST", "2024-05-03T13:24:00"),
        ("2024-05-03 12:10 AM EST", "2024-05-03T05:10:00"),
        ("3 mai 2024 à 10h04 CEST", "2024-05-03T08:04:00"),
        ("2024年5月3日 10:04 JST", "2024-05-03T01:04:00"),
        ("2024-05-03T10:04:00 America/New_York", "2024-05-03T14:04:00"),
        ("2024-05-03T10:04:00[Europe/Paris]", "2024-05-03T08:04:00"),
        ("Fri May  3 10:04:00 UTC 2024", "2024-05-03T10:04:00"),
        ("2024-05-03T01:00:00+14:00", "2024-05-02T11:00:00"),
    ],
)
def test_a_time_with_a_zone_is_an_instant(text, expected):
    """What states a zone comes out as that moment in UTC."""
    assert parse_date(text) == (datetime.fromisoformat(expected).replace(tzinfo=UTC), Precision.INSTANT)


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-03",
        "20240503",
        "2024-5-3",
        "2024-05-03T14:24:00",
        "2024-05-03 14:24 XYZ",
        "2024-05-03 14:24 Europe/Nowhere",
        "Fri May  3 10:04:00 2024",
        "3 mai 2024 à 10h04",
        "May 3, 2024",
        "3 May 2024",
        "Friday, May 3, 2024",
        "03.05.2024, 14:24 Uhr",
        "2024年5月3日 14時24分",
    ],
)
def test_without_a_zone_only_the_day_is_known(text):
    """A time of day without a zone is nobody's time: the day remains."""
    assert parse_date(text) == (datetime(2024, 5, 3, tzinfo=UTC), Precision.DAY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "on Thursday",
        "Updated 10:04 a.m. ET",
        "2024",
        "2024-12",
        "2024-13-45",
        "2024-02-30",
        "2024-05-03T25:00:00Z",
        "0001-01-01T00:00:00Z",
        "Sun, 01 Jan 0001 00:00:00 GMT",
        "9999999999999",
        "{{ date }}",
        "May 2024",
        "Smarch 3, 2024",
        "Fri, 03 May 99999999999999999999 14:24:00 GMT",
    ],
)
def test_what_is_no_date_is_none(text):
    """Relative days, parts of dates, impossible dates and templates are not dates."""
    assert parse_date(text) is None


@given(st.text(max_size=60))
def test_any_text_is_survived(text):
    """No text, however odd, breaks the parser."""
    found = parse_date(text)
    assert found is None or found[0].tzinfo is UTC


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1)), st.integers(-12, 14))  # noqa: DTZ001  (hypothesis wants naive bounds)
def test_zones_are_never_lost(moment, hours):
    """The same moment comes back whatever zone it is written in."""
    zoned = moment.replace(tzinfo=UTC).astimezone(UTC)
    text = (zoned + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%S") + f"{hours:+03d}:00"
    assert parse_date(text) == (zoned.replace(microsecond=0), Precision.INSTANT)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2024/05/03/title", 3),
        ("https://a.example/2024-05-03-title", 3),
        ("https://a.example/x/20240503-title.html", 3),
        ("https://a.example/2024/may/4/title", 4),
    ],
)
def test_a_url_may_name_the_day(url, day):
    """Publishers put the day into addresses in a few ways."""
    assert claim_from_url(url) == DateClaim(datetime(2024, 5, day, tzinfo=UTC), Precision.DAY, "url")


@pytest.mark.parametrize(
    "url",
    [
        None,
        "https://a.example/x?date=2024-05-03",
        "https://a.example/20241345",
        "https://a.example/120240503",
        "https://a.example/2024/02/31/x",
    ],
)
def test_most_numbers_in_urls_are_no_days(url):
    """Numbers that merely look like days, and queries, claim nothing."""
    assert claim_from_url(url) is None


def claim(text, source, role=DateRole.PUBLISHED):
    return claim_date(text, source, role)


def test_the_epoch_is_no_date():
    """1970-01-01T00:00:00Z is an empty field of some content system."""
    assert claim("1970-01-01T00:00:00Z", "meta:date") is None


def test_the_most_trusted_source_decides():
    """JSON-LD comes before meta elements, those before the URL."""
    claims = [
        claim("2024-05-01", "url"),
        claim("2024-05-03T10:00Z", "meta:date"),
        claim("2024-05-02T10:00Z", "json-ld:x"),
    ]
    assert choose_date(claims, NOW).source == "json-ld:x"


def test_an_instant_within_the_day_is_better_than_the_day():
    """A more exact claim about the same day wins over a more trusted one."""
    claims = [claim("2024-05-03", "json-ld:datePublished"), claim("2024-05-03T22:00:00-04:00", "time")]
    assert choose_date(claims, NOW).source == "time"


def test_an_instant_on_another_day_is_not():
    """A more exact claim about another day changes nothing."""
    claims = [claim("2024-05-03", "json-ld:datePublished"), claim("2024-05-20T10:00Z", "time")]
    assert choose_date(claims, NOW).precision is Precision.DAY


def test_nothing_from_the_future_is_believed():
    """A claim later than now is skipped, whoever makes it."""
    claims = [claim("2024-06-02T10:00Z", "json-ld:datePublished"), claim("2024-05-03", "url")]
    assert choose_date(claims, NOW).source == "url"


def test_today_somewhere_is_not_the_future():
    """In the east it is tomorrow already."""
    assert choose_date([claim("2024-06-02", "meta:date")], NOW) is not None


def test_only_future_claims_give_no_date():
    """Without a believable claim there is no date."""
    assert choose_date([claim("2030-01-01T00:00Z", "json-ld:datePublished")], NOW) is None


def test_roles_are_kept_apart():
    """A date of modification never stands in for one of publication."""
    claims = [claim("2024-05-03T10:00Z", "meta:lastmod", DateRole.MODIFIED)]
    assert choose_date(claims, NOW) is None
    assert choose_date(claims, NOW, DateRole.MODIFIED) is not None
