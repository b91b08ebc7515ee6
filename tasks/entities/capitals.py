"""Finds what could be a name: capitalised words that stand together, with the small words that join them.

English writes names with capitals, and nothing else but peoples, days, titles and the first word of a sentence.
What these runs name is for others to say; here they are only cut out, exactly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks.entities.countries import find_country
from tasks.entities.headwords import LAST_OF_ORGANISATION, TAKES_FOR, TAKES_OF, kind_of_words
from tasks.entities.known import find_known, is_demonym, is_first_name, is_known_place
from tasks.entities.openers import CALENDAR, COMPOUND_ENDS, LONE_OPENERS, OPENERS

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD = re.compile(
    r"(?<![\w@#])(?:(?:al|el|an|ar|as|ad|at|ul)-(?=[A-Z])|[dl]['’](?=[A-Z]))?"
    r"(?:(?:[A-Z]\.){2,}(?:[A-Z]\b)?|[^\W\d_a-zß-öø-ÿ]\w*(?:['’&‑-]\w+)*\.?)"
)
PARTY = re.compile(r"[DRI]-(?=[A-Z])")  # before the state of an American politician
POSSESSIVE = re.compile(r"['’][sS]$")
ABBREVIATED = frozenset(
    """
    Mr Mrs Ms Mx Dr Prof St Mt Sen Rep Gov Gen Col Lt Maj Capt Sgt Cpl Adm Rev Hon Inc Corp Co Ltd Jr Sr Bros
    """.split()  # noqa: SIM905  (a list, one word a line, would fill a screen)
)
"""Words whose full stop ends no sentence."""

PARTICLES = re.compile(
    r" (?:de la|de las|de los|de|del|della|di|da|dos|das|do|du|des|van der|van den|van de|van|von der|von|der|den"
    r"|zu|ter|ten|bin|binti|ibn|al|el|la|le|y|e|i|es|af|av) "
)
OF_OR_FOR = re.compile(r" (?:(of|for|on)(?: the)?) ")
CONNECTORS = re.compile(r" (?:of the|of|for the|for|and the|and|in the|in|on the|on|&|against|with|without|to|at) ")
SENTENCE_START = re.compile(r"(?:^|\n|[.!?…:;][\"”’'»)\]]*\s|[—–]\s|[\"“‘«„(\[]|(?<=\s)['’‚])[\"“‘«„(\[\s•*·]*$")
LINE_START = re.compile(r"(?:^|\n)[\W\d]*(?:[AaPp]\.?[Mm]\.?)?\W*$")
ALSO_FIRST_NAMES = {"April", "May", "June", "August"}
FEASTS = {"Easter", "Christmas"}
MOST_WORDS = 12  # of one name; what goes on longer is a list
LONGEST_PARTICLE = 2  # letters of words that are no name wherever they stand: "In", "At"
FEW = 2  # words that "and" may add to an office: "Department of Health and Human Services"
SHORTEST_ADVERB = 4  # letters
FARTHEST = 12  # characters looked back for the start of a sentence


@dataclass(frozen=True, slots=True)
class Word:
    """A capitalised word: body[start:end] == text, bare of a possessive, which is told apart."""

    start: int
    end: int
    text: str
    is_owner: bool
    """A possessive 's follows it."""
    is_opener: bool
    """It opens a sentence or a quote, where anything is capitalised."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand together: body[start:end] is the first to the last of them, small words included."""

    words: tuple[Word, ...]

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.words[-1].end


def find_runs(body: str) -> list[Run]:
    """Return the runs of capitalised words in `body`, in text order, without words that only open a sentence."""
    runs = [run for together in _stand_together(body) for run in _drop_openers(together)]
    return list(_join_over_connectors(body, runs))


def find_words(body: str) -> Iterator[Word]:
    """Yield the capitalised words of `body`."""
    for found in WORD.finditer(body):
        text = found[0]
        if text.endswith(".") and "." not in text[:-1] and len(text) > 2 and text[:-1] not in ABBREVIATED:  # noqa: PLR2004
            text = text[:-1]
        party = PARTY.match(text)
        start = found.start() + (party.end() if party else 0)
        text = text[party.end() :] if party else text
        owned = POSSESSIVE.search(text)
        text = _cut_compound(text[: owned.start()] if owned else text)
        first = next((letter for letter in text if letter.isalpha() and not letter.islower()), "")
        if first.isupper():
            yield Word(start, start + len(text), text, bool(owned), _opens(body, found.start()))


def _cut_compound(text: str) -> str:
    """Cut "Paris-based" to "Paris", but leave "Ji-hoon" and "Co-operation" whole."""
    head, hyphen, tail = text.rpartition("-")
    if hyphen and tail.islower() and (tail in COMPOUND_ENDS or tail.endswith(("ed", "ing"))):
        return head
    return text


def _opens(body: str, start: int) -> bool:
    before = body[max(0, start - FARTHEST) : start]
    return (
        bool(SENTENCE_START.search(before))
        or bool(LINE_START.search(before) and start <= FARTHEST)
        or bool("\n" in before and LINE_START.search(before))
    )


def _stand_together(body: str) -> Iterator[list[Word]]:
    together: list[Word] = []
    for word in find_words(body):
        if together and (len(together) == MOST_WORDS or not _goes_on(body, together, word)):
            yield together
            together = []
        together.append(word)
    if together:
        yield together


