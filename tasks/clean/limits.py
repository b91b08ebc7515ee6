"""Cleans documents in worker processes with a limit on time and memory each: a poison page costs its worker at most.

The workers come from a fork server that has imported the stage once and nothing else, so that one that was killed is
replaced in milliseconds. They live as long as the process that asked for them.
"""

from __future__ import annotations

import atexit
import multiprocessing
import resource
import signal
import time
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pebble import ProcessExpired, ProcessPool

from tasks.clean.article import HTML, clean_document
from tasks.models import ReasonCode, Rejected

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future
    from datetime import datetime
    from pathlib import Path

    from tasks.models import Cleaned, RawDocument

SMALL_TEXT_BYTES = 1_000_000
"""Plain text up to this size is cleaned in the calling process: nothing that reads it can run away."""


@dataclass(frozen=True, slots=True)
class CleaningJob:
    """How documents are to be cleaned, and what one of them may cost."""

    workers: int
    seconds: float
    memory_bytes: int
    rules_file: Path | None = None
    """Boilerplate rules of the user's own, beside the shipped ones."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A cleaned document and the seconds that it took where it was cleaned."""

    cleaned: Cleaned
    elapsed: float


def clean_documents(job: CleaningJob, documents: Sequence[RawDocument], now: datetime) -> tuple[Cleaned, ...]:
    """Return an Article or a Rejected for each document, in their order; one that breaks its limits is rejected.

    Raises:
        RulesError: the job's own rules cannot be used.
    """
    return tuple(timed.cleaned for timed in clean_timed(job, documents, now))


def clean_timed(job: CleaningJob, documents: Sequence[RawDocument], now: datetime) -> tuple[Timed, ...]:
    """Do the same, and say how long each took."""
    waiting = [_begin(job, document, now) for document in documents]
    return tuple(
        _clean(document, now, job.rules_file) if future is None else _finish(future, document, job, now)
        for document, future in zip(documents, waiting, strict=True)
    )


def _begin(job: CleaningJob, document: RawDocument, now: datetime) -> Future[Timed] | None:
    if _is_plain(document) and len(document.payload) <= SMALL_TEXT_BYTES:
        return None
    future: Future[Timed] = _pool(job).schedule(_clean, args=(document, now, job.rules_file), timeout=job.seconds)
    return future


def _is_plain(document: RawDocument) -> bool:
    if document.stated is not None and document.stated.body is not None:
        return document.stated.body_type != HTML and len(document.stated.body) <= SMALL_TEXT_BYTES
    return document.media_type != HTML


def _clean(document: RawDocument, now: datetime, rules_file: Path | None) -> Timed:
    started = time.perf_counter()
    try:
        cleaned = clean_document(document, now, rules_file)
    except MemoryError:
        cleaned = _out_of_memory(document)
    return Timed(cleaned, time.perf_counter() - started)


def _finish(future: Future[Timed], document: RawDocument, job: CleaningJob, now: datetime) -> Timed:
    try:
        return _result(future, document, job, now)
    except TimeoutError:
        sentence = (
            f"Cleaning took longer than {job.seconds:g} seconds; the document is kept, look what is odd about it."
        )
        return Timed(Rejected(document.document_id, ReasonCode.TIMEOUT, sentence), job.seconds)
    except (ProcessExpired, BrokenProcessPool, MemoryError):
        return Timed(_out_of_memory(document), job.seconds)


def _result(future: Future[Timed], document: RawDocument, job: CleaningJob, now: datetime) -> Timed:
    """Wait for the answer; where a worker that was ended in mid-sentence broke the pool for all, ask a new one once."""
    try:
        return future.result()
    except BrokenProcessPool:
        again: Future[Timed] = _pool(job).schedule(_clean, args=(document, now, job.rules_file), timeout=job.seconds)
        return again.result()


def _out_of_memory(document: RawDocument) -> Rejected:
    sentence = "Cleaning ran out of its memory, or a parser crashed; the document is kept, look what is odd about it."
    return Rejected(document.document_id, ReasonCode.OUT_OF_MEMORY, sentence)


def _pool(job: CleaningJob) -> ProcessPool:
    """Return the workers, new ones where the old have come to grief."""
    if not _start(job).active:
        _start.cache_clear()
    return _start(job)


@cache
def _start(job: CleaningJob) -> ProcessPool:
    """Start the workers when the first document needs one."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    pool = ProcessPool(job.workers, initializer=_prepare_worker, initargs=(job.memory_bytes,), context=context)
    atexit.register(_end, pool)
    return pool


def _prepare_worker(memory_bytes: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))


def _end(pool: ProcessPool) -> None:
    pool.stop()
    pool.join()
