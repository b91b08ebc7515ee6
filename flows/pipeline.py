"""The one tail that all heads share. It is plain: its steps are arguments, bare functions or Prefect tasks.

begin a run
for each batch of received documents:
    leave out those that the store knows
    keep the bytes of the others in the archive
    clean each: an article, or a rejection with its reason
    until no other batch has landed in between:
        look up what the store knows of such texts
        place the batch: outcomes, versions, clusters of copies
        annotate the new representatives, stored copies that became one included, with their names
        land it all in one transaction
    publish, if readers have waited long enough
finish the run and publish
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from tasks.models import Batch, DocumentState, RawDocument

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tasks.models import (
        Annotations,
        Cleaned,
        Fingerprint,
        Known,
        KnownDocument,
        Placement,
        ReasonCode,
        Received,
        Text,
    )


@dataclass(frozen=True, slots=True)
class Steps:
    """What the tail calls, each bound to its settings: bare functions, or Prefect tasks around them."""

    begin_run: Callable[[datetime], int]
    known_documents: Callable[[Sequence[int]], Mapping[int, KnownDocument]]
    keep_documents: Callable[..., tuple[RawDocument, ...]]
    """Called with the documents, and with `name` for their file."""
    clean_documents: Callable[[Sequence[RawDocument], datetime], tuple[Cleaned, ...]]
    fingerprint_articles: Callable[[Iterable[Cleaned]], tuple[Fingerprint, ...]]
    look_up: Callable[[Sequence[Fingerprint]], Known]
    place_batch: Callable[[Sequence[Received], Sequence[Cleaned], Known], Placement]
    representatives: Callable[[Placement], tuple[Text, ...]]
    read_texts: Callable[[Sequence[int]], tuple[Text, ...]]
    annotate: Callable[[Sequence[Text]], Annotations]
    land: Callable[[Batch], bool]
    """False where another batch has landed since the look-up."""
    publish: Callable[[datetime], int]
    finish_run: Callable[[int, datetime, dict[DocumentState, int]], None]


@dataclass(frozen=True, slots=True)
class Problem:
    """A document that did not become an article, for the run's report."""

    source: str
    reason_code: ReasonCode
    reason: str


@dataclass(slots=True)
class RunReport:
    """A run's figures, filled as it goes."""

    run_id: int
    tally: Counter[DocumentState] = field(default_factory=Counter)
    articles: int = 0
    copies: int = 0
    mentions: int = 0
    problems: list[Problem] = field(default_factory=list)
    snapshot_no: int = 0

    @property
    def received(self) -> int:
        """Documents received, whatever became of them."""
        return self.tally.total()


def run_pipeline(
    batches: Iterable[Sequence[Received]],
    steps: Steps,
    publish_every_seconds: float,
    on_batch: Callable[[RunReport], None] = lambda _: None,
) -> RunReport:
    """Take every batch of received documents to the warehouse, and publish.

    Args:
        batches: read lazily, so that only one is in memory.
        steps: what to call.
        publish_every_seconds: the least time between two snapshots while the run goes on.
        on_batch: told the figures after each batch.
    """
    report = RunReport(steps.begin_run(datetime.now(UTC)))
    published = time.monotonic()
    for received in batches:
        _run_batch(received, steps, report)
        if time.monotonic() - published >= publish_every_seconds:
            steps.publish(datetime.now(UTC))
            published = time.monotonic()
        on_batch(report)
    steps.finish_run(report.run_id, datetime.now(UTC), dict(report.tally))
    report.snapshot_no = steps.publish(datetime.now(UTC))
    return report


def _run_batch(received: Sequence[Received], steps: Steps, report: RunReport) -> None:
    known = steps.known_documents([document.document_id for document in received])
    new = [document for document in received if document.document_id not in known]
    _count_known(received, known, report)
    if new:
        _land(new, steps, report)


def _land(new: Sequence[Received], steps: Steps, report: RunReport) -> None:
    batch_id = _name_batch(new)
    raw = [document for document in new if isinstance(document, RawDocument)]
    kept = {document.document_id: document for document in steps.keep_documents(raw, name=batch_id)}
    received = [kept.get(document.document_id, document) for document in new]
    cleaned = steps.clean_documents(list(kept.values()), datetime.now(UTC))
    fingerprints = steps.fingerprint_articles(cleaned)
    while True:
        known = steps.look_up(fingerprints)
        placement = steps.place_batch(received, cleaned, known)
        promoted = steps.read_texts(placement.promoted) if placement.promoted else ()
        annotations = steps.annotate((*steps.representatives(placement), *promoted))
        batch = Batch(batch_id, report.run_id, known.generation, placement, annotations, datetime.now(UTC))
        if steps.land(batch):
            _count_landed(batch, report)
            return


def _name_batch(documents: Sequence[Received]) -> str:
    ids = sorted(document.document_id for document in documents)
    return sha256(" ".join(map(str, ids)).encode()).hexdigest()[:32]


def _count_known(received: Sequence[Received], known: Mapping[int, KnownDocument], report: RunReport) -> None:
    """What is known already is a duplicate; a document that was turned away stays turned away."""
    for document in received:
        before = known.get(document.document_id)
        if before is None:
            continue
        if before.reason_code:
            report.tally[before.state] += 1
            report.problems.append(Problem(document.source, before.reason_code, before.reason or ""))
        else:
            report.tally[DocumentState.DUPLICATE] += 1


def _count_landed(batch: Batch, report: RunReport) -> None:
    placement = batch.placement
    landed = {version.article.article_id for version in placement.versions}
    report.articles += len(landed)
    report.copies += sum(copy.article_id in landed for copy in placement.copies)
    report.mentions += len(batch.annotations.mentions)
    for outcome in placement.outcomes:
        report.tally[outcome.state] += 1
        if outcome.reason_code:
            report.problems.append(Problem(outcome.source, outcome.reason_code, outcome.reason or ""))
