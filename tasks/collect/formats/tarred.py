"""Tar: regular files in it are read in memory; links, devices and the like are refused one by one."""

from __future__ import annotations

import io
import tarfile
from typing import TYPE_CHECKING

from tasks.collect.formats.members import Names, TooBigError, is_skipped, member_of, refuse
from tasks.models import ReasonCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tasks.collect.formats import Caps
    from tasks.models import RawDocument, Received

IRREGULAR = "This member is a link, device or pipe, and those are never followed; put the file itself in."


def split(document: RawDocument, caps: Caps) -> Iterator[Received]:
    """Yield the members of a tar."""
    yield from split_payload(document, document.payload, caps)


def split_payload(document: RawDocument, payload: bytes, caps: Caps) -> Iterator[Received]:
    """Yield the members of the tar `payload`, which `document` is or holds."""
    names, read, count = Names(), 0, 0
    try:
        with tarfile.open(fileobj=io.BytesIO(payload), mode="r:") as archive:
            for member in archive:
                if member.isdir() or is_skipped(member.name):
                    continue
                count += 1
                if count > caps.members:
                    yield refuse(document, ReasonCode.TOO_LARGE, f"This tar has more than {caps.members:,} members.")
                    return
                read += member.size
                if read > caps.total_bytes:  # a sparse member can claim any size
                    yield refuse(document, ReasonCode.TOO_LARGE, str(TooBigError(read, len(payload), caps)))
                    return
                yield _read(document, archive, member, names.take(member.name))
                archive.members = []  # type: ignore[attr-defined]  # or the archive remembers every header
    except (tarfile.TarError, EOFError) as error:
        code = ReasonCode.TRUNCATED if "end of data" in str(error) else ReasonCode.PARSE_ERROR
        yield refuse(document, code, f"The tar is damaged after {count} members ({error}); make it again.")


def _read(document: RawDocument, archive: tarfile.TarFile, member: tarfile.TarInfo, name: str) -> Received:
    file = archive.extractfile(member) if member.isreg() else None
    if file is None:
        return refuse(document, ReasonCode.NOT_A_REGULAR_FILE, IRREGULAR, name)
    return member_of(document, name, file.read())
