"""Finds the files that a person named and reads them as raw documents; nothing but regular files is ever opened.

A path that is named itself may be a symlink and is followed; a symlink found inside a folder is refused.
"""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from tasks.collect.media_type import recognise_media_type
from tasks.models import Origin, RawDocument, ReasonCode, Received, Unread, digest_of, stable_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from typing import BinaryIO

SKIPPED_PREFIXES = (".", "~$")
"""Hidden files, and the lock files of office programs."""

SKIPPED_SUFFIXES = ("~", ".part", ".partial", ".tmp", ".crdownload", ".swp")
"""Files that another program is still writing, and the copies that editors leave behind."""


READ_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """What the named paths came to."""

    files: tuple[Path, ...]
    """Every file once, in the order of their names, whatever order they were named in."""
    missing: tuple[Path, ...]


def find_files(named: Iterable[Path]) -> FoundFiles:
    """Return the files that `named` comes to; hidden and temporary names inside folders are passed over.

    A folder that cannot be listed stands among the files, so that reading it says why.
    """
    files: dict[Path, None] = {}
    missing: list[Path] = []
    for path in named:
        if not os.path.lexists(path):
            missing.append(path)
        elif path.is_dir():
            files.update(dict.fromkeys(_walk(path)))
        else:
            files[Path(os.path.realpath(path))] = (
                None  # unlike resolve(), leaves a link that leads to itself to read_file
            )
    return FoundFiles(tuple(sorted(files, key=os.fsencode)), tuple(missing))


def _walk(folder: Path) -> Iterator[Path]:
    unlisted: list[OSError] = []
    for parent, folders, names in os.walk(folder.resolve(), onerror=unlisted.append):
        folders[:] = [name for name in folders if not is_skipped(name)]
        linked = [name for name in folders if (Path(parent) / name).is_symlink()]
        yield from (Path(parent) / name for name in (*names, *linked) if not is_skipped(name))
    yield from (Path(error.filename) for error in unlisted)


def is_skipped(name: str) -> bool:
    """Tell whether a name inside a folder is hidden, or one that another program is still writing to."""
    return name.startswith(SKIPPED_PREFIXES) or name.endswith(SKIPPED_SUFFIXES)


def read_file(
    path: Path, received_at: datetime, max_bytes: int, origin: Origin = Origin.CLI, source: str | None = None
) -> Received:
    """Return the file's bytes as a RawDocument, or an Unread that says why they could not be had.

    Args:
        path: an absolute path.
        received_at: our clock.
        max_bytes: a larger file is not read.
        origin: how the file came to us.
        source: what to call it; its path by default.
    """
    source = source or printable(path)
    try:
        payload = _read_regular_file(path, max_bytes)
    except _RefusedError as refusal:
        return _unread(source, received_at, origin, refusal)
    except OSError as error:
        return _unread(source, received_at, origin, _RefusedError(ReasonCode.UNREADABLE, _explain(error)))
    digest = digest_of(payload)
    return RawDocument(
        document_id=stable_id("document", origin, source, digest),
        origin=origin,
        source=source,
        payload=payload,
        payload_digest=digest,
        received_at=received_at,
        media_type=recognise_media_type(payload, path.name),
    )


class _RefusedError(Exception):
    def __init__(self, code: ReasonCode, sentence: str, size: int | None = None) -> None:
        super().__init__(sentence)
        self.code, self.sentence, self.size = code, sentence, size


def _read_regular_file(path: Path, max_bytes: int) -> bytes:
    _refuse_irregular(path.lstat())
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        _refuse_irregular(status)
        if status.st_size <= max_bytes:
            payload = _read_at_most(file, max_bytes + 1)
            if len(payload) <= max_bytes:
                return payload
    sentence = f"The file is larger than {max_bytes:,} bytes; raise max_document_bytes to read it."
    raise _RefusedError(ReasonCode.TOO_LARGE, sentence, status.st_size)


def _read_at_most(file: BinaryIO, limit: int) -> bytes:
    """Read in pieces: one read would set aside the whole limit first, for however small a file."""
    pieces: list[bytes] = []
    while limit > 0 and (piece := file.read(min(limit, READ_BYTES))):
        pieces.append(piece)
        limit -= len(piece)
    return b"".join(pieces)


def _refuse_irregular(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise _RefusedError(
            ReasonCode.NOT_A_REGULAR_FILE,
            "This is a folder that could not be listed; give the user that runs copydesk read permission.",
        )
    if not stat.S_ISREG(status.st_mode):
        raise _RefusedError(
            ReasonCode.NOT_A_REGULAR_FILE,
            "This is a link, pipe, socket or device, and those are never opened; name the file itself.",
        )


def _explain(error: OSError) -> str:
    if error.errno in {errno.EACCES, errno.EPERM}:
        return "We may not read this file; give the user that runs copydesk read permission."
    return f"The file could not be read ({os.strerror(error.errno or 0)}); check it and try again."


def _unread(source: str, received_at: datetime, origin: Origin, refusal: _RefusedError) -> Unread:
    return Unread(
        document_id=stable_id("unread", origin, source, refusal.code),
        origin=origin,
        source=source,
        received_at=received_at,
        reason_code=refusal.code,
        reason=refusal.sentence,
        size_bytes=refusal.size,
    )


def printable(path: PurePath) -> str:
    """Return the path as text; bytes that are not UTF-8 are written as a backslash, x and two digits."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
