"""Decides whether a plain text opens with a headline or a dateline; where in doubt, it does not."""

from __future__ import annotations

import re

from tasks.clean.normalize import SENTENCE_END

MAX_WORDS = 25
MAX_CHARS = 180
MIN_BODY_RATIO = 3
"""A headline stands over a text that is at least so many times its length."""
MIN_TITLE_CASE_SHARE = 0.75
LONG_WORD = 4
"""Title case leaves shorter words small."""

WORD = re.compile(r"[^\W\d_][\w'’-]*")
LABEL = re.compile(r"(?:by|von|par|por|di|door|av|af)\s", re.IGNORECASE)
TIDY_END = re.compile(r"[.。]['\"”’»)\]]*$")

PLACE = r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}"
CAPITALS = r"[^\W\d_a-zß-öø-ÿ][^\W\d_a-zß-öø-ÿ.'’-]{2,}(?:[ /-][^\W\d_a-zß-öø-ÿ.'’]{2,}){0,3}"
AGENCY = r"\([^\W\d_][\w/ .]{1,30}\)"
DATELINE = re.compile(
    rf"(?P<dateline>(?:{CAPITALS}(?:, {PLACE}){{0,2}}(?: {AGENCY})?|{PLACE}(?:, {PLACE}){{0,2}} {AGENCY}))"
    r"\s?(?:—|–|--|-)\s",
)
DATELINE_WITHIN = 90


def is_headline(first: str, following: str) -> bool:
    """Tell whether the paragraph `first` is the headline of the text `following`.

    A headline is short and no sentence: it has no full stop, unless it is written in title case throughout.
    """
    words = WORD.findall(first)
    if not words or len(words) > MAX_WORDS or len(first) > MAX_CHARS or LABEL.match(first):
        return False
    if len(following) < MIN_BODY_RATIO * len(first):
        return False
    return not SENTENCE_END.search(first) or _is_title_case(words) or not TIDY_END.search(first)


def _is_title_case(words: list[str]) -> bool:
    long = [word for word in words if len(word) >= LONG_WORD]
    return bool(long) and sum(word[0].isupper() for word in long) >= MIN_TITLE_CASE_SHARE * len(long)


def split_dateline(paragraph: str) -> tuple[str | None, str]:
    """Return the dateline that opens `paragraph`, if there is one, and the rest.

    A dateline is a place in capitals, or a place with an agency in brackets, before a dash.
    """
    found = DATELINE.match(paragraph[:DATELINE_WITHIN])
    if not found:
        return None, paragraph
    return found.group("dateline"), paragraph[found.end() :].lstrip()
