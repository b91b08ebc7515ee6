"""Fixtures that several tests share: a home of their own, the command line, and one real Prefect server for all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from hypothesis import settings
from typer.testing import CliRunner

settings.register_profile("untimed", deadline=None)  # no test asserts how long something took
settings.load_profile("untimed")

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

CLOCK_COLUMNS = {
    "received_at",
    "told_at",
    "seen_on",
    "first_seen_at",
    "last_seen_at",
    "updated_at",
    "seen_at",
    "run_id",
    "batch_id",
    "stored_in",
}
"""What may differ between two ingests of the same input: our clock, the run, and how it was cut into batches."""

CONTENT_TABLES = (
    "documents",
    "articles",
    "article_versions",
    "removed_spans",
    "sketches",
    "topics",
    "topic_links",
    "events",
    "copies",
    "entities",
    "entity_aliases",
    "mentions",
    "quotes",
)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch, tmp_path):
    """Keep the settings and the Prefect profile of whoever runs the tests out of them."""
    for name in list(os.environ):
        if name.startswith(("COPYDESK_", "PREFECT_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("COPYDESK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))


@pytest.fixture
def home(tmp_path):
    """Return an empty home directory, the one that COPYDESK_HOME names."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def copydesk(home, monkeypatch):  # noqa: ARG001  (the folder must exist)
    """Run the command line in this process, without names unless told otherwise; returns the result with exit_code."""
    from flows.cli import app

    monkeypatch.setenv("COPYDESK_ENTITIES", "none")
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])


def start_copydesk(*arguments, **environment):
    """Start the command line as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", "from flows.cli import main; main()", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {key: str(value) for key, value in environment.items()},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def read_tables(home, tables=CONTENT_TABLES):
    """Return the rows of the published tables without the clock columns, sorted."""
    with duckdb.connect(str((home / "warehouse" / "news.duckdb").resolve()), read_only=True) as con:
        events = dict(con.execute("SELECT event_id, min(article_id) FROM articles GROUP BY event_id").fetchall())
        return {table: _rows(con, table, events) for table in tables}


def _rows(con, table, events):
    """An event is called by its least article here: its id depends on which of its articles came first."""
    found = con.execute(f"SELECT * FROM {table}").fetchall()
    names = [column[0] for column in con.description]
    kept = [index for index, name in enumerate(names) if name not in CLOCK_COLUMNS]
    called = {index: events for index, name in enumerate(names) if name == "event_id"}
    return sorted((tuple(_call(row[index], called.get(index)) for index in kept) for row in found), key=repr)


def _call(value, names):
    return value if names is None else names.get(value, value)
