"""Moves failed files back to the inbox, where they are tried again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tasks.collect.inbox import Folder, failed_files, make_folders, reason_file, retry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def retry_files(home: Path, named: Sequence[Path] | None) -> tuple[int, list[Path]]:
    """Move the named files, or all if none are, from failed/ to inbox/; return how many, and the unknown names.

    A file may be named by its path, by its path below failed/, or by its reason file, as failed/* does.
    """
    folder = Folder(home)
    make_folders(folder)
    there = failed_files(folder)
    by_name = {form: path for path in there for form in _forms(path, folder.failed)}
    found = {path: path for path in there} if named is None else {path: _look_up(path, by_name) for path in named}
    wanted = dict.fromkeys(path for path in found.values() if path is not None)
    for path in wanted:
        retry(folder, path)
    return len(wanted), [path for path, known in found.items() if known is None]


def _forms(path: Path, failed: Path) -> tuple[Path, ...]:
    """What a file may be called; its own names come last, and so win over those of its reason file."""
    reason = reason_file(path)
    return (reason.relative_to(failed), reason, path.relative_to(failed), path)


def _look_up(named: Path, by_name: Mapping[Path, Path]) -> Path | None:
    real = Path(os.path.realpath(named.parent)) / named.name
    return by_name.get(real) or by_name.get(named)
