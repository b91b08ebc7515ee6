"""Choose a page's headline among what the page calls itself, and take the site's name off it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tasks.clean.lines import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SEPARATOR = re.compile(
    r"\s+[|\-\u2013\u2014\u00b7\u2022:\u00bb\u203a/~]+\s+|\s*\|\s*|\s+::\s+|\uff5c|\uff1a(?=[^\uff1a]{2,20}$)"
)
# A site's name is short; a headline's last clause may be longer.
_MAX_SITE_NAME = 40
# No headline is longer; the search for site names takes time in the square of what it is given.
_MAX_TITLE = 1_000


def strip_site_name(title: str, names: Iterable[str]) -> str:
    """Return `title` without a first or last part that is one of the site's `names`."""
    folded = {fold(name) for name in names} - {""}
    title = title[:_MAX_TITLE]
    while True:
        shorter = _strip_once(title, folded)
        if shorter == title:
            return title
        title = shorter


def _strip_once(title: str, names: set[str]) -> str:
    for separator in reversed(list(_SEPARATOR.finditer(title))):
        head, tail = title[: separator.start()].strip(), title[separator.end() :].strip()
        if head and len(tail) <= _MAX_SITE_NAME and _is_name(tail, names):
            return head
    if first := _SEPARATOR.search(title):
        head, tail = title[: first.start()].strip(), title[first.end() :].strip()
        if tail and _is_name(head, names):
            return tail
    return title


def _is_name(part: str, names: set[str]) -> bool:
    folded = fold(part)
    return bool(folded) and any(folded == name or folded.removesuffix("online") == name for name in names)


def strip_behind_heading(title: str, headings: Iterable[str]) -> str:
    """Return `title` without what follows one of the page's `headings` and a separator: a site's or author's name."""
    folded = {fold(heading) for heading in headings} - {""}
    title = title[:_MAX_TITLE]
    for separator in _SEPARATOR.finditer(title):
        if fold(title[: separator.start()]) in folded:
            return title[: separator.start()].strip()
    return title


def choose_headline(candidates: Sequence[str], headings: Sequence[str]) -> str | None:
    """Return the headline: of those that metadata give, the one that readers see; without any, the first heading.

    Args:
        candidates: headlines from metadata without the site's name, most trusted first.
        headings: texts of the page's first-level headings.
    """
    shown = {fold(heading) for heading in headings}
    agreed = [candidate for candidate in candidates if fold(candidate) in shown]
    return next(iter([*agreed, *candidates, *headings]), None)
