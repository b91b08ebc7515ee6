"""Reads the published snapshot: read-only, with no way from SQL to files or the network."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from warehouse.errors import NoSnapshotError, QueryError
from warehouse.paths import WarehousePaths

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO

SETTINGS = """
SET TimeZone = 'UTC';
SET enable_external_access = false;
SET lock_configuration = true;
"""
"""In this order: what DuckDB needs for time zones it loads first, then nothing more."""


@contextmanager
def open_snapshot(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Hand out a connection to the newest snapshot; a snapshot published meanwhile does not disturb it.

    Raises:
        NoSnapshotError: nothing has been published yet.
    """
    news = WarehousePaths(home).news
    if not news.exists():
        raise NoSnapshotError(f"There is no warehouse in {home} yet: run copydesk ingest, or name another --home.")
    with duckdb.connect(str(news.resolve()), read_only=True) as con:
        con.execute(SETTINGS)
        yield con


def query(con: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, Any] | None = None) -> pa.Table:
    """Return the result of `sql` as an Arrow table; the last statement's, where there are several.

    Raises:
        QueryError: DuckDB would not run it; the message is DuckDB's own.
    """
    try:
        result = con.sql(sql, params=parameters)
        return pa.table({}) if result is None else _read_whole(result)
    except duckdb.Error as error:
        raise QueryError(str(error)) from error


def _read_whole(result: duckdb.DuckDBPyRelation) -> pa.Table:
    table: pa.Table = result.to_arrow_table()
    return table


def is_complete(con: duckdb.DuckDBPyConnection, text: str) -> bool:
    """Tell whether `text` ends a statement, so that a prompt may stop asking for more."""
    if not text.rstrip().endswith(";"):
        return False
    try:
        return bool(con.extract_statements(text))
    except duckdb.Error:
        return True  # let it run and say what is wrong


def write_table(table: pa.Table, form: str, out: BinaryIO) -> None:
    """Write a result as csv, json (an array of objects) or parquet."""
    if form == "csv":
        pyarrow.csv.write_csv(table, out)
    elif form == "parquet":
        pyarrow.parquet.write_table(table, out)
    else:
        out.write(json.dumps(table.to_pylist(), default=str, ensure_ascii=False, indent=2).encode() + b"\n")
