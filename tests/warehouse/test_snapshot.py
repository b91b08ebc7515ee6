"""Readers get answers from the newest snapshot, and no way to anything else."""

import csv
import io
import json
import os
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet
import pytest
from newsroom import NOON, draft, land, prose, publish_news, start_python

from warehouse.errors import NoSnapshotError, QueryError
from warehouse.paths import WarehousePaths
from warehouse.publish import publish
from warehouse.snapshot import is_complete, open_snapshot, query, write_table


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """Return a home directory with two published articles."""
    folder = tmp_path_factory.mktemp("published")
    publish_news(folder, draft("a", prose(1), headline='Says "no", twice', authors=("Ann", "Bo")), draft("b", prose(2)))
    return folder


@pytest.fixture
def con(published):
    """Return a reader's connection."""
    with open_snapshot(published) as con:
        yield con


def written(table, form):
    out = io.BytesIO()
    write_table(table, form, out)
    return out.getvalue()


def test_without_a_snapshot(tmp_path):
    """Where nothing was published, the message names the folder and what to do."""
    with pytest.raises(NoSnapshotError, match=f"no warehouse in {tmp_path}.*copydesk ingest"), open_snapshot(tmp_path):
        pass


def test_a_query_gives_a_table(con):
    """The rows of a query come back as an Arrow table with its columns."""
    assert query(con, "SELECT count(*) AS n FROM articles").to_pydict() == {"n": [2]}


def test_values_are_bound(con):
    """Parameters are values, never SQL."""
    assert query(con, "SELECT $x AS x", {"x": "'; --"}).to_pydict() == {"x": ["'; --"]}


@pytest.mark.parametrize("sql", ["", ";", "-- nothing", "CREATE TEMP TABLE mine (n INT)"])
def test_statements_without_rows(con, sql):
    """What has no rows to give comes to a table without any."""
    assert query(con, sql).num_rows == 0


def test_the_last_statement_answers(con):
    """Of several statements all run and the last one's result comes back."""
    assert query(con, "CREATE TEMP TABLE n AS SELECT 7 AS x; SELECT x FROM n;").to_pydict() == {"x": [7]}


def test_columns_of_one_name_are_told_apart(con):
    """Columns that share a name are numbered, so that none is lost."""
    found = query(con, "SELECT 1 AS a, 2 AS a, 3 AS a_1, 4 AS a")
    assert found.to_pylist() == [{"a": 1, "a_2": 2, "a_1": 3, "a_3": 4}]


@pytest.mark.parametrize("sql", ["SELEC 1", "SELECT nothing FROM articles", "SELECT 'x'::INT", "SELECT $x", "FROM con"])
def test_a_query_that_fails(con, sql):
    """A query that cannot run is a QueryError in DuckDB's own words, and the connection stays good."""
    with pytest.raises(QueryError, match="Error"):
        query(con, sql)
    assert query(con, "SELECT 1 AS n").num_rows == 1


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM articles",
        "CREATE TABLE mine (n INT)",
        "DROP TABLE articles",
        "UPDATE articles SET headline = 'x'",
        "CREATE VIEW mine AS SELECT 1",
    ],
)
def test_writing_is_refused(con, sql):
    """The snapshot is never written to."""
    with pytest.raises(QueryError, match="read-only"):
        query(con, sql)


