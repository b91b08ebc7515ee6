"""Says what a run did: a line for people, Markdown for Prefect's artifact, plain values for --json."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tasks.models import DocumentState

if TYPE_CHECKING:
    from flows.pipeline import RunReport

SHOWN_PROBLEMS = 50
LISTS = frozenset({"problems", "feeds_in_trouble"})


def as_values(report: RunReport) -> dict[str, Any]:
    """Return the figures by name, as --json prints them."""
    return {
        "run_id": report.run_id,
        "received": report.received,
        **{state.value: report.tally[state] for state in DocumentState},
        "articles": report.articles,
        "copies": report.copies,
        "mentions": report.mentions,
        "snapshot_no": report.snapshot_no,
        **({"feeds": report.feeds} if report.feeds else {}),
        "problems": [
            {"source": problem.source, "reason_code": problem.reason_code.value, "reason": problem.reason}
            for problem in report.problems
        ],
        "feeds_in_trouble": [
            {"feed_url": feed.feed_url, "failure_count": feed.failure_count, "why": feed.last_error}
            for feed in report.feeds_in_trouble
        ],
    }


def as_sentence(report: RunReport) -> str:
    """Return the figures as one line."""
    counts = ", ".join(f"{report.tally[state]} {state.value}" for state in DocumentState)
    asked = f"{report.feeds} feeds asked, {len(report.feeds_in_trouble)} in trouble; " if report.feeds else ""
    return f"{asked}{report.received} received: {counts}; {report.copies} copies, {report.mentions} mentions."


def as_markdown(report: RunReport) -> str:
    """Return the figures as a table, and the documents that did not become articles below it."""
    figures = {key: value for key, value in as_values(report).items() if key not in LISTS}
    lines = ["| figure | value |", "|---|---|", *(f"| {key} | {value} |" for key, value in figures.items())]
    if report.feeds_in_trouble:
        lines += ["", "| feed | failures in a row | why |", "|---|---|---|"]
        shown_feeds = report.feeds_in_trouble[:SHOWN_PROBLEMS]
        lines += [
            f"| {_cell(feed.feed_url)} | {feed.failure_count} | {_cell(feed.last_error or '')} |"
            for feed in shown_feeds
        ]
    if report.problems:
        lines += ["", "| document | code | why |", "|---|---|---|"]
        shown = report.problems[:SHOWN_PROBLEMS]
        lines += [f"| {_cell(item.source)} | {item.reason_code.value} | {_cell(item.reason)} |" for item in shown]
    if len(report.problems) > SHOWN_PROBLEMS:
        lines.append(f"\nand {len(report.problems) - SHOWN_PROBLEMS} more: see the view rejected_documents.")
    return "\n".join(lines)


def _cell(text: str) -> str:
    return " ".join(text.splitlines()).replace("|", "\\|").replace("<", "&lt;")
