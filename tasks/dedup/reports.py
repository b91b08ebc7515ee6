"""The door to events: says which happening each representative of a batch tells, beside what the store knows.

link the new reports to each other and to stored ones near them in time; of those that are much alike, align the texts
form the events of every component that they touch, anew
let each event keep the id that most of its articles had; ids that nobody kept lead to where their articles went
inside each event, the reports of one family, rewrites of one text, have one of them as their source

The events are a function of the set of reports and their links; only ids depend on what came first.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from tasks.dedup.components import find_components
from tasks.dedup.events import LINKED, find_centre, form_events
from tasks.dedup.families import form_families
from tasks.dedup.representative import rank
from tasks.dedup.rewrite import align, read_outline
from tasks.dedup.topic import compare_topics, read_topic
from tasks.happenings import Event, EventAlias, EventSeat, Happenings, Report, TopicLink
from tasks.models import Copy, CopyKind, stable_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from tasks.dedup.rewrite import Outline
    from tasks.happenings import KnownReports
    from tasks.models import ArticleVersion, Fingerprint, Placement, Text

__all__ = ["LINKED", "add_topics", "align_links", "link_reports", "place_reports", "read_reports", "texts_to_read"]

ALIGNED = 350
"""Reports whose topics have at least this cosine, in thousandths, may be rewrites: their texts are compared. Of the
rewrites that alignment can tell, none was less alike."""


def read_reports(placement: Placement) -> tuple[Report, ...]:
    """Return the batch's new representatives, as far as it matters for events; texts that say nothing are left out."""
    copies = Counter(seat.copy_of for seat in placement.seats if seat.copy_of is not None)
    seats = {seat.article_id for seat in placement.seats if seat.copy_of is None}
    latest = {version.article.article_id: version for version in placement.versions}
    return tuple(
        _as_report(fingerprint, latest[fingerprint.article_id], 1 + copies[fingerprint.article_id])
        for fingerprint in placement.fingerprints
        if fingerprint.article_id in seats and fingerprint.topic
    )


def _as_report(fingerprint: Fingerprint, version: ArticleVersion, articles: int) -> Report:
    article = version.article
    return Report(
        article_id=article.article_id,
        in_language=article.in_language,
        told_at=article.date_published or version.first_seen_at,
        credit=fingerprint.credit,
        word_count=article.word_count,
        topic=fingerprint.topic,
        headline=article.headline,
        date_published=article.date_published,
        embedded_date=fingerprint.embedded_date,
        articles=articles,
    )


def link_reports(new: Sequence[Report], known: KnownReports, window_hours: float) -> tuple[TopicLink, ...]:
    """Return all links that bear on the batch: the stored ones, and those of its reports.

    Args:
        new: the batch's representatives, and stored copies that became one.
        known: what the store holds that bears on them; its links to them are found already.
        window_hours: reports further apart than this are not linked.
    """
    return tuple(sorted((*known.links, *_link(new, timedelta(hours=window_hours))), key=_pair))


def texts_to_read(links: Iterable[TopicLink], new: Sequence[Report]) -> tuple[int, ...]:
    """Return the articles whose texts are to be aligned: those of links to new reports that are much alike."""
    return tuple(sorted({article_id for link in _to_align(links, new) for article_id in _pair(link)}))


def add_topics(reports: Iterable[Report], texts: Iterable[Text]) -> tuple[Report, ...]:
    """Return stored reports with their topics, read from their texts."""
    bodies = {text.article_id: text for text in texts}
    return tuple(
        replace(report, topic=tuple(read_topic(bodies[report.article_id].article_body, report.in_language).items()))
        for report in reports
    )


def align_links(links: Sequence[TopicLink], new: Sequence[Report], texts: Iterable[Text]) -> tuple[TopicLink, ...]:
    """Return the links, those between rewrites of one text with their score and evidence."""
    outlines = {text.article_id: read_outline(text.article_body, text.in_language) for text in texts}
    wanted = {_pair(link) for link in _to_align(links, new)}
    return tuple(_align(link, outlines) if _pair(link) in wanted else link for link in links)


def place_reports(
    placement: Placement, new: Sequence[Report], known: KnownReports, links: Sequence[TopicLink]
) -> Happenings:
    """Return what the batch means for events.

    Args:
        placement: of the batch.
        new: its new representatives, and stored copies that became one.
        known: every stored report of the components that they touch.
        links: among all these.
    """
    dropped = {seat.article_id for seat in placement.seats if seat.copy_of is not None}
    counts = Counter(seat.copy_of or seat.article_id for seat in placement.seats)
    stored = {report.article_id: report for report in (*known.reports, *known.renewed)}
    own = {report.article_id: replace(report, event_id=_event_of(stored, report)) for report in new}
    reports = {one: report for one, report in (stored | own).items() if one not in dropped}
    links = [link for link in links if link.one in reports and link.other in reports]
    sizes = {article_id: counts.get(article_id) or report.articles for article_id, report in reports.items()}
    told = [group for group in form_events(reports, links) if sum(sizes[article_id] for article_id in group) > 1]
    ids = _name_events(told, reports, sizes)
    components = find_components(reports, map(_pair, links))
    event_of = {article_id: event_id for event_id, group in ids.items() for article_id in group}
    event_of |= {seat.article_id: event_of[seat.copy_of] for seat in placement.seats if seat.copy_of in event_of}
    were = [*stored.values(), *own.values()]
    return Happenings(
        reports=tuple(report for report in new if report.article_id in reports),
        dropped=tuple(sorted(dropped)),
        links=tuple(link for link in links if {link.one, link.other} & own.keys()),
        seats=tuple(EventSeat(one, event_of.get(one), components[one]) for one in sorted(reports)),
        events=tuple(_describe(event_id, group, reports, links) for event_id, group in sorted(ids.items())),
        gone=tuple(sorted({report.event_id for report in were if report.event_id is not None} - set(ids))),
        aliases=_find_aliases(were, event_of, set(ids)),
        rewrites=tuple(_find_rewrites(reports, links, event_of)),
    )


