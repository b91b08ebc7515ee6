"""Undoes the content codings of a body while it arrives, in small pieces, within a cap, and notices a missing end.

https://www.rfc-editor.org/rfc/rfc9110.html#name-content-codings (gzip, deflate); br is RFC 7932, zstd 8878 and 9659
"""

from __future__ import annotations

import io
import sys
import zlib
from typing import TYPE_CHECKING, Protocol

import brotli

from tasks.collect.refusals import RefusalError
from tasks.web import Outcome

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ACCEPTED = "gzip, deflate, br, zstd"
"""For the Accept-Encoding header."""

PIECE_BYTES = 1 << 16

MOST_CODINGS = 2
"""One more than anybody has a reason for."""

ZSTD_WINDOW = 23
"""Two to the power of: 8 MB, as RFC 9659 has it for the web; a frame may otherwise ask for gigabytes."""

GZIP_MAGIC = b"\x1f\x8b"

ZLIB_HEADER_BYTES = 2
ZLIB_METHOD = 8
ZLIB_CHECK = 31


class Coding(Protocol):
    """Undoes one coding."""

    def undo(self, data: bytes) -> Iterator[bytes]:
        """Yield what `data` adds, in pieces of about PIECE_BYTES."""

    @property
    def is_whole(self) -> bool:
        """Whether the end has been seen."""


class Body:
    """A body as it arrives: raw bytes go in, what they mean comes out at the end."""

    def __init__(self, content_encoding: str, max_bytes: int) -> None:
        """Prepare for a Content-Encoding header (empty if there is none) and a cap on what each coding may grow to.

        Raises:
            RefusalError: an unknown coding, or too many.
        """
        self._max_bytes = max_bytes
        self._codings = [(coding, _Count()) for coding in _read_codings(content_encoding)]
        self._decoded = io.BytesIO()
        self.size_bytes = 0
        """Of what went in."""

    def add(self, data: bytes) -> None:
        """Take the next bytes.

        Raises:
            RefusalError: they are not in the coding, or grow beyond the cap.
        """
        self.size_bytes += len(data)
        try:
            for piece in self._undo(data, len(self._codings)):
                self._decoded.write(piece)
                self._check(self._decoded.tell())
        except (zlib.error, brotli.error, zstd.ZstdError) as error:
            sentence = "The body is not in the content coding it claims; tell the site, or look at it in a browser."
            raise RefusalError(Outcome.UNDECODABLE, sentence) from error

    def finish(self) -> bytes:
        """Return the whole body.

        Raises:
            RefusalError: its end is missing.
        """
        if self.size_bytes and not all(coding.is_whole for coding, _ in self._codings):
            raise RefusalError(Outcome.TRUNCATED, "The body breaks off before its end; it will be asked for again.")
        return self._decoded.getvalue()

    def _undo(self, data: bytes, depth: int) -> Iterator[bytes]:
        if depth == 0:
            yield data
            return
        coding, count = self._codings[depth - 1]
        for outer in self._undo(data, depth - 1):
            for piece in coding.undo(outer):
                count.bytes += len(piece)
                self._check(count.bytes)
                yield piece

    def _check(self, size: int) -> None:
        if size > self._max_bytes:
            sentence = f"The body unpacks to more than {self._max_bytes:,} bytes; it is not news, or it is an attack."
            raise RefusalError(Outcome.TOO_LARGE, sentence)


class _Count:
    """What a coding has yielded so far: an inner one that yields nothing must not hide an outer one that explodes."""

    __slots__ = ("bytes",)

    def __init__(self) -> None:
        self.bytes = 0


def _read_codings(content_encoding: str) -> list[Coding]:
    """Return the codings in the order in which they are undone."""
    names = [name.strip().lower() for name in content_encoding.split(",")]
    applied = [name for name in names if name not in {"", "identity"}]
    unknown = next((name for name in applied if name not in CODINGS), None)
    if unknown is not None:
        sentence = f"The content coding {unknown[:40]!r} is unknown; tell the site that it was not asked for."
        raise RefusalError(Outcome.UNDECODABLE, sentence)
    if len(applied) > MOST_CODINGS:
        sentence = f"The body is packed {len(applied)} times over, and {MOST_CODINGS} is the most that is undone."
        raise RefusalError(Outcome.UNDECODABLE, sentence)
    return [CODINGS[name]() for name in reversed(applied)]


