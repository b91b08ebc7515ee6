"""Sees every file of the inbox to its end: rows first, then done/ or failed/, whatever happens in between.

The head asks it for batches of documents; the tail tells it what became of each document once that is committed. A file
is moved when the last of its documents is settled: to done/ if any of them landed or was known, else to failed/.
"""

from __future__ import annotations

import os
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tasks.collect.files import printable
from tasks.collect.inbox import (
    claim,
    move_to_done,
    move_to_failed,
    note_failure,
    plan_done,
    plan_failed,
    put_back,
)
from tasks.models import DocumentState, RawDocument, ReasonCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tasks.collect.inbox import Claimed, Folder
    from tasks.models import KnownDocument, Received

    Read = Callable[[Sequence[Claimed]], list[list[Received]]]

ACCEPTED = frozenset({DocumentState.LANDED, DocumentState.DUPLICATE})

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

    def __init__(self, folder: Folder, day: str, relocate: Callable[[Mapping[int, str]], None]) -> None:
        self._folder, self._day, self._relocate = folder, day, relocate
        self._drops: defaultdict[int, list[_Drop]] = defaultdict(list)
        self._claimed: dict[Path, Claimed] = {}

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
            yield from self._take([found for path in group if (found := claim(self._folder, path))], read, size)

    def _take(self, files: Sequence[Claimed], read: Read, size: int) -> Iterator[list[Received]]:
        self._claimed |= {claimed.path: claimed for claimed in files}
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
        place = plan_done(self._folder, claimed, self._day)
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
            del self._claimed[drop.claimed.path]

    def _fail(self, drops: Sequence[_Drop], run_id: int) -> None:
        """Rows first, then the files."""
        places = [plan_failed(self._folder, drop.claimed) for drop in drops]
        moved = {
            document_id: printable(place)
            for drop, place in zip(drops, places, strict=True)
            for document_id in drop.document_ids
        }
        if moved:
            self._relocate(moved)
        for drop, place in zip(drops, places, strict=True):
            code, message = drop.reason or (ReasonCode.PARSE_ERROR, "Nothing came of this file.")
            note = note_failure(drop.claimed, code, message, drop.digest, run_id)
            move_to_failed(self._folder, drop.claimed, place, note)

    def _place_of(self, drop: _Drop) -> Path:
        """Where the rows say that the bytes are, if they lie nowhere yet: an earlier process may have landed them."""
        told = Path(drop.stored_in) if drop.stored_in and "\\" not in drop.stored_in else drop.place
        is_open = told.parts[:1] == ("done",) and not os.path.lexists(self._folder.home / told)
        return told if is_open else drop.place

    def put_back(self) -> None:
        """Return to the inbox whatever was claimed and has not been moved on."""
        for claimed in self._claimed.values():
            if os.path.lexists(claimed.path):
                put_back(self._folder, claimed)
        self._claimed.clear()


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
