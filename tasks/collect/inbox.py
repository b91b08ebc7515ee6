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
import re
import secrets
import stat
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from tasks.collect.files import is_skipped, printable
from tasks.collect.places import REASON_SUFFIX, Claimed, Folder, Places, numbered, reason_file
from tasks.models import ReasonCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    Reason = tuple[ReasonCode, str]

__all__ = [
    "Claimed",
    "FailureNote",
    "Folder",
    "Places",
    "Sight",
    "claim",
    "count_queue",
    "failed_files",
    "is_settled",
    "look",
    "make_folders",
    "move_to_done",
    "move_to_failed",
    "name_unfinished",
    "note_failure",
    "put_back",
    "reason_file",
    "resume",
    "retry",
    "stray_reasons",
    "sweep_inbox",
]

NANOSECONDS = 1_000_000_000
EMPTY_FOLDER_SECONDS = 60.0
"""An empty folder in the inbox is removed after so long: whoever copies a tree may not have come to its files yet."""

ATTEMPTS = ".attempts"
"""Folder in failed/ that says how often the files were tried that `retry` moved back to the inbox."""
NUMBER = re.compile(r"~\d+(?=(\.[^.]*)?$)")

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
        with contextlib.suppress(OSError):  # gone again, or a path longer than the system takes
            if is_settled(path.lstat(), now_ns, stable_seconds):
                ready.append(path)
            else:
                waiting += 1
    return Sight(tuple(sorted(ready, key=os.fsencode)), waiting)


def is_settled(status: os.stat_result, now_ns: int, stable_seconds: float) -> bool:
    """Tell whether a file is whole.

    A rename changes an inode's ctime and leaves its mtime alone, a write sets both to the same instant: content that is
    older than its name was moved into place. Anything else has to have held still for `stable_seconds`; a time to come
    is one from before the clock was set back.
    """
    was_renamed = status.st_ctime_ns > status.st_mtime_ns and status.st_size > 0
    return was_renamed or abs(now_ns - status.st_ctime_ns) >= stable_seconds * NANOSECONDS


def _walk(inbox: Path) -> Iterator[Path]:
    return (path for path in _entries(inbox, is_skipped) if path != inbox)


def _entries(top: Path, is_skipped: Callable[[str], bool] = lambda _: False) -> Iterator[Path]:
    """Yield whatever lies below `top` and is not a folder that can be listed; links are not followed."""
    unlisted: list[Path] = []
    for parent, folders, names in os.walk(top, onerror=lambda error: unlisted.append(Path(error.filename))):
        folders[:] = [name for name in folders if not is_skipped(name)]
        linked = [name for name in folders if _is_link(Path(parent) / name)]
        yield from (Path(parent) / name for name in (*names, *linked) if not is_skipped(name))
    yield from unlisted


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except OSError:  # a path longer than the system takes
        return False


def claim(folder: Folder, path: Path, now_ns: int, stable_seconds: float) -> Claimed | None:
    """Take `path` out of the inbox by renaming it; None if it has gone in the meantime, or is being written anew.

    Raises:
        OSError: it may not be moved.
    """
    name = path.relative_to(folder.inbox)
    target = folder.work / secrets.token_hex(8) / name
    try:
        if not is_settled(path.lstat(), now_ns, stable_seconds):
            return None
        target.parent.mkdir(parents=True)
        path.rename(target)
    except OSError as error:
        _sweep(target.parent, folder.work)
        if isinstance(error, FileNotFoundError | NotADirectoryError):
            return None
        raise
    return Claimed(target, name)


def resume(folder: Folder) -> tuple[Claimed, ...]:
    """Return what an earlier process claimed and did not finish, in the order in which it would have been taken."""
    found = tuple(sorted(_claimed(folder), key=lambda claimed: os.fsencode(claimed.name)))
    for parent, folders, _ in os.walk(folder.work, topdown=False):
        for name in folders:
            with contextlib.suppress(OSError):
                (Path(parent) / name).rmdir()
    return found


def _claimed(folder: Folder) -> Iterator[Claimed]:
    for room in folder.work.iterdir() if folder.work.is_dir() else ():
        if room.is_dir() and not room.is_symlink():
            yield from (Claimed(path, path.relative_to(room)) for path in _entries(room) if path != room)
        else:
            yield Claimed(room, Path(room.name))  # somebody put it here, but then it is here


def sweep_inbox(folder: Folder, now_ns: int) -> None:
    """Remove the folders in the inbox that have been empty for a while."""
    for path, _, _ in os.walk(folder.inbox, topdown=False):
        parts = Path(path).relative_to(folder.inbox).parts
        if parts and not any(is_skipped(part) for part in parts):
            with contextlib.suppress(OSError):
                if now_ns - Path(path).stat().st_mtime_ns >= EMPTY_FOLDER_SECONDS * NANOSECONDS:
                    Path(path).rmdir()


def put_back(folder: Folder) -> None:
    """Return whatever is claimed to the inbox, as if nobody had touched it.

    What would take another file's place there, or another name, stays for `resume`: rows may know it by its name.
    """
    for claimed in resume(folder):
        with contextlib.suppress(FileExistsError, NotADirectoryError):
            _move_aside(claimed.path, folder.inbox / claimed.name)
            _sweep(claimed.path.parent, folder.work)


