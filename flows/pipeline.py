"""The one tail that all heads share. It is plain: its steps are arguments, bare functions or Prefect tasks.

begin a run
for each batch of received documents:
    leave out those that the store knows; what it turned away gets another try
    keep the bytes of the others in the archive
    clean each: an article, or a rejection with its reason
    until no other batch has landed in between:
        look up what the store knows of such texts
        place the batch: outcomes, versions, clusters of copies
        place its representatives: events, and rewrites within them
        annotate the new representatives, stored copies that became one included, with their names
        land it all in one transaction
    settle: say what became of each document
    publish, if readers have waited long enough
finish the run and publish
"""

from __future__ import annotations

import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from tasks.collect.files import printable
from tasks.dedup.reports import add_topics, align_links, link_reports, place_reports, read_reports, texts_to_read
from tasks.known import KnownDocument
from tasks.landing import NOTHING, Batch
from tasks.models import DocumentState, RawDocument, ReasonCode
from warehouse.errors import WarehouseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from tasks.annotations import Annotations
    from tasks.happenings import Happenings, KnownReports, Report
    from tasks.known import Known
    from tasks.models import Cleaned, DocumentOutcome, Fingerprint, Placement, Received, Text
    from tasks.web import Feed


@dataclass(frozen=True, slots=True)
class Steps:
    """What the tail calls, each bound to its settings: bare functions, or Prefect tasks around them."""

    begin_run: Callable[[datetime], int]
    known_documents: Callable[[Sequence[int]], Mapping[int, KnownDocument]]
    keep_documents: Callable[..., tuple[RawDocument, ...]]
    """Called with the documents, and with `name` for their file."""
    clean_documents: Callable[[Sequence[RawDocument], datetime], tuple[Cleaned, ...]]
    fingerprint_articles: Callable[[Iterable[Cleaned], datetime], tuple[Fingerprint, ...]]
    batch_keys: Callable[[Sequence[Received], Sequence[Cleaned]], tuple[int, ...]]
    look_up: Callable[[Sequence[Fingerprint], Sequence[int], Sequence[int]], Known]
    place_batch: Callable[[Sequence[Received], Sequence[Cleaned], Sequence[Fingerprint], Known], Placement]
    representatives: Callable[[Placement], tuple[Text, ...]]
    read_texts: Callable[[Sequence[int]], tuple[Text, ...]]
    annotate: Callable[[Sequence[Text]], Annotations]
    look_up_reports: Callable[[Sequence[Report], Sequence[int]], KnownReports]
    read_promoted: Callable[[Sequence[int]], tuple[Report, ...]]
    land: Callable[[Batch], bool]
    """False where another batch has landed since the look-up."""
    publish: Callable[[datetime], int]
    finish_run: Callable[[int, datetime, dict[DocumentState, int], str], None]
    event_window_hours: float = 72.0
    """Reports further apart tell no one event."""
    settle: Callable[[int, Mapping[int, KnownDocument]], None] = lambda _, __: None
    """Told the run's id and what became of every document of a batch, once that is committed."""


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
    feeds: int = 0
    """Asked, by a run that polls."""
    feeds_in_trouble: list[Feed] = field(default_factory=list)
    """Those among them that did not answer as they should."""

    def add_missing(self, paths: Iterable[Path]) -> None:
        """List paths that were named and are not there; they are no documents, so there is no row for them."""
        sentence = "There is no such file or folder; check the name."
        self.problems += [Problem(printable(path), ReasonCode.UNREADABLE, sentence) for path in paths]

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
    try:
        _run_batches(batches, steps, report, publish_every_seconds, on_batch)
    except BaseException:
        with suppress(OSError, WarehouseError):  # what ended the run may stand in the way of saying so
            _end(steps, report, "failed")
        raise
    _end(steps, report, "completed")
    return report


def _run_batches(
    batches: Iterable[Sequence[Received]],
    steps: Steps,
    report: RunReport,
    publish_every_seconds: float,
    on_batch: Callable[[RunReport], None],
) -> None:
    published = time.monotonic()
    for received in batches:
        _run_batch(received, steps, report)
        if time.monotonic() - published >= publish_every_seconds:
            steps.publish(datetime.now(UTC))
            published = time.monotonic()
        on_batch(report)


