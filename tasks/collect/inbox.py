"""The dropped folder on disk: what is ready, how it is claimed, and where it ends; files are moved here, never opened.

inbox/             drop here
.work/<id>/<name>  claimed by rename
done/<day>/<name>  original bytes, rows landed
failed/<name>      with <name>.reason.json beside it
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import stat
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tasks.collect.files import is_skipped, printable
from tasks.models import ReasonCode

if TYPE_CHECKING:
    from collections.abc import Iterator

NANOSECONDS = 1_000_000_000
LONGEST_NAME = 255
REASON_SUFFIX = ".reason.json"

HINTS = {
    ReasonCode.EMPTY: "Drop the file again once it has content.",
    ReasonCode.UNSUPPORTED_TYPE: "Save it in a form that is read, and drop that.",
    ReasonCode.UNDECODABLE: "Save it as UTF-8, and drop it again.",
    ReasonCode.TOO_LARGE: "Raise max_document_bytes, then: copydesk retry.",
    ReasonCode.UNREADABLE: "Give the user that runs copydesk read permission, then: copydesk retry.",
    ReasonCode.NOT_A_REGULAR_FILE: "Drop the file itself; links, pipes, devices and folders are never opened.",
    ReasonCode.TIMEOUT: "Raise document_seconds, then: copydesk retry.",
    ReasonCode.OUT_OF_MEMORY: "Raise document_memory_bytes, then: copydesk retry.",
}
OTHER_HINT = "Look at the file; if it is an article, report it with the message above."


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
class Sight:
    """What lies in the inbox: what may be taken, and how many files are still on their way in."""

    ready: tuple[Path, ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class FailureNote:
    """What stands in the reason file beside a failed file."""

    name: str
    code: str
    message: str
    hint: str
    stage: str
    sha256: str | None
    size: int | None
    attempts: int
    run_id: int


def make_folders(folder: Folder) -> None:
    """Make the places that people look into."""
    for place in (folder.inbox, folder.done, folder.failed, folder.work):
        place.mkdir(parents=True, exist_ok=True)


def look(folder: Folder, now_ns: int, stable_seconds: float) -> Sight:
    """Return what lies in the inbox at the moment `now_ns`; hidden and temporary names are passed over."""
    ready, waiting = [], 0
    for path in _walk(folder.inbox):
        with contextlib.suppress(FileNotFoundError):
            if is_settled(path.lstat(), now_ns, stable_seconds):
                ready.append(path)
            else:
                waiting += 1
    return Sight(tuple(sorted(ready, key=os.fsencode)), waiting)


def is_settled(status: os.stat_result, now_ns: int, stable_seconds: float) -> bool:
    """Tell whether a file is whole.

    A rename changes an inode's ctime and leaves its mtime alone, a write sets both to the same instant: content that is
    older than its name was moved into place. Anything else has to have held still for `stable_seconds`.
    """
    was_renamed = status.st_ctime_ns > status.st_mtime_ns and status.st_size > 0
    return was_renamed or now_ns - status.st_ctime_ns >= stable_seconds * NANOSECONDS


def _walk(inbox: Path) -> Iterator[Path]:
    unlisted: list[Path] = []
    for parent, folders, names in os.walk(inbox, onerror=lambda error: unlisted.append(Path(error.filename))):
        folders[:] = [name for name in folders if not is_skipped(name)]
        linked = [name for name in folders if (Path(parent) / name).is_symlink()]
        yield from (Path(parent) / name for name in (*names, *linked) if not is_skipped(name))
    yield from (path for path in unlisted if path != inbox)


def claim(folder: Folder, path: Path) -> Claimed | None:
    """Take `path` out of the inbox by renaming it; None if it has gone in the meantime."""
    name = path.relative_to(folder.inbox)
    room = folder.work / secrets.token_hex(8)
    target = room / name
    target.parent.mkdir(parents=True)
    try:
        path.rename(target)
    except FileNotFoundError:
        _sweep(target.parent, folder.work)
        return None
    _sweep(path.parent, folder.inbox)
    return Claimed(target, name)


def resume(folder: Folder) -> tuple[Claimed, ...]:
    """Return what an earlier process claimed and did not finish."""
    found = []
    for room in sorted(folder.work.iterdir()) if folder.work.is_dir() else ():
        for parent, folders, names in os.walk(room):
            linked = [name for name in folders if (Path(parent) / name).is_symlink()]
            paths = [Path(parent) / name for name in (*names, *linked)]
            found += [Claimed(path, path.relative_to(room)) for path in paths]
        _sweep_all(room)
    return tuple(found)


def put_back(folder: Folder, claimed: Claimed) -> None:
    """Return a claimed file to the inbox, as if nobody had touched it."""
    _move(claimed, folder, _free(folder.inbox / claimed.name))


def plan_done(folder: Folder, claimed: Claimed, day: str) -> Path:
    """Return where below the home directory the file will go once its rows have landed."""
    return _free(folder.done / day / claimed.name).relative_to(folder.home)


def move_to_done(folder: Folder, claimed: Claimed, place: Path) -> None:
    """Move the file to `place` below the home directory; what lies there already has the same bytes."""
    _move(claimed, folder, folder.home / place)


def plan_failed(folder: Folder, claimed: Claimed) -> Path:
    """Return where below the home directory the file will go if nothing in it lands."""
    return _free(folder.failed / claimed.name).relative_to(folder.home)


def move_to_failed(folder: Folder, claimed: Claimed, place: Path, note: FailureNote) -> None:
    """Move the file to `place` below the home directory, its reason file first."""
    target = folder.home / place
    target.parent.mkdir(parents=True, exist_ok=True)
    reason = reason_file(target)
    reason.write_text(json.dumps(asdict(note), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    _move(claimed, folder, target)


def reason_file(failed: Path) -> Path:
    """Return the path of the reason file of a failed file; a name too long for the suffix is cut."""
    name = os.fsencode(failed.name)[: LONGEST_NAME - len(REASON_SUFFIX)]
    return failed.with_name(os.fsdecode(name) + REASON_SUFFIX)


def failed_files(folder: Folder) -> tuple[Path, ...]:
    """Return the files in failed/, reason files aside."""
    found = (Path(parent) / name for parent, _, names in os.walk(folder.failed) for name in names)
    return tuple(sorted((path for path in found if not path.name.endswith(REASON_SUFFIX)), key=os.fsencode))


def retry(folder: Folder, failed: Path) -> Path:
    """Move a failed file back to the inbox, and drop its reason file."""
    target = _free(folder.inbox / failed.relative_to(folder.failed))
    target.parent.mkdir(parents=True, exist_ok=True)
    failed.rename(target)
    reason_file(failed).unlink(missing_ok=True)
    _sweep(failed.parent, folder.failed)
    return target


def count_queue(folder: Folder) -> dict[str, int]:
    """Return how many files are in the inbox, in work and failed."""
    in_work = sum(len(names) for _, _, names in os.walk(folder.work))
    return {"inbox": sum(1 for _ in _walk(folder.inbox)), "in_work": in_work, "failed": len(failed_files(folder))}


def note_failure(claimed: Claimed, code: ReasonCode, message: str, sha256: str | None, run_id: int) -> FailureNote:
    """Return what the reason file says of a claimed file."""
    status = claimed.path.lstat()
    return FailureNote(
        name=printable(claimed.name),
        code=code.value,
        message=message,
        hint=HINTS.get(code, OTHER_HINT),
        stage="read" if sha256 is None else "clean",
        sha256=sha256,
        size=status.st_size if stat.S_ISREG(status.st_mode) else None,
        attempts=1,
        run_id=run_id,
    )


def _move(claimed: Claimed, folder: Folder, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    claimed.path.rename(target)
    _sweep(claimed.path.parent, folder.work)


def _free(target: Path) -> Path:
    """Return `target`, or with a number before its suffix if that name is taken."""
    number, free = 1, target
    while os.path.lexists(free) or os.path.lexists(reason_file(free)):
        number += 1
        mark = f"~{number}{target.suffix}"
        stem = os.fsencode(target.name.removesuffix(target.suffix))[: LONGEST_NAME - len(os.fsencode(mark))]
        free = target.with_name(os.fsdecode(stem) + mark)
    return free


def _sweep(folder: Path, top: Path) -> None:
    """Remove `folder` and its parents below `top`, as far as they are empty."""
    while folder != top:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _sweep_all(room: Path) -> None:
    for parent, _, _ in os.walk(room, topdown=False):
        with contextlib.suppress(OSError):
            Path(parent).rmdir()
