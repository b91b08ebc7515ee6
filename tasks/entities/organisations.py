"""The organisations of one document: which full name an acronym or a short form stands for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tasks.entities.headwords import FIRST_OF_ORGANISATION, LAST_OF_ORGANISATION
from tasks.entities.names import shorten_to_initials

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

GENERIC = {word.casefold() for word in LAST_OF_ORGANISATION | FIRST_OF_ORGANISATION}
SMALL = {"of", "for", "and", "the", "in", "on", "de", "la", "du"}
LEADING = {"us", "uk", "un", "eu", "european", "national", "royal", "state", "federal"}


def list_initials(names: Mapping[str, str]) -> dict[str, str]:
    """Return initials -> key of the only one of `names` (key -> name as it is written) that they fit."""
    found: dict[str, list[str]] = defaultdict(list)
    for key in sorted(names):
        if " " in key:
            for initials in {shorten_to_initials(names[key]), _initials_of_parts(names[key])}:
                found[initials].append(key)
    return {initials: keys[0] for initials, keys in found.items() if len(keys) == 1 and len(initials) > 1}


def list_short_forms(keys: Iterable[str]) -> dict[str, str]:
    """Return short form -> key of the only longer name that begins or ends with it: "Anadolu" -> "Anadolu Agency".

    What any organisation could be called, as "the bank", is no short form.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for key in sorted(keys):
        words = key.split()
        for cut in range(1, len(words)):
            found[" ".join(words[:cut])].add(key)
            found[" ".join(words[cut:])].add(key)
    return {short: _longest(longer) for short, longer in found.items() if _says_something(short) and _longest(longer)}


def _initials_of_parts(name: str) -> str:
    """Return the initials with short words in capitals whole: "US Geological Survey" -> "USGS"."""
    words = (word for word in name.replace("-", " ").split() if word[0].isupper())
    return "".join(word if word.isupper() and len(word) < 4 else word[0] for word in words)  # noqa: PLR2004


def _says_something(short: str) -> bool:
    words = [word for word in short.split() if word not in SMALL]
    return (
        bool(words)
        and not all(word in GENERIC or word in LEADING for word in words)
        and short.split(maxsplit=1)[0] not in SMALL
    )


def _longest(keys: set[str]) -> str:
    """Return the longest of `keys` if all others are parts of it, else nothing."""
    longest = max(keys, key=lambda key: (len(key), key))
    return longest if all(key in longest for key in keys) else ""
