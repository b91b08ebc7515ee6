"""From runs of capitalised words to candidates for names: titles and peoples come off, portmanteaus come apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tasks.annotations import EntityKind
from tasks.entities.capitals import find_runs
from tasks.entities.countries import find_country
from tasks.entities.headwords import kind_of_words
from tasks.entities.known import find_known, is_demonym, is_known_place
from tasks.entities.names import BEFORE_TITLES, fold_name, is_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from tasks.entities.capitals import Run, Word

QUOTED = re.compile(r"(?:(?<=\s)|(?<=\())[“\"‘'«]([^“”\"‘’«»\n]{2,60})[,.]?[”\"’'»](?!\w)")
MONTH_BEFORE = re.compile(r"\b(?:in|since|until|by|from|to|of|early|late|mid|last|next|this|\d) $")
DAY_BEHIND = re.compile(r",? \d")
HEADLINE_SHARE = 0.6
FEWEST_WORDS_OF_HEADLINE = 4
LONGEST_HEADLINE = 200  # characters
LONG_WORD = re.compile(r"[^\W\d_]{4,}")
SENTENCE_END = (".", "!", "?", "”", '"', ":", ",", ";")
PARTICLE_BEFORE = re.compile(
    r" (?:von|von der|van|van der|van den|van de|de|de la|du|da|dos|di|del|della|ter|ten|bin) $"
)
WHOLE_KINDS = {EntityKind.ORGANISATION, EntityKind.EVENT}


@dataclass(frozen=True, slots=True)
class Candidate:
    """What could be a name: body[start:end] == surface."""

    start: int
    end: int
    surface: str
    is_opener: bool
    """One word that opens a sentence, where anything is capitalised."""
    is_titled: bool
    """A title stands before it."""
    is_shouted: bool
    """It stands in a headline, whose capitals say nothing."""

    @property
    def words(self) -> list[str]:
        """Its words, small ones included."""
        return self.surface.split()

    @property
    def key(self) -> str:
        """What mentions of one name share."""
        return fold_name(self.surface)


def find_candidates(body: str) -> list[Candidate]:
    """Return what could be a name in `body`, in text order; nothing overlaps."""
    headlines = _find_headlines(body)
    works = [found.span(1) for found in QUOTED.finditer(body) if _is_work(found[1])]
    found = [
        candidate
        for run in find_runs(body)
        if not _is_month(body, run) and not any(start <= run.start < end for start, end in works)
        for candidate in _cut(body, run, is_shouted=any(start <= run.start < end for start, end in headlines))
    ]
    whole = {one.key for one in found if "-" not in one.surface}
    edges = whole | {edge for key in whole for edge in (key.split()[0], key.split()[-1])}
    return [part for candidate in found for part in _part_pair(candidate, edges)]


def _part_pair(candidate: Candidate, edges: AbstractSet[str]) -> list[Candidate]:
    """Part "Roe-Doe" where Roe and Doe are named apart as well, and "Paris-Berlin"."""
    left, hyphen, right = candidate.surface.partition("-")
    if not hyphen or not all(fold_name(part) in edges or is_settled_place(part) for part in (left, right)):
        return [candidate]
    middle = candidate.start + len(left)
    return [
        replace(candidate, end=middle, surface=left, is_opener=False),
        replace(candidate, start=middle + 1, surface=right, is_opener=False),
    ]


def _is_work(quoted: str) -> bool:
    """Tell whether quoted words are a title, as of a book: every long word has a capital, or it is a word alone."""
    words = LONG_WORD.findall(quoted)
    return bool(words) and all(word[0].isupper() for word in words) and not quoted.endswith((".", "!", "?"))


def _is_month(body: str, run: Run) -> bool:
    if body[run.start : run.end] != "May":
        return False
    return bool(MONTH_BEFORE.search(body[max(0, run.start - 10) : run.start]) or DAY_BEHIND.match(body, run.end))


def _find_headlines(body: str) -> list[tuple[int, int]]:
    """Return the lines in which most long words are capitalised, and which end like no sentence."""
    found, start = [], 0
    for line in body.splitlines(keepends=True):
        if _is_headline(line.strip()):
            found.append((start, start + len(line)))
        start += len(line)
    return found


def _is_headline(line: str) -> bool:
    words = [] if line.endswith(SENTENCE_END) or len(line) > LONGEST_HEADLINE else LONG_WORD.findall(line)
    if line.isupper():
        return bool(words)
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= FEWEST_WORDS_OF_HEADLINE and capitals >= HEADLINE_SHARE * len(words)


def _cut(body: str, run: Run, *, is_shouted: bool) -> Iterator[Candidate]:
    for words, is_titled in _part_titles(run.words, body):
        for part in _part_peoples(words, body):
            first, last = part[0], part[-1]
            is_opener = first.is_opener and len(part) == 1 and not is_titled
            start = _grow_particle(body, first.start)
            end = last.end + (2 if _keeps_possessive(part) else 0)
            yield Candidate(start, end, body[start:end], is_opener, is_titled, is_shouted)


def _grow_particle(body: str, start: int) -> int:
    """Return where "von" or "de la" begins that stands between a title and the name at `start`."""
    particle = PARTICLE_BEFORE.search(body[max(0, start - 10) : start])
    return start - len(particle[0]) + 1 if particle else start


def _part_titles(words: Sequence[Word], body: str) -> Iterator[tuple[Sequence[Word], bool]]:
    """Yield (words, whether a title stands before them); titles themselves are left out."""
    surface = body[words[0].start : words[-1].end]
    if _is_whole(surface):
        yield words, False
        return
    place = next((place for place, word in enumerate(words) if is_title(word.text)), None)
    if place is None:
        yield words, False
        return
    before, after = place, place
    while before and words[before - 1].text.casefold() in BEFORE_TITLES:
        before -= 1
    while after < len(words) and is_title(words[after].text):
        after += 1
    owner = _drop_before_titles(words[:before])
    if owner:
        yield owner, False
    if after < len(words):
        for rest, is_titled in _part_titles(words[after:], body):
            yield rest, is_titled or rest[0] is words[after]


def _drop_before_titles(words: Sequence[Word]) -> Sequence[Word]:
    """Return whom the title serves: the "U.S." of "Assistant U.S. Attorney"."""
    start = next((place for place, word in enumerate(words) if word.text.casefold() not in BEFORE_TITLES), len(words))
    return words[start:]


def _is_whole(surface: str) -> bool:
    """Tell whether a title belongs to the name: "General Assembly", "Premier League", "Attorney General's Office"."""
    words = surface.split()
    return bool(find_known(surface)) or (kind_of_words(words) in WHOLE_KINDS and not is_title(words[-1]))


def _part_peoples(words: Sequence[Word], body: str) -> Iterator[Sequence[Word]]:
    """Part "Turkish" from the person that follows, but not from "Chinese Foreign Ministry"."""
    surface = body[words[0].start : words[-1].end]
    is_adjective = is_demonym(words[0].text) or (words[0].text.isupper() and find_country(words[0].text))
    if len(words) > 1 and is_adjective and not (kind_of_words(surface.split()) or find_known(surface)):
        yield words[:1]
        yield words[1:]
    else:
        yield words


def _keeps_possessive(words: Sequence[Word]) -> bool:
    """Tell whether 's is part of the name, as in "St Mary's": a saint gives a house his name."""
    return len(words) > 1 and words[0].text in {"St", "St."} and words[-1].is_owner


def is_settled_place(name: str) -> bool:
    """Tell whether `name` is a country, or a region, sea or city in the gazetteer."""
    return find_country(name) is not None or is_known_place(name)