def _move_aside(path: Path, target: Path) -> None:
    """Move to a place where others write too, and never over what they have just put there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:  # folders, and file systems that know no second name
        if os.path.lexists(target):
            raise FileExistsError(target) from None
        path.rename(target)
    else:
        path.unlink()


def move_to_done(folder: Folder, claimed: Claimed, place: Path) -> None:
    """Move the file to `place` below the home directory."""
    _move(claimed, folder, folder.home / place)
    _attempts_file(folder, claimed.name).unlink(missing_ok=True)


def move_to_failed(folder: Folder, claimed: Claimed, place: Path, note: FailureNote) -> None:
    """Move the file to `place` below the home directory, its reason file first."""
    target = folder.home / place
    target.parent.mkdir(parents=True, exist_ok=True)
    reason = reason_file(target)
    reason.write_text(json.dumps(asdict(note), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    _move(claimed, folder, target)
    _attempts_file(folder, claimed.name).unlink(missing_ok=True)


def failed_files(folder: Folder) -> tuple[Path, ...]:
    """Return the files in failed/, reason files aside; a failed file may itself be called like one."""
    return tuple(path for path in _failed(folder) if not _is_reason(path))


def stray_reasons(folder: Folder) -> tuple[Path, ...]:
    """Return the reason files in failed/ whose file is gone."""
    found = _failed(folder)
    told = {reason_file(path) for path in found}
    return tuple(path for path in found if _is_reason(path) and path not in told)


def _failed(folder: Folder) -> list[Path]:
    attempts = folder.failed / ATTEMPTS
    found = (path for path in _entries(folder.failed) if path != folder.failed and attempts not in path.parents)
    return sorted(found, key=os.fsencode)


def _is_reason(path: Path) -> bool:
    return path.name.endswith(REASON_SUFFIX) and not reason_file(path).exists()


def retry(folder: Folder, failed: Path) -> Path:
    """Move a failed file back to the inbox under the name it came with, and drop its reason file.

    How often it was tried is kept aside until it ends in done/ or failed/ again.
    """
    reason = _read_reason(failed)
    target = _free_in_inbox(folder.inbox / _original_name(failed.relative_to(folder.failed), reason))
    attempts = _attempts_file(folder, target.relative_to(folder.inbox))
    attempts.parent.mkdir(exist_ok=True)
    attempts.write_text(str(reason.get("attempts", 1)), encoding="utf-8")
    _move_aside(failed, target)
    reason_file(failed).unlink(missing_ok=True)
    _sweep(failed.parent, folder.failed)
    return target


def _read_reason(failed: Path) -> dict[str, Any]:
    try:
        reason = json.loads(reason_file(failed).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return reason if isinstance(reason, dict) else {}


def _original_name(name: Path, reason: Mapping[str, Any]) -> Path:
    """Return the path below the inbox that the file had: one of those that `name` is a numbered form of."""
    parents = [Path()]
    for part in name.parts:
        plain = NUMBER.sub("", part)
        parents = [parent / form for parent in parents for form in dict.fromkeys((part, plain))]
    return next((original for original in parents if printable(original) == reason.get("name")), name)


def _free_in_inbox(target: Path) -> Path:
    return next(path for path in numbered(target) if not os.path.lexists(path))


def _attempts_file(folder: Folder, name: Path) -> Path:
    return folder.failed / ATTEMPTS / sha256(os.fsencode(name)).hexdigest()


def _attempts(folder: Folder, name: Path) -> int:
    try:
        return int(_attempts_file(folder, name).read_text("utf-8"))
    except (OSError, ValueError):
        return 0


def count_queue(folder: Folder) -> dict[str, int]:
    """Return how many files are in the inbox, in work and failed."""
    in_work = sum(1 for _ in _claimed(folder))
    return {"inbox": sum(1 for _ in _walk(folder.inbox)), "in_work": in_work, "failed": len(failed_files(folder))}


def name_unfinished(folder: Folder) -> set[str]:
    """Return what the files in the inbox and in work are called in the tables."""
    waiting = (Claimed(path, path.relative_to(folder.inbox)) for path in _walk(folder.inbox))
    return {claimed.source for claimed in chain(waiting, _claimed(folder))}


def note_failure(folder: Folder, claimed: Claimed, reason: Reason, sha256: str | None, run_id: int) -> FailureNote:
    """Return what the reason file says of a claimed file."""
    code, message = reason
    status = claimed.path.lstat()
    return FailureNote(
        name=printable(claimed.name),
        code=code.value,
        message=message,
        hint=HINTS.get(code, OTHER_HINT),
        stage="read" if sha256 is None else "clean",
        sha256=sha256,
        size=status.st_size if stat.S_ISREG(status.st_mode) else None,
        attempts=_attempts(folder, claimed.name) + 1,
        run_id=run_id,
    )


def _move(claimed: Claimed, folder: Folder, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    claimed.path.rename(target)
    _sweep(claimed.path.parent, folder.work)


def _sweep(folder: Path, top: Path) -> None:
    """Remove `folder` and its parents below `top`, as far as they are empty."""
    while folder != top:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