def _goes_on(body: str, together: list[Word], word: Word) -> bool:
    last = together[-1]
    gap = body[last.end : word.start]
    if last.is_owner:
        return _is_part_of_name(body, last, word)
    if "." in last.text and word.text.lower() in OPENERS:
        return False  # a sentence ends with "U.S." or "Inc.", and another one begins
    if gap in {" ", "\u00a0"}:
        return not (word.is_opener and last.text[-1:] == "." and last.text[:-1] not in ABBREVIATED and last.is_opener)
    return (
        gap == " & "
        or bool(PARTICLES.fullmatch(gap) and not is_demonym(last.text) and not last.is_opener)
        or bool(PARTICLES.fullmatch(gap) and last.is_opener and last.text.lower() not in OPENERS)
    )


def _is_part_of_name(body: str, owner: Word, word: Word) -> bool:
    """Tell whether a possessive stands inside a name: "People's Congress", but not "India's Congress"."""
    if body[owner.end : word.start] not in {"'s ", "’s "} or is_known_place(owner.text) or find_known(owner.text):
        return False
    rest = re.match(r"[^\W\d_]+(?: [^\W\d_a-z]\w+)*", body[word.start : word.start + 60])
    return owner.text in {"People", "Women", "Children", "Workers", "King", "Queen"} or (
        rest is not None and rest[0].split()[-1] in {"School", "Hospital", "College", "Church", "Office", "Cathedral"}
    )


def _drop_openers(together: list[Word]) -> Iterator[Run]:
    """Yield the parts that remain when words that are no part of a name are taken out."""
    part: list[Word] = []
    for place, word in enumerate(together):
        if _begins_name(together[place:]) or not _is_no_name(word, alone=len(together) == 1, inside=bool(part)):
            part.append(word)
        elif part:
            yield Run(tuple(part))
            part = []
    if part:
        yield Run(tuple(part))


def _begins_name(words: list[Word]) -> bool:
    """Tell whether a word that is mostly no name begins one here: "The Hague", "June Roe", "Easter Road"."""
    if len(words) < 2 or words[1].text in CALENDAR:  # noqa: PLR2004
        return False
    texts = [word.text for word in words]
    if texts[0] in ALSO_FIRST_NAMES:
        return texts[1].lower() not in OPENERS
    if texts[0] in FEASTS:
        return kind_of_words(texts) is not None
    return texts[:2] == ["The", "Hague"] or (texts[0] in CALENDAR and find_known(" ".join(texts)) is not None)


def _is_no_name(word: Word, *, alone: bool, inside: bool) -> bool:
    lower = word.text.lower().replace("’", "'")
    if lower in {"the", "i", "a", "an"} or lower.startswith("i'") or word.text in CALENDAR:
        return True
    if len(lower) > 1 and word.text.isupper() and not word.is_opener:
        return False  # "US" is no pronoun
    if inside or not (word.is_opener or len(lower) <= LONGEST_PARTICLE):
        return False
    is_adverb = lower.endswith("ly") and len(lower) > SHORTEST_ADVERB and not is_first_name(word.text)
    return lower in OPENERS or (alone and lower in LONE_OPENERS) or (is_adverb and find_country(word.text) is None)


def _join_over_connectors(body: str, runs: list[Run]) -> Iterator[Run]:
    waiting: list[Run] = []
    for run in runs:
        if waiting and len(waiting[-1].words) < MOST_WORDS and _is_joined(body, waiting[-1], run):
            waiting[-1] = Run((*waiting[-1].words, *run.words))
        else:
            waiting.append(run)
    yield from waiting


def _is_joined(body: str, left: Run, right: Run) -> bool:
    gap = body[left.end : right.start]
    if len(gap) > len(" against the ") or left.words[-1].is_owner or not CONNECTORS.fullmatch(gap):
        return False
    if find_known(f"{body[left.start : left.end]}{gap}{body[right.start : right.end]}"):
        return True
    governs = OF_OR_FOR.fullmatch(gap)
    if governs:
        heads = TAKES_OF if governs[1] == "of" else TAKES_FOR
        return left.words[-1].text in heads or (" for " in body[left.start : left.end] and left.words[0].text in heads)
    if gap == " in ":
        return [word.text for word in left.words[-2:]] == ["American", "University"]
    return gap == " and " and _is_one_name(body, left, right)


def _is_one_name(body: str, left: Run, right: Run) -> bool:
    """Tell whether "and" stands inside a name: "the Food and Drug Administration", "Ministry of Sport and Youth"."""
    words = body[left.start : left.end].split()
    if {"of", "for"} & set(words):
        name = body[right.start : right.end]
        is_name = bool(find_known(name)) or is_known_place(name) or is_first_name(right.words[0].text)
        return len(right.words) <= FEW and not is_name and _is_office(words[0])
    if words[-1] in LAST_OF_ORGANISATION or is_demonym(words[-1]) or is_known_place(words[-1]):
        return False
    return right.words[-1].text in LAST_OF_ORGANISATION and body[: left.start].endswith(("the ", "The ", "’s ", "'s "))


def _is_office(word: str) -> bool:
    return word in {"Ministry", "Department", "Organization", "Organisation", "Institute", "Office", "Committee"}
