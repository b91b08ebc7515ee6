"""What archives share: members as documents of their own, and the caps on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tasks.collect.formats.records import part_of, unread
from tasks.collect.media_type import recognise_media_type

if TYPE_CHECKING:
    from tasks.collect.formats import Caps
    from tasks.models import RawDocument, ReasonCode, Unread

LONGEST_NAME = 300

SKIPPED_PREFIXES = ("__MACOSX/", "PaxHeader/")
"""What archivers add that nobody put there."""


class TooBigError(Exception):
    """More came out of an archive than the caps allow."""

    def __init__(self, size: int, packed: int, caps: Caps) -> None:
        self.size = size
        much = f"more than {caps.total_bytes:,} bytes" if size > caps.total_bytes else f"{caps.ratio} times its size"
        super().__init__(f"This archive of {packed:,} bytes unpacks to {much}; unpack it yourself if you trust it.")


def is_skipped(name: str) -> bool:
    """Tell members that are hidden, or an archiver's own."""
    return name.startswith(SKIPPED_PREFIXES) or name.rsplit("/", 1)[-1].startswith("._")


def printable(name: str) -> str:
    """Return a member's name as text that fits a row: it is never a path for us, so nothing in it can do harm."""
    text = "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in name)
    text = text.encode("utf-8", "backslashreplace").decode()
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME // 2]}…{text[-LONGEST_NAME // 2 :]}"


class Names:
    """Hands out a name for each member, and another for one of the same name."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def take(self, name: str) -> str:
        """Return `name`, or with a number behind it if it was taken before."""
        shown = printable(name)
        self._taken[shown] = count = self._taken.get(shown, 0) + 1
        return shown if count == 1 else f"{shown}~{count}"


def member_of(document: RawDocument, name: str, payload: bytes) -> RawDocument:
    """Return the member `name` of an archive, its type recognised as any file's."""
    plain_name = name.rpartition("~")[0] if name.rpartition("~")[2].isdigit() else name
    return part_of(document, f"!/{name}", payload, recognise_media_type(payload, plain_name.rsplit("/", 1)[-1]), None)


def refuse(
    document: RawDocument, code: ReasonCode, sentence: str, name: str | None = None, size: int | None = None
) -> Unread:
    """Return the Unread for a member, or for the archive itself."""
    return unread(document, code, sentence, "" if name is None else f"!/{name}", size)
