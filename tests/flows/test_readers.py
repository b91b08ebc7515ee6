"""Readers and the writer never meet: an open shell stops nobody, and nobody sees half a batch."""

from __future__ import annotations

import duckdb
from conftest import read_tables, start_copydesk

WHOLE = """
SELECT (SELECT sum(documents) FROM batches) = (SELECT count(*) FROM documents)
   AND (SELECT sum(articles) FROM batches) = (SELECT count(*) FROM articles)
   AND (SELECT count(*) FROM copies) = (SELECT count(copy_of) FROM articles)
   AND (SELECT max(snapshot_no) FROM snapshot_info) IS NOT NULL
"""


def test_an_open_shell_neither_delays_nor_breaks_an_ingest(copydesk, home, tmp_path):
    """A reader keeps the snapshot that it opened; the ingest beside it lands and publishes."""
    (tmp_path / "late.txt").write_text("A late piece of news came in, and nobody at the desk had waited for it at all.")
    copydesk("ingest")
    before = len(read_tables(home)["articles"])
    with duckdb.connect(str(home / "warehouse" / "news.duckdb"), read_only=True) as shell:
        assert copydesk("ingest", tmp_path / "late.txt").exit_code == 0
        assert shell.execute("SELECT count(*) FROM articles").fetchall() == [(before,)]
    assert len(read_tables(home)["articles"]) == before + 1


def test_a_query_during_an_ingest_sees_whole_batches_only(home, tmp_path):
    """While a process lands batch after batch and publishes each, every query works and adds up."""
    copy = tmp_path / "copy"
    copy.mkdir()
    for number in range(24):
        (copy / f"{number:02}.txt").write_text(f"Note {number}: the tide came in at {number} and left again. " * 5)
    environment = {"COPYDESK_BATCH_DOCUMENTS": 1, "COPYDESK_PUBLISH_EVERY_SECONDS": 0, "COPYDESK_ENTITIES": "none"}
    writer = start_copydesk("ingest", copy, **environment)
    news = home / "warehouse" / "news.duckdb"
    seen = set()
    while writer.poll() is None:
        if news.exists():
            with duckdb.connect(str(news), read_only=True) as con:
                assert con.execute(WHOLE).fetchall() == [(True,)]
                seen.add(con.execute("SELECT count(*) FROM articles").fetchall()[0][0])
    _, err = writer.communicate(timeout=60)
    assert writer.returncode == 0, err
    assert len(seen) > 1
    assert len(read_tables(home)["articles"]) == 24
