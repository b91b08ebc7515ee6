"""Checks the rules that the whole store must keep, for `copydesk doctor`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.paths import WarehousePaths
from warehouse.store import open_store, statement

if TYPE_CHECKING:
    from pathlib import Path


def broken_rules(home: Path) -> list[str]:
    """Return a sentence for every rule of the tables that does not hold."""
    with open_store(home) as con:
        findings = [row[0] for row in con.execute(statement("verify_store")).fetchall()]
    if not WarehousePaths(home).news.exists():
        findings.append("No snapshot is published: run copydesk ingest.")
    return findings


def kept_in_done(home: Path) -> dict[str, str]:
    """Return the places below done/ in which documents' bytes are said to be, each with what its file is called."""
    query = "SELECT stored_in, any_value(source) FROM documents WHERE starts_with(stored_in, 'done/') GROUP BY ALL"
    with open_store(home) as con:
        return dict(con.execute(query).fetchall())
