"""Prints tables and decisions for people, and opens the SQL prompt."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from warehouse.errors import QueryError
from warehouse.snapshot import is_complete, query

if TYPE_CHECKING:
    import pyarrow as pa

SHOWN_ROWS = 1000
FILE_WIDTH = 240

SINGULAR = {
    "documents": "document",
    "articles": "article",
    "versions": "version",
    "removed_spans": "removed span",
    "copies": "copy",
    "mentions": "mention",
}

PROMPT, MORE = "news> ", "  ... "

CONTROLS = dict.fromkeys({*range(32), *range(127, 160)} - set(b"\t\n"), "\N{REPLACEMENT CHARACTER}")
"""What documents say must not steer the terminal."""

Row = dict[str, Any]


def print_json(value: object) -> None:
    """Print `value` as JSON; what JSON does not know is printed as text."""
    print(json.dumps(value, default=str, ensure_ascii=False, indent=2))  # noqa: T201  (this is the output)


def print_table(result: pa.Table) -> None:
    """Print an Arrow table, at most SHOWN_ROWS rows of it."""
    rows = result.slice(0, SHOWN_ROWS).to_pylist()
    _print_rows(result.column_names, rows)
    if result.num_rows > SHOWN_ROWS:
        _console().print(f"{result.num_rows - SHOWN_ROWS} more rows; use --format csv for all.")


def print_status(found: dict[str, Any]) -> None:
    """Print what `warehouse.status.read_status` found."""
    snapshot, documents = found["snapshot"], found["documents"]
    console = _console()
    console.print(
        f"Snapshot {snapshot['snapshot_no']} of {snapshot['published_at']:%Y-%m-%d %H:%M:%S} UTC: "
        f"{snapshot['articles']} articles, {snapshot['unique_articles']} of them no copies; "
        f"{snapshot['entities']} entities.",
    )
    console.print("Documents: " + ", ".join(f"{count} {state}" for state, count in documents.items()) + ".")
    console.print(
        "Files: " + ", ".join(f"{count} {place.replace('_', ' ')}" for place, count in found["queue"].items()) + "."
    )
    shown = ("started_at", "flow", "state", "received", "landed", "duplicates", "rejected", "failed")
    _print_rows(shown, found["runs"])


def print_feeds(rows: list[Row]) -> None:
    """Print feeds as a table; times to the minute, UTC."""
    shown = ("title", "section", "feed_url", "status", "next_poll_at", "entries_per_day", "why")
    _print_rows(shown, [row | {"next_poll_at": f"{row['next_poll_at']:%Y-%m-%d %H:%M}"} for row in rows])


def print_explanation(found: dict[str, list[Row]]) -> None:
    """Print what `warehouse.status.explain` found: each kind of decision under its name, one line a fact."""
    for kind, rows in found.items():
        for row in rows:
            _console().print(Text(SINGULAR[kind], style="bold"))
            for name, value in row.items():
                if value is not None:
                    print(f"  {name:<22} {_show(value)}")  # noqa: T201  (this is the output)


def run_prompt(con: Any) -> None:  # noqa: ANN401  (a DuckDB connection, which only warehouse/ may name)
    """Read statements from the terminal and print their results until the input ends."""
    import readline  # noqa: F401, PLC0415  (gives input() a history and editing)

    text = ""
    while True:
        try:
            text += input(MORE if text else PROMPT) + "\n"
        except EOFError:
            return
        except KeyboardInterrupt:
            text = ""
            continue
        if is_complete(con, text):
            _run_statement(con, text)
            text = ""


def _run_statement(con: Any, text: str) -> None:  # noqa: ANN401
    try:
        print_table(query(con, text))
    except QueryError as error:
        _console().print(Text(str(error), style="red"))


def _print_rows(columns: Any, rows: list[Row]) -> None:  # noqa: ANN401
    table = Table(box=box.SIMPLE_HEAD, show_edge=False)
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text(_show(row[column])) for column in columns))
    _console().print(table)


def _show(value: object) -> str:
    return "" if value is None else str(value).translate(CONTROLS)


def _console() -> Console:
    """Return a console as wide as the terminal; wide enough for whole rows where nobody looks at one."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else FILE_WIDTH)
