"""Runs the same head and tail as the Prefect flow in this process, without importing prefect."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flows.pipeline import run_pipeline
from flows.steps import bind_steps, read_batches
from seeds import SAMPLE_ARTICLES
from tasks.collect.files import find_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flows.pipeline import RunReport
    from flows.settings import Settings
    from tasks.collect.files import FoundFiles

FLOW = "ingest-files"


def find_named_files(named: list[Path] | None) -> FoundFiles:
    """Return the files that `named` come to; the sample articles if nothing is named."""
    return find_files(named or [SAMPLE_ARTICLES])


def ingest_locally(files: tuple[Path, ...], settings: Settings) -> RunReport:
    """Take the files to the warehouse and return the run's figures."""
    with _progress(len(files)) as on_batch:
        return run_pipeline(
            read_batches(files, settings), bind_steps(settings, FLOW), settings.publish_every_seconds, on_batch
        )


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
