"""What quoted words look like: a clause of their own, a part of a sentence, a term set apart, the title of a work."""

from __future__ import annotations

import re

from tasks.annotations import QuoteKind
from tasks.entities.speech import load_speech

WORD = re.compile(r"\w[\w’'-]*")
SENTENCE_MARKS = ".!?…"
CLAUSE_MARKS = ".,!?…—–-;:"
LONGEST_TERM = 3  # words; more are somebody's
LONGEST_TITLE = 12  # words
LOOK_BACK = 60  # characters
CLOCK_TIME = re.compile(r"\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?")  # at the head of an entry in a live blog
SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "la",
        "le",
        "of",
        "on",
        "or",
        "over",
        "the",
        "to",
        "under",
        "upon",
        "vs",
        "with",
        "de",
        "der",
        "die",
        "das",
        "du",
        "und",
        "et",
        "el",
        "y",
    ]
)


def judge_kind(body: str, words: tuple[int, int], marked: tuple[int, int], *, goes_on: bool) -> QuoteKind:
    """Return the kind that the wording of body[words] suggests, with the marks around it at `marked`.

    `goes_on` says that the sentence began with spoken words and a comma: “We hope,” she said, “and we wait.”
    """
    text, before = body[words[0] : words[1]], _before(body, marked[0])
    count = len(WORD.findall(text))
    if goes_on or _is_clause(text, before, count, ends=_ends_clause(body, text, marked[1])):
        return QuoteKind.DIRECT
    return QuoteKind.SCARE if count <= LONGEST_TERM else QuoteKind.PARTIAL


def _is_clause(text: str, before: str, count: int, *, ends: bool) -> bool:
    previous = _last_word(before)
    if not ends or previous in {"that", "dass", "que"}:
        return False
    if not before or before[-1] in ".!?…\n" or CLOCK_TIME.fullmatch(before):
        return True
    is_capitalised = not _first_letter(text).islower()
    if before[-1] in ":,;—–":
        return is_capitalised or (before[-1] == ":" and count > LONGEST_TERM)
    return is_capitalised and _last_mark(text) in SENTENCE_MARKS and load_speech().is_saying(previous)


def is_title_of_work(body: str, words: tuple[int, int], marked: tuple[int, int]) -> bool:
    """Tell whether the quoted words are the name of a book, a song or a ship, which nobody says."""
    text, before = body[words[0] : words[1]], _before(body, marked[0])
    found = WORD.findall(text)
    if not found or not found[0][0].isupper() or len(found) > LONGEST_TITLE:
        return False
    if _is_announced(before):
        return _last_mark(text) not in SENTENCE_MARKS or not _is_spoken(body, text, before, marked[1])
    return _is_title_case(found) and not _is_spoken(body, text, before, marked[1]) and not _is_dubbed(before)


def _is_announced(before: str) -> bool:
    """Tell whether the words in front call what follows a work: "her novel", "a boat named"."""
    speech, word = load_speech(), _last_word(before).lower()
    return word in speech.works or word in speech.christening


def _is_dubbed(before: str) -> bool:
    """Tell whether somebody calls somebody a name: "called him “Iron Bill”"."""
    recent = [word.lower() for word in WORD.findall(before)][-4:]
    return any(load_speech().verbs.get(word) in {"call", "dub", "brand", "label"} for word in recent)


def _is_title_case(words: list[str]) -> bool:
    great = [word for word in words if word.lower() not in SMALL_WORDS]
    return len(great) > 1 and all(word[0].isupper() or word[0].isdigit() for word in great)


def _is_spoken(body: str, text: str, before: str, marked_end: int) -> bool:
    """Tell whether the words stand where speech does: at the beginning of a sentence or behind "she said,"."""
    if not _ends_clause(body, text, marked_end):
        return False
    if not before or before[-1] in ".!?…:—–\n":
        return True
    return load_speech().is_saying(_last_word(before)) and (before[-1] == "," or _last_mark(text) in SENTENCE_MARKS)


def _ends_clause(body: str, text: str, marked_end: int) -> bool:
    return _last_mark(text) in CLAUSE_MARKS or body[marked_end : marked_end + 1] in {",", ".", "!", "?", "…"}


def _last_mark(text: str) -> str:
    """Return the last character that is no quotation mark."""
    return text.rstrip("\"'”’»›“‘ ")[-1:] or " "


def _before(body: str, marked_start: int) -> str:
    """Return what stands before a quote in its paragraph, within reason, without white space behind it."""
    return body[max(0, marked_start - LOOK_BACK) : marked_start].rpartition("\n\n")[2].strip()


def _last_word(text: str) -> str:
    words = WORD.findall(text[-30:])
    return words[-1] if words else ""


def _first_letter(text: str) -> str:
    return next((character for character in text if character.isalnum()), "")
