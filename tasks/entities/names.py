"""The shape of names: titles before them, full stops in acronyms, capitals that shout."""

from __future__ import annotations

import re

TITLES = frozenset(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady baroness
    president premier chancellor minister secretary senator sen congressman congresswoman representative rep
    governor gov mayor ambassador envoy spokesman spokeswoman spokesperson commissioner chairman chairwoman
    general gen colonel col lieutenant lt major maj captain capt sergeant sgt corporal cpl admiral adm marshal
    judge justice attorney detective officer archbishop cardinal rabbi imam ayatollah coach
    """.split()  # noqa: SIM905  (a list, one word a line, would fill a screen)
)
"""Words before a person's name that are no part of it; Pope, King and Sheikh are, as in Pope Francis."""

BEFORE_TITLES = frozenset(["former", "vice", "deputy", "acting", "prime", "foreign", "defence", "defense", "first"])
"""Words that can stand before a title."""

GENERATIONS = frozenset(["jr", "sr", "ii", "iii", "iv"])
"""Words after a family name that are no part of it."""

DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}(?:[A-Z]\b)?")
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


def _bare(word: str) -> str:
    return word.rstrip(".").casefold()
