"""Names that a headline ran together come apart again: "Jane Roe Meets John Doe" names two people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tasks.annotations import EntityKind
from tasks.entities.countries import find_country
from tasks.entities.spans import cut_span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from tasks.entities.spans import NameSpan

BETWEEN_PEOPLE = re.compile(
    r"\s(?:and|to|Meets?|Met|Says?|Said|Tells?|Told|Visits?|Warns?|Vows?|Urges?|Slams?|Calls?|Set|Hails?|Backs?)\b"
)
"""Words of headlines, capitalised there, that are no part of anybody's name."""

OWNERSHIP = re.compile(r"['’]s\s")
HYPHEN = re.compile(r"[-–/]")
OCCASION = re.compile(r"(?:\sSummit|\sSidelines|\sMeeting|\sTalks)+$")


def split_fusions(spans: Iterable[NameSpan]) -> list[NameSpan]:
    """Return `spans` with every fusion replaced by its parts, in the same order."""
    given = list(spans)
    known = {span.surface.casefold() for span in given}
    known |= {word.casefold() for span in given if span.kind is EntityKind.PERSON for word in span.surface.split()}
    return [part for span in given for part in _come_apart(span, known)]


def _come_apart(span: NameSpan, known: AbstractSet[str]) -> Iterator[NameSpan]:
    for rule in (_part_people, _part_owner, _part_pair, _part_occasion):
        parts = rule(span, known)
        if parts != [span]:
            for part in parts:
                yield from _come_apart(part, known)
            return
    yield span


def _part_people(span: NameSpan, _known: AbstractSet[str]) -> list[NameSpan]:
    if span.kind is not EntityKind.PERSON:
        return [span]
    return _split(span, BETWEEN_PEOPLE)


def _part_owner(span: NameSpan, _known: AbstractSet[str]) -> list[NameSpan]:
    """Part "China's Xi" or "Ukraine's Black Sea", but not "Moody's Investors Service"."""
    parts = _split(span, OWNERSHIP)
    return parts if len(parts) > 1 and find_country(parts[0].surface) else [span]


def _part_pair(span: NameSpan, known: AbstractSet[str]) -> list[NameSpan]:
    """Part "Jane Roe-John Doe" where both are named elsewhere in the document, but not "Jean-Pierre"."""
    parts = _split(span, HYPHEN)
    return parts if all(part.surface.casefold() in known for part in parts) else [span]


def _part_occasion(span: NameSpan, known: AbstractSet[str]) -> list[NameSpan]:
    """Cut "Summit" from "Hanseatic League Summit" where the league is named elsewhere, but not from "Earth Summit"."""
    occasion = OCCASION.search(span.surface)
    host = cut_span(span, 0, occasion.start()) if occasion else None
    return [host] if host and host.surface.casefold() in known else [span]


def _split(span: NameSpan, joint: re.Pattern[str]) -> list[NameSpan]:
    ends = [0, *(edge for match in joint.finditer(span.surface) for edge in match.span()), len(span.surface)]
    if len(ends) == 2:  # noqa: PLR2004  (no joint at all)
        return [span]
    parts = (cut_span(span, start, end) for start, end in zip(ends[::2], ends[1::2], strict=True))
    return [part for part in parts if part]
