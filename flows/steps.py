"""Binds the tail's steps to their settings: bare functions by default, or whatever `wrap` makes of each."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from flows.pipeline import Steps
from tasks.clean.limits import Limits, clean_within
from tasks.collect.files import read_file
from tasks.collect.keep import keep_documents
from tasks.dedup.clusters import NEAR_THRESHOLD, fingerprint_articles, place_batch, representatives
from tasks.entities.annotate import annotate
from warehouse import publish, store
from warehouse.paths import WarehousePaths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from flows.settings import Settings

    Wrap = Callable[[Callable[..., Any]], Callable[..., Any]]
    from tasks.models import Annotations, Article, Batch, Cleaned, Fingerprint, Known, RawDocument, Received


def _bare(step: Callable[..., Any]) -> Callable[..., Any]:
    return step


def bind_steps(settings: Settings, flow: str, prefect_flow_run_id: str | None = None, wrap: Wrap = _bare) -> Steps:
    """Return the steps of the tail for one run of `flow`.

    Args:
        settings: home directory, engine and limits.
        flow: name under which the run is recorded.
        prefect_flow_run_id: id of the Prefect flow run, if it is one.
        wrap: makes a Prefect task of each step that deserves one; called with a function whose name is the step's.
    """
    home, raw_folder = settings.home, WarehousePaths(settings.home).root / "raw"

    def begin_run(started_at: datetime) -> int:
        return store.begin_run(home, flow, started_at, prefect_flow_run_id)

    def known_documents(document_ids: Sequence[int]) -> Any:  # noqa: ANN401  (Steps has the type)
        return store.known_documents(home, document_ids)

    def keep(documents: Sequence[RawDocument], name: str) -> tuple[RawDocument, ...]:
        return keep_documents(documents, raw_folder, name) if documents else ()

    limits = cleaning_limits(settings)

    def clean_documents(documents: Sequence[RawDocument], now: datetime) -> tuple[Cleaned, ...]:
        return tuple(timed.cleaned for timed in clean_within(limits, documents, now))

    def look_up(fingerprints: Sequence[Fingerprint]) -> Known:
        return store.look_up(home, fingerprints, NEAR_THRESHOLD)

    def annotate_articles(articles: Sequence[Article]) -> Annotations:
        return annotate(articles, settings.entities)

    def land(batch: Batch) -> bool:
        return store.land(home, batch)

    def publish_snapshot(published_at: datetime) -> int:
        return publish.publish(home, published_at)

    def finish_run(run_id: int, finished_at: datetime, tally: Any) -> None:  # noqa: ANN401
        store.finish_run(home, run_id, finished_at, tally)

    return Steps(
        begin_run=wrap(begin_run),
        known_documents=wrap(known_documents),
        keep_documents=wrap(keep),
        clean_documents=wrap(clean_documents),
        fingerprint_articles=fingerprint_articles,
        look_up=wrap(look_up),
        place_batch=place_batch,
        representatives=representatives,
        annotate=wrap(annotate_articles),
        land=wrap(land),
        publish=wrap(publish_snapshot),
        finish_run=wrap(finish_run),
    )


def cleaning_limits(settings: Settings) -> Limits:
    """Return what one document may cost."""
    return Limits(settings.workers, settings.document_seconds, settings.document_memory_bytes)


def read_files(paths: Sequence[Path], max_bytes: int) -> list[Received]:
    """Return the files' bytes, or why they could not be had, in the order given."""
    received_at = datetime.now(UTC)
    return [read_file(path, received_at, max_bytes) for path in paths]


def read_batches(
    paths: Iterable[Path], settings: Settings, read: Callable[..., list[Received]] = read_files
) -> Iterator[list[Received]]:
    """Yield the documents in batches, each read only when it is asked for."""
    remaining = iter(paths)
    while batch := list(islice(remaining, settings.batch_documents)):
        yield read(batch, settings.max_document_bytes)
