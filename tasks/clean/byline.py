"""Reads the names of authors out of the bylines that were marked at the head of a plain text."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tasks.clean.pieces import Piece

BYLINE_FAMILY = "byline."
BYLINE_LABEL = re.compile(
    r"(?:by|words by|story by|reporting by|written by|text by|von|par|por|di|door|text|tekst|af|av)\s?:?\s",
    re.IGNORECASE,
)
BYLINE_PARTS = re.compile(r"\s*(?:,|&|\||\band\b|\bund\b|\bet\b|\by\b)\s*")
NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,4}")


def find_authors(pieces: tuple[Piece, ...]) -> tuple[str, ...]:
    """Return the names in the bylines that were marked before the first kept piece."""
    names: list[str] = []
    for piece in takewhile(lambda piece: not piece.is_kept, pieces):
        if piece.rule_id.startswith(BYLINE_FAMILY):
            names.extend(name for name in read_byline(piece.text) if name not in names)
    return tuple(names)


def read_byline(line: str) -> tuple[str, ...]:
    """Return the names in a byline, without its label and the roles after the names."""
    if not BYLINE_LABEL.match(line):
        return ()
    names: list[str] = []
    for part in BYLINE_PARTS.split(BYLINE_LABEL.sub("", line, count=1)):
        if not NAME.fullmatch(part) or not all(word[0].isupper() for word in part.split()[:: len(part.split()) - 1]):
            break
        names.append(part)
    return tuple(names)
