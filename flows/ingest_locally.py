"""Runs the same head and tail as the Prefect flow in this process, without importing prefect."""

from __future__ import annotations

import errno
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flows.pipeline import run_pipeline
from flows.steps import bind_steps, read_batches
from seeds import SAMPLE_ARTICLES
from tasks.collect.files import find_files, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flows.pipeline import RunReport
    from flows.settings import Settings

FLOW = "ingest-files"


def ingest_locally(named: list[Path] | None, settings: Settings) -> RunReport:
    """Take the named files, or the sample articles, to the warehouse and return the run's figures.

    Raises:
        FileNotFoundError: nothing that was named is there.
    """
    found = find_files(named or [SAMPLE_ARTICLES])
    if found.missing and not found.files:
        raise FileNotFoundError(errno.ENOENT, "There is no such file or folder", printable(found.missing[0]))
    with _progress(len(found.files)) as on_batch:
        report = run_pipeline(
            read_batches(found.files, settings), bind_steps(settings, FLOW), settings.publish_every_seconds, on_batch
        )
    report.add_missing(found.missing)
    return report


@contextmanager
def _progress(total: int) -> Iterator[Callable[[RunReport], None]]:
    """A bar on a terminal, a line a batch elsewhere, nothing for what fits one batch."""
    if not sys.stderr.isatty():
        yield lambda report: _print_line(report, total)
        return
    from rich.console import Console  # noqa: PLC0415  (only for a terminal)
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("ingesting", total=total)
        yield lambda report: progress.update(bar, completed=report.received)


def _print_line(report: RunReport, total: int) -> None:
    if report.received < total:
        print(f"{report.received} of {total} documents", file=sys.stderr, flush=True)  # noqa: T201  (progress is for people)
