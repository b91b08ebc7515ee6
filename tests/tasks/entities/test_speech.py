"""The words of English speech as data."""

import tomllib

import pytest

from tasks.entities.countries import find_country
from tasks.entities.speech import SEEDS, load_speech


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("says", "say"),
        ("said", "say"),
        ("saying", "say"),
        ("replied", "reply"),
        ("dubbed", "dub"),
        ("agreeing", "agree"),
    ],
)
def test_every_form_of_a_verb_is_known(form, base):
    """Regular and irregular forms lead to the base."""
    assert load_speech().verbs[form] == base


def test_lists_refer_to_verbs():
    """What is said of a verb is said of one that is listed."""
    speech = load_speech()
    bases = set(speech.verbs.values())
    assert speech.tags | speech.citing | speech.weak <= bases


def test_no_first_name_is_for_both():
    """A name that men and women bear tells nothing, and is left out."""
    names = tomllib.loads((SEEDS / "first_names.toml").read_text("utf-8"))
    assert not set(names["men"].split()) & set(names["women"].split())


def test_demonyms_belong_to_countries():
    """Every code is one of ISO 3166-1."""
    codes = set(load_speech().demonyms.values())
    assert all(len(code) == 2 for code in codes)
    assert find_country("Finland").code in codes


@pytest.mark.parametrize("name", ["Xinhua", "The New York Times", "El País", "Sky News", "BBC", "X"])
def test_media_are_known(name):
    """Agencies, newspapers and platforms pass words on."""
    assert load_speech().is_medium(name)


@pytest.mark.parametrize("name", ["Acme Corp", "World Health Organization", "Jane Roe"])
def test_others_are_no_media(name):
    """Companies and institutions speak for themselves."""
    assert not load_speech().is_medium(name)
