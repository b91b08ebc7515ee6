"""Sees every file of the inbox to its end: rows first, then done/ or failed/, whatever happens in between.

The head asks it for batches of documents; the tail tells it what became of each document once that is committed. A file
is moved when the last of its documents is settled: to done/ if any of them landed or was known, else to failed/.
"""

from __future__ import annotations

import errno
import logging
import time
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tasks.collect.files import printable
from tasks.collect.inbox import Places, claim, move_to_done, move_to_failed, note_failure
from tasks.models import DocumentState, RawDocument, ReasonCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from tasks.collect.inbox import Claimed, Folder
    from tasks.known import KnownDocument
    from tasks.models import Received

    Read = Callable[[Sequence[Claimed]], list[list[Received]]]
    """Returns the documents of each file, at least one: an Unread where there is nothing."""

LOG = logging.getLogger("copydesk.ledger")

ACCEPTED = frozenset({DocumentState.LANDED, DocumentState.DUPLICATE})

NOT_ONE_FILES_FAULT = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})

MOST_BYTES = 64_000_000
"""So much is claimed and read at a time, a single file aside."""


@dataclass(slots=True)
class _Drop:
    """A claimed file on its way through the line."""

    claimed: Claimed
    place: Path
    waiting: int
    digest: str | None
    document_ids: list[int] = field(default_factory=list)
    was_accepted: bool = False
    stored_in: str | None = None
    reason: tuple[ReasonCode, str] | None = None


class Ledger:
    """The files of one run over the inbox."""

    def __init__(
        self, folder: Folder, day: str, stable_seconds: float, relocate: Callable[[Mapping[int, str]], None]
    ) -> None:
        self._folder, self._day, self._stable_seconds, self._relocate = folder, day, stable_seconds, relocate
        self._drops: defaultdict[int, list[_Drop]] = defaultdict(list)
        self._places = Places(folder)

    def batches(
        self, left: Sequence[Claimed], ready: Sequence[Path], read: Read, size: int
    ) -> Iterator[list[Received]]:
        """Claim and read files, and yield their documents in batches; each is settled before the next is asked for.

        Args:
            left: files that an earlier process claimed and did not finish.
            ready: files in the inbox.
            read: returns the documents of each claimed file.
            size: documents in a batch, and files claimed at a time.
        """
        for start in range(0, len(left), size):
            yield from self._take(left[start : start + size], read, size)
        for group in _groups(ready, size):
            yield from self._take([found for path in group if (found := self._claim(path))], read, size)

    def _claim(self, path: Path) -> Claimed | None:
        try:
            return claim(self._folder, path, time.time_ns(), self._stable_seconds)
        except OSError as error:
            if error.errno in NOT_ONE_FILES_FAULT:
                raise
            LOG.warning("%s stays in the inbox, it cannot be moved: %s", printable(path), error.strerror)
            return None

    def _take(self, files: Sequence[Claimed], read: Read, size: int) -> Iterator[list[Received]]:
        if not files:
            return
        batch: dict[int, Received] = {}
        for claimed, documents in zip(files, read(files), strict=True):
            for document in self._enter(claimed, documents):
                if document.document_id in batch or len(batch) >= size:
                    yield list(batch.values())
                    batch = {}
                batch[document.document_id] = document
        if batch:
            yield list(batch.values())

    def _enter(self, claimed: Claimed, documents: Sequence[Received]) -> list[Received]:
        place = self._places.plan_done(claimed, self._day)
        digest = next((document.payload_digest for document in documents if isinstance(document, RawDocument)), None)
        drop = _Drop(claimed, place, len(documents), digest)
        for document in documents:
            drop.document_ids.append(document.document_id)
            self._drops[document.document_id].append(drop)
        stored_in = printable(place)
        return [
            replace(document, stored_in=stored_in) if isinstance(document, RawDocument) else document
            for document in documents
        ]

    def settle(self, run_id: int, fates: Mapping[int, KnownDocument]) -> None:
        """Take in what became of a batch's documents, and move the files that are through."""
        through: list[_Drop] = []
        for document_id, fate in fates.items():
            for drop in self._drops.pop(document_id, ()):
                _note(drop, fate)
                if drop.waiting == 0:
                    through.append(drop)
        for drop in through:
            if drop.was_accepted:
                move_to_done(self._folder, drop.claimed, self._place_of(drop))
        self._fail([drop for drop in through if not drop.was_accepted], run_id)
        for drop in through:
            self._places.give_up(drop.place)

    def _fail(self, drops: Sequence[_Drop], run_id: int) -> None:
        """Rows first, then the files."""
        places = [self._places.plan_failed(drop.claimed) for drop in drops]
        moved = {
            document_id: printable(place)
            for drop, place in zip(drops, places, strict=True)
            for document_id in drop.document_ids
        }
        if moved:
            self._relocate(moved)
        for drop, place in zip(drops, places, strict=True):
            reason = drop.reason or (ReasonCode.PARSE_ERROR, "Nothing came of this file.")
            note = note_failure(self._folder, drop.claimed, reason, drop.digest, run_id)
            move_to_failed(self._folder, drop.claimed, place, note)

    def _place_of(self, drop: _Drop) -> Path:
        """Where the rows say that the bytes are, if they lie nowhere yet: an earlier process may have landed them."""
        told = self._places.find_told(drop.claimed, drop.stored_in) if drop.stored_in else None
        return told or drop.place


def _note(drop: _Drop, fate: KnownDocument) -> None:
    drop.waiting -= 1
    drop.was_accepted |= fate.state in ACCEPTED
    drop.stored_in = drop.stored_in or fate.stored_in
    if fate.reason_code and drop.reason is None:
        drop.reason = (fate.reason_code, fate.reason or "")


def _groups(paths: Sequence[Path], size: int) -> Iterator[list[Path]]:
    """Part the files into groups of at most `size` files and about MOST_BYTES bytes."""
    group: list[Path] = []
    weight = 0
    for path in paths:
        group.append(path)
        with suppress(FileNotFoundError):
            weight += path.lstat().st_size
        if len(group) >= size or weight >= MOST_BYTES:
            yield group
            group, weight = [], 0
    if group:
        yield group
