"""Reports that go back to one text gather around the one that most is like."""

from itertools import permutations

import pytest

from tasks.dedup.families import form_families


@pytest.mark.parametrize(
    ("scores", "families"),
    [
        pytest.param({}, (), id="nothing is alike"),
        pytest.param({(1, 2): 0.6}, ((1, 2),), id="a pair"),
        pytest.param({(1, 3): 0.9, (2, 3): 0.7}, ((1, 2, 3),), id="two halves of one text"),
        pytest.param({(1, 2): 0.9, (1, 3): 0.8, (3, 4): 0.5}, ((1, 2, 3),), id="a reporter is like one rewrite only"),
        pytest.param({(1, 2): 0.9, (1, 3): 0.8, (3, 4): 0.5, (4, 5): 0.5}, ((1, 2, 3), (4, 5)), id="two families"),
        pytest.param({(1, 2): 0.5, (2, 3): 0.5, (3, 4): 0.5}, ((1, 2, 3),), id="the lowest of equal centres"),
        pytest.param({(1, 2): 0.9, (3, 4): 0.9}, ((1, 2), (3, 4)), id="equal families in the order of ids"),
    ],
)
def test_families(scores, families):
    """A family is a centre with everything that is like it; what is like its other members only stays out."""
    assert form_families(scores) == families


def test_families_have_no_first_pair():
    """The order in which pairs were found changes nothing."""
    scores = {(1, 2): 0.7, (2, 3): 0.7, (3, 4): 0.6, (4, 5): 0.8, (1, 5): 0.5}
    assert len({form_families(dict(order)) for order in permutations(scores.items())}) == 1
