"""Gzip: one file in it, a tar's members in it, read in memory and under the caps."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from tasks.collect.formats import tarred
from tasks.collect.formats.members import TooBigError, member_of, refuse
from tasks.models import ReasonCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tasks.collect.formats import Caps
    from tasks.models import RawDocument, Received

PIECE = 1 << 20


def split(document: RawDocument, caps: Caps) -> Iterator[Received]:
    """Yield the file in the gzip, or each member of the tar in it."""
    try:
        payload = decompress(document.payload, caps)
    except TooBigError as error:
        yield refuse(document, ReasonCode.TOO_LARGE, str(error))
    except EOFError:
        sentence = "The gzip breaks off before its end; copy or download the file again."
        yield refuse(document, ReasonCode.TRUNCATED, sentence)
    except (gzip.BadGzipFile, zlib.error):
        yield refuse(document, ReasonCode.PARSE_ERROR, "The gzip is damaged; copy or download the file again.")
    else:
        member = member_of(document, _inner_name(document.source), payload)
        if member.media_type == "application/x-tar":
            yield from tarred.split_payload(document, payload, caps)
        else:
            yield member


def decompress(payload: bytes, caps: Caps) -> bytes:
    """Return what `payload` holds, all its gzip members in a row.

    Raises:
        TooBigError: it is more than the caps allow.
        EOFError: it breaks off.
        BadGzipFile: it is damaged; so does zlib.error say.
    """
    limit = min(caps.total_bytes, max(caps.small_bytes, caps.ratio * len(payload)))
    pieces: list[bytes] = []
    size = 0
    with gzip.GzipFile(fileobj=io.BytesIO(payload)) as file:
        while piece := file.read(min(PIECE, limit - size + 1)):
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                raise TooBigError(size, len(payload), caps)
    return b"".join(pieces)


def _inner_name(source: str) -> str:
    name = PurePosixPath(source).name
    if name.lower().endswith(".tgz"):
        return f"{name[:-4]}.tar"
    return name[:-3] if name.lower().endswith(".gz") else name
