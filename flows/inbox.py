"""Works off the inbox, once: the same for the watcher, the command line and the Prefect flow."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from flows.ledger import Ledger
from flows.pipeline import run_pipeline
from flows.steps import bind_steps, document_reader
from tasks.collect.documents import NamedFile
from tasks.collect.inbox import Folder, look, make_folders, put_back, resume, sweep_inbox
from tasks.models import Origin
from warehouse import store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flows.pipeline import RunReport
    from flows.settings import Settings
    from flows.steps import Wrap
    from tasks.collect.inbox import Claimed
    from tasks.models import RawDocument, Received

FLOW = "ingest-inbox"


def work_off(
    settings: Settings,
    prefect_flow_run_id: str | None = None,
    wrap: Wrap = lambda _, step: step,
    on_batch: Callable[[RunReport], None] = lambda _: None,
) -> RunReport | None:
    """Take every file that is ready, and what an earlier process left, to its end; None if there was nothing to do.

    Whatever is claimed when an exception comes through goes back to the inbox.
    """
    folder = Folder(settings.home)
    make_folders(folder)
    sweep_inbox(folder, time.time_ns())
    left, ready = resume(folder), look(folder, time.time_ns(), settings.stable_seconds).ready
    if not left and not ready:
        return None
    relocate = wrap("relocate", partial(store.relocate, settings.home))
    ledger = Ledger(folder, f"{datetime.now(UTC):%Y-%m-%d}", settings.stable_seconds, relocate)
    steps = replace(
        bind_steps(settings, FLOW, prefect_flow_run_id, wrap), keep_documents=_keep_in_done, settle=ledger.settle
    )
    read = partial(_read_claimed, wrap("read_documents", document_reader(settings)))
    try:
        batches = ledger.batches(left, ready, read, settings.batch_documents)
        first = next(batches, None)
        if first is None:  # gone again, or not to be moved
            return None
        return run_pipeline(chain([first], batches), steps, settings.publish_every_seconds, on_batch)
    finally:
        put_back(folder)


def _keep_in_done(documents: Sequence[RawDocument], name: str) -> tuple[RawDocument, ...]:  # noqa: ARG001
    """Dropped files keep their own bytes: they stay in done/."""
    return tuple(documents)


def _read_claimed(read: Callable[..., list[list[Received]]], files: Sequence[Claimed]) -> list[list[Received]]:
    named = [NamedFile(file.path, Origin.INBOX, file.source) for file in files]
    return read(named, datetime.now(UTC))
