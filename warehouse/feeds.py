"""Keeps the feeds: which there are, which are due, what was asked and listed, and whose pages are yet to be fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tasks.web import FeedStatus, Host
from warehouse.feed_rows import (
    carried_tables,
    feed_table,
    host_table,
    page_tables,
    poll_tables,
    read_feeds,
    read_pending,
)
from warehouse.rows import sighting_table
from warehouse.store import open_store, statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    import duckdb
    import pyarrow as pa

    from tasks.models import Received
    from tasks.web import Feed, PageFetch, PendingEntry, SettledPoll


def add_feeds(home: Path, feeds: Sequence[Feed]) -> tuple[Feed, ...]:
    """Add those feeds that are not there yet, by id and by today's address, and return them."""
    with open_store(home) as con:
        con.register("offered", feed_table(feeds))
        new = """
            SELECT DISTINCT ON (feed_url) offered.* FROM offered
            ANTI JOIN feeds USING (feed_id)
            ANTI JOIN feeds AS moved ON offered.feed_url = moved.feed_url
        """
        added = con.sql(new).to_arrow_table()
        con.register("added", added)
        con.execute("INSERT INTO feeds BY NAME SELECT * FROM added")
    return read_feeds(added.to_pylist())


def remove_feeds(home: Path, feed_ids: Sequence[int]) -> int:
    """Forget feeds and what they list; articles and sightings stay. Return how many there were."""
    with open_store(home) as con:
        con.execute("BEGIN TRANSACTION")
        con.execute("DELETE FROM entries WHERE feed_id IN (SELECT unnest($ids::BIGINT[]))", {"ids": list(feed_ids)})
        gone = con.execute(
            "DELETE FROM feeds WHERE feed_id IN (SELECT unnest($ids::BIGINT[])) RETURNING feed_id",
            {"ids": list(feed_ids)},
        ).fetchall()
        con.execute("COMMIT")
    return len(gone)


def list_feeds(home: Path) -> tuple[Feed, ...]:
    """Return all feeds, by section and title."""
    return _select(home, "SELECT * FROM feeds ORDER BY section NULLS FIRST, title, feed_url")


def due_feeds(home: Path, now: datetime, most: int) -> tuple[Feed, ...]:
    """Return feeds that are due, the longest waiting first."""
    query = """
        SELECT * FROM feeds
        WHERE status IN ('active', 'failing') AND next_poll_at <= $now
        ORDER BY next_poll_at, feed_id
        LIMIT $most
    """
    return _select(home, query, {"now": now, "most": most})


def next_due_at(home: Path) -> datetime | None:
    """Return when the next feed or page is due; None if there are none."""
    query = """
        SELECT min(due_at) FROM (
            SELECT min(next_poll_at) AS due_at FROM feeds WHERE status IN ('active', 'failing')
            UNION ALL
            SELECT min(next_try_at) FROM entries WHERE state = 'pending'
        )
    """
    with open_store(home) as con:
        ((found,),) = con.execute(query).fetchall()
    return found  # type: ignore[no-any-return]  # a TIMESTAMPTZ


def set_feed(home: Path, feed_id: int, status: FeedStatus, fixed_interval_seconds: int | None, now: datetime) -> None:
    """Pause a feed or wake it, or set its pace by hand; it is due at once unless it is paused."""
    with open_store(home) as con:
        con.execute(
            """
            UPDATE feeds SET
                status = $status, next_poll_at = $now, failure_count = 0,
                fixed_interval_seconds = coalesce($interval, fixed_interval_seconds)
            WHERE feed_id = $feed_id
            """,
            {"status": status.value, "interval": fixed_interval_seconds, "now": now, "feed_id": feed_id},
        )


def known_entries(home: Path, feed_ids: Sequence[int]) -> dict[int, frozenset[str]]:
    """Return the ids of the entries that each feed has listed before."""
    query = """
        SELECT feed_id, list(entry_id) FROM entries
        WHERE feed_id IN (SELECT unnest($ids::BIGINT[]))
        GROUP BY feed_id
    """
    with open_store(home) as con:
        found = con.execute(query, {"ids": list(feed_ids)}).fetchall()
    return {feed_id: frozenset(entry_ids) for feed_id, entry_ids in found}


def save_polls(
    home: Path, run_id: int, polls: Sequence[SettledPoll], now: datetime, hosts: Iterable[Host] = ()
) -> None:
    """Write down a group of polls in one transaction, so that validators are there if and only if the entries are."""
    with open_store(home) as con:
        _save(con, poll_tables(polls, run_id, now), "save_polls", hosts)


def save_pages(home: Path, run_id: int, pages: Sequence[PageFetch], hosts: Iterable[Host] = ()) -> None:
    """Write down requests for pages, and which entries are to be tried again later."""
    with open_store(home) as con:
        _save(con, page_tables(pages, run_id), "save_pages", hosts)


def pending_entries(home: Path, now: datetime, most: int) -> tuple[PendingEntry, ...]:
    """Return entries whose pages are to be fetched now; those that link to a known article are settled instead."""
    with open_store(home) as con:
        carried = con.execute(statement("carried_entries")).fetchall()
        if carried:
            _save(con, carried_tables(carried, now), "settle_known")
        rows = con.execute(statement("pending_entries"), {"now": now, "most": most}).fetchall()
    return read_pending(rows)


def settle_entries(home: Path, documents: Iterable[Received]) -> None:
    """Settle the entries that led to documents which the store knows."""
    with open_store(home) as con:
        _save(con, {"new_sightings": sighting_table(documents)}, "settle_entries")


def known_hosts(home: Path, now: datetime) -> dict[str, Host]:
    """Return what is remembered of hosts and still holds."""
    query = """
        SELECT host, closed_until, robots_txt, if(robots_until > $now, robots_until, NULL)
        FROM hosts WHERE closed_until > $now OR robots_until > $now
    """
    with open_store(home) as con:
        return {row[0]: Host(*row) for row in con.execute(query, {"now": now}).fetchall()}


def _save(con: duckdb.DuckDBPyConnection, tables: dict[str, pa.Table], name: str, hosts: Iterable[Host] = ()) -> None:
    seen_hosts = host_table(hosts)
    for table, rows in (tables | {"seen_hosts": seen_hosts}).items():
        con.register(table, rows)
    con.execute("BEGIN TRANSACTION")
    con.execute(statement(name))
    if len(seen_hosts):
        con.execute(statement("save_hosts"))
    con.execute("COMMIT")


def _select(home: Path, query: str, parameters: dict[str, Any] | None = None) -> tuple[Feed, ...]:
    with open_store(home) as con:
        relation = con.sql(query, params=parameters) if parameters else con.sql(query)
        return read_feeds(relation.to_arrow_table().to_pylist())
