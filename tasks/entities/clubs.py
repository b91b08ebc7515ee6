"""Clubs go by the names of their towns: which mentions mean the club, in a report of a match."""

from __future__ import annotations

import re

from tasks.annotations import EntityKind
from tasks.entities.cues import hear_cues
from tasks.entities.headwords import kind_of_words

CLUB_MEN = (
    "striker|forward|midfielder|defender|goalkeeper|keeper|winger|captain|manager|coach|supporters|fans|boss|players"
    "|player|substitute|bench|full-back|centre-back|fly-half|bowler|batsman|quarterback|pitcher"
)
CLUB_BEFORE = re.compile(
    r"(?:beat|beaten by|defeated|thrashed|drew with|drew at|lost to|visit|host|hosted|loan from|signed from|signed for"
    r"|joined|against|knocked out|over|overcame|faced?|facing|played for|plays for|champions|leaders|rivals|club) $"
)
CLUB_BEHIND = re.compile(
    r" (?:beat|drew|lost (?:to|by|at|\d)|won|are|travel|face|meet|entertain|have (?:won|lost|signed|drawn)"
    r"|had (?:the|won|lost)|were|host|scored"
    rf"|(?:{CLUB_MEN})\b|\d+[,-]|v\.? )"
)
SPORT = re.compile(
    r"\b(?:goal(?:s|keeper|less)?|striker|midfielder|penalty|half-time|referee|league|match|wicket|innings|try|tries"
    r"|season|coach|championship|tournament|fixture|kick-off|quarterback|touchdown|defender|offside|semi-final|cup)\b",
    re.IGNORECASE,
)
SCORE = re.compile(r"\b\d{1,2}[-–]\d{1,2}\b")
FEWEST_SPORT_WORDS = 4
FEWEST_WITH_SCORE = 2
CLUB_WORDS = frozenset(
    """
    Albion Argyle Athletic Borough City County Forest Hotspur Orient Palace Park Rangers Rovers Town United Vale Villa
    Wanderers Wednesday
    """.split()  # noqa: SIM905  (a list, one word a line, would fill a screen)
)
"""Last words of clubs, which elsewhere are towns and parks."""

ENOUGH = 1.0  # weight of what must speak for a place


def is_about_sport(body: str) -> bool:
    """Tell whether `body` reports a match, where towns are clubs."""
    words = {word.casefold() for word in SPORT.findall(body)}
    return len(words) >= (FEWEST_WITH_SCORE if SCORE.search(body) else FEWEST_SPORT_WORDS)


def stands_for_club(before: str, behind: str) -> bool:
    """Tell whether what surrounds a name is said of clubs: "X beat Y", "on loan from X", "X are now fourth"."""
    return bool(CLUB_BEFORE.search(before) or CLUB_BEHIND.match(behind))


def stands_for_place(before: str, behind: str) -> bool:
    """Tell whether what surrounds a name is said of places: "in X", "a day for X, where"."""
    heard = hear_cues(before, behind)
    return sum(weight for kind, weight in heard if kind is EntityKind.PLACE) >= ENOUGH or before.endswith(
        ("for ", "at ", "of ")
    )


def is_named_like_club(words: list[str]) -> bool:
    """Tell whether a name ends as clubs' names do: "Ross County", in a report of a match."""
    return len(words) > 1 and words[-1] in CLUB_WORDS and kind_of_words(words) is not EntityKind.EVENT
