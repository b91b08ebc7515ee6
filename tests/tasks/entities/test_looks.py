"""What a name says of itself, as a table of cases."""

from collections import Counter

import pytest

from tasks.entities.looks import look_at


def leader(*surfaces):
    scores = Counter()
    for kind, weight in look_at(surfaces):
        scores[kind.value] += weight
    return max(scores, key=scores.get, default=None)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ingrid Malm", "person"),
        ("J. R. Okafor", "person"),
        ("Queen Sondja", "person"),
        ("Park Ji-hoon", "person"),
        ("Rahman bin Yusof", "person"),
        ("Rory McHalden", "person"),
        ("Halden Borough Council", "organisation"),
        ("National Highways", "organisation"),
        ("KSEB", "organisation"),
        ("QuantumLeaf", "organisation"),
        ("Halden & Dahl", "organisation"),
        ("UNICEF Halden", "organisation"),
        ("Serbia", "place"),
        ("Bavaria", "place"),
        ("Mill Street", "place"),
        ("Siberian", "other"),
        ("Central Asian", "other"),
        ("Halden", None),
    ],
)
def test_looks(name, kind):
    """Tables, headwords and letters speak for a kind, or nothing does."""
    assert leader(name) == kind


def test_shouted_name_is_no_acronym():
    """What is also written small is no abbreviation."""
    assert leader("HALDEN", "Halden") is None
