"""Decides whether a plain text opens with kicker, headline, byline or dateline; where in doubt, it does not."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from tasks.clean.paragraphs import SENTENCE_END

if TYPE_CHECKING:
    from tasks.clean.pieces import Piece

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

MARKDOWN_TITLE = re.compile(r"#\s+(?P<text>\S.*)")
MARKDOWN_HEADING = re.compile(r"#{2,6}\s+(?P<text>\S.*)")
MAX_KICKER_WORDS = 4
MIN_WORDS_UNDER_KICKER = 4
BYLINE_FAMILY = "byline."
BYLINE_LABEL = re.compile(
    r"(?:by|words by|story by|reporting by|written by|text by|von|par|por|di|door|text|tekst|af|av)\s?:?\s",
    re.IGNORECASE,
)
BYLINE_PARTS = re.compile(r"\s*(?:,|&|\||\band\b|\bund\b|\bet\b|\by\b|\bund\b)\s*")
NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,4}")

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
NO_PLACES = frozenset(["BREAKING", "EXCLUSIVE", "LIVE", "OPINION", "UPDATE", "UPDATED", "URGENT", "WATCH"])


@dataclass(frozen=True, slots=True)
class Opening:
    """What stood above the body of a plain text, and the pieces without it."""

    pieces: tuple[Piece, ...]
    headline: str | None = None
    kicker: str | None = None
    authors: tuple[str, ...] = ()


def take_opening(pieces: tuple[Piece, ...]) -> Opening:
    """Return `pieces` without the kicker and the headline that they open with, and those beside them."""
    pieces = _read_markdown(pieces) if _is_markdown(pieces) else pieces
    kept = [index for index, piece in enumerate(pieces) if piece.is_kept]
    for skipped in (1, 0):
        if len(kept) <= skipped + 1:
            continue
        above, first, following = kept[:skipped], kept[skipped], kept[skipped + 1 :]
        headline = pieces[first].text.removeprefix(TITLE_MARK)
        is_marked = pieces[first].text.startswith(TITLE_MARK)
        if not is_marked and not is_headline(headline, " ".join(pieces[index].text for index in following)):
            continue
        if above and not _is_kicker(pieces[above[0]].text, headline):
            continue
        rest = tuple(piece for index, piece in enumerate(pieces) if index not in {*above, first})
        return Opening(rest, headline, pieces[above[0]].text if above else None)
    return Opening(tuple(replace(piece, text=piece.text.removeprefix(TITLE_MARK)) for piece in pieces))


TITLE_MARK = "# "


def _is_markdown(pieces: tuple[Piece, ...]) -> bool:
    first = next((piece.text for piece in pieces if piece.is_kept), "")
    return bool(MARKDOWN_TITLE.fullmatch(first))


def _read_markdown(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Take the marks off crossheads; the title keeps its own until it is taken."""
    found = ((piece, MARKDOWN_HEADING.fullmatch(piece.text)) for piece in pieces)
    return tuple(replace(piece, text=heading["text"]) if heading else piece for piece, heading in found)


def _is_kicker(first: str, headline: str) -> bool:
    """Tell whether `first` is the word or two above a headline: in capitals, or a single word."""
    words = WORD.findall(first)
    if not 0 < len(words) <= MAX_KICKER_WORDS or SENTENCE_END.search(first):
        return False
    return (first.isupper() or len(words) == 1) and len(WORD.findall(headline)) >= MIN_WORDS_UNDER_KICKER


def find_authors(pieces: tuple[Piece, ...]) -> tuple[str, ...]:
    """Return the names in the bylines that were marked before the first kept piece."""
    names: list[str] = []
    for piece in takewhile(lambda piece: not piece.is_kept, pieces):
        if piece.rule_id.startswith(BYLINE_FAMILY):
            names.extend(name for name in read_byline(piece.text) if name not in names)
    return tuple(names)


def read_byline(line: str) -> tuple[str, ...]:
    """Return the names in a byline, without its label and the roles after the names."""
    names: list[str] = []
    for part in BYLINE_PARTS.split(BYLINE_LABEL.sub("", line, count=1)):
        if not NAME.fullmatch(part) or not all(word[0].isupper() for word in part.split()[:: len(part.split()) - 1]):
            break
        names.append(part)
    return tuple(names)


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

    A dateline is a place in capitals, or a place with an agency in brackets, before a dash and the start of a sentence.
    """
    found = DATELINE.match(paragraph[:DATELINE_WITHIN])
    if not found or found["dateline"].split()[0].strip(":,") in NO_PLACES:
        return None, paragraph
    rest = paragraph[found.end() :].lstrip()
    if not rest or rest[0].islower():
        return None, paragraph
    return found["dateline"], rest
