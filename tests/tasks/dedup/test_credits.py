"""An agency is credited where a credit stands; who is merely quoted is not."""

import pytest

from tasks.dedup.credits import AGENCIES, detect_credit

TAIL = "\n\nThe ferry sails again on Monday.\n\nNobody was hurt."

CREDITED = [
    ("OSLO, May 3 (Reuters) - The ferry was late." + TAIL, "Reuters"),
    ("BERLIN (AP) — The ferry was late." + TAIL, "AP"),
    ("München (dpa) - Das Schiff kam zu spät." + TAIL, "dpa"),
    ("Hamburg (dpa/lno) – Das Schiff kam zu spät." + TAIL, "dpa"),
    ("PARIS (AFP) - Le bateau est arrivé en retard." + TAIL, "AFP"),
    ("AFP - Le bateau est arrivé en retard." + TAIL, "AFP"),
    ("By Mara Ellin\n\nHALVORA (CPA) - The treaty was signed." + TAIL, "CPA"),
    ("Oberrode (mpa) - Das Schiff kam zu spät." + TAIL, "mpa"),
    ("HALVORA, Brennia (CPA)", "CPA"),
    ("LONDON (Reuters)", "Reuters"),
    ("By The Associated Press\n\nThe ferry was late." + TAIL, "AP"),
    ("The ferry was late." + TAIL + "\n\ndpa", "dpa"),
    ("Das Schiff kam zu spät." + TAIL + "\n\nQuelle: dpa/abc", "dpa"),
    ("The ferry was late." + TAIL + "\n\n© 2026 AFP", "AFP"),
    ("The ferry was late." + TAIL + "\n\n(With Reuters)", "Reuters"),
    ("The ferry was late." + TAIL + "\n\nReporting by Mara Ellin; Editing by Jon Aske", "Reuters"),
    ("The ferry was late." + TAIL + "\n\nTwo reporters contributed to this report for the Associated Press.", "AP"),
    ("The ferry was late." + TAIL + "\n\nThis article was originally published by Bloomberg News.", "Bloomberg"),
    ("フェリーが遅れた。\n\n共同通信", "Kyodo"),
]

NOT_CREDITED = [
    "",
    " \n ",
    "The captain told Reuters that the ferry was late." + TAIL,
    "The ferry was late, according to dpa." + TAIL,
    "The Associated Press reported that the ferry was late." + TAIL,
    "The World Ferry Union (WFU) met in Oslo. It was late." + TAIL,
    "The minister (left) - a former captain - was late." + TAIL,
    "Reuters and AFP are news agencies." + TAIL,
    "The Union of Ferries (UF) - a club of captains - was late." + TAIL,
    "The ferry was late." + TAIL + "\n\nA spokesman for AP Ferries had no comment.",
    "A line\n\nanother\n\na third\n\na fourth\n\ndpa\n\na sixth\n\na seventh\n\nan eighth",
]


@pytest.mark.parametrize(("text", "agency"), CREDITED)
def test_credits_are_found(text, agency):
    """A dateline, a byline, or a line at the end names the agency."""
    assert detect_credit(text) == agency


@pytest.mark.parametrize("text", NOT_CREDITED)
def test_mentions_are_no_credits(text):
    """An agency in a sentence, an abbreviation in brackets, or a line amid the text credits nobody."""
    assert detect_credit(text) is None


def test_notes_count_too():
    """What cleaning took out of the body, or the byline, may credit an agency; the body goes first."""
    assert detect_credit("The ferry was late.", ["By Mara Ellin", "Source: AFP"]) == "AFP"
    assert detect_credit("OSLO (NTB) - The ferry was late.", ["Source: AFP"]) == "NTB"


@pytest.mark.parametrize(("agency", "name"), [(agency, name) for agency, names in AGENCIES.items() for name in names])
def test_every_name_is_known(agency, name):
    """Each name in the table is read in a dateline and in a line of its own."""
    assert detect_credit(f"OSLO ({name}) - The ferry was late.") == agency
    assert detect_credit(f"The ferry was late.\n\nSource: {name}") == agency


def test_long_lines_are_read_in_time():
    """Lines without end, and brackets that never close, are read in a moment."""
    assert detect_credit("(" * 200_000 + "A" * 200_000 + "\n" + "By " * 200_000) is None
