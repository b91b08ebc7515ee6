"""The door to files of any format: reads them and takes them apart into the documents that they hold.

Formats whose parsers are large programs are taken apart in worker processes with limits; text and pages right here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tasks.collect.files import read_file
from tasks.collect.formats import split_document
from tasks.collect.formats.records import unread
from tasks.limits import Broken, Limits, map_within
from tasks.models import Origin, RawDocument

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from tasks.models import Received

HARMLESS = frozenset({"text/plain", "text/html"})


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file to read, and what to call it."""

    path: Path
    origin: Origin = Origin.CLI
    source: str | None = None


def read_documents(
    limits: Limits, max_bytes: int, files: Sequence[NamedFile], received_at: datetime
) -> list[list[Received]]:
    """Return the documents that each file holds, at least one for each: what cannot be read is an Unread.

    Args:
        limits: what taking one file apart may cost.
        max_bytes: a larger file is not read.
        files: in any number; all their bytes are held at once.
        received_at: our clock.
    """
    received = [read_file(file.path, received_at, max_bytes, file.origin, file.source) for file in files]
    risky = [document for document in received if _is_risky(document)]
    answers = iter(map_within(limits, _split, [(document,) for document in risky]))
    return [_judge(next(answers), document) if _is_risky(document) else _split_here(document) for document in received]


def split_documents(limits: Limits, documents: Sequence[Received]) -> list[Received]:
    """Take apart what came by other ways than as files; a page stays as it is, and parts keep their sightings.

    Args:
        limits: what taking one document apart may cost.
        documents: in any number.
    """
    risky = [document for document in documents if _is_risky(document)]
    answers = iter(map_within(limits, _split, [(document,) for document in risky]))
    parts: list[Received] = []
    for document in documents:
        found = _judge(next(answers), document) if _is_risky(document) else [document]
        parts += [replace(part, sightings=document.sightings) for part in found]
    return parts


def _is_risky(document: Received) -> bool:
    return isinstance(document, RawDocument) and document.media_type not in HARMLESS


def _split(document: RawDocument) -> list[Received]:
    return list(split_document(document))


def _split_here(document: Received) -> list[Received]:
    return _split(document) if isinstance(document, RawDocument) else [document]


def _judge(answer: list[Received] | Broken, document: Received) -> list[Received]:
    if isinstance(answer, Broken):
        if not isinstance(document, RawDocument):
            raise TypeError(f"{document.source} was not read, and yet taken apart.")
        return [unread(document, answer.reason_code, answer.reason)]
    return answer
