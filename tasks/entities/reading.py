"""Reads the names of one English text: rules over capitalised words first, and a model only where they leave a doubt.

    find candidates (runs of capitals)        capitals.py, candidates.py
    weigh what speaks for each kind           evidence.py
    ask the model about doubtful names        the sentence of the first mention of each
    elect a kind for each name, emit spans

The model costs thirty times what the rules cost, and nine names in ten need no model.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tasks.annotations import EntityKind
from tasks.entities.candidates import find_candidates
from tasks.entities.evidence import SETTLED, Evidence
from tasks.entities.openers import CALENDAR, LONE_OPENERS, OPENERS
from tasks.entities.spans import NameSpan, is_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tasks.entities.candidates import Candidate

    Ask = Callable[[Sequence[str]], list[list[NameSpan]]]
    """Texts in, for each the names that a model sees in it."""

MODEL_WEIGHT = 1.0
KNOWN_WEIGHT = 2.0  # enough to settle a name that nothing else is known of
DEFAULT_WEIGHT = 0.5  # a name of several words that nobody knows is most likely a person

SENTENCE = re.compile(
    r"[^\n]+?(?:[.!?…][\"”’»)]*(?=\s+[\"“‘«(]?[^\W\da-z])(?<!\bMrs\.)(?<!\b[MD][rs]\.)(?<! [A-Z]\.)|(?=\n)|$)"
)
"""Up to a full stop before a capital, unless a title or an initial ends so, or to the end of the line."""

ENGLISH_ENDINGS = tuple(
    "s ing ed tion ment ness ity ice er ism ance ence ship able".split()  # noqa: SIM905  (a list would fill a screen)
)
"""How English words end that are more likely no names where they open a sentence."""

REACH = 60  # characters shown on either side of a doubtful name

SURE, LIKELY, GUESSED = 0.9, 0.75, 0.55
VERY_CLEAR = 3.0  # by how much a kind leads where we are sure of it


class Piece(NamedTuple):
    """A part of a body that is shown to the model."""

    start: int
    end: int


def read_names(
    body: str, ask: Ask, known: Mapping[str, EntityKind] | None = None, *, whole: bool = False
) -> list[NameSpan]:
    """Return the names in `body`, in text order; each name has one kind throughout, but for towns that are clubs.

    Args:
        body: English text, already bounded.
        ask: the model.
        known: kinds of names known from elsewhere, by folded name: they are believed, and the model is not asked.
        whole: show the model everything, as a measure of what the shortcut costs.
    """
    candidates = find_candidates(body)
    evidence = Evidence(body, candidates)
    for key in sorted({candidate.key for candidate in candidates} & (known or {}).keys()):
        evidence.add(key, (known or {})[key], KNOWN_WEIGHT)
    pieces = [Piece(0, len(body))] if whole else choose_pieces(body, candidates, evidence)
    guesses = _hear_model(body, pieces, ask)
    _count_guesses(candidates, guesses, evidence)
    found = [span for candidate in candidates if (span := _decide(candidate, evidence)) is not None]
    return sorted([*found, *_unforeseen(guesses, candidates)], key=lambda span: span.start_char)


def choose_pieces(body: str, candidates: Iterable[Candidate], evidence: Evidence) -> list[Piece]:
    """Return the sentences that hold the first mention of a name whose kind is in doubt, in text order."""
    asked: set[str] = set()
    chosen: list[Piece] = []
    sentences = [Piece(*found.span()) for found in SENTENCE.finditer(body)]
    place = 0
    for candidate in candidates:
        if candidate.key in asked or not _is_worth_asking(candidate, evidence):
            continue
        while place < len(sentences) - 1 and sentences[place].end <= candidate.start:
            place += 1
        asked.add(candidate.key)
        piece = _bound(body, sentences[place], candidate)
        if chosen and chosen[-1].end >= piece.start:
            piece = Piece(chosen.pop().start, piece.end)
        chosen.append(piece)
    return chosen


def _is_worth_asking(candidate: Candidate, evidence: Evidence) -> bool:
    """Tell whether a model could settle it: not in headlines, and not for what reads like a plain word."""
    if candidate.is_shouted or evidence.is_settled(candidate.key):
        return False
    is_word = candidate.is_opener and candidate.key.endswith(ENGLISH_ENDINGS)
    return not is_word or evidence.is_name_elsewhere(candidate.key)


def _bound(body: str, sentence: Piece, candidate: Candidate) -> Piece:
    """Return the part of the sentence that the model needs: it hears four words on either side, none of them cut."""
    start, end = max(sentence.start, candidate.start - REACH), min(sentence.end, candidate.end + REACH)
    if start > sentence.start:
        start = body.find(" ", start, candidate.start) + 1 or candidate.start
    if end < sentence.end:
        end = max(body.rfind(" ", candidate.end, end), candidate.end)
    return Piece(start, end)


def _hear_model(body: str, pieces: Sequence[Piece], ask: Ask) -> list[NameSpan]:
    """Return what the model sees in `pieces`, with offsets into the body."""
    if not pieces:
        return []
    answers = ask([body[piece.start : piece.end] for piece in pieces])
    return [
        NameSpan(span.start_char + piece.start, span.end_char + piece.start, span.surface, span.kind, span.confidence)
        for piece, spans in zip(pieces, answers, strict=True)
        for span in spans
    ]


def _count_guesses(candidates: Sequence[Candidate], guesses: Sequence[NameSpan], evidence: Evidence) -> None:
    """Let the model vote on each name it was shown: once a name and kind, as it repeats its mistakes."""
    votes = {
        (candidate.key, guess.kind)
        for candidate, guess in _overlaps(candidates, guesses)
        if guess.end_char - guess.start_char >= (candidate.end - candidate.start) // 2
    }
    for key, kind in sorted(votes):
        evidence.add(key, kind, MODEL_WEIGHT)


def _overlaps(candidates: Sequence[Candidate], guesses: Sequence[NameSpan]) -> Iterator[tuple[Candidate, NameSpan]]:
    place = 0
    for guess in guesses:
        while place < len(candidates) and candidates[place].end <= guess.start_char:
            place += 1
        for candidate in candidates[place:]:
            if candidate.start >= guess.end_char:
                break
            yield candidate, guess


def _decide(candidate: Candidate, evidence: Evidence) -> NameSpan | None:
    kind, lead = evidence.elect(candidate.key)
    if candidate.start in evidence.clubs:
        kind, lead = EntityKind.ORGANISATION, SETTLED
    if kind is None and len(candidate.words) > 1 and not candidate.is_shouted:
        kind, lead = EntityKind.PERSON, DEFAULT_WEIGHT
    if kind is None or lead < _least_lead(candidate, evidence):
        return None
    return _span(candidate, kind, lead)


def _least_lead(candidate: Candidate, evidence: Evidence) -> float:
    """Return how clear the kind must be where any word has a capital: at the start of a sentence, in a headline."""
    if evidence.is_name_elsewhere(candidate.key) or not (candidate.is_opener or candidate.is_shouted):
        return 0.0
    return SETTLED if candidate.key.endswith(ENGLISH_ENDINGS) else MODEL_WEIGHT


def _span(candidate: Candidate, kind: EntityKind, lead: float) -> NameSpan:
    confidence = SURE if lead >= VERY_CLEAR else LIKELY if lead >= SETTLED else GUESSED
    return NameSpan(candidate.start, candidate.end, candidate.surface, kind, confidence)


def _unforeseen(guesses: Sequence[NameSpan], candidates: Sequence[Candidate]) -> Iterator[NameSpan]:
    """Yield what the model sees where no rule sees a name, as "iPhone"."""
    met = {guess for _, guess in _overlaps(candidates, guesses)}
    for guess in guesses:
        is_no_name = guess.surface in CALENDAR or guess.surface.lower() in OPENERS | LONE_OPENERS
        if guess not in met and not is_no_name and is_name(guess.surface, 0, len(guess.surface)):
            yield guess