def _event_of(stored: Mapping[int, Report], report: Report) -> int | None:
    return stored[report.article_id].event_id if report.article_id in stored else report.event_id


def _pair(link: TopicLink) -> tuple[int, int]:
    return link.one, link.other


def _to_align(links: Iterable[TopicLink], new: Sequence[Report]) -> list[TopicLink]:
    own = {report.article_id for report in new}
    return [link for link in links if link.similarity >= ALIGNED and {link.one, link.other} & own]


def _align(link: TopicLink, outlines: Mapping[int, Outline]) -> TopicLink:
    alignment = align(outlines[link.one], outlines[link.other])
    if not alignment.is_rewrite:
        return link
    return replace(link, rewrite_score=alignment.score, evidence=alignment.evidence)


def _link(reports: Sequence[Report], window: timedelta) -> Iterable[TopicLink]:
    topics = {report.article_id: dict(report.topic) for report in reports}
    for one, other in combinations(sorted(reports, key=lambda report: report.article_id), 2):
        if one.in_language == other.in_language and abs(one.told_at - other.told_at) <= window:
            similarity = compare_topics(topics[one.article_id], topics[other.article_id])
            if similarity >= LINKED:
                yield TopicLink(one.article_id, other.article_id, similarity)


def _name_events(
    groups: Sequence[tuple[int, ...]], reports: Mapping[int, Report], sizes: Mapping[int, int]
) -> dict[int, tuple[int, ...]]:
    """Give each group the id that most of its articles have; no id goes to two groups."""
    claims: Counter[tuple[int, tuple[int, ...]]] = Counter()
    for group in groups:
        for article_id in group:
            if (event_id := reports[article_id].event_id) is not None:
                claims[event_id, group] += sizes[article_id]
    ids: dict[tuple[int, ...], int] = {}
    taken: set[int] = set()
    for event_id, group in sorted(claims, key=lambda claim: (-claims[claim], claim)):
        if event_id not in taken and group not in ids:
            ids[group] = event_id
            taken.add(event_id)
    for group in groups:
        if group not in ids:
            ids[group] = _new_id(group, taken)
            taken.add(ids[group])
    return {event_id: group for group, event_id in ids.items()}


def _new_id(group: tuple[int, ...], taken: Collection[int]) -> int:
    return next(found for article_id in group if (found := stable_id("event", str(article_id))) not in taken)


def _describe(
    event_id: int, group: tuple[int, ...], reports: Mapping[int, Report], links: Sequence[TopicLink]
) -> Event:
    members = [reports[article_id] for article_id in group]
    label = reports[find_centre(group, links)].headline or next((one.headline for one in members if one.headline), None)
    published = min((one.date_published for one in members if one.date_published), default=None)
    embedded = min((one.embedded_date for one in members if one.embedded_date), default=None)
    if published is not None:
        return Event(event_id, label, published.date(), "date_published")
    return Event(event_id, label, embedded, "embed" if embedded else None)


def _find_aliases(stored: Sequence[Report], event_of: Mapping[int, int], standing: set[int]) -> tuple[EventAlias, ...]:
    """Return where the articles of each id that nobody kept have gone, the most of them; none if they tell no event."""
    went = Counter(
        (report.event_id, event_of[report.article_id])
        for report in stored
        if report.event_id is not None and report.event_id not in standing and report.article_id in event_of
    )
    aliases: dict[int, int] = {}
    for (event_id, merged_into), _ in sorted(went.items(), key=lambda item: (-item[1], item[0])):
        aliases.setdefault(event_id, merged_into)
    return tuple(EventAlias(*pair) for pair in sorted(aliases.items()))


def _find_rewrites(
    reports: Mapping[int, Report], links: Iterable[TopicLink], event_of: Mapping[int, int]
) -> Iterator[Copy]:
    """Yield each report of a family but the best, which is their source, even where the two are not alike directly."""
    inside = [
        link
        for link in links
        if link.rewrite_score is not None and event_of.get(link.one, 0) == event_of.get(link.other, 1)
    ]
    found = {_pair(link): link for link in inside}
    for family in form_families({pair: link.rewrite_score or 0.0 for pair, link in found.items()}):
        own = {pair: link for pair, link in found.items() if set(pair) <= set(family)}
        source, *others = sorted((reports[article_id] for article_id in family), key=_rank)
        for one in sorted(others, key=lambda report: report.article_id):
            link = found.get((min(one.article_id, source.article_id), max(one.article_id, source.article_id)))
            yield Copy(one.article_id, source.article_id, CopyKind.REWRITE, *_explain(link, one, own))


def _rank(report: Report) -> tuple[datetime, bool, int, int]:
    return rank(report.date_published, report.credit, report.word_count, report.article_id)


def _explain(link: TopicLink | None, one: Report, found: Mapping[tuple[int, int], TopicLink]) -> tuple[float, str]:
    """Return score and evidence; of a rewrite of another rewrite, those of its best link inside the family."""
    if link is not None:
        return link.rewrite_score or 0.0, link.evidence or ""
    own = [other for pair, other in sorted(found.items()) if one.article_id in pair]
    best = max(own, key=lambda other: other.rewrite_score or 0.0)
    return best.rewrite_score or 0.0, f"rewrite of another rewrite; {best.evidence}"
