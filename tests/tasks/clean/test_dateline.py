"""Datelines are split off where they are certain."""

from __future__ import annotations

import pytest

from tasks.clean.dateline import split_dateline


@pytest.mark.parametrize(
    "dateline",
    [
        "BERLIN (dpa)",
        "(Reuters)",
        "HALVORA, Brennia (CPA)",
        "SAMARKAND, Uzbekistan",
        "WASHINGTON",
        "Paris, 3. Mai (AFP)",
        "PARIS, May 3 (AFP)",
        "TOKYO, Jan. 14",
        "Berlin/Wien (APA)",
        "NEW YORK",
        "ST. PETERSBURG, Russia (AP)",
        "MÜNCHEN",
        "PARIS",
        "KYIV, Ukraine",
        "ULM (dpa)",
    ],
)
@pytest.mark.parametrize("dash", [" — ", " – ", " - ", " -- "])
def test_dateline_is_split_off(dateline, dash):
    """Place, day and agency before a dash are a dateline."""
    assert split_dateline(dateline + dash + "The river fell.") == (dateline, "The river fell.")


@pytest.mark.parametrize(
    "text",
    [
        "HMS Ark — the ship — sank.",
        "NATO — the alliance — said no.",
        "BREAKING — The river fell.",
        "NASA — The probe landed.",
        "WHO - The agency said so.",
        "ANALYSIS — The river fell.",
        "ANALYSE – Der Fluss fiel.",
        "UNICEF — The children came home.",
        "BBC – The anchor resigned.",
        "The river — a long one — fell.",
        "Ana Li - The mayor spoke.",
        "“BERLIN — The Musical” opened.",
        "1945 – The war ended.",
        "WASHINGTON —",
        "Peace (at last) came.",
    ],
)
def test_dash_alone_makes_no_dateline(text):
    """A ship, an alliance, a parenthesis or a shout is text."""
    assert split_dateline(text) == (None, text)
