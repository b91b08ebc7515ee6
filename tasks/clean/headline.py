"""Decides whether a plain text opens with kicker and headline; where in doubt, it does not."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tasks.clean.byline import read_byline
from tasks.clean.paragraphs import ITEM, SENTENCE_END
from tasks.clean.textdates import claims_from_lines

if TYPE_CHECKING:
    from tasks.clean.pieces import Piece

MAX_WORDS = 25
MAX_CHARS = 180
MIN_BODY_RATIO = 3
"""A headline stands over a text that is at least so many times its length."""
MIN_TITLE_CASE_SHARE = 0.75
LONG_WORD = 4
"""Title case leaves shorter words small."""
MIN_WORDS = 3
"""A line of two words is a headline only if it is written like a title and prose follows; a word alone is none."""
PROSE_CHARS = 80

WORD = re.compile(r"[^\W\d_][\w'’-]*")
DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
"""Scripts that say in one character what others say in several, and whose words no space parts."""
LABEL = re.compile(r"(?:by|von|par|por|di|door|av|af)\s", re.IGNORECASE)
TIDY_END = re.compile(r"[.。]['\"”’»)\]]*$")
OPEN_END = re.compile(r"[,;،、，；]$|[—–-]$")
SPEAKER = re.compile(r"(?:q|a|frage|antwort|question|answer|réponse|pregunta|respuesta)\s?[.:]\s", re.IGNORECASE)
SALUTATION = re.compile(
    r"(?:(?:my )?dear|hello|hi|sehr geehrte[rs]?|liebe[rs]?|cher|chère|estimad[oa]s?)\b", re.IGNORECASE
)
DOUBLE_QUOTED = re.compile(r"[\"“„«»][^\"“”„«»]*[\"”“»«]")
"""Whole headlines are set in single quotation marks; in double ones it is somebody who speaks."""

MARKDOWN_TITLE = re.compile(r"#\s+(?P<text>\S.*)")
MARKDOWN_HEADING = re.compile(r"#{2,6}\s+(?P<text>\S.*)")
MAX_KICKER_WORDS = 4
MIN_WORDS_UNDER_KICKER = 4
TITLE_MARK = "# "


@dataclass(frozen=True, slots=True)
class Opening:
    """What stood above the body of a plain text, and the pieces without it."""

    pieces: tuple[Piece, ...]
    headline: str | None = None
    kicker: str | None = None
    is_certain: bool = False
    """Whether the text itself marks the headline as one."""


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
        if not is_marked and not _stands_alone(pieces, first):
            continue
        if not is_marked and not is_headline(headline, [pieces[index].text for index in following]):
            continue
        if above and not _is_kicker(pieces[above[0]].text, headline):
            continue
        rest = tuple(piece for index, piece in enumerate(pieces) if index not in {*above, first})
        return Opening(rest, headline, pieces[above[0]].text if above else None, is_marked)
    return Opening(tuple(replace(piece, text=piece.text.removeprefix(TITLE_MARK)) for piece in pieces))


def _is_markdown(pieces: tuple[Piece, ...]) -> bool:
    first = next((piece.text for piece in pieces if piece.is_kept), "")
    return bool(MARKDOWN_TITLE.fullmatch(first))


def _read_markdown(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Take the marks off crossheads; the title keeps its own until it is taken."""
    found = ((piece, MARKDOWN_HEADING.fullmatch(piece.text)) for piece in pieces)
    return tuple(replace(piece, text=heading["text"]) if heading else piece for piece, heading in found)


def _stands_alone(pieces: tuple[Piece, ...], first: int) -> bool:
    """Tell whether no line of the text is set directly under the one at `first`, bylines and dates apart."""
    for piece in pieces[first + 1 :]:
        if not piece.is_set_under:
            return True
        if piece.is_kept and not read_byline(piece.text) and not any(claims_from_lines([piece.text])):
            return False
    return True


def _is_kicker(first: str, headline: str) -> bool:
    """Tell whether `first` is the word or two above a headline: in capitals, or a single word."""
    words = WORD.findall(first)
    if not 0 < len(words) <= MAX_KICKER_WORDS or SENTENCE_END.search(first) or not _may_be_headline(first):
        return False
    return (first.isupper() or len(words) == 1) and len(WORD.findall(headline)) >= MIN_WORDS_UNDER_KICKER


def is_headline(first: str, following: list[str]) -> bool:
    """Tell whether the paragraph `first` is the headline of the paragraphs `following`.

    A headline is short and no sentence: it has no full stop, unless it is written in title case throughout.
    """
    words = WORD.findall(first)
    if not words or not following or len(words) > MAX_WORDS or len(first) > MAX_CHARS or not _may_be_headline(first):
        return False
    if len(" ".join(following)) < MIN_BODY_RATIO * len(first):
        return False
    is_title = _is_title_case(words)
    if not DENSE.search(first) and (len(words) == 1 or (len(words) < MIN_WORDS and not is_title)):
        return False
    if len(words) < MIN_WORDS and not _is_prose(following[0]):
        return False
    if not is_title and not any(map(_is_prose, following)):
        return False
    return not SENTENCE_END.search(first) or is_title or not TIDY_END.search(first)


def _may_be_headline(line: str) -> bool:
    """Tell whether `line` is none of what opens texts and is no headline: see the patterns for each."""
    if any(pattern.match(line) for pattern in (LABEL, SPEAKER, ITEM, SALUTATION)):
        return False
    return not OPEN_END.search(line) and not DOUBLE_QUOTED.fullmatch(line)


def _is_prose(paragraph: str) -> bool:
    """Tell whether a paragraph is running text: long, and a sentence, where its script lets that be seen."""
    length = len(paragraph) + 2 * len(DENSE.findall(paragraph))
    return length >= PROSE_CHARS and bool(SENTENCE_END.search(paragraph) or DENSE.search(paragraph))


def _is_title_case(words: list[str]) -> bool:
    long = [word for word in words if len(word) >= LONG_WORD]
    return bool(long) and sum(word[0].isupper() for word in long) >= MIN_TITLE_CASE_SHARE * len(long)
