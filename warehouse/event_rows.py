"""Turns what a batch means for events into Arrow tables with the columns of the tables they land in, and back."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from tasks.happenings import Report
from warehouse.rows import COPIES, HASH, ID, INSTANT, NUMBER, TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tasks.happenings import Happenings

TOPICS = pa.schema(
    {
        "article_id": ID,
        "in_language": TEXT,
        "told_at": INSTANT,
        "component": ID,
        "terms": pa.list_(HASH),
        "weights": pa.list_(pa.uint16()),
    }
)
LINKS = pa.schema({"one": ID, "other": ID, "similarity": pa.int32(), "rewrite_score": NUMBER, "evidence": TEXT})
SEATS = pa.schema({"article_id": ID, "event_id": ID, "component": ID})
EVENTS = pa.schema({"event_id": ID, "label": TEXT, "event_date": pa.date32(), "event_date_source": TEXT})
ALIASES = pa.schema({"event_id": ID, "merged_into": ID})


def report_table(reports: Iterable[Report], components: Mapping[int, int] | None = None) -> pa.Table:
    """Return reports as rows of `topics`."""
    rows = [
        {
            "article_id": report.article_id,
            "in_language": report.in_language,
            "told_at": report.told_at,
            "component": (components or {}).get(report.article_id, report.article_id),
            "terms": [term for term, _ in report.topic],
            "weights": [weight for _, weight in report.topic],
        }
        for report in reports
    ]
    return pa.Table.from_pylist(rows, schema=TOPICS)


def event_tables(happenings: Happenings) -> dict[str, pa.Table]:
    """Return the tables that `statements/land_events.sql` reads, by name."""
    components = {seat.article_id: seat.component for seat in happenings.seats}
    return {
        "new_topics": report_table(happenings.reports, components),
        "lost_reports": id_table(happenings.dropped, "article_id"),
        "new_links": pa.Table.from_pylist([asdict(link) for link in happenings.links], schema=LINKS),
        "new_event_seats": pa.Table.from_pylist([asdict(seat) for seat in happenings.seats], schema=SEATS),
        "new_events": pa.Table.from_pylist([asdict(event) for event in happenings.events], schema=EVENTS),
        "gone_events": id_table(happenings.gone, "event_id"),
        "new_event_aliases": pa.Table.from_pylist([asdict(alias) for alias in happenings.aliases], schema=ALIASES),
        "new_rewrites": pa.Table.from_pylist([asdict(copy) for copy in happenings.rewrites], schema=COPIES),
    }


def id_table(ids: Iterable[int], name: str) -> pa.Table:
    """Return ids as a table of one column."""
    return pa.table({name: pa.array(list(ids), ID)})


REPORT_FIELDS = (
    *("article_id", "in_language", "told_at", "credit", "word_count", "headline", "date_published", "embedded_date"),
    *("articles", "event_id", "component"),
)


def read_reports(rows: Iterable[tuple[Any, ...]]) -> tuple[Report, ...]:
    """Return rows of `statements/look_up_reports.sql` as the nouns."""
    return tuple(Report(**dict(zip(REPORT_FIELDS, row, strict=True))) for row in rows)
