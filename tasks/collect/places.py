"""Where a dropped file may lie: the folders, and free names in them that are handed out once."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

from tasks.collect.files import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_NAME = 255
LONGEST_SUFFIX = 16
"""What follows the last dot of a longer one is no suffix, but part of a sentence."""
MOST_NUMBERS = 10_000
REASON_SUFFIX = ".reason.json"


@dataclass(frozen=True, slots=True)
class Folder:
    """The places below a home directory."""

    home: Path

    @property
    def inbox(self) -> Path:
        """Where files are dropped."""
        return self.home / "inbox"

    @property
    def work(self) -> Path:
        """Where claimed files are until their rows have landed."""
        return self.home / ".work"

    @property
    def done(self) -> Path:
        """Where files go that landed."""
        return self.home / "done"

    @property
    def failed(self) -> Path:
        """Where files go that did not, each with its reason."""
        return self.home / "failed"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A file that nobody else will take: `path` is where it lies now, `name` its path below the inbox."""

    path: Path
    name: Path

    @property
    def source(self) -> str:
        """What the file is called in the tables."""
        return printable(Path("inbox") / self.name)


@dataclass(frozen=True, slots=True)
class Places:
    """Hands out free places below the home directory, relative to it, and none of them twice.

    A file that is promised a place is moved there only after its batch has landed.
    """

    folder: Folder
    _files: set[Path] = field(default_factory=set)
    _folders: set[Path] = field(default_factory=set)

    def plan_done(self, claimed: Claimed, day: str) -> Path:
        """Promise a place for when the file's rows have landed."""
        return self._promise(self.folder.done / day, claimed.name)

    def plan_failed(self, claimed: Claimed) -> Path:
        """Promise a place, with one for the reason file, for when nothing in the file lands."""
        place = self._promise(self.folder.failed, claimed.name)
        self._files.add(reason_file(self.folder.home / place))
        return place

    def give_up(self, place: Path) -> None:
        """Take back a promise, whether it was used or not."""
        self._files.discard(self.folder.home / place)

    def find_told(self, claimed: Claimed, told: str) -> Path | None:
        """Return the place in done/ that a row told of, if nothing lies there; rows hold it as `printable` text."""
        top, *parts = told.split("/")
        if top != "done" or len(parts) != 1 + len(claimed.name.parts):
            return None
        path = self.folder.done / parts[0]
        for name, part in zip(claimed.name.parts, parts[1:], strict=True):
            forms = islice(numbered(path / name), MOST_NUMBERS)
            meant = next((form for form in forms if printable(Path(form.name)) == part), None)
            if meant is None:
                return None
            path = meant
        return None if os.path.lexists(path) else path.relative_to(self.folder.home)

    def _promise(self, top: Path, name: Path) -> Path:
        parent = top
        for part in name.parts[:-1]:
            parent = next(path for path in numbered(parent / part) if self._may_be_folder(path))
        place = next(path for path in numbered(parent / name.name) if self._is_free(path))
        self._files.add(place)
        self._folders.update(place.parents)
        return place.relative_to(self.folder.home)

    def _may_be_folder(self, path: Path) -> bool:
        is_folder = path.is_dir() and not path.is_symlink()
        return path not in self._files and (is_folder or not os.path.lexists(path))

    def _is_free(self, path: Path) -> bool:
        """A reason file without its file may be written over, unless it is a failed file itself."""
        reason = reason_file(path)
        is_promised = path in self._files or path in self._folders or reason in self._files
        return not (is_promised or os.path.lexists(path) or os.path.lexists(reason_file(reason)))


def reason_file(failed: Path) -> Path:
    """Return the path of the reason file of a failed file; a name too long for the suffix ends in a digest instead."""
    name = os.fsencode(failed.name)
    if len(name) + len(REASON_SUFFIX) > LONGEST_NAME:
        mark = f"~{sha256(name).hexdigest()[:8]}{REASON_SUFFIX}"
        return failed.with_name(_cut(failed.name, LONGEST_NAME - len(mark)) + mark)
    return failed.with_name(failed.name + REASON_SUFFIX)


def numbered(path: Path) -> Iterator[Path]:
    """Yield `path`, then the same with a number before its suffix."""
    yield path
    suffix = path.suffix if len(os.fsencode(path.suffix)) <= LONGEST_SUFFIX else ""
    stem = path.name.removesuffix(suffix)
    for number in count(2):
        mark = f"~{number}{suffix}"
        yield path.with_name(_cut(stem, LONGEST_NAME - len(os.fsencode(mark))) + mark)


def _cut(name: str, most: int) -> str:
    """Return at most so many bytes of a name, whole characters of it."""
    while len(os.fsencode(name)) > most:
        name = name[: most if len(name) > most else -1]
    return name
