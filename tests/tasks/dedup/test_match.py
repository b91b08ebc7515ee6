"""Two texts are copies when they are the same or share enough of their sampled 3-grams; clusters follow from pairs."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.dedup.match import MIN_SHINGLES, compare, find_clusters
from tasks.models import CopyKind, Fingerprint


def print_of(article_id, shingles, digest=None):
    return Fingerprint(article_id, digest or f"digest {article_id}", frozenset(shingles), 100)


PRINTS = st.lists(
    st.builds(print_of, st.integers(1, 12), st.frozensets(st.integers(0, 11), max_size=12), st.sampled_from("abcdef")),
    unique_by=lambda found: found.article_id,
    max_size=8,
)


def ids(clusters):
    return [tuple(member.article_id for member in cluster) for cluster in clusters]


@pytest.mark.parametrize(
    ("one", "other", "similarity"),
    [
        (range(10), range(10), 1.0),
        (range(12), range(4, 16), 0.5),
        (range(20), range(10), 0.5),
        (range(6), range(6), 1.0),
    ],
)
def test_near_copies(one, other, similarity):
    """Texts whose Jaccard similarity reaches the threshold are near copies, with that similarity."""
    found = compare(print_of(1, one), print_of(2, other))
    assert (found.kind, found.similarity) == (CopyKind.NEAR, similarity)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (range(12), range(5, 17)),
        (range(20), range(9)),
        (range(10), range(10, 20)),
        (range(MIN_SHINGLES - 1), range(MIN_SHINGLES - 1)),
        (range(MIN_SHINGLES), range(MIN_SHINGLES - 1)),
        ((), ()),
    ],
)
def test_no_copies(one, other):
    """Below the threshold, or with too few hashes to tell, two texts have nothing to do with each other."""
    assert compare(print_of(1, one), print_of(2, other)) is None


@pytest.mark.parametrize("shingles", [(), range(3), range(50)])
def test_exact_copies(shingles):
    """The same digest is an exact copy, however short the text."""
    found = compare(print_of(1, shingles, "same"), print_of(2, shingles, "same"))
    assert (found.kind, found.similarity) == (CopyKind.EXACT, 1.0)


@given(PRINTS)
def test_copying_has_no_direction(prints):
    """Who is compared with whom does not matter."""
    assert all(compare(one, other) == compare(other, one) for one in prints for other in prints)


def test_no_fingerprints_no_clusters():
    """Nothing comes to nothing."""
    assert find_clusters(()) == ()


def test_a_chain_is_one_cluster():
    """A copy of a copy belongs to the cluster, though it is no copy of the first."""
    chain = [print_of(number, range(number * 4, number * 4 + 12)) for number in range(1, 6)]
    assert compare(chain[0], chain[-1]) is None
    assert ids(find_clusters(chain)) == [(1, 2, 3, 4, 5)]


def test_short_texts_meet_by_digest_only():
    """Texts too short for a similarity are together if they are the same, and apart if they are not."""
    short = [print_of(1, (), "same"), print_of(2, (1,), "other"), print_of(3, (), "same"), print_of(4, (1,), "third")]
    assert ids(find_clusters(short)) == [(1, 3), (2,), (4,)]


@given(PRINTS, st.randoms(use_true_random=False))
def test_clusters_do_not_depend_on_order(prints, shuffler):
    """In whatever order the texts come, the clusters are the same and come out in the same order."""
    shuffled = list(prints)
    shuffler.shuffle(shuffled)
    assert find_clusters(shuffled) == find_clusters(prints)


@given(PRINTS)
def test_clusters_are_the_components(prints):
    """Every text is in one cluster, and two are together exactly if a chain of copies leads from one to the other."""
    clusters = find_clusters(prints)
    assert sorted(member.article_id for cluster in clusters for member in cluster) == sorted(
        found.article_id for found in prints
    )
    for cluster in clusters:
        reached = {cluster[0]}
        for _ in cluster:
            reached |= {other for other in prints if any(compare(one, other) for one in reached)}
        assert reached == set(cluster)


def test_many_copies_of_one_text():
    """A hundred copies of one text are one cluster."""
    copies = [print_of(number, range(40), "same") for number in random.Random(1).sample(range(1, 1000), 100)]
    assert [len(cluster) for cluster in find_clusters(copies)] == [100]
