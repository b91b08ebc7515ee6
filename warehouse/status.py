"""Answers `copydesk status` and `copydesk explain` from the published snapshot."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from warehouse.snapshot import open_snapshot, query
from warehouse.store import statement

if TYPE_CHECKING:
    from pathlib import Path

Row = dict[str, Any]

SHOWN_RUNS = 5
SHOWN_FEEDS = 10

AN_ID = re.compile(r"[0-9]{1,19}")

EXPLAINED = ("articles", "versions", "sightings", "removed_spans", "copies", "mentions")


def read_status(home: Path) -> dict[str, Any]:
    """Return the last runs, the documents by state, the feeds by status, those in trouble, and the snapshot."""
    with open_snapshot(home) as con:
        (snapshot,) = query(con, statement("status_snapshot")).to_pylist()
        runs = query(con, statement("status_runs"), {"shown": SHOWN_RUNS}).to_pylist()
        feeds = query(con, statement("status_feeds")).to_pylist()
        trouble = query(con, statement("status_trouble"), {"shown": SHOWN_FEEDS}).to_pylist()
        documents = query(con, "SELECT state, count(*) AS documents FROM documents GROUP BY state ORDER BY state")
    return {
        "snapshot": snapshot,
        "runs": runs,
        "feeds": feeds,
        "feeds_in_trouble": trouble,
        "documents": {row["state"]: row["documents"] for row in documents.to_pylist()},
    }


def explain(home: Path, target: str) -> dict[str, list[Row]]:
    """Return what the tables say about an article id, document id, path or URL: rows for each kind of decision.

    All lists are empty where the warehouse has never heard of it.
    """
    printable = os.fsencode(target).decode("utf-8", "backslashreplace")  # as documents.source writes it
    wanted = {"target": printable, "number": int(target) if AN_ID.fullmatch(target) else None}
    with open_snapshot(home) as con:
        documents = query(con, statement("explain_documents"), wanted).to_pylist()
        articles = {"articles": sorted({row["article_id"] for row in documents if row["article_id"] is not None})}
        return {"documents": documents} | {
            kind: query(con, statement(f"explain_{kind}"), articles).to_pylist() for kind in EXPLAINED
        }
