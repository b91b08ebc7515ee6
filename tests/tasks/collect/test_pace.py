"""How often a feed asks to be asked."""

import pytest

from tasks.collect.pace import read_skip_days, read_skip_hours, read_ttl, read_update


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("60", 3600), (" 5 ", 300), ("1.5", 60), ("0", None), ("-5", None), ("soon", None), ("", None), (None, None)],
)
def test_ttl_is_in_minutes(text, seconds):
    """A <ttl> is minutes; what is no positive number says nothing."""
    assert read_ttl(text) == seconds


@pytest.mark.parametrize(
    ("period", "frequency", "seconds"),
    [
        ("hourly", "1", 3600),
        ("hourly", "4", 900),
        ("daily", "2", 43200),
        (" Weekly\n", "1", 604800),
        ("monthly", None, 2592000),
        ("yearly", "1", 31536000),
        ("hourly", "0", 3600),
        ("hourly", "often", 3600),
        (None, "2", 43200),
        ("hourly", "999999", 1),
        ("now and then", "1", None),
        (None, None, None),
    ],
)
def test_a_period_is_divided_by_its_frequency(period, frequency, seconds):
    """The syndication module's two numbers make one; each has its default, and nonsense says nothing."""
    assert read_update(period, frequency) == seconds


@pytest.mark.parametrize(
    ("xml", "hours"),
    [
        ("<skipHours><hour>0</hour><hour>7</hour><hour>23</hour></skipHours>", {0, 7, 23}),
        ("<skiphours>\n <HOUR> 07 </HOUR></skiphours>", {7}),
        ("<skipHours><hour>24</hour></skipHours>", {0}),
        ("<skipHours><hour><![CDATA[3]]></hour><hour>99</hour><hour>x</hour><hour>123</hour></skipHours>", {3}),
        ("<hour>5</hour>", set()),
        ("<skipHours><hour>5</hour>", set()),
        ("", set()),
    ],
)
def test_hours_of_silence(xml, hours):
    """Hours are 0 to 23; 24 is midnight, and what is no hour is left out."""
    assert read_skip_hours(xml) == hours


@pytest.mark.parametrize(
    ("xml", "days"),
    [
        ("<skipDays><day>Monday</day><day>SUNDAY</day></skipDays>", {0, 6}),
        ("<skipDays><day> saturday </day><day>Sonntag</day><day>1</day></skipDays>", {5}),
        ("<skipDays/>", set()),
    ],
)
def test_days_of_silence(xml, days):
    """Days are named in English, in any case."""
    assert read_skip_days(xml) == days
