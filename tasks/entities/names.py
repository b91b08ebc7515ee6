"""The shape of names: titles before them, full stops in acronyms, capitals that shout."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from tasks.entities.openers import CALENDAR

TITLES = frozenset(
    """
    mr mrs ms miss mx herr frau monsieur madame señor señora senhor signor signora dr prof professor sir dame
    lord lady baroness baron count countess president premier chancellor minister secretary senator sen
    congressman congresswoman representative rep governor gov mayor ambassador envoy spokesman spokeswoman
    spokesperson commissioner chairman chairwoman chair general gen brigadier colonel col lieutenant lt major
    maj captain capt sergeant sgt corporal cpl private admiral adm marshal commander constable superintendent
    inspector sheriff secretary-general vice-president judge justice attorney detective officer archbishop
    bishop cardinal rabbi imam ayatollah reverend rev pastor coach manager referee goalkeeper striker midfielder
    defender councillor councilor alderman deputy economist analyst actor actress singer author lawyer
    prosecutor farmer director producer composer designer conductor historian architect activist journalist
    reporter correspondent photographer engineer biologist physicist chemist scientist astronaut nurse teacher
    midwife novelist poet painter playwright comedian lawmaker opposition-leader leader chief ceo magistrate
    coroner barrister solicitor advocate trooper speaker whip plaintiff defendant adv adv. mec canon
    chief-of-staff pc dci supt insp det honour
    """.split()  # noqa: SIM905  (a list, one word a line, would fill a screen)
)
"""Words before a person's name that are no part of it; Pope, King and Sheikh are, as in Pope Francis."""

BEFORE_TITLES = frozenset(
    """
    former vice deputy acting prime foreign defence defense first interior finance justice health education
    energy environment economy agriculture transport trade labour labor culture interim interior then-prime
    lieutenant attorney assistant associate senior chief managing executive lead head opposition party press
    police fire state house senate minority majority district high supreme circuit presiding retired late
    """.split()  # noqa: SIM905
)
"""Words that can stand before a title."""

GENERATIONS = frozenset(["jr", "sr", "ii", "iii", "iv"])
"""Words after a family name that are no part of it."""

DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}(?:[A-Z]\b)?")
UNMARKED = str.maketrans("ıøłđØŁĐ", "ioldOLD")  # letters whose marks are part of them
LONG_FORM = 3  # words
LONGEST_ACRONYM = 5  # letters; a longer name in capitals is shouted


def tidy_name(surface: str) -> str:
    """Return `surface` with single spaces and straight apostrophes; an acronym loses its full stops (UN, not U.N.)."""
    name = " ".join(surface.replace("’", "'").split())
    return drop_full_stops(name) if DOTTED.fullmatch(name) else name


def drop_full_stops(name: str) -> str:
    """Return `name` with acronyms in it bare: "U.S. Senate" -> "US Senate". Not for people: J.R. Roe keeps his."""
    return DOTTED.sub(lambda acronym: acronym[0].replace(".", ""), name)


def strip_title(name: str) -> str:
    """Return `name` without titles: "Prime Minister Jane Roe" -> "Jane Roe". A name of titles only stays as it is."""
    words = name.split()
    start = 0
    while start < len(words) and _bare(words[start]) in BEFORE_TITLES:
        start += 1
    if start < len(words) and not is_title(words[start]):
        return name  # no title follows: then "Prime" or "Foreign" belongs to the name
    while start < len(words) and is_title(words[start]):
        start += 1
    return " ".join(words[start:]) or name


def is_title(word: str) -> bool:
    """Tell whether `word` is a capitalised title, with or without its full stop."""
    return word[:1].isupper() and _bare(word) in TITLES


def strip_generation(name: str) -> str:
    """Return `name` without "Jr." or "III" behind it."""
    head, _, last = name.rpartition(" ")
    return head.rstrip(",") if head and _bare(last) in GENERATIONS else name


def soften_capitals(name: str) -> str:
    """Return the name of a person or place as it is written outside headlines: "JANE ROE" -> "Jane Roe"."""
    if not name.isupper() or len(name) <= LONGEST_ACRONYM:
        return name
    softened = re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)
    return re.sub(r"'S\b", "'s", softened)


def shorten_to_initials(name: str) -> str:
    """Return the initials of the capitalised words of `name`: "Institute for the Study of War" -> "ISW"."""
    return "".join(word[0] for word in name.split() if word[0].isupper())


def abbreviates(acronym: str, name: str) -> bool:
    """Tell whether the letters of `acronym` stand in `name` in that order, starting with the same one."""
    letters = iter(name.casefold())
    wanted = [letter for letter in acronym.casefold() if letter.isalnum()]
    return wanted[:1] == [name[:1].casefold()] and all(letter in letters for letter in wanted)


def is_short_form(bracket: str, name: str) -> bool:
    """Tell whether `bracket` behind a long name is its short form; acronyms may come from another language."""
    return bracket not in CALENDAR and (
        abbreviates(bracket, name) or (len(name.split()) >= LONG_FORM and bracket.isalpha())
    )


@lru_cache(maxsize=10_000)
def fold_name(name: str) -> str:
    """Return what two spellings of one name share: no accents, no case, no full stops in acronyms."""
    tidy = tidy_name(name)
    if tidy.isascii():
        return tidy.casefold()
    bare = unicodedata.normalize("NFKD", tidy.translate(UNMARKED))
    return "".join(letter for letter in bare if not unicodedata.combining(letter)).casefold()


def _bare(word: str) -> str:
    return word.rstrip(".").casefold()
