"""The stage's other door: cleans a batch of documents, in workers with limits unless nothing in one is risky."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks.clean.article import TEXT, clean_document
from tasks.limits import Broken, Limits, map_within
from tasks.models import Rejected

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from tasks.models import Cleaned, RawDocument

SMALL_TEXT_BYTES = 1_000_000
"""Plain text up to this size is cleaned in the calling process, if only shipped rules read it.

With rules of the user's own it goes through the workers like a page: a bound on a pattern is no proof of its speed.
"""


@dataclass(frozen=True, slots=True)
class CleaningJob:
    """How documents are to be cleaned, and what one of them may cost."""

    limits: Limits
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
    risky = [document for document in documents if not _is_harmless(document, job)]
    answers = map_within(job.limits, _clean, [(document, now, job.rules_file) for document in risky])
    by_id = {document.document_id: answer for document, answer in zip(risky, answers, strict=True)}
    return tuple(
        _judge(by_id[document.document_id], document, job)
        if document.document_id in by_id
        else _clean(document, now, job.rules_file)
        for document in documents
    )


def _is_harmless(document: RawDocument, job: CleaningJob) -> bool:
    if job.rules_file is not None:
        return False
    if document.stated is not None and document.stated.body is not None:
        return document.stated.body_type == TEXT and len(document.stated.body) <= SMALL_TEXT_BYTES
    return document.media_type == TEXT and len(document.payload) <= SMALL_TEXT_BYTES


def _clean(document: RawDocument, now: datetime, rules_file: Path | None) -> Timed:
    started = time.perf_counter()
    cleaned = clean_document(document, now, rules_file)
    return Timed(cleaned, time.perf_counter() - started)


def _judge(answer: Timed | Broken, document: RawDocument, job: CleaningJob) -> Timed:
    if isinstance(answer, Broken):
        return Timed(Rejected(document.document_id, answer.reason_code, answer.reason), job.limits.seconds)
    return answer
