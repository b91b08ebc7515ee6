"""Brings a store to today's schema: numbered migrations once each, views and comments whenever they change.

A migration's checksum is kept, so that one that was edited after it ran is noticed; a file newer than this code is
refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.errors import SchemaError

if TYPE_CHECKING:
    import duckdb

HERE = Path(__file__).parent

VIEWS = 0
"""The number under which the views' checksum is kept: they are applied again whenever their text changes."""

CREATE_TABLE = """
CREATE TABLE IF NOT EXISTS schema_migrations (
    number      INTEGER NOT NULL,
    name        VARCHAR NOT NULL,
    checksum    VARCHAR NOT NULL,
    applied_at  TIMESTAMPTZ NOT NULL
)
"""


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered step of the schema."""

    number: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the text."""
        return sha256(self.sql.encode()).hexdigest()


@cache
def shipped_migrations() -> tuple[Migration, ...]:
    """Return the migrations that ship with this code, in order."""
    files = sorted((HERE / "migrations").glob("*.sql"))
    return tuple(Migration(int(file.name[:4]), file.name, file.read_text("utf-8")) for file in files)


@cache
def _shipped_views() -> Migration:
    files = sorted((HERE / "views").glob("*.sql"))
    return Migration(VIEWS, "views", "\n".join(file.read_text("utf-8") for file in files))


def migrate(con: duckdb.DuckDBPyConnection, migrations: tuple[Migration, ...] | None = None) -> None:
    """Bring the open store `con` up to date; each migration is one transaction followed by a CHECKPOINT.

    Raises:
        SchemaError: the file is newer than this code, or a migration that it went through has been edited since.
    """
    migrations = shipped_migrations() if migrations is None else migrations
    applied = _applied(con)
    _refuse_misfits(applied, migrations)
    pending = [migration for migration in migrations if migration.number not in applied]
    for migration in pending:
        _apply(con, migration)
    views = _shipped_views()
    if pending or applied.get(VIEWS) != views.checksum:  # a view remembers the columns that its tables had
        _apply(con, views)


def _applied(con: duckdb.DuckDBPyConnection) -> dict[int, str]:
    con.execute(CREATE_TABLE)
    return dict(con.execute("SELECT number, checksum FROM schema_migrations").fetchall())


def _refuse_misfits(applied: dict[int, str], migrations: tuple[Migration, ...]) -> None:
    known = {migration.number: migration.checksum for migration in migrations}
    numbered = {number: checksum for number, checksum in applied.items() if number != VIEWS}
    newer = sorted(set(numbered) - set(known))
    if newer:
        raise SchemaError(
            f"This warehouse has schema {newer[-1]:04}, this copydesk knows up to {max(known):04}: update copydesk."
        )
    edited = sorted(number for number, checksum in numbered.items() if checksum != known[number])
    if edited:
        raise SchemaError(
            f"Migration {edited[0]:04} was changed after this warehouse went through it: restore its text."
        )


def _apply(con: duckdb.DuckDBPyConnection, migration: Migration) -> None:
    con.execute("BEGIN TRANSACTION")
    try:
        con.execute(migration.sql)
        con.execute("DELETE FROM schema_migrations WHERE number = ?", [migration.number])
        con.execute(
            "INSERT INTO schema_migrations VALUES (?, ?, ?, now())",
            [migration.number, migration.name, migration.checksum],
        )
        con.execute("COMMIT")
    except BaseException:
        con.execute("ROLLBACK")
        raise
    con.execute("CHECKPOINT")
