"""Authors as a list of names: without "By", roles, handles and addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tasks.clean.lines import fold
from tasks.clean.months import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable

# "By" in the languages of the corpus, at the start of a byline and followed by a name.
_BY = re.compile(
    r"^(?:(?:written|reported|posted|words) by|by|von|eine? \w+ von|text:?|par|propos recueillis par|por|redacci[oó]n:?"
    r"|di|a cura di|door|av|af|tekst:?|skrevet av|autor(?:in|en)?:?|author:?|foto:?|oleh)\s?:?\s+(?=\S)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?:|www\.|[\w.]+@[\w.]+|\.(?:com|org|net)/")
_HANDLE = re.compile(r"\s*[(\[]?@\w+[)\]]?")
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]{0,80}[)\]]\s*$")
_LIST = re.compile(
    r"\s*(?:[;|\u2022\u00b7]|\s/\s|,\s*(?:and|und|et|y|og|och|en|e)\s|\s(?:and|und|et|og|och|&amp;|&)\s)\s*"
)
_COMMA = re.compile(r"\s*,\s*")
_ROLE = re.compile(
    r"(?:\b(?:editor|correspondent|reporter|writer|journalist|columnist|producer|contributor|staff|analyst|professor|chief"
    r"|redakteur|redaktion|korrespondent|autor|journaliste|r[eé]dacteur|corresponsal|redactor|periodista|giornalista"
    r"|inviat[oa]|redacteur|verslaggever|journalistin|freelance|political|senior|head of|director|ph\.?d|m\.?d|jr|sr)\b"
    r"|in$|korrespondent)",
    re.IGNORECASE,
)
_BEHIND_NAMES = re.compile(r"[|\u2022\u00b7\d]")
_PARTICLES = frozenset(
    ("al", "bin", "da", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "la", "le", "van", "von", "y")
)
_LONGEST_BYLINE = 100
_MAX_PERSON = 4
_MAX_NAME = 80
_MAX_WORDS = 7


def clean_authors(values: Iterable[str]) -> tuple[str, ...]:
    """Return the names in `values`, each once, in order; a value may hold several names."""
    names: dict[str, str] = {}
    for value in values:
        for name in _split(value):
            names.setdefault(fold(name), name)
    return tuple(names.values())


def authors_from_bylines(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the people whom lines such as "By Jane Doe" name; a line counts if it opens with such a word."""
    bylines = (_without_date(text) for text in texts if len(text) <= _LONGEST_BYLINE and _BY.match(text))
    return tuple(name for name in clean_authors(bylines) if _is_person(name))


def _without_date(text: str) -> str:
    """Return a byline up to its date, or to whatever else stands behind a bullet."""
    words = _BEHIND_NAMES.split(text, maxsplit=1)[0].split()
    if words and words[-1].strip(".,").lower() in MONTHS:
        del words[-1]
    return " ".join(words)


def _is_person(name: str) -> bool:
    """Tell whether every word of a name is written like a name, particles apart."""
    words = [word for word in name.split() if word.lower() not in _PARTICLES]
    return 1 < len(words) <= _MAX_PERSON and not name.isupper() and all(not word[0].islower() for word in words)


def _split(value: str) -> Iterable[str]:
    text = _BY.sub("", " ".join(value.split()))
    for part in _LIST.split(text):
        pieces = _COMMA.split(part)
        # "Jane Doe, Senior Editor" is one person, "Jane Doe, John Roe" are two.
        for number, piece in enumerate(pieces):
            if (name := _clean(piece)) and not (number and _ROLE.search(piece)):
                yield name


def _clean(text: str) -> str | None:
    if _ADDRESS.search(text):
        return None
    name = _BRACKETS.sub("", _HANDLE.sub("", _BY.sub("", text))).strip(" .,:;-\u2013\u2014|*\u200b")
    # An initial or a "Jr." keeps its full stop.
    if re.search(r"\b(?:Jr|Sr|[A-Z])$", name) and text.rstrip().endswith("."):
        name += "."
    if not name or len(name) > _MAX_NAME or len(name.split()) > _MAX_WORDS:
        return None
    return name if any(character.isalpha() for character in name) else None
