"""Dates in visible text."""

import pytest

from tasks.clean.nouns import DateRole
from tasks.clean.textdates import claims_from_lines


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Jo Bloggs | 05.04.2025 - Updated: 06.04.2025", [(5, DateRole.PUBLISHED), (6, DateRole.MODIFIED)]),
        ("Springfield, April 5, 2025, 3:48 pm", [(5, DateRole.PUBLISHED)]),
        ("Aktualisiert am 7. 4. 2025", [(7, DateRole.MODIFIED)]),
        ("2025年4月8日", [(8, DateRole.PUBLISHED)]),
        ("Veröffentlicht am 9. April 2025 um 15:44", [(9, DateRole.PUBLISHED)]),
        ("Publicado el 10 de abril de 2025", [(10, DateRole.PUBLISHED)]),
        ("Publié le 1er avril 2025 à 15h44", [(1, DateRole.PUBLISHED)]),
        ("In den 12 Jahren 2025", []),
        ("Version 1.2.2025.3", []),
        ("Updated on Thursday", []),
    ],
)
def test_bylines_state_days(text, days):
    """Short lines may state when an article was published and updated."""
    assert [(claim.when.day, claim.role) for claim in claims_from_lines([text])] == days


def test_sentences_state_nothing():
    """Dates in running text are what the text tells about."""
    assert not list(claims_from_lines(["On 5 April 2025 the council met again, " + "and again " * 20]))


def test_a_time_before_its_date_is_kept():
    """American lines name the hour first."""
    (claim,) = claims_from_lines(["Updated 10:04 a.m. ET, May 3, 2024"])
    assert (claim.when.isoformat(), claim.role) == ("2024-05-03T14:04:00+00:00", DateRole.MODIFIED)
