"""The people of one document: which full name a family name on its own stands for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tasks.entities.names import strip_generation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class People:
    """The full names of a document, found again by the short forms that papers use afterwards."""

    def __init__(self, mention_counts: Mapping[str, int]) -> None:
        """Take the full names (two words or more) of a document with the number of their mentions."""
        self._counts = mention_counts
        by_family: dict[str, list[str]] = defaultdict(list)
        for name in sorted(mention_counts):
            by_family[_words(name)[-1]].append(name)
        self._main_forms = {name: _main_form(name, by_family, mention_counts) for name in mention_counts}
        self._by_last: dict[str, set[str]] = defaultdict(set)
        self._by_middle: dict[str, set[str]] = defaultdict(set)
        self._by_first: dict[str, set[str]] = defaultdict(set)
        for name, main_form in self._main_forms.items():
            words = _words(name)
            for start in range(1, len(words)):
                self._by_last[" ".join(words[start:])].add(main_form)
                if start < len(words) - 1:
                    self._by_middle[words[start]].add(main_form)
            self._by_first[words[0]].add(main_form)

    def find_full(self, name: str) -> str | None:
        """Return the main form of a full name of this document, or None if `name` is none."""
        return self._main_forms.get(name)

    def find_family(self, name: str) -> str | None:
        """Return the only full name that ends in `name`: "Putin" -> "Vladimir Putin"; None if there are none or two."""
        return _only(self._by_last.get(" ".join(_words(name))))

    def list_family(self, name: str) -> list[str]:
        """Return the full names that end in `name`, sorted."""
        return sorted(self._by_last.get(" ".join(_words(name)), ()))

    def find_middle(self, name: str) -> str | None:
        """Return the only full name with `name` in it, as of two family names: "Ortega" -> "Inés Ortega Ruiz"."""
        return _only(self._by_middle.get(name))

    def find_first(self, name: str) -> str | None:
        """Return the only full name that begins with `name`, as family names do in China: "Xi" -> "Xi Jinping"."""
        return _only(self._by_first.get(" ".join(_words(name))))


def _main_form(name: str, by_family: Mapping[str, Iterable[str]], counts: Mapping[str, int]) -> str:
    """Return the form to use for `name` and what shortens it: the one mentioned most, then the longest."""
    namesakes = by_family[_words(name)[-1]]
    turned = " ".join([*_words(name)[-1:], *_words(name)[:-1]])
    if turned in counts:  # the family name stands first in one of them
        return max(name, turned, key=lambda other: (counts[other], other))
    longest = [other for other in namesakes if _shortens(name, other)] or [name]
    full = max(longest, key=lambda other: (len(_words(other)), other))
    if not all(other == full or _shortens(other, full) for other in longest):
        return name  # it could shorten either of two people
    forms = [other for other in namesakes if other == full or _shortens(other, full)]
    return max(forms, key=lambda other: (counts[other], len(other), other))


def _shortens(short: str, full: str) -> bool:
    """Tell whether `short` is `full` with words left out in front or in the middle."""
    words = iter(_words(full))
    return len(_words(short)) < len(_words(full)) and all(word in words for word in _words(short))


def _words(name: str) -> list[str]:
    return strip_generation(name).casefold().split()


def _only(names: set[str] | None) -> str | None:
    return next(iter(names)) if names and len(names) == 1 else None
