"""Reads the published snapshot: read-only, with no way from SQL to files or the network."""

from __future__ import annotations

import json
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from warehouse.errors import NoSnapshotError, QueryError
from warehouse.paths import WarehousePaths

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
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
        QueryError: another program has the snapshot open for writing.
    """
    news = WarehousePaths(home).news
    if not news.exists():
        raise NoSnapshotError(f"There is no warehouse in {home} yet: run copydesk ingest, or name another --home.")
    with _connect(news.resolve()) as con:
        con.execute(SETTINGS)
        yield con


def _connect(snapshot: Path) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(str(snapshot), read_only=True)
    except duckdb.IOException as error:
        raise QueryError(
            f"{snapshot} cannot be opened: close it where it is open for writing. DuckDB says: {error}"
        ) from error


def query(con: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, Any] | None = None) -> pa.Table:
    """Return the result of `sql` as an Arrow table; the last statement's, where there are several.

    Of two columns with one name, the second is called name_1, so that none is lost where rows become dictionaries.

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
    return table.rename_columns(_tell_apart(table.column_names))


def _tell_apart(names: Sequence[str]) -> list[str]:
    given: list[str] = []
    for name in names:
        numbered = (f"{name}_{number}" for number in count(1))
        given.append(name if name not in given else next(new for new in numbered if new not in {*names, *given}))
    return given


def is_complete(con: duckdb.DuckDBPyConnection, text: str) -> bool:
    """Tell whether `text` ends a statement, so that a prompt may stop asking for more."""
    if not text.rstrip().endswith(";"):
        return False
    try:
        return bool(con.extract_statements(text))
    except duckdb.Error:
        return True  # let it run and say what is wrong


def write_table(table: pa.Table, form: str, out: BinaryIO) -> None:
    """Write a result as csv (lists and structs as JSON text), json (an array of objects) or parquet.

    Raises:
        QueryError: a column has a type that the form cannot hold.
    """
    try:
        if form == "csv":
            pyarrow.csv.write_csv(_flatten(table), out)
        elif form == "parquet":
            pyarrow.parquet.write_table(table, out)
        else:
            out.write(json.dumps(table.to_pylist(), default=str, ensure_ascii=False, indent=2).encode() + b"\n")
    except pa.ArrowException as error:
        raise QueryError(f"This result cannot be written as {form}: cast the column to VARCHAR ({error}).") from error


def _flatten(table: pa.Table) -> pa.Table:
    """Write the nested columns as JSON text: a line of CSV has no place for them."""
    for place, column in enumerate(table.columns):
        if pa.types.is_nested(column.type):
            texts = [None if value is None else _as_json(value) for value in column.to_pylist()]
            table = table.set_column(place, table.column_names[place], pa.array(texts, pa.string()))
    return table


def _as_json(value: object) -> str:
    return json.dumps(value, default=str, ensure_ascii=False)
