"""Finds the news agency that a text credits: in its dateline, in a byline of its own, or in a line at its end.

An agency that is merely quoted ("told Reuters", "according to dpa") is not credited, so a name counts only where a
credit stands. The names are a table; an abbreviation in capitals that closes a dateline counts as an agency too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

AGENCIES = {
    "AFP": ("AFP", "Agence France-Presse", "Agence France Presse"),
    "AAP": ("AAP", "Australian Associated Press"),
    "ANSA": ("ANSA",),
    "AP": ("AP", "Associated Press", "The Associated Press"),
    "APA": ("APA", "Austria Presse Agentur"),
    "Belga": ("Belga",),
    "Bloomberg": ("Bloomberg", "Bloomberg News"),
    "dpa": ("dpa", "DPA", "Deutsche Presse-Agentur"),
    "EFE": ("EFE", "Agencia EFE"),
    "Europa Press": ("Europa Press",),
    "Interfax": ("Interfax",),
    "Keystone-SDA": ("Keystone-SDA", "SDA"),
    "Kyodo": ("Kyodo", "Kyodo News", "共同通信"),
    "NTB": ("NTB",),
    "PA": ("PA", "PA Media", "Press Association"),
    "PTI": ("PTI", "Press Trust of India"),
    "Reuters": ("Reuters", "Thomson Reuters"),
    "Ritzau": ("Ritzau",),
    "SID": ("SID",),
    "TASS": ("TASS", "Tass"),
    "TT": ("TT",),
    "Xinhua": ("Xinhua", "新华社"),
    "Yonhap": ("Yonhap",),
}
"""Names of each agency as credits write them."""

_BY_NAME = {name: agency for agency, names in AGENCIES.items() for name in names}
_NAME = "|".join(re.escape(name).replace("\\ ", "[ ]") for name in sorted(_BY_NAME, key=len, reverse=True))
_SIGN = r"[A-Za-z.]{1,10}"
"""An author's sign that is set behind an agency: dpa/abc, AP-jk."""

DATELINE = re.compile(
    rf"""^(?:[^()\n]{{0,80}}\((?P<known>{_NAME})  # OSLO, May 3 (Reuters) -
    | [^\W\d_a-z][^()\n]{{0,80}}\((?P<other>[A-Z]{{2,6}}|[a-z]{{3}}))(?:/{_SIGN})*\)\s*(?:$|[-–—:]\s)
    | ^(?P<bare>{_NAME})\s*[-–—:]\s""",
    re.VERBOSE,
)
"""The beginning of a text, or a dateline by itself."""

PLACE = re.compile(r"^(?:[^\W\d_a-z]{3,}|[^\W\d_]+\s*\()")
"""A place in capitals, or a single word: what stands before an agency that we have no name for."""

LINE = re.compile(
    rf"""^\W{{0,3}}
    (?:(?:By|Von|Par|Por|Sources?|Quellen?|Fuente|Fonte|With|Mit[ ]Material[ ]von|Avec|Con[ ]información[ ]de|Text
        |Copyright|\(c\)|©|20\d\d)\W{{0,3}}){{0,3}}
    (?:the[ ])?(?P<name>{_NAME})(?:[/-]{_SIGN})*\W{{0,3}}(?:20\d\d\W{{0,3}})?$""",
    re.VERBOSE,
)
"""A line that says nothing but whose text it is."""

SENTENCE = re.compile(
    rf"""(?:This[ ](?:story|article|report)[ ]was[ ](?:first[ ]|originally[ ])?(?:published|produced|provided)[ ]by
    |[Cc]ontributed[ ]to[ ]this[ ]report[ ]for|Dieser[ ]Text[ ](?:ist|stammt)[ ]von)
    [ ](?:the[ ])?(?P<name>{_NAME})\b""",
    re.VERBOSE,
)
REUTERS_DESK = re.compile(r"^\(?(?:Additional )?[Rr]eporting by [^;\n]{3,200}; ?(?:[Ww]riting|[Ee]diting) by ")

EDGE_LINES = 3
LONGEST_LINE = 400


def detect_credit(text: str, notes: Iterable[str] = ()) -> str | None:
    """Return the agency that is credited, or None.

    Args:
        text: the body as it was published, dateline included; or the dateline alone.
        notes: what else may hold a credit: byline, publisher's note, lines that cleaning removed.
    """
    lines = [line.strip()[:LONGEST_LINE] for line in text.splitlines() if line.strip()]
    edges = (*lines[:EDGE_LINES], *lines[EDGE_LINES:][-EDGE_LINES:], *notes)
    return next((agency for line in edges if (agency := _read_line(line.strip()[:LONGEST_LINE]))), None)


def _read_line(line: str) -> str | None:
    if opening := DATELINE.search(line):
        if not opening["other"]:
            return _BY_NAME[opening["known"] or opening["bare"]]
        if PLACE.search(line):
            return opening["other"]
    if found := LINE.search(line) or SENTENCE.search(line):
        return _BY_NAME[found["name"]]
    return "Reuters" if REUTERS_DESK.search(line) else None
