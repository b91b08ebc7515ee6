"""Names that a headline ran together come apart, and whole names stay whole."""

import pytest

from tasks.annotations import EntityKind
from tasks.entities.fusions import split_fusions
from tasks.entities.spans import NameSpan


def split(surface, kind, *others):
    """Split one span of a document in which `others` are named as people besides."""
    spans = [NameSpan(0, len(surface), surface, kind, 0.5)]
    spans += [NameSpan(1000, 1000 + len(other), other, EntityKind.PERSON, 0.5) for other in others]
    parts = split_fusions(spans)
    return [part.surface for part in parts[: len(parts) - len(others)]]


@pytest.mark.parametrize(
    ("surface", "people"),
    [
        ("Ana Duarte Meets Ren Haoyu", ["Ana Duarte", "Ren Haoyu"]),
        ("Ana Duarte Met", ["Ana Duarte"]),
        ("Ren Set to Meet", ["Ren"]),
        ("Ana Duarte-Ren Haoyu", ["Ana Duarte", "Ren Haoyu"]),
        ("Duarte-Ren", ["Duarte", "Ren"]),
        ("Ana-Maria Costa", ["Ana-Maria Costa"]),
        ("Smith-Jones", ["Smith-Jones"]),
    ],
)
def test_people_come_apart(surface, people):
    """A headline's verb always parts people, a hyphen only those who are named elsewhere."""
    assert split(surface, EntityKind.PERSON, "Ana Duarte", "Ren Haoyu") == people


@pytest.mark.parametrize(
    ("surface", "kind", "parts"),
    [
        ("Turkey’s Black Lake", EntityKind.PLACE, ["Turkey", "Black Lake"]),
        ("Miller's Grain Board", EntityKind.ORGANISATION, ["Miller's Grain Board"]),
        ("Nordic Fish Board Summit", EntityKind.ORGANISATION, ["Nordic Fish Board"]),
        ("Earth Summit", EntityKind.EVENT, ["Earth Summit"]),
    ],
)
def test_owners_and_occasions_come_apart(surface, kind, parts):
    """A country's possession and a known organisation's summit are not part of its name."""
    assert split(surface, kind, "Nordic Fish Board") == parts


def test_parts_know_where_they_stand():
    """Offsets of the parts are those in the text."""
    surface = "Ana Duarte Meets Ren"
    parts = split_fusions([NameSpan(7, 7 + len(surface), surface, EntityKind.PERSON, 0.5)])
    assert [(part.start_char, part.end_char) for part in parts] == [(7, 17), (24, 27)]
