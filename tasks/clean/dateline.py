"""Splits the dateline off the first paragraph of a text: a place, a day, an agency, and a dash."""

from __future__ import annotations

import re

PLACE = r"[^\W\d_][\w.'’-]*(?:[ /][^\W\d_][\w.'’-]*){0,3}"
CAPITALS = r"[^\W\d_a-zß-öø-ÿ][^\W\d_a-zß-öø-ÿ.'’-]{2,}(?:[ /-][^\W\d_a-zß-öø-ÿ.'’]{2,}){0,3}"
DAY = r"(?:\d{1,2}\.? [^\W\d_]{3,10}\.?|[^\W\d_]{3,10}\.? \d{1,2})"
AGENCY = r"\([^\W\d_][\w/ .]{1,30}\)"
DATELINE = re.compile(
    rf"(?P<dateline>{CAPITALS}(?:, (?:{DAY}|{PLACE})){{0,3}}(?: {AGENCY})?"
    rf"|{PLACE}(?:, (?:{DAY}|{PLACE})){{0,3}} {AGENCY}|\((?:AP|AFP|APA|EFE|Reuters|dpa)\))"
    r"(?:\s?—\s?|\s?(?:–|--|-)\s)",
)
DATELINE_WITHIN = 120
LONGEST_ACRONYM = 5
# Words in capitals before a dash that name no place, whatever follows them.
NO_PLACES = frozenset(
    [
        *("BREAKING", "EXCLUSIVE", "LIVE", "OPINION", "UPDATE", "UPDATED", "URGENT", "WATCH", "ANALYSIS", "COMMENT"),
        *("COMMENTARY", "CORRECTION", "EDITORIAL", "EXPLAINER", "FACTBOX", "FEATURE", "FOCUS", "INTERVIEW", "OBITUARY"),
        *("PODCAST", "PROFILE", "REVIEW", "SPONSORED", "TIMELINE", "VIDEO", "WARNING", "ADVISORY", "LETTER"),
        *("ANALYSE", "KOMMENTAR", "EILMELDUNG", "EXKLUSIV", "MEINUNG", "PORTRÄT", "REPORTAGE", "HINTERGRUND"),
        *("ENTRETIEN", "EXCLUSIF", "ENQUÊTE", "TRIBUNE", "DIRECT", "VIDÉO", "ANÁLISIS", "OPINIÓN", "EXCLUSIVA"),
        *("ENTREVISTA", "ANÁLISE", "OPINIÃO", "EXCLUSIVO", "ANALISI", "INTERVISTA", "ESCLUSIVO", "OPINIONE"),
        *("UNICEF", "UNESCO", "INTERPOL", "EUROPOL", "FRONTEX", "EUROSTAT", "HAMAS", "HEZBOLLAH", "TALIBAN"),
    ],
)
# Places of up to five letters that agencies write without their country; any other such word may be an acronym.
SHORT_PLACES = frozenset(
    [
        *(
            "ABUJA",
            "ACCRA",
            "ADEN",
            "AMMAN",
            "ASTANA",
            "BAKU",
            "BASEL",
            "BERN",
            "BOISE",
            "BONN",
            "BREST",
            "CAIRO",
            "CALI",
        ),
        *("CALI", "CORK", "CUSCO", "DAKAR", "DAVOS", "DELHI", "DERBY", "DHAKA", "DILI", "DOHA", "DOVER", "DUBAI"),
        *(
            "ESSEN",
            "FLINT",
            "GAZA",
            "GENF",
            "GENT",
            "GHENT",
            "GOMA",
            "GRAZ",
            "HAIFA",
            "HANOI",
            "HERAT",
            "IZMIR",
            "JENA",
        ),
        *("JENA", "JUBA", "KABUL", "KANO", "KAZAN", "KIEL", "KIEV", "KIEW", "KYIV", "KYOTO", "KÖLN", "LAGOS", "LEEDS"),
        *(
            "LIMA",
            "LINZ",
            "LOME",
            "LVIV",
            "LYON",
            "LYONS",
            "MAINZ",
            "MALMÖ",
            "MECCA",
            "METZ",
            "MIAMI",
            "MILAN",
            "MINSK",
        ),
        *(
            "MINSK",
            "MOSUL",
            "MUMBAI",
            "NICE",
            "OMAHA",
            "OSAKA",
            "OSLO",
            "PARIS",
            "PERTH",
            "PORTO",
            "PRAG",
            "QUITO",
            "RABAT",
        ),
        *("RAFAH", "RENO", "RIGA", "ROM", "ROMA", "ROME", "SALEM", "SEOUL", "SIDON", "SOFIA", "SPLIT", "SUVA", "TAIF"),
        *(
            "TAMPA",
            "TOKIO",
            "TOKYO",
            "TRIER",
            "TULSA",
            "TUNIS",
            "TURIN",
            "TYRE",
            "UTICA",
            "VADUZ",
            "WACO",
            "WIEN",
            "YORK",
        ),
    ],
)


def split_dateline(paragraph: str) -> tuple[str | None, str]:
    """Return the dateline that opens `paragraph`, if there is one, and the rest.

    A dateline is a place in capitals, or a place with an agency in brackets, before a dash and the start of a sentence.
    A short word in capitals with neither country nor day nor agency behind it is a place only if it is known as one.
    """
    found = DATELINE.match(paragraph[:DATELINE_WITHIN])
    if not found or not _may_be_place(found["dateline"]):
        return None, paragraph
    rest = paragraph[found.end() :].lstrip()
    if not rest or rest[0].islower():
        return None, paragraph
    return found["dateline"], rest


def _may_be_place(dateline: str) -> bool:
    first, *others = dateline.split()
    if first.strip(":,") in NO_PLACES:
        return False
    return bool(others) or len(first) > LONGEST_ACRONYM or first in SHORT_PLACES or not first.isupper()
