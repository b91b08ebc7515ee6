"""Headlines."""

import pytest

from tasks.clean.page_headline import choose_headline, strip_behind_heading, strip_site_name


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Rain ahead | The Daily Example", "Rain ahead"),
        ("Rain ahead - The Daily Example", "Rain ahead"),
        ("The Daily Example: Rain ahead", "The Daily Example: Rain ahead"),
        ("The Daily Example | Rain ahead", "Rain ahead"),
        ("Rain ahead | Weather | example", "Rain ahead | Weather"),
        ("Rain - or sun?", "Rain - or sun?"),
        ("What the Daily Example got wrong", "What the Daily Example got wrong"),
        ("The Daily Example", "The Daily Example"),
    ],
)
def test_only_the_sites_own_name_is_taken_off(title, expected):
    """A part between separators goes if it is the site's name, and only then."""
    assert strip_site_name(title, ["The Daily Example", "example", ""]) == expected


def test_what_follows_the_visible_heading_goes():
    """A title that repeats the heading and goes on behind a separator is the heading."""
    assert strip_behind_heading("Rain ahead | by Jane Doe", ["Rain ahead"]) == "Rain ahead"
    assert strip_behind_heading("Rain ahead | by Jane Doe", ["Other"]) == "Rain ahead | by Jane Doe"


@pytest.mark.parametrize(
    ("candidates", "headings", "expected"),
    [
        (["For search", "Rain ahead"], ["Rain ahead!"], "Rain ahead"),
        (["For search", "For sharing"], ["Shown"], "For search"),
        ([], ["Shown"], "Shown"),
        ([], [], None),
    ],
)
def test_the_headline_is_what_readers_see(candidates, headings, expected):
    """Among the candidates the one that a heading shows wins; then the most trusted."""
    assert choose_headline(candidates, headings) == expected


def test_a_title_without_end_is_cut():
    """The search for site names is not asked to read what no headline is."""
    assert len(strip_site_name("A headline" + " - a" * 20_000, ["Daily"])) <= 1_000
