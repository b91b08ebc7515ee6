"""The doctor finds what is amiss between tables and folders, and nothing where all is well."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from drops import make_article

from flows.doctor import examine
from flows.inbox import work_off
from flows.settings import load_settings
from warehouse.store import open_store

DAY = f"{datetime.now(UTC):%Y-%m-%d}"


@pytest.fixture
def worked(home, monkeypatch):
    """Return a home in which one file landed and one failed."""
    monkeypatch.setenv("COPYDESK_ENTITIES", "none")
    (home / "inbox").mkdir()
    (home / "inbox" / "a.txt").write_bytes(make_article(1))
    (home / "inbox" / "b.txt").write_bytes(b"")
    work_off(load_settings(home, stable_seconds=0.0, workers=1))
    return home


def test_all_is_well(worked):
    """After an ordinary run there is nothing to say."""
    assert examine(worked) == []


def test_there_is_no_warehouse(home):
    """The doctor makes none."""
    assert "There is no warehouse" in examine(home)[0]
    assert not (home / "warehouse").exists()


def test_a_file_is_gone_from_done(worked):
    """Rows promise bytes that are not there."""
    (worked / "done" / DAY / "a.txt").unlink()
    (finding,) = examine(worked)
    assert finding.startswith(f"done/{DAY}/a.txt is gone")


@pytest.mark.parametrize("place", [".work/1/a.txt", "inbox/a.txt"])
def test_a_file_on_its_way_is_no_finding(worked, place):
    """Its rows have landed, and it is yet to be moved, or was put back by a stop in between."""
    (worked / place).parent.mkdir(exist_ok=True)
    (worked / "done" / DAY / "a.txt").rename(worked / place)
    assert examine(worked) == []


def test_a_failed_file_without_a_reason(worked):
    """Somebody deleted it, or put the file there."""
    (worked / "failed" / "b.txt.reason.json").unlink()
    (finding,) = examine(worked)
    assert finding.endswith("b.txt has no reason file: run copydesk retry on it.")


def test_a_reason_without_its_file(worked):
    """It says nothing about anything."""
    (worked / "failed" / "b.txt").unlink()
    (finding,) = examine(worked)
    assert finding.endswith("b.txt.reason.json is the reason for a file that is gone: delete it.")


BROKEN = {
    "documents stand twice": "INSERT INTO documents SELECT * FROM documents WHERE state = 'rejected'",
    "sketches belong to nobody": "INSERT INTO sketches VALUES (1, NULL, DATE '2026-01-01', 1)",
    "articles have no version of their own": "DELETE FROM article_versions",
    "copies disagree with their article": "UPDATE articles SET copy_of = 5",
}


@pytest.mark.parametrize("finding", BROKEN)
def test_a_broken_rule_of_the_tables_is_found(worked, finding):
    """With how often it is broken."""
    with open_store(worked) as con:
        con.execute(BROKEN[finding])
    assert any(found.startswith(f"1 {finding}") for found in examine(worked))