@pytest.mark.parametrize(
    "sql",
    [
        "FROM read_csv('/etc/passwd')",
        "FROM read_text('/etc/passwd')",
        "FROM glob('/etc/*')",
        "FROM '/etc/passwd'",
        "FROM read_parquet('http://127.0.0.1:9/x.parquet')",
        "COPY articles TO '{folder}/out.csv'",
        "EXPORT DATABASE '{folder}/out'",
        "ATTACH '{folder}/out.duckdb'",
        "ATTACH '{folder}/out.duckdb' (READ_ONLY)",
        "INSTALL httpfs",
        "LOAD httpfs",
    ],
)
def test_no_way_out_of_the_snapshot(con, tmp_path, sql):
    """From SQL no file, folder, address or extension is reached, and none is made."""
    with pytest.raises(QueryError, match=r"Permission Error|does not exist"):
        query(con, sql.format(folder=tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "sql",
    ["SET enable_external_access = true", "SET lock_configuration = false", "SET TimeZone = 'Asia/Tokyo'", "RESET ALL"],
)
def test_the_settings_are_locked(con, sql):
    """A reader cannot take the restrictions off."""
    with pytest.raises(QueryError):
        query(con, sql)


def test_moments_are_in_utc(con):
    """Moments come back in UTC, whatever zone the machine is in."""
    (row,) = query(con, "SELECT received_at, received_at::VARCHAR AS text FROM documents LIMIT 1").to_pylist()
    assert (row["received_at"], row["text"]) == (NOON, "2026-11-20 12:00:00+00")


def test_an_open_reader_keeps_its_snapshot(home):
    """A reader sees the snapshot that it opened until it closes it, and the new one after that."""
    publish_news(home, draft("a", prose(1)))
    with open_snapshot(home) as con:
        land(home, draft("b", prose(2)))
        publish(home, NOON)
        assert query(con, "SELECT count(*) AS n FROM articles").to_pydict() == {"n": [1]}
    with open_snapshot(home) as con:
        assert query(con, "SELECT count(*) AS n FROM articles").to_pydict() == {"n": [2]}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can open a read-only file for writing")
def test_a_snapshot_open_for_writing(home):
    """Where root has the snapshot open for writing, the reader is told to close it, in one sentence."""
    publish_news(home, draft("a", prose(1)))
    code = "import duckdb\ncon = duckdb.connect(sys.argv[2])\nprint('open', flush=True)\nsys.stdin.read()"
    shell = start_python(code, home, WarehousePaths(home).news)
    assert shell.stdout.readline() == "open\n"
    with pytest.raises(QueryError, match="close it where it is open for writing"), open_snapshot(home):
        pass
    shell.communicate("", timeout=30)


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("SELECT 1;", True),
        ("SELECT 1;\n \n", True),
        ("SELECT 1", False),
        ("SELECT ';", True),
        ("", False),
        (";", False),
        ("-- done;", False),
        ("SELEC;", True),
        ("SELECT 1; SELECT 2;", True),
    ],
)
def test_a_statement_ends_with_a_semicolon(con, text, complete):
    """A prompt asks on until there is a whole statement; a wrong one is whole as well, so that it can be told."""
    assert is_complete(con, text) is complete


PLAIN = "SELECT article_id, headline, word_count, first_seen_at FROM articles ORDER BY article_id"


def test_csv_comes_back(con):
    """CSV has a header and one line a row; what a spreadsheet reads equals what was asked."""
    table = query(con, PLAIN)
    found = list(csv.DictReader(io.StringIO(written(table, "csv").decode())))
    assert [int(row["article_id"]) for row in found] == table["article_id"].to_pylist()
    assert {row["headline"] for row in found} == {'Says "no", twice', ""}
    assert {datetime.fromisoformat(row["first_seen_at"]) for row in found} == {NOON}


def test_csv_holds_lists_as_json(con):
    """Lists, structs and maps stand in CSV as JSON text, so that SELECT * FROM articles works."""
    table = query(con, "SELECT *, {'k': [1]} AS extra, NULL::INT[] AS nothing FROM articles WHERE headline IS NOT NULL")
    (row,) = csv.DictReader(io.StringIO(written(table, "csv").decode()))
    assert (row["authors"], row["extra"], row["nothing"]) == ('["Ann", "Bo"]', '{"k": [1]}', "")


def test_json_comes_back(con):
    """JSON is an array of objects, in readable Unicode, with moments as text."""
    found = json.loads(written(query(con, PLAIN), "json"))
    assert [row["word_count"] for row in found] == [150, 150]
    assert datetime.fromisoformat(found[0]["first_seen_at"]).astimezone(UTC) == NOON
    assert written(query(con, "SELECT 'Ærø 日本' AS place"), "json").decode().count("Ærø 日本") == 1


def test_parquet_comes_back(con):
    """Parquet equals the result, lists and moments included."""
    table = query(con, "SELECT * FROM articles ORDER BY article_id")
    assert pa.parquet.read_table(io.BytesIO(written(table, "parquet"))).to_pylist() == table.to_pylist()


@pytest.mark.parametrize(("form", "expected"), [("csv", b'"n"\n'), ("json", b"[]\n")])
def test_no_rows(con, form, expected):
    """A result without rows is an empty array, or a header alone."""
    assert written(query(con, "SELECT 1 AS n WHERE false"), form) == expected


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_nothing_at_all_can_be_written(con, form):
    """A statement without a result can be written in every form."""
    written(query(con, ""), form)


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_type_that_a_form_cannot_hold(con, form):
    """A column that the form has no type for is told with a way out."""
    with pytest.raises(QueryError, match=f"cannot be written as {form}: cast the column"):
        written(query(con, "SELECT INTERVAL 1 DAY AS wait"), form)
