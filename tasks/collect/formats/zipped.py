"""Zip: members are read in memory, and measured while they are: what the directory says of sizes is not believed."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from typing import TYPE_CHECKING

from tasks.collect.formats.members import Names, TooBigError, is_skipped, member_of, refuse
from tasks.models import ReasonCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tasks.collect.formats import Caps
    from tasks.models import RawDocument, Received

ENCRYPTED = 1
DAMAGED = "This member of the zip is damaged or packed in an unknown way; put the file in unpacked."
LOCKED = "This member of the zip is encrypted; unpack it and drop the file."
PIECE = 1 << 20


def split(document: RawDocument, caps: Caps) -> Iterator[Received]:
    """Yield the members of a zip."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(document.payload))
    except (zipfile.BadZipFile, NotImplementedError) as error:
        yield refuse(document, ReasonCode.PARSE_ERROR, f"This is no sound zip ({error}); make it again.")
        return
    with archive:
        members = [info for info in archive.infolist() if not info.is_dir() and not is_skipped(info.filename)]
        if len(members) > caps.members:
            yield refuse(document, ReasonCode.TOO_LARGE, f"This zip has more than {caps.members:,} members.")
            return
        yield from _read_members(document, archive, members, caps)


def _read_members(
    document: RawDocument, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], caps: Caps
) -> Iterator[Received]:
    packed, names = len(document.payload), Names()
    left = min(caps.total_bytes, max(caps.small_bytes, caps.ratio * packed))
    total = left
    for info in members:
        name = names.take(info.filename)
        if info.flag_bits & ENCRYPTED:
            yield refuse(document, ReasonCode.UNREADABLE, LOCKED, name)
            continue
        try:
            payload = _read(archive, info, left)
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, NotImplementedError, ValueError):
            yield refuse(document, ReasonCode.PARSE_ERROR, DAMAGED, name)
            continue
        left -= len(payload)
        if left < 0:
            size = caps.total_bytes + 1 if total == caps.total_bytes else total + 1
            yield refuse(document, ReasonCode.TOO_LARGE, str(TooBigError(size, packed, caps)))
            return
        yield member_of(document, name, payload)


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> bytes:
    """Return a member's bytes, one more than `left` at most."""
    pieces: list[bytes] = []
    with archive.open(info) as file:
        while left >= 0 and (piece := file.read(min(PIECE, left + 1))):
            pieces.append(piece)
            left -= len(piece)
    return b"".join(pieces)
