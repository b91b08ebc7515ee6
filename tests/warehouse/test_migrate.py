"""A store comes to today's schema once, is told when it cannot, and says what each of its columns means."""

import duckdb
import pytest

from warehouse import migrate as module
from warehouse.errors import SchemaError
from warehouse.migrate import VIEWS, Migration, migrate, shipped_migrations

EXTRA = Migration(
    9000, "9000_extra.sql", "ALTER TABLE articles ADD COLUMN mood VARCHAR; CREATE TABLE moods (mood INT);"
)
BROKEN = Migration(9000, "9000_broken.sql", "CREATE TABLE moods (mood INT); INSERT INTO moods VALUES ('no number');")


@pytest.fixture
def con(tmp_path):
    """Return a connection to a migrated store."""
    with duckdb.connect(str(tmp_path / "store.duckdb")) as con:
        migrate(con)
        yield con


def applied(con):
    return con.execute("SELECT number, name, checksum, applied_at FROM schema_migrations ORDER BY number").fetchall()


def tables(con):
    return {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}


def with_extra():
    return (*shipped_migrations(), EXTRA)


def test_numbers_are_the_files_order():
    """The migrations that ship are numbered from 1 without a gap, as their files are."""
    numbers = [migration.number for migration in shipped_migrations()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(migration.name.startswith(f"{migration.number:04}_") for migration in shipped_migrations())


def test_a_fresh_file_gets_everything(con):
    """An empty file gets every migration and the views, each noted with its checksum."""
    assert [row[:3] for row in applied(con)][1:] == [
        (item.number, item.name, item.checksum) for item in shipped_migrations()
    ]
    assert applied(con)[0][:2] == (VIEWS, "views")
    assert con.execute("SELECT count(*) FROM unique_articles").fetchall() == [(0,)]


def test_a_second_time_nothing_happens(con):
    """What is up to date is left alone."""
    before = applied(con)
    migrate(con)
    assert applied(con) == before


def test_a_new_migration_is_added(con):
    """Only the migration that is missing is applied."""
    before = {row[0]: row for row in applied(con)}
    migrate(con, with_extra())
    after = {row[0]: row for row in applied(con)}
    assert after[9000][2] == EXTRA.checksum
    assert "moods" in tables(con)
    assert after[1] == before[1]


def test_views_follow_their_tables(con):
    """A view that shows a whole table shows the columns that a later migration adds."""
    migrate(con, with_extra())
    assert "mood" in [column[0] for column in con.execute("SELECT * FROM unique_articles").description]


def test_an_edited_migration_is_refused(con):
    """A migration that was changed after it ran is told by its number."""
    edited = Migration(1, "0001_articles.sql", shipped_migrations()[0].sql + " ")
    with pytest.raises(SchemaError, match="Migration 0001 was changed"):
        migrate(con, (edited, *shipped_migrations()[1:]))


def test_a_newer_file_is_refused(con):
    """A file that a later copydesk has migrated is not touched; the message says to update."""
    migrate(con, with_extra())
    before = applied(con)
    with pytest.raises(SchemaError, match=r"schema 9000, .* update copydesk"):
        migrate(con)
    assert applied(con) == before


def test_a_failing_migration_changes_nothing(con):
    """Where a migration fails half-way, its first half is undone too, and the error comes through."""
    before = applied(con), tables(con)
    with pytest.raises(duckdb.ConversionException, match="no number"):
        migrate(con, (*shipped_migrations(), BROKEN))
    assert (applied(con), tables(con)) == before
    migrate(con, with_extra())
    assert "moods" in tables(con)


def test_views_are_applied_when_their_text_changes(con, monkeypatch):
    """Views and comments with another text are applied again, without a new migration."""
    views = Migration(VIEWS, "views", "CREATE OR REPLACE VIEW unique_articles AS SELECT 42 AS answer")
    monkeypatch.setattr(module, "_shipped_views", lambda: views)
    migrate(con)
    assert con.execute("FROM unique_articles").fetchall() == [(42,)]
    assert applied(con)[0][2] == views.checksum


def test_migrations_survive_the_process(tmp_path, con):
    """What was applied is in the file itself, not in a log beside it."""
    con.close()
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".wal"] == []
    with duckdb.connect(str(tmp_path / "store.duckdb"), read_only=True) as reader:
        assert len(applied(reader)) == len(shipped_migrations()) + 1


@pytest.mark.parametrize("listing", ["duckdb_tables()", "duckdb_views()"])
def test_tables_and_views_are_explained(con, listing):
    """Every table and view carries a comment."""
    name = listing.removeprefix("duckdb_").removesuffix("s()") + "_name"
    assert con.execute(f"SELECT {name} FROM {listing} WHERE NOT internal AND comment IS NULL").fetchall() == []


def test_columns_are_explained(con):
    """Every column of every table carries a comment."""
    query = """
        SELECT table_name || '.' || column_name
        FROM duckdb_columns() JOIN duckdb_tables() USING (table_name)
        WHERE NOT duckdb_columns.internal AND duckdb_columns.comment IS NULL
    """
    assert con.execute(query).fetchall() == []


def test_no_keys_and_no_indexes(con):
    """Ids are unique by the landing transaction: the schema has neither indexes nor keys."""
    assert con.execute("SELECT * FROM duckdb_indexes()").fetchall() == []
    kinds = con.execute("SELECT DISTINCT constraint_type FROM duckdb_constraints() WHERE database_name = 'store'")
    assert kinds.fetchall() == [("NOT NULL",)]


def test_clocks_know_their_zone(con):
    """Every moment in the schema is a TIMESTAMPTZ."""
    query = "SELECT DISTINCT data_type FROM duckdb_columns() WHERE NOT internal AND data_type LIKE 'TIME%'"
    assert con.execute(query).fetchall() == [("TIMESTAMP WITH TIME ZONE",)]
