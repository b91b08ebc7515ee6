"""Checks what must be true of tables and folders together; each finding is a sentence that says how to mend it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tasks.collect.files import printable
from tasks.collect.inbox import Folder, failed_files, name_unfinished, reason_file, stray_reasons
from warehouse.check import broken_rules, kept_in_done
from warehouse.paths import WarehousePaths

if TYPE_CHECKING:
    from pathlib import Path


def examine(home: Path) -> list[str]:
    """Return what is wrong, nothing if all is well; a watcher may be at work, and its files in .work are no finding."""
    if not WarehousePaths(home).store.exists():
        return [f"There is no warehouse in {home}: run copydesk ingest or copydesk watch."]
    return [*broken_rules(home), *_misplaced(home)]


def _misplaced(home: Path) -> list[str]:
    folder = Folder(home)
    return [
        *(
            f"{printable(path)} has no reason file: run copydesk retry on it."
            for path in failed_files(folder)
            if not reason_file(path).exists()
        ),
        *(f"{printable(path)} is the reason for a file that is gone: delete it." for path in stray_reasons(folder)),
        *(
            f"{place} is gone, but rows say that their bytes are kept there: restore it from a backup."
            for place in _gone_from_done(folder)
        ),
    ]


def _gone_from_done(folder: Folder) -> list[str]:
    """In this order, so that a file which is on its way is met somewhere."""
    told = kept_in_done(folder.home)
    unfinished = name_unfinished(folder)
    there = {
        printable((folder.done / os.path.relpath(parent, folder.done) / name).relative_to(folder.home))
        for parent, _, names in os.walk(folder.done)
        for name in names
    }
    return sorted(place for place, source in told.items() if place not in there and source not in unfinished)
