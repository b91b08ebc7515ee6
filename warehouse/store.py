"""The private store: opened by one process at a time, for one look-up or one transaction, and closed again."""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from tasks import PIPELINE_VERSION
from tasks.known import Known, KnownArticle, KnownDocument, KnownText, Reach
from tasks.models import DocumentState, Fingerprint, ReasonCode, Text, stable_id
from warehouse.errors import InvariantError, StoreBusyError, StoreDamagedError, WarehouseError
from warehouse.event_rows import event_tables
from warehouse.migrate import migrate
from warehouse.paths import WarehousePaths
from warehouse.rows import HASH, arrow_tables, body_key, key_table, unpack_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from tasks.landing import Batch

HERE = Path(__file__).parent

STORAGE_VERSION = "v1.5.0"
"""The oldest DuckDB that must be able to open our files."""

_IDLE: list[duckdb.DuckDBPyConnection] = []
"""Engines without a database, to attach the store to: making one costs seven times what opening the store does."""

LOCK_TIMEOUT_SECONDS = 120.0
LOCK_POLL_SECONDS = 0.02


@contextmanager
def open_store(home: Path, timeout: float = LOCK_TIMEOUT_SECONDS) -> Iterator[duckdb.DuckDBPyConnection]:
    """Hold the store's lock and hand out a connection; both are given up on leaving.

    Args:
        home: the home directory; its warehouse folder is made if missing.
        timeout: seconds to wait for another writer.

    Raises:
        StoreBusyError: another process held the lock all that time, or has the file itself open.
        SchemaError: the file does not fit this code.
        WarehouseError: DuckDB cannot keep a file at such a path.
    """
    with hold_lock(WarehousePaths(home).lock, timeout), open_store_unlocked(home) as con:
        yield con