def _end(steps: Steps, report: RunReport, state: str) -> None:
    steps.finish_run(report.run_id, datetime.now(UTC), dict(report.tally), state)
    report.snapshot_no = steps.publish(datetime.now(UTC))


def _run_batch(received: Sequence[Received], steps: Steps, report: RunReport) -> None:
    known = steps.known_documents([document.document_id for document in received])
    fates = {document_id: _again(fate) for document_id, fate in known.items() if not fate.reason_code}
    new = [document for document in received if document.document_id not in fates]
    if new:
        fates |= _land(new, known, steps, report)
    for document in received:
        _count(document, fates[document.document_id], report)
    steps.settle(report.run_id, fates)


def _again(fate: KnownDocument) -> KnownDocument:
    return replace(fate, state=DocumentState.DUPLICATE)


def _land(
    new: Sequence[Received], known: Mapping[int, KnownDocument], steps: Steps, report: RunReport
) -> dict[int, KnownDocument]:
    """Land what the store does not know, or knows as turned away, and return what became of each."""
    raw = [document for document in new if isinstance(document, RawDocument)]
    kept = {document.document_id: document for document in steps.keep_documents(raw, name=_digest_ids(new))}
    received = [kept.get(document.document_id, document) for document in new]
    cleaned = steps.clean_documents(list(kept.values()), datetime.now(UTC))
    fingerprints = steps.fingerprint_articles(cleaned, datetime.now(UTC))
    keys = steps.batch_keys(received, cleaned)
    while True:
        stored = steps.look_up(fingerprints, [document.document_id for document in new], keys)
        placement = steps.place_batch(received, cleaned, fingerprints, stored)
        fates = {outcome.document_id: _fate(outcome) for outcome in placement.outcomes}
        if all(_is_old_news(fate, known) for fate in fates.values()):
            return fates
        promoted = steps.read_texts(placement.promoted) if placement.promoted else ()
        texts = (*steps.representatives(placement), *promoted)
        happenings = find_happenings(placement, texts, steps)
        annotations = steps.annotate(texts)
        batch_id = _digest_ids(new, report.run_id)
        batch = Batch(batch_id, report.run_id, stored.generation, placement, annotations, datetime.now(UTC), happenings)
        if steps.land(batch):
            _count_articles(batch, report)
            return fates


def find_happenings(placement: Placement, texts: Sequence[Text], steps: Steps) -> Happenings:
    """Say which events the batch's representatives tell; what is stored of them is looked up as of the same moment.

    Args:
        placement: of the batch.
        texts: of its new representatives, and of stored copies that have become one.
        steps: what to call.
    """
    if not placement.seats:
        return NOTHING
    promoted = steps.read_promoted(placement.promoted) if placement.promoted else ()
    new = (*read_reports(placement), *add_topics(promoted, texts))
    known = steps.look_up_reports(new, [seat.article_id for seat in placement.seats])
    links = link_reports(new, known, steps.event_window_hours)
    at_hand = {text.article_id for text in texts}
    missing = [article_id for article_id in texts_to_read(links, new) if article_id not in at_hand]
    read = steps.read_texts(missing) if missing else ()
    return place_reports(placement, new, known, align_links(links, new, (*texts, *read)))


def _digest_ids(documents: Sequence[Received], *more: int) -> str:
    ids = sorted(document.document_id for document in documents)
    return sha256(" ".join(map(str, (*ids, *more))).encode()).hexdigest()[:32]


def _fate(outcome: DocumentOutcome) -> KnownDocument:
    return KnownDocument(outcome.document_id, outcome.state, outcome.reason_code, outcome.reason, outcome.stored_in)


def _is_old_news(fate: KnownDocument, known: Mapping[int, KnownDocument]) -> bool:
    """A document that was turned away before and is so again, for the same reason, needs no new row."""
    before = known.get(fate.document_id)
    return before is not None and fate.reason_code is not None and before.reason_code == fate.reason_code


def _count(document: Received, fate: KnownDocument, report: RunReport) -> None:
    report.tally[fate.state] += 1
    if fate.reason_code:
        report.problems.append(Problem(document.source, fate.reason_code, fate.reason or ""))


def _count_articles(batch: Batch, report: RunReport) -> None:
    landed = {version.article.article_id for version in batch.placement.versions}
    report.articles += len(landed)
    report.copies += sum(copy.article_id in landed for copy in batch.placement.copies)
    report.mentions += len(batch.annotations.mentions)