class Gzip:
    """One gzip member or several; what follows the last and is none is ignored, as browsers do."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._held = b""
        self._is_over = False

    def undo(self, data: bytes) -> Iterator[bytes]:
        """As Coding."""
        data, self._held = self._held + data, b""
        while data and not self._is_over:
            if self._member.eof and not self._start_member(data):
                return
            yield from _inflate(self._member, data)
            data = self._member.unused_data

    def _start_member(self, data: bytes) -> bool:
        """Start the next member, unless these bytes are none or do not tell yet."""
        if data == GZIP_MAGIC[:1]:
            self._held = data
            return False
        self._is_over = not data.startswith(GZIP_MAGIC)
        self._member = self._member if self._is_over else zlib.decompressobj(zlib.MAX_WBITS | 16)
        return not self._is_over

    @property
    def is_whole(self) -> bool:
        """As Coding."""
        return self._member.eof


class Deflate:
    """A zlib stream, or the bare deflate stream that some servers send instead (RFC 9110 knows them)."""

    def __init__(self) -> None:
        self._stream: zlib._Decompress | None = None
        self._held = b""

    def undo(self, data: bytes) -> Iterator[bytes]:
        """As Coding."""
        if self._stream is None:
            self._held += data
            if len(self._held) < ZLIB_HEADER_BYTES:
                return
            data, self._held = self._held, b""
            self._stream = zlib.decompressobj(zlib.MAX_WBITS if _is_zlib(data) else -zlib.MAX_WBITS)
        if not self._stream.eof:
            yield from _inflate(self._stream, data)

    @property
    def is_whole(self) -> bool:
        """As Coding."""
        return self._stream is not None and self._stream.eof


def _is_zlib(start: bytes) -> bool:
    return start[0] & 0x0F == ZLIB_METHOD and int.from_bytes(start[:ZLIB_HEADER_BYTES], "big") % ZLIB_CHECK == 0


def _inflate(stream: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    """Yield what `data` adds; zlib may hold output back without any input left, so a full piece means: ask again."""
    is_full = True
    while is_full and not stream.eof:
        piece = stream.decompress(data, PIECE_BYTES)
        data = stream.unconsumed_tail
        is_full = len(piece) == PIECE_BYTES
        if piece:
            yield piece


class Brotli:
    """One brotli stream; what follows it is ignored."""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def undo(self, data: bytes) -> Iterator[bytes]:
        """As Coding."""
        while not self._stream.is_finished():
            piece = self._stream.process(data, output_buffer_limit=PIECE_BYTES)
            if piece:
                yield piece
            if self._stream.can_accept_more_data():
                return
            data = b""

    @property
    def is_whole(self) -> bool:
        """As Coding."""
        return bool(self._stream.is_finished())


class Zstandard:
    """Zstandard frames, one after the other."""

    def __init__(self) -> None:
        self._frame = _start_frame()

    def undo(self, data: bytes) -> Iterator[bytes]:
        """As Coding."""
        while data:
            if self._frame.eof:
                self._frame = _start_frame()
            yield from self._unpack(data)
            data = self._frame.unused_data if self._frame.eof else b""

    def _unpack(self, data: bytes) -> Iterator[bytes]:
        is_waiting = False
        while not (is_waiting or self._frame.eof):
            piece = self._frame.decompress(data, PIECE_BYTES)
            data, is_waiting = b"", self._frame.needs_input
            if piece:
                yield piece

    @property
    def is_whole(self) -> bool:
        """As Coding."""
        return self._frame.eof


def _start_frame() -> zstd.ZstdDecompressor:
    return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: ZSTD_WINDOW})


CODINGS: dict[str, Callable[[], Coding]] = {
    "gzip": Gzip,
    "x-gzip": Gzip,
    "deflate": Deflate,
    "br": Brotli,
    "zstd": Zstandard,
}
