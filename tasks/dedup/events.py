"""Forms events: groups of articles that tell one happening, by the likeness of their topics.

Articles are joined by average linkage: the two most alike groups first, until no two groups are alike enough. Two large
groups stay apart where what joins them is much weaker than what holds each together: so do two arrests, two matches or
two rulings of the same people. Numbers are whole, and ties fall by id, so that the events are a function of the set of
articles and their links alone, in whatever order they came.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from tasks.dedup.components import find_components

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tasks.happenings import TopicLink

LINKED = 200
"""Two articles whose topics have at least this cosine, in thousandths, are linked; weaker likeness counts as none."""

ALIKE = 200
"""Two groups are joined if their articles have at least this cosine on average."""

DENSE_SIZE = 5
DENSE_RATIO = 0.8
"""Two groups of at least DENSE_SIZE articles stay apart where the average between them is below this share of the
average within the looser one."""

LARGEST_COMPONENT = 500
STEP = 20
"""Articles that are linked into a larger component are first parted by asking for stronger links, step by step."""


def form_events(articles: Iterable[int], links: Iterable[TopicLink]) -> tuple[tuple[int, ...], ...]:
    """Return the groups of articles, each sorted and the groups too; who is like nobody is a group alone.

    Args:
        articles: ids of representatives; copies share the event of theirs.
        links: those among the articles; links to others and links below LINKED are passed over.
    """
    members = sorted(set(articles))
    return tuple(sorted(_form(members, [link for link in links if link.similarity >= LINKED], LINKED)))


def find_centre(members: Sequence[int], links: Iterable[TopicLink]) -> int:
    """Return the member that is most like the others, the least id among equals: its headline names the event best."""
    sums = dict.fromkeys(members, 0)
    for link in links:
        if link.one in sums and link.other in sums:
            sums[link.one] += link.similarity
            sums[link.other] += link.similarity
    return min(members, key=lambda article: (-sums[article], article))


def _form(members: Sequence[int], links: Sequence[TopicLink], least: int) -> list[tuple[int, ...]]:
    events: list[tuple[int, ...]] = []
    for component, inside in _components(members, [link for link in links if link.similarity >= least]):
        if len(component) > LARGEST_COMPONENT:
            events += _form(component, inside, least + STEP)
        else:
            events += _agglomerate(component, inside)
    return events


def _components(members: Sequence[int], links: Iterable[TopicLink]) -> list[tuple[list[int], list[TopicLink]]]:
    wanted = set(members)
    within = [link for link in links if link.one in wanted and link.other in wanted]
    component_of = find_components(members, ((link.one, link.other) for link in within))
    components: dict[int, tuple[list[int], list[TopicLink]]] = {}
    for article, component in component_of.items():
        components.setdefault(component, ([], []))[0].append(article)
    for link in within:
        components[component_of[link.one]][1].append(link)
    return list(components.values())


@dataclass(slots=True)
class _Group:
    members: list[int]
    inner: int = 0
    """Sum of the similarities within."""
    outer: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    """Sums of the similarities to each other group, by its key."""

    @property
    def density(self) -> float:
        """Average similarity of two members."""
        size = len(self.members)
        return self.inner / (size * (size - 1) / 2)


Candidate = tuple[float, int, int, int, int]
"""A pair of groups: the average between them, negated, their keys, and their sizes when it was taken."""


def _agglomerate(members: Sequence[int], links: Iterable[TopicLink]) -> list[tuple[int, ...]]:
    groups = {article: _Group([article]) for article in members}
    for link in links:
        groups[link.one].outer[link.other] = groups[link.other].outer[link.one] = link.similarity
    waiting = [_candidate(groups, one, other) for one in groups for other in groups[one].outer if one < other]
    heapify(waiting)
    while waiting and -waiting[0][0] >= ALIKE:
        average, one, other, one_size, other_size = heappop(waiting)
        if _is_current(groups, one, one_size) and _is_current(groups, other, other_size):
            if _are_twins(groups[one], groups[other], -average):
                continue
            _merge(groups, one, other)
            for neighbour in groups[one].outer:
                heappush(waiting, _candidate(groups, *sorted((one, neighbour))))
    return [tuple(sorted(group.members)) for group in groups.values()]


def _candidate(groups: Mapping[int, _Group], one: int, other: int) -> Candidate:
    sizes = len(groups[one].members), len(groups[other].members)
    return -groups[one].outer[other] / (sizes[0] * sizes[1]), one, other, *sizes


def _is_current(groups: Mapping[int, _Group], key: int, size: int) -> bool:
    return key in groups and len(groups[key].members) == size


def _are_twins(one: _Group, other: _Group, average: float) -> bool:
    if min(len(one.members), len(other.members)) < DENSE_SIZE:
        return False
    return average < DENSE_RATIO * min(one.density, other.density)


def _merge(groups: dict[int, _Group], one: int, other: int) -> None:
    kept, gone = groups[one], groups.pop(other)
    kept.members += gone.members
    kept.inner += gone.inner + kept.outer.pop(other)
    del gone.outer[one]
    for neighbour, total in gone.outer.items():
        kept.outer[neighbour] += total
        del groups[neighbour].outer[other]
        groups[neighbour].outer[one] = kept.outer[neighbour]
