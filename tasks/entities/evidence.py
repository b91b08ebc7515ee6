"""Weighs what a document says of each name's kind: its words, the tables, what stands around it, what a model thinks.

Nothing here reads another document.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from tasks.annotations import EntityKind
from tasks.entities.clubs import is_about_sport, is_named_like_club, stands_for_club, stands_for_place
from tasks.entities.countries import find_country
from tasks.entities.cues import hear_cues
from tasks.entities.headwords import COMPANY_FORMS
from tasks.entities.looks import CERTAIN, STRONG, look_at
from tasks.entities.names import fold_name, is_short_form
from tasks.entities.spellings import is_misspelt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tasks.entities.candidates import Candidate

PERSON, ORGANISATION, PLACE = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE
TIE_ORDER = list(EntityKind)

SETTLED = 1.5  # by how much a kind must lead before the model is not asked
AROUND = 48  # characters heard on either side
JOINTS = {" and ", " or ", " and in ", ", and ", " to "}
COMPANY_KEYS = {form.casefold() for form in COMPANY_FORMS}
BRACKET = re.compile(r"[\"”'’]?\s?\(([A-Z][A-Za-z.&-]{1,9})\)")
DATELINE = re.compile(r"(?:, [^\n(—–]{2,40})?(?: \([^)\n]{2,40}\))? (?:—|–|--?) ")


class Evidence:
    """What speaks for each kind of each name (by key) in one document."""

    def __init__(self, body: str, candidates: Sequence[Candidate]) -> None:
        """Weigh everything but the model, which is asked only about names that remain in doubt."""
        self._scores: dict[str, dict[EntityKind, float]] = defaultdict(lambda: defaultdict(float))
        self.clubs: set[int] = set()
        """Where mentions start that mean a club, whatever the name means elsewhere."""
        self._proper = {
            candidate.key for candidate in candidates if not candidate.is_opener and not candidate.is_shouted
        }
        self._full_names = _list_full_names(candidates)
        for key, surfaces in _surfaces(candidates).items():
            for kind, weight in look_at(surfaces):
                self._scores[key][kind] += weight
        for candidate in candidates:
            self._hear(body, candidate)
        self._hear_neighbours(body, candidates)
        self._see_misspellings(candidates)
        self._hear_brackets(body, candidates)
        if is_about_sport(body):
            self._see_clubs(body, candidates)

    def add(self, key: str, kind: EntityKind, weight: float) -> None:
        """Add a vote."""
        self._scores[key][kind] += weight

    def elect(self, key: str) -> tuple[EntityKind | None, float]:
        """Return the kind that leads and by how much; (None, 0) where nothing speaks for any."""
        scores = self._with_namesakes(key)
        ranked = sorted(scores, key=lambda kind: (-scores[kind], TIE_ORDER.index(kind)))
        if not ranked or scores[ranked[0]] <= 0:
            return None, 0.0
        second = max(scores[ranked[1]], 0.0) if len(ranked) > 1 else 0.0
        return ranked[0], scores[ranked[0]] - second

    def is_settled(self, key: str) -> bool:
        """Tell whether the kind of a name is clear enough without a model."""
        return self.elect(key)[1] >= SETTLED

    def is_name_elsewhere(self, key: str) -> bool:
        """Tell whether a name stands in this document where a capital means something."""
        return key in self._proper

    def _with_namesakes(self, key: str) -> dict[EntityKind, float]:
        """Return the scores of a name, with what is known of longer and shorter forms of it."""
        scores = dict(self._scores.get(key, {}))
        is_located = scores.get(PLACE, 0.0) > max(
            scores.get(ORGANISATION, 0.0), 0.0
        )  # "Castlebridge Mercury" is named after Castlebridge
        for other in self._full_names.get(key, ()):
            for kind, share in _inherit(key, other, self._scores.get(other, {})):
                if is_located and kind is ORGANISATION:
                    continue
                scores[kind] = scores.get(kind, 0.0) + share
        return scores

    def _hear(self, body: str, candidate: Candidate) -> None:
        before, behind = _around(body, candidate)
        scores = self._scores[candidate.key]
        if candidate.is_titled:
            scores[PERSON] += CERTAIN
        for kind, weight in hear_cues(before, behind):
            scores[kind] += weight
        if before.endswith(("the ", "The ")):
            scores[PERSON] -= STRONG
            scores[ORGANISATION] += 1.0 if " " in candidate.key else 0.0
        if not before.rpartition("\n")[2].strip() and DATELINE.match(behind) and candidate.surface.isupper():
            scores[PLACE] += STRONG

    def _hear_neighbours(self, body: str, candidates: Sequence[Candidate]) -> None:
        """A name in doubt is most likely of the kind of the one it is joined to: "Santos and Joinville"."""
        for left, right in pairwise(candidates):
            if body[left.end : right.start] in JOINTS:
                for doubtful, other in ((left, right), (right, left)):
                    kind, lead = self.elect(other.key)
                    if kind and lead >= SETTLED and not self.is_settled(doubtful.key):
                        self._scores[doubtful.key][kind] += 1.0

    def _see_misspellings(self, candidates: Iterable[Candidate]) -> None:
        """A word in doubt that is nearly somebody's family name is most likely that person."""
        people = {key.split()[-1] for key in sorted(self._proper) if " " in key and self.elect(key)[0] is PERSON}
        for key in sorted({one.key for one in candidates if " " not in one.surface} - people):
            if not self.is_settled(key) and any(is_misspelt(key, family) for family in people):
                self._scores[key][PERSON] += 2.0

    def _hear_brackets(self, body: str, candidates: Iterable[Candidate]) -> None:
        """Long Form (ABC) is an organisation, and so is ABC."""
        for candidate in candidates:
            bracket = BRACKET.match(body, candidate.end)
            if bracket and is_short_form(bracket[1], candidate.surface):
                self._scores[candidate.key][ORGANISATION] += STRONG
                self._scores[fold_name(bracket[1])][ORGANISATION] += CERTAIN

    def _is_person(self, key: str) -> bool:
        kind, lead = self.elect(key)
        return kind is PERSON and lead >= SETTLED

    def _see_clubs(self, body: str, candidates: Sequence[Candidate]) -> None:
        """In a report of a match, a town that does what clubs do is a club, but where it is said to be a place."""
        towns = [one for one in candidates if not find_country(one.surface) and not self._is_person(one.key)]
        clubs = {one.key for one in towns if stands_for_club(*_around(body, one)) or is_named_like_club(one.words)}
        for one in towns:
            around = _around(body, one)
            if one.key in clubs and (stands_for_club(*around) or not stands_for_place(*around)):
                self.clubs.add(one.start)


