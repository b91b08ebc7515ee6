"""The tail itself, on real files and a real store."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pytest
from conftest import read_tables

from flows.pipeline import run_pipeline
from flows.settings import load_settings
from flows.steps import bind_steps, read_batches

PAGE = (
    "<html><head><link rel='canonical' href='https://example.org/tide'></head><body><article>{}</article></body></html>"
)


@pytest.fixture
def settings(home, monkeypatch):
    monkeypatch.setenv("COPYDESK_ENTITIES", "none")
    return load_settings(home)


def write_page(folder, name, word):
    path = folder / name
    path.write_text(PAGE.format(f"<p>{' '.join([f'The {word} tide came in and left the pier again.'] * 12)}</p>" * 3))
    return path


def ingest(settings, paths, **steps):
    bound = replace(bind_steps(settings, "test"), **steps)
    return run_pipeline(read_batches(paths, settings), bound, 60.0)


def test_what_another_run_landed_meanwhile_is_landed_once(settings, tmp_path, home):
    """Another ingest of the same files between the first look and the landing: no version is written twice."""
    paths = [write_page(tmp_path, "a.html", "old"), write_page(tmp_path, "b.html", "new")]
    plain = bind_steps(settings, "test")

    def overtaken(document_ids):
        known = plain.known_documents(document_ids)
        ingest(settings, paths)
        return known

    report = ingest(settings, paths, known_documents=overtaken)
    assert len(read_tables(home)["article_versions"]) == 2
    assert report.tally["landed"] == 0


def test_a_run_that_fails_says_so_and_publishes_what_landed(settings, tmp_path, home, monkeypatch):
    """The error goes through; the run is failed, and committed batches reach the readers."""
    monkeypatch.setenv("COPYDESK_BATCH_DOCUMENTS", "1")
    settings = load_settings(home)
    paths = [write_page(tmp_path, "a.html", "old"), write_page(tmp_path, "b.html", "new")]
    plain, calls = bind_steps(settings, "test"), []

    def fail_later(documents, now):
        calls.append(documents)
        if len(calls) > 1:
            raise RuntimeError("the second batch is lost")
        return plain.clean_documents(documents, now)

    with pytest.raises(RuntimeError, match="second batch"):
        ingest(settings, paths, clean_documents=fail_later)
    with duckdb.connect(str((home / "warehouse" / "news.duckdb").resolve()), read_only=True) as con:
        assert con.execute("SELECT state, landed FROM runs").fetchall() == [("failed", 1)]


def test_a_document_turned_away_gets_another_try(settings, tmp_path, home):
    """A time-out lies with us: with more time the same file lands, and its row says so."""
    path = write_page(tmp_path, "a.html", "slow")
    hasty = settings.model_copy(update={"document_seconds": 0.0001})
    assert ingest(hasty, [path]).tally["failed"] == 1
    assert ingest(settings, [path]).tally["landed"] == 1
    (document,) = read_tables(home)["documents"]
    assert "landed" in document


def test_the_same_rejection_again_writes_nothing(settings, tmp_path, home):
    """No batch is landed for what is known to be turned away."""
    (tmp_path / "empty.txt").write_bytes(b"")
    ingest(settings, [tmp_path / "empty.txt"])
    before = read_tables(home, ["batches"])
    assert ingest(settings, [tmp_path / "empty.txt"]).tally["rejected"] == 1
    assert read_tables(home, ["batches"]) == before
