"""Runs the head for what was named in this process, without Prefect, and shows how far it has come."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flows.named import ingest_named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from flows.pipeline import RunReport
    from flows.settings import Settings


def ingest_locally(named: Sequence[str], settings: Settings) -> RunReport:
    """Take what was named, or the sample articles, to the warehouse and return the run's figures.

    Raises:
        FileNotFoundError: nothing that was named is there.
    """
    with _progress() as on_batch:
        return ingest_named(named, settings, on_batch=on_batch)


@contextmanager
def _progress() -> Iterator[Callable[[RunReport, int], None]]:
    """A bar on a terminal, a line a batch elsewhere, nothing for what fits one batch."""
    if not sys.stderr.isatty():
        yield _print_line
        return
    from rich.console import Console  # noqa: PLC0415  (only for a terminal)
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("ingesting", total=None)
        yield lambda report, total: progress.update(bar, completed=report.received, total=total)


def _print_line(report: RunReport, total: int) -> None:
    if report.received < total:
        print(f"{report.received} of {total} documents", file=sys.stderr, flush=True)  # noqa: T201  (progress is for people)
