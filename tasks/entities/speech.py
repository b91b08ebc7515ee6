"""The words in which English papers say who said what: seeds/speech.toml, first_names.toml, demonyms.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ARTICLES = frozenset(["the", "el", "la", "le", "les", "il", "die", "der", "das", "de"])
"""What the names of newspapers begin with."""
SEEDS = Path(__file__).parents[2] / "seeds"


@dataclass(frozen=True, slots=True)
class Speech:
    """Words by their use, all in lower case."""

    verbs: dict[str, str]
    """Every form of a verb of saying -> its base."""
    judging: frozenset[str]
    """Base forms: a passive of one of these says nothing of who spoke."""
    homographs: frozenset[str]
    """Forms that are nouns as well."""
    tags: frozenset[str]
    """Base forms that tell of speech only right beside it."""
    weak: frozenset[str]
    """Base forms that mostly mean something else."""
    citing: frozenset[str]
    """Base forms behind which the one who speaks is the object."""
    christening: frozenset[str]
    works: frozenset[str]
    documents: frozenset[str]
    media_words: frozenset[str]
    media_names: frozenset[str]
    roles: dict[str, frozenset[int]]
    """What somebody does -> the numbers of the classes of such words."""
    genders: dict[str, str]
    """Titles and roles that tell a gender -> "m" or "f"."""
    first_names: dict[str, str]
    titles: dict[str, str]
    """Titles in short -> in full."""
    institutions: frozenset[str]
    general_institutions: frozenset[str]
    """Those of which an article has several."""
    demonyms: dict[str, str]
    """Adjective or noun -> ISO 3166-1 code."""

    def is_saying(self, word: str) -> bool:
        """Tell whether `word` is any form of a verb of saying."""
        return word.lower() in self.verbs

    def is_medium(self, name: str) -> bool:
        """Tell whether a name is that of a newspaper, an agency or a platform."""
        words = name.lower().replace("’", "'").split()
        words = words[1:] if len(words) > 1 and words[0] in ARTICLES else words
        return bool(words) and (words[0] in self.media_names or words[-1] in self.media_words)


@cache
def load_speech() -> Speech:
    """Return the words of English speech."""
    words = _read("speech.toml")
    names = _read("first_names.toml")
    return Speech(
        verbs=_all_forms(words["verbs"].split(), words["irregular"]),
        judging=_list(words["judging"]),
        homographs=_list(words["homographs"]),
        tags=_list(words["tags"]),
        weak=_list(words["weak"]),
        citing=_list(words["citing"]),
        christening=_list(words["christening"]),
        works=_list(words["works"]),
        documents=_list(words["documents"]),
        media_words=_list(words["media_words"]),
        media_names=_list(words["media_names"]),
        roles=_number_classes([*words["roles"], *words["people"].split()]),
        genders=_list_genders(words),
        first_names=_list_genders(names),
        titles=words["titles"],
        institutions=_list(words["institutions"]),
        general_institutions=_list(words["general_institutions"]),
        demonyms={word: code for code, line in _read("demonyms.toml").items() for word in line.split()},
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((SEEDS / name).read_text("utf-8"))


def _list(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _list_genders(words: dict[str, Any]) -> dict[str, str]:
    return dict.fromkeys(words["men"].split(), "m") | dict.fromkeys(words["women"].split(), "f")


def _number_classes(lines: list[str]) -> dict[str, frozenset[int]]:
    words = {word for line in lines for word in line.split()}
    return {word: frozenset(number for number, line in enumerate(lines) if word in line.split()) for word in words}


def _all_forms(bases: list[str], irregular: dict[str, str]) -> dict[str, str]:
    """Return every form of the verbs -> its base: says, said, saying -> say."""
    forms = {form: base for base in bases for form in _regular_forms(base, has_past=base not in irregular)}
    return forms | {form: base for base in bases for form in irregular.get(base, "").split()}


def _regular_forms(base: str, *, has_past: bool) -> list[str]:
    stem = base.removesuffix("e")
    past = [base + "d" if base.endswith("e") else base + "ed"]
    present = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s")
    if base.endswith("y") and base[-2] not in "aeiou":
        past, present = [base[:-1] + "ied"], base[:-1] + "ies"
    participle = (base if base.endswith(("ee", "oe", "ye")) else stem) + "ing"
    return [base, present, participle, *(past if has_past else [])]
