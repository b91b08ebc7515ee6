"""Binds the tail's steps to their settings: bare functions by default, or whatever `wrap` makes of each."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from flows.pipeline import Steps
from tasks.clean.article import load_rules
from tasks.clean.batch import CleaningJob, clean_documents
from tasks.collect.documents import NamedFile, read_documents
from tasks.collect.keep import keep_documents
from tasks.dedup.clusters import (
    REACH,
    batch_keys,
    fingerprint_articles,
    place_batch,
    representatives,
)
from tasks.dedup.reports import LINKED
from tasks.entities.annotate import annotate
from tasks.limits import Limits
from warehouse import publish, reports, store
from warehouse.paths import WarehousePaths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from flows.settings import Settings

    Wrap = Callable[[str, Callable[..., Any]], Callable[..., Any]]
    from tasks.models import Received


def _bare(_: str, step: Callable[..., Any]) -> Callable[..., Any]:
    return step


def bind_steps(settings: Settings, flow: str, prefect_flow_run_id: str | None = None, wrap: Wrap = _bare) -> Steps:
    """Return the steps of the tail for one run of `flow`.

    Args:
        settings: home directory, engine and limits.
        flow: name under which the run is recorded.
        prefect_flow_run_id: id of the Prefect flow run, if it is one.
        wrap: makes a Prefect task of each step that deserves one; called with the step's name and function.
    """
    home = settings.home
    if settings.boilerplate_rules:
        load_rules(settings.boilerplate_rules)  # one that cannot be used stops the run before it begins
    raw = WarehousePaths(home).root / "raw"
    return Steps(
        begin_run=wrap("begin_run", partial(store.begin_run, home, flow, prefect_flow_run_id=prefect_flow_run_id)),
        known_documents=wrap("known_documents", partial(store.known_documents, home)),
        keep_documents=wrap("keep_documents", partial(keep_documents, folder=raw)),
        clean_documents=wrap("clean_documents", partial(clean_documents, cleaning_job(settings))),
        fingerprint_articles=fingerprint_articles,
        batch_keys=batch_keys,
        look_up=wrap("look_up", partial(store.look_up, home, reach=REACH)),
        place_batch=place_batch,
        representatives=representatives,
        read_texts=wrap("read_texts", partial(store.read_texts, home)),
        annotate=wrap("annotate", partial(annotate, engine=settings.entities)),
        look_up_reports=wrap(
            "look_up_reports",
            partial(reports.look_up_reports, home, window_hours=settings.event_window_hours, least=LINKED),
        ),
        read_promoted=wrap("read_promoted", partial(reports.read_promoted, home)),
        event_window_hours=settings.event_window_hours,
        land=wrap("land", partial(store.land, home)),
        publish=wrap("publish", partial(publish.publish, home)),
        finish_run=wrap("finish_run", partial(store.finish_run, home)),
    )


def cleaning_job(settings: Settings) -> CleaningJob:
    """Return how documents are to be cleaned."""
    return CleaningJob(document_limits(settings), settings.boilerplate_rules)


def document_limits(settings: Settings) -> Limits:
    """Return what one document may cost."""
    return Limits(settings.workers, settings.document_seconds, settings.document_memory_bytes)


def document_reader(settings: Settings) -> Callable[..., list[list[Received]]]:
    """Return what reads files and takes them apart, bound to its limits: called with the files and our clock."""
    return partial(read_documents, document_limits(settings), settings.max_document_bytes)


def read_batches(paths: Iterable[Path], settings: Settings, wrap: Wrap = _bare) -> Iterator[list[Received]]:
    """Yield the documents in batches; files are read only when their documents are asked for."""
    read = wrap("read_documents", document_reader(settings))
    remaining = iter(paths)
    while files := [NamedFile(path) for path in islice(remaining, settings.batch_documents)]:
        documents = chain.from_iterable(read(files, datetime.now(UTC)))
        while batch := list(islice(documents, settings.batch_documents)):
            yield batch
