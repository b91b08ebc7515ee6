"""Looks up what the store holds that bears on the events of some reports, and catches up with older stores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tasks.happenings import KnownReports, TopicLink
from warehouse.event_rows import id_table, read_reports, report_table
from warehouse.store import open_store, statement

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import duckdb

    from tasks.happenings import Report


def look_up_reports(
    home: Path, new: Sequence[Report], touched: Sequence[int], *, window_hours: float, least: int
) -> KnownReports:
    """Return every stored report of the components that a batch touches, and the links among them and to new ones.

    Args:
        home: the home directory.
        new: reports that are yet to be stored, or stored anew.
        touched: articles whose clusters of copies the batch has changed.
        window_hours: reports further apart than this are not linked.
        least: cosine of a link, in thousandths.
    """
    with open_store(home) as con:
        found = _find_links(con, new, window_hours, least)
        own = {report.article_id for report in new}
        touched_ids = {*touched, *own, *(article_id for link in found for article_id in (link.one, link.other))}
        con.register("touched", id_table(sorted(touched_ids), "article_id"))
        stored = read_reports(con.execute(statement("look_up_reports")).fetchall())
        reports = tuple(report for report in stored if report.article_id not in own)
        con.register("members", id_table([report.article_id for report in reports], "article_id"))
        rows = con.execute(
            """
            SELECT one, other, similarity, rewrite_score, evidence FROM topic_links
            WHERE one IN (SELECT article_id FROM members) AND other IN (SELECT article_id FROM members)
            ORDER BY one, other
            """
        ).fetchall()
    renewed = tuple(report for report in stored if report.article_id in own)
    return KnownReports(reports, (*found, *(TopicLink(*row) for row in rows)), renewed)


def read_promoted(home: Path, article_ids: Sequence[int]) -> tuple[Report, ...]:
    """Return stored copies as the reports that they make as representatives, their topics aside."""
    query = """
        SELECT
            article_id, in_language, coalesce(date_published, first_seen_at) AS told_at, credit, word_count, headline,
            date_published, embedded_date, 1 AS articles, event_id, NULL AS component
        FROM articles
        WHERE article_id IN (SELECT unnest($ids::BIGINT[]))
        ORDER BY article_id
    """
    with open_store(home) as con:
        return read_reports(con.execute(query, {"ids": list(article_ids)}).fetchall())


def _find_links(
    con: duckdb.DuckDBPyConnection, new: Sequence[Report], window_hours: float, least: int
) -> list[TopicLink]:
    if not new:
        return []
    con.register("wanted_reports", report_table(new))
    values: dict[str, Any] = {"window_seconds": window_hours * 3600, "least": least}
    return [TopicLink(*row) for row in con.execute(statement("look_up_links"), values).fetchall()]
