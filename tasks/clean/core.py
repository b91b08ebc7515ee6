"""Find the core of a page: the lines that the template of the main text set, wherever its containers stand."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tasks.clean.lines import Line, Place
from tasks.clean.names import is_comment, path_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_Group = tuple[str, str, str]

OUT_OF_TEXT = Place.NAV | Place.FOOTER | Place.FORM | Place.FIGURE
"""Places that never hold running text."""
_PROSE_WEIGHT = 80
_PROSE_LINK_SHARE = 0.5
# A group of voted lines belongs to the core from this share of the largest one on, if votes cover half of it.
_CORE_SHARE = 0.25
_CORE_COVER = 0.5
# A group without votes replaces the witness's choice only if it holds this many times the text.
_OVERRULE = 1.5
# Lines of the core further apart than this are two clusters; one with less than this share of the text is none of it.
_GAP = 25
_CLUSTER_SHARE = 0.1


def is_prose(line: Line) -> bool:
    """Tell whether a line is long enough, and free enough of links, to be running text."""
    return (
        line.weight >= _PROSE_WEIGHT
        and not line.place & (OUT_OF_TEXT | Place.HEADING)
        and line.link_share < _PROSE_LINK_SHARE
    )


def find_core(lines: Sequence[Line], votes: Collection[int]) -> list[Line]:
    """Return the prose lines whose group holds most of the text that `votes` (indexes of lines) name.

    Whole groups are taken, so a text that is parted over several containers of one class comes back together, and lines
    that the witness lost come back with their siblings.
    """
    prose = [line for line in lines if is_prose(line)]
    total = _weigh(prose)
    voted = _weigh(line for line in prose if line.index in votes)
    most = max(voted.values(), default=0)
    groups = {
        group
        for group, weight in voted.items()
        if weight >= _CORE_SHARE * most and weight >= _CORE_COVER * total[group]
    }
    if overruling := _overruling_group(prose, total, sum(voted.values()), groups):
        groups.add(overruling)
    core = _with_neighbours([line for line in prose if line.group in groups], votes)
    return _without_stragglers(core, votes)


def _with_neighbours(core: list[Line], votes: Collection[int]) -> list[Line]:
    """Return `core` without lines that the witness left out and whose container tells nothing.

    Containers without a class look alike all over a page: there, a line needs neighbours with votes.
    """
    seconded = [line for line in core if line.index in votes]
    if not seconded:
        return core
    containers = {line.frame.parent for line in seconded}
    inside = range(seconded[0].index, seconded[-1].index)
    return [line for line in core if line.group[1] or line.index in inside or line.frame.parent in containers]


def _without_stragglers(core: list[Line], votes: Collection[int]) -> list[Line]:
    """Return `core` without small clusters that stand far away from the rest: in a footer, or unseen by the witness.

    A first paragraph alone, with a paywall's offers between it and the rest, is none.
    """
    clusters: list[list[Line]] = []
    for line in core:
        if clusters and line.index - clusters[-1][-1].index <= _GAP:
            clusters[-1].append(line)
        else:
            clusters.append([line])
    least = _CLUSTER_SHARE * sum(line.weight for line in core)
    heavy = [sum(line.weight for line in cluster) >= least for cluster in clusters]
    return [
        line
        for number, cluster in enumerate(clusters)
        if heavy[number] or (any(heavy[number:]) and any(line.index in votes for line in cluster))
        for line in cluster
    ]


def _weigh(lines: Iterable[Line]) -> Counter[_Group]:
    weights: Counter[_Group] = Counter()
    for line in lines:
        weights[line.group] += line.weight
    return weights


def _overruling_group(prose: list[Line], total: Counter[_Group], voted: int, groups: set[_Group]) -> _Group | None:
    for group, weight in total.most_common(3):
        if weight < _OVERRULE * voted or group in groups:
            return None
        sample = next(line for line in prose if line.group == group)
        if not sample.place & (Place.ASIDE | Place.HIDDEN | Place.ITEM) and not is_comment(path_names(sample.frame)):
            return group
    return None