def _around(body: str, candidate: Candidate) -> tuple[str, str]:
    return body[max(0, candidate.start - AROUND) : candidate.start], body[candidate.end : candidate.end + AROUND]


def _surfaces(candidates: Iterable[Candidate]) -> dict[str, list[str]]:
    surfaces: dict[str, set[str]] = defaultdict(set)
    for candidate in candidates:
        surfaces[candidate.key].add(candidate.surface)
    return {key: sorted(found) for key, found in surfaces.items()}


def _list_full_names(candidates: Iterable[Candidate]) -> Mapping[str, set[str]]:
    """Return key -> keys of longer names that begin or end with it."""
    keys = sorted({candidate.key for candidate in candidates})
    everything = set(keys)
    longer: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        words = key.split()
        for cut in range(1, len(words)):
            longer[" ".join(words[:cut])].add(key)
            longer[" ".join(words[cut:])].add(key)
        for word in words[1:-1]:  # of two family names
            longer[word].add(key)
    return {key: longer[key] | ({key.rpartition(" ")[2]} & everything - {key}) for key in keys}


def _inherit(key: str, other: str, scores: Mapping[EntityKind, float]) -> Iterator[tuple[EntityKind, float]]:
    """Yield what a longer or shorter form says of a name."""
    if not scores:
        return
    if len(other) < len(key):  # a family name on its own speaks for the full name
        yield PERSON, max(-1.0, min(2.5, 0.7 * scores.get(PERSON, 0.0)))
        return
    best = max(scores, key=lambda kind: (scores[kind], -TIE_ORDER.index(kind)))
    if best is PERSON and scores[best] > 0:
        yield PERSON, min(STRONG, scores[best])
    if best is ORGANISATION:
        is_company = other.startswith(key) and other[len(key) :].strip() in COMPANY_KEYS
        yield ORGANISATION, min(STRONG if is_company else 1.5, scores[best])
