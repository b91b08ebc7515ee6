"""What a document says of the kinds of its names."""

import pytest

from tasks.annotations import EntityKind
from tasks.entities.candidates import find_candidates
from tasks.entities.evidence import Evidence


def weigh(body):
    return Evidence(body, find_candidates(body))


@pytest.mark.parametrize(
    ("body", "key", "kind"),
    [
        ("we met Dr. Okafor", "okafor", EntityKind.PERSON),
        ("and Okafor, 68, wept", "okafor", EntityKind.PERSON),
        ("by ferry to Halden, where it rained", "halden", EntityKind.PLACE),
        ("HALDEN, Norway — It rained.", "halden", EntityKind.PLACE),
        ("shares in Halden fell", "halden", EntityKind.ORGANISATION),
        ("the Halden Fish Office (Hafo) closed; later Hafo rose", "hafo", EntityKind.ORGANISATION),
        ("plants in Madrid and Quarle", "quarle", EntityKind.PLACE),
        ("said Ayla Demirkan; they misspelt her as Demirken", "demirken", EntityKind.PERSON),
        ("the Halden Mirror", "halden mirror", EntityKind.ORGANISATION),
    ],
)
def test_kinds(body, key, kind):
    """Each cue decides where nothing speaks against it."""
    assert weigh(body).elect(key)[0] is kind


def test_family_name_helps_the_full_name():
    """What is said of the family name is said of the person, and the other way round."""
    evidence = weigh("we saw Quenta Harl. Then Mr. Harl spoke, and Harl left.")
    assert evidence.elect("quenta harl")[0] is EntityKind.PERSON
    assert evidence.elect("harl")[0] is EntityKind.PERSON


def test_company_helps_its_short_form():
    """Otto Brandt is a company where Otto Brandt AG is named."""
    evidence = weigh("we saw Otto Brandt AG fall. The price of Otto Brandt fell; shares in Otto Brandt fell.")
    assert evidence.elect("otto brandt")[0] is EntityKind.ORGANISATION


def test_nothing_speaks_for_a_bare_word():
    """A name that nothing is known of is in doubt."""
    evidence = weigh("there was Quarle again")
    assert evidence.elect("quarle") == (None, 0.0)
    assert not evidence.is_settled("quarle")


def test_votes_are_added():
    """A model can settle what rules leave open."""
    evidence = weigh("there was Quarle again")
    evidence.add("quarle", EntityKind.PLACE, 2.0)
    assert evidence.elect("quarle") == (EntityKind.PLACE, 2.0)
    assert evidence.is_settled("quarle")


def test_clubs_are_mentions_not_names():
    """In a report of a match one name can be a club here and a town there."""
    body = "Halden beat Ayr 2-1 with a late penalty in the cup. It rained in Halden. Halden are fourth."
    clubs = weigh(body).clubs
    assert {body[start : start + 6] for start in clubs} == {"Halden", "Ayr 2-"}
    assert body.index("in Halden") + 3 not in clubs
