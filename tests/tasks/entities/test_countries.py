"""Countries answer to the names that newspapers use."""

import pytest

from tasks.entities.countries import Country, find_country


@pytest.mark.parametrize(
    "name", ["U.S.", "US", "USA", "U.S.A.", "United States", "United States of America", "America"]
)
def test_usual_forms_are_one_country(name):
    """However it is abbreviated, it is the same country."""
    assert find_country(name) == Country("US", "United States")


@pytest.mark.parametrize(
    ("name", "code", "shown"),
    [
        ("UK", "GB", "United Kingdom"),
        ("Britain", "GB", "United Kingdom"),
        ("Russia", "RU", "Russia"),
        ("Russian Federation", "RU", "Russia"),
        ("Iran", "IR", "Iran"),
        ("Islamic Republic of Iran", "IR", "Iran"),
        ("South Korea", "KR", "South Korea"),
        ("Türkiye", "TR", "Turkey"),
        ("BELARUS", "BY", "Belarus"),
        ("Moldova", "MD", "Moldova"),
    ],
)
def test_codes_and_shown_names(name, code, shown):
    """ISO's formal names and the usual ones meet under the usual one."""
    assert find_country(name) == Country(code, shown)


@pytest.mark.parametrize("name", ["us", "uk", "Russian", "Asia", "Paris", "United", ""])
def test_other_names_are_no_countries(name):
    """Pronouns, demonyms, continents and cities are not countries."""
    assert find_country(name) is None