@contextmanager
def open_store_unlocked(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Hand out a connection to the store; for callers that hold its lock already."""
    engine = _IDLE.pop() if _IDLE else duckdb.connect()
    con = engine.cursor()
    try:
        _attach(con, WarehousePaths(home).store)
        con.execute("SET TimeZone = 'UTC'")
        migrate(con)
        yield con
        con.close()
        engine.execute("DETACH store")
    except BaseException:
        con.close()
        engine.close()  # with it goes whatever state it was left in, and its hold on the file
        raise
    _IDLE.append(engine)


def _attach(con: duckdb.DuckDBPyConnection, store: Path) -> None:
    if "?" in str(store):
        raise WarehouseError(
            f"DuckDB cannot write below a folder with a question mark in its name: rename {store.parent}."
        )
    quoted = str(store.absolute()).replace("'", "''")
    try:
        con.execute(f"ATTACH '{quoted}' AS store (TYPE duckdb, STORAGE_VERSION '{STORAGE_VERSION}')")
        con.execute("USE store")
    except duckdb.IOException as error:
        if "Could not set lock" not in str(error):
            raise StoreDamagedError(
                f"{store} cannot be opened ({error}): restore it from a backup, or move it away and ingest again what "
                "lies in done/ and raw/."
            ) from error
        raise StoreBusyError(
            f"Another program has {store} open: close it there, and read news.duckdb instead."
        ) from error


@contextmanager
def hold_lock(lock: Path, timeout: float = LOCK_TIMEOUT_SECONDS) -> Iterator[None]:
    """Hold an exclusive advisory lock on the file `lock`; the kernel lets go of it when the process dies."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _wait_for(descriptor, lock, time.monotonic() + timeout)
        yield
    finally:
        os.close(descriptor)


def _wait_for(descriptor: int, lock: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise StoreBusyError(f"Another process holds {lock}: wait until it is done, or stop it.") from None
            time.sleep(LOCK_POLL_SECONDS)
        else:
            return


@cache
def statement(name: str) -> str:
    """Return the SQL text `statements/<name>.sql`."""
    return (HERE / "statements" / f"{name}.sql").read_text("utf-8")


def begin_run(home: Path, flow: str, started_at: datetime, prefect_flow_run_id: str | None = None) -> int:
    """Write a row into `runs` and return its run_id, which is derived from the run's number in this warehouse."""
    with open_store(home) as con:
        run_id = stable_id("run", str(_scalar(con, "SELECT count(*) + 1 FROM runs")))
        con.execute(
            "INSERT INTO runs VALUES (?, ?, ?, ?, NULL, 'running', 0, 0, 0, 0, 0, ?)",
            [run_id, flow, prefect_flow_run_id, started_at, PIPELINE_VERSION],
        )
    return run_id


def finish_run(
    home: Path, run_id: int, finished_at: datetime, tally: dict[DocumentState, int], state: str = "completed"
) -> None:
    """Close the run's row with its final figures; `state` is completed or failed."""
    with open_store(home) as con:
        con.execute(
            """
            UPDATE runs SET state = $state, finished_at = $finished_at, received = $received, landed = $landed,
                duplicates = $duplicate, rejected = $rejected, failed = $failed
            WHERE run_id = $run_id
            """,
            {state.value: tally.get(state, 0) for state in DocumentState}
            | {"received": sum(tally.values()), "finished_at": finished_at, "run_id": run_id, "state": state},
        )
        con.execute(statement("forget_texts"))


def known_documents(home: Path, document_ids: Sequence[int]) -> dict[int, KnownDocument]:
    """Return those of `document_ids` that were received before, with what became of them."""
    query = """
        SELECT document_id, state, reason_code, reason, stored_in
        FROM documents
        WHERE document_id IN (SELECT unnest($ids::BIGINT[]))
    """
    with open_store(home) as con:
        rows = con.execute(query, {"ids": list(document_ids)}).fetchall()
    return {
        row[0]: KnownDocument(row[0], DocumentState(row[1]), ReasonCode(row[2]) if row[2] else None, *row[3:])
        for row in rows
    }


def look_up(
    home: Path,
    fingerprints: Sequence[Fingerprint],
    document_ids: Sequence[int] = (),
    keys: Sequence[int] = (),
    *,
    reach: Reach,
) -> Known:
    """Return what the store knows that bears on these documents and the articles in them, all at one moment.

    Args:
        home: the home directory.
        fingerprints: of the batch's articles.
        document_ids: of the batch's documents.
        keys: by which the batch's articles could be known already.
        reach: how far stored texts are looked for.
    """
    wanted = pa.table(
        {
            "article_id": pa.array([print_.article_id for print_ in fingerprints], pa.int64()),
            "body_key": pa.array([body_key(print_.body_digest) for print_ in fingerprints], pa.int64()),
            "published_on": pa.array([print_.published_on for print_ in fingerprints], pa.date32()),
            "seen_on": pa.array([print_.seen_on for print_ in fingerprints], pa.date32()),
            "sketch": pa.array([sorted(print_.sketch) for print_ in fingerprints], pa.list_(HASH)),
        },
    )
    with open_store(home) as con:
        con.register("wanted", wanted)
        generation = _scalar(con, "SELECT count(*) FROM batches")
        known_keys = _known_keys(con, keys) if keys else []
        con.register("known_keys", key_table(known_keys))
        articles = con.execute(
            """
            SELECT article_id, version, headline, body_digest, first_seen_at
            FROM articles
            WHERE article_id IN (SELECT article_id FROM wanted UNION SELECT article_id FROM known_keys)
            ORDER BY article_id
            """,
        ).fetchall()
        stored = con.execute(
            statement("look_up"), {"least": reach.least_hashes, "window_days": reach.window_days}
        ).fetchall()
        documents = con.execute(
            """
            SELECT document_id FROM documents
            WHERE state IN ('landed', 'duplicate') AND document_id IN (SELECT unnest($ids::BIGINT[]))
            """,
            {"ids": list(document_ids)},
        ).fetchall()
        bodies = _read_bodies(con, {row[0]: row[2] for row in stored})
    return Known(
        generation=generation,
        documents=frozenset(row[0] for row in documents),
        keys=tuple(known_keys),
        articles=tuple(KnownArticle(*row) for row in articles),
        texts=tuple(KnownText(row[0], row[1], bodies[row[0]], *row[3:]) for row in stored),
    )


def _known_keys(con: duckdb.DuckDBPyConnection, keys: Sequence[int]) -> list[tuple[int, int]]:
    query = """
        SELECT key_id, article_id FROM article_keys
        WHERE key_id IN (SELECT unnest($keys::BIGINT[]))
        ORDER BY key_id
    """
    return con.execute(query, {"keys": list(keys)}).fetchall()


def read_texts(home: Path, article_ids: Sequence[int]) -> tuple[Text, ...]:
    """Return the stored texts of these articles, by id."""
    query = """
        SELECT article_id, in_language, text
        FROM (
            SELECT article_id, in_language FROM articles WHERE article_id IN (SELECT unnest($ids::BIGINT[]))
        )
        LEFT JOIN (
            SELECT article_id, text FROM recent_texts
            WHERE rowid IN (SELECT rowid FROM recent_texts WHERE article_id IN (SELECT unnest($ids::BIGINT[])))
        ) USING (article_id)
        ORDER BY article_id
    """
    with open_store(home) as con:
        found = con.execute(query, {"ids": list(article_ids)}).fetchall()
        bodies = _read_bodies(con, {article_id: packed for article_id, _, packed in found})
    return tuple(Text(article_id, language, bodies[article_id]) for article_id, language, _ in found)


def _read_bodies(con: duckdb.DuckDBPyConnection, packed: Mapping[int, bytes | None]) -> dict[int, str]:
    """Return texts as they are kept at hand, else from where they are compressed in columns, which is dear."""
    query = """
        SELECT article_id, article_body FROM articles
        WHERE rowid IN (SELECT rowid FROM articles WHERE article_id IN (SELECT unnest($ids::BIGINT[])))
    """
    missing = [article_id for article_id, text in packed.items() if text is None]
    bodies = {article_id: unpack_text(text) for article_id, text in packed.items() if text is not None}
    return bodies | dict(con.execute(query, {"ids": missing}).fetchall() if missing else [])


def land(home: Path, batch: Batch) -> bool:
    """Write the whole batch in one transaction, and tell whether it is there.

    A batch that is already there changes nothing. The answer is False, and nothing was written, where another batch has
    landed since `batch.generation` was read: look up again.

    Raises:
        InvariantError: the landing would have broken a rule of the schema; nothing was written.
    """
    tables = arrow_tables(batch) | event_tables(batch.happenings)
    with open_store(home) as con:
        if _scalar(con, "SELECT count(*) FROM batches WHERE batch_id = ?", [batch.batch_id]):
            return True
        if _scalar(con, "SELECT count(*) FROM batches") != batch.generation:
            return False
        for name, table in tables.items():
            con.register(name, table)
        con.execute("BEGIN TRANSACTION")
        con.execute(statement("land"))
        con.execute(statement("land_events"))
        if len(tables["new_sightings"]):
            con.execute(statement("settle_entries"))
        broken = con.execute(statement("verify_batch")).fetchall()
        if broken:
            con.execute("ROLLBACK")
            raise InvariantError(f"Nothing was landed: {broken[0][0]} ({len(broken)} findings).")
        con.execute("COMMIT")
    return True


def fetch_one(
    con: duckdb.DuckDBPyConnection, query: str, parameters: Sequence[Any] | Mapping[str, Any] = ()
) -> tuple[Any, ...]:
    """Return the one row of a query that always has one; the result is read to its end, as DuckDB 2 wants it."""
    rows = con.execute(query, parameters or None).fetchall()
    if len(rows) != 1:
        raise InvariantError(f"A query that always has one row had {len(rows)}: {query}")
    return tuple(rows[0])


def relocate(home: Path, stored_in: Mapping[int, str]) -> None:
    """Write where the bytes of these documents are kept now."""
    moved = pa.table({"document_id": list(stored_in), "stored_in": list(stored_in.values())})
    with open_store(home) as con:
        con.register("moved", moved)
        con.execute(
            """
            UPDATE documents SET stored_in = moved.stored_in
            FROM moved
            WHERE documents.document_id = moved.document_id
            """,
        )


def _scalar(con: duckdb.DuckDBPyConnection, query: str, parameters: Sequence[Any] = ()) -> int:
    return int(fetch_one(con, query, parameters)[0])
