"""Head: files, folders and addresses of articles that somebody named; the same for command line and Prefect flow."""

from __future__ import annotations

import errno
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from flows.pipeline import run_pipeline
from flows.steps import bind_steps, document_limits, read_batches
from seeds import SAMPLE_ARTICLES
from tasks.collect.files import find_files, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from flows.pipeline import RunReport
    from flows.settings import Settings
    from flows.steps import Wrap
    from tasks.models import Received

FLOW = "ingest-files"
WEB_SCHEMES = ("http://", "https://")


def ingest_named(
    named: Sequence[str],
    settings: Settings,
    prefect_flow_run_id: str | None = None,
    wrap: Wrap = lambda _, step: step,
    on_batch: Callable[[RunReport, int], None] = lambda _, __: None,
) -> RunReport:
    """Take what was named, or the sample articles, to the warehouse and return the run's figures.

    Args:
        named: paths, and addresses that begin with http:// or https://.
        settings: home directory and limits.
        prefect_flow_run_id: id of the Prefect flow run, if it is one.
        wrap: makes a Prefect task of each step.
        on_batch: told the figures after each batch, and how many files and addresses there are in all.

    Raises:
        FileNotFoundError: nothing that was named is there.
    """
    addresses = [name for name in named if is_address(name)]
    paths = [Path(name) for name in named if not is_address(name)]
    found = find_files(paths if named else [SAMPLE_ARTICLES])
    if found.missing and not (found.files or addresses):
        raise FileNotFoundError(errno.ENOENT, "There is no such file or folder", printable(found.missing[0]))
    total = len(found.files) + len(addresses)
    report = run_pipeline(
        chain(read_batches(found.files, settings, wrap), _fetch_batches(addresses, settings, wrap)),
        bind_steps(settings, FLOW, prefect_flow_run_id, wrap),
        settings.publish_every_seconds,
        lambda figures: on_batch(figures, total),
    )
    report.add_missing(found.missing)
    return report


def is_address(name: str) -> bool:
    """Tell whether a name is the address of an article rather than a path."""
    return name.lower().startswith(WEB_SCHEMES)


def _fetch_batches(addresses: Sequence[str], settings: Settings, wrap: Wrap) -> Iterator[list[Received]]:
    if not addresses:
        return
    from flows.polling import read_web  # noqa: PLC0415  (the web costs a third of a second to import)
    from tasks.collect.documents import split_documents  # noqa: PLC0415  (as above)
    from tasks.collect.pages import fetch_addresses  # noqa: PLC0415  (as above)

    fetch = wrap("fetch_addresses", partial(fetch_addresses, read_web(settings)))
    size = settings.batch_documents
    for start in range(0, len(addresses), size):
        yield split_documents(document_limits(settings), fetch(addresses[start : start + size], datetime.now(UTC)))
