"""The shape of names, as tables of cases."""

import pytest

from tasks.entities.names import (
    abbreviates,
    drop_full_stops,
    is_title,
    shorten_to_initials,
    soften_capitals,
    strip_generation,
    strip_title,
    tidy_name,
)


@pytest.mark.parametrize(
    ("titled", "bare"),
    [
        ("Mr. Okafor", "Okafor"),
        ("President Ada Okafor", "Ada Okafor"),
        ("Former Vice President Ada Okafor", "Ada Okafor"),
        ("Prime Minister Ada Okafor", "Ada Okafor"),
        ("Pope Benedict", "Pope Benedict"),
        ("Foreign Okafor", "Foreign Okafor"),
        ("President", "President"),
        ("Ada Okafor", "Ada Okafor"),
    ],
)
def test_titles_are_stripped(titled, bare):
    """Titles go, and what only looks like the start of one stays."""
    assert strip_title(titled) == bare


def test_titles_are_capitalised():
    """The "general" of "in general" is no title."""
    assert is_title("Gen.")
    assert not is_title("general")


@pytest.mark.parametrize(
    ("surface", "name"),
    [("U.N.", "UN"), ("Ada  Okafor", "Ada Okafor"), ("J.R. Okafor", "J.R. Okafor"), ("O’Hara", "O'Hara")],
)
def test_names_are_tidied(surface, name):
    """Spaces, apostrophes and the full stops of acronyms are written one way."""
    assert tidy_name(surface) == name


def test_acronyms_inside_a_name_lose_full_stops():
    """A department is the same one with and without full stops."""
    assert drop_full_stops("U.S. Fish Service") == "US Fish Service"


@pytest.mark.parametrize(
    ("name", "bare"), [("Ada Okafor Jr.", "Ada Okafor"), ("Ada Okafor, III", "Ada Okafor"), ("Jr.", "Jr.")]
)
def test_generations_are_stripped(name, bare):
    """A "Jr." or a numeral is no family name."""
    assert strip_generation(name) == bare


@pytest.mark.parametrize(
    ("shouted", "written"),
    [
        ("ADA OKAFOR", "Ada Okafor"),
        ("SINEAD O'SHEA", "Sinead O'Shea"),
        ("MARTHA'S VINEYARD", "Martha's Vineyard"),
        ("NATO", "NATO"),
        ("Ada Okafor", "Ada Okafor"),
    ],
)
def test_capitals_are_softened(shouted, written):
    """Names in headline capitals are written as elsewhere, acronyms stay."""
    assert soften_capitals(shouted) == written


def test_initials_leave_small_words_out():
    """Initials are those of the capitalised words."""
    assert shorten_to_initials("Institute for the Study of Rain") == "ISR"


@pytest.mark.parametrize(
    ("acronym", "name", "fits"),
    [
        ("NFB", "Nordic Fisheries Board", True),
        ("NORFISH", "Nordic Fisheries", True),
        ("CEO", "Nordic Fisheries Board", False),
    ],
)
def test_acronym_fits_its_long_form(acronym, name, fits):
    """A bracket holds an acronym only if its letters come from the name before it."""
    assert abbreviates(acronym, name) is fits
