"""Nouns become Arrow tables with exactly the columns that they land in."""

from dataclasses import replace

import pytest
from newsroom import NOON, draft, make_batch, prose, rows, spans

from warehouse.rows import arrow_tables

FILLED_BY_LANDING = {"articles": {"copy_of", "copy_component", "event_id"}, "entities": {"geonames_id"}}
TABLES = {
    "new_batch": "batches",
    "new_documents": "documents",
    "new_articles": "articles",
    "new_versions": "article_versions",
    "new_spans": "removed_spans",
    "new_sketches": "sketches",
    "new_digests": "digests",
    "new_recent_texts": "recent_texts",
    "new_copies": "copies",
    "new_mentions": "mentions",
    "new_quotes": "quotes",
    "new_entities": "entities",
    "new_aliases": "entity_aliases",
}


@pytest.fixture
def tables(home):
    """Return the tables of a batch with two versions, a copy, spans and names."""
    text = f"{prose(1)} Ada Quill and Quill"
    first, second = draft("a", text, canonical_url="u", headline="One"), draft("b", text, canonical_url="u")
    second = (second[0], replace(second[1], removed_spans=spans("gone", "too")))
    return arrow_tables(make_batch(home, [first, second, draft("c", text)], batch_id="batch", run_id=7))


@pytest.mark.parametrize(("table", "target"), TABLES.items())
def test_columns_are_those_of_the_table(home, tables, table, target):
    """A table has every column of the one it lands in, but for those that landing itself fills."""
    names = {name for (name,) in rows(home, "SELECT column_name FROM duckdb_columns() WHERE table_name = ?", target)}
    assert set(tables[table].column_names) == names - FILLED_BY_LANDING.get(target, set())


def test_an_article_is_its_latest_version(tables):
    """Of an article's versions only the last is its row; every one is a row of the versions."""
    articles = {row["document_id"]: row for row in tables["new_articles"].to_pylist()}
    assert [row["version"] for row in tables["new_versions"].to_pylist()] == [1, 2, 1]
    assert sorted(row["version"] for row in articles.values()) == [1, 2]
    assert all(row["first_seen_at"] == NOON and row["run_id"] == 7 for row in articles.values())


def test_spans_belong_to_their_version(tables):
    """A removed span says of which version it was a part."""
    found = [(row["version"], row["span_no"], row["text"]) for row in tables["new_spans"].to_pylist()]
    assert found == [(2, 1, "gone"), (2, 2, "too")]


def test_the_batch_is_counted(tables):
    """The batch's row counts its documents, its articles and the copies among them."""
    (row,) = tables["new_batch"].to_pylist()
    assert (row["batch_id"], row["run_id"], row["documents"], row["articles"], row["copies"]) == ("batch", 7, 3, 2, 1)


def test_an_empty_batch_has_all_tables(home):
    """A batch without anything in it has the same tables, with their columns and no rows."""
    tables = arrow_tables(make_batch(home, [], batch_id="empty"))
    assert {name: table.num_rows for name, table in tables.items() if table.num_rows} == {"new_batch": 1}
    assert all(table.num_columns for table in tables.values())
