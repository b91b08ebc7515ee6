"""Moves failed files back to the inbox, where they are tried again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tasks.collect.inbox import Folder, failed_files, make_folders, retry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def retry_files(home: Path, named: Sequence[Path] | None) -> tuple[int, list[Path]]:
    """Move the named files, or all if none are, from failed/ to inbox/; return how many, and the unknown names.

    A file may be named by its path or by its path below failed/.
    """
    folder = Folder(home)
    make_folders(folder)
    there = failed_files(folder)
    by_name = {form: path for path in there for form in (path, path.relative_to(folder.failed))}
    wanted = list(there) if named is None else [by_name.get(path, by_name.get(path.absolute())) for path in named]
    for path in wanted:
        if path is not None:
            retry(folder, path)
    unknown = [path for path, found in zip(named or (), wanted, strict=False) if found is None]
    return len(wanted) - len(unknown), unknown
