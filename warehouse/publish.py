"""Publishes the store as a read-only snapshot behind the symlink `news.duckdb`, so that readers never meet the writer.

CHECKPOINT and close, copy, fsync, look at the copy, rename, swap the symlink: a crash at any point leaves readers with
the snapshot they had. The store's own file is only opened for copying while no connection of this process has it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

import duckdb

from warehouse.errors import InvariantError
from warehouse.paths import WarehousePaths
from warehouse.store import fetch_one, hold_lock, open_store_unlocked, statement

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

KEPT_SNAPSHOTS = 3
FICLONE = 0x40049409
"""The ioctl that shares a file's blocks instead of copying them, on file systems that can."""


def publish(home: Path, published_at: datetime, quiet_seconds: float = 0.0) -> int:
    """Publish a snapshot if there is anything new, and return the number of the newest one.

    Args:
        home: the home directory.
        published_at: our clock.
        quiet_seconds: where no batch has landed since the last snapshot, readers are left with it for so long.

    Raises:
        InvariantError: the copy does not hold what the store held; readers keep the snapshot they had.
        OSError: the disk is full or the folder cannot be written.
    """
    paths = WarehousePaths(home)
    paths.snapshots.mkdir(parents=True, exist_ok=True)
    with hold_lock(paths.lock):
        _clear_leftovers(paths)
        number, is_new = _number_snapshot(paths, published_at, quiet_seconds)
        if is_new:
            _put_in_place(paths, number)
            _prune(paths, number)
    return number


def _number_snapshot(paths: WarehousePaths, published_at: datetime, quiet_seconds: float) -> tuple[int, bool]:
    """Return the newest snapshot's number and whether it is yet to be made, in which case its row is written."""
    with open_store_unlocked(paths.home) as con:
        newest, is_unchanged = fetch_one(
            con, statement("snapshot_due"), {"recent": published_at - timedelta(seconds=quiet_seconds)}
        )
        if is_unchanged and _is_in_place(paths, newest):
            return newest, False
        values = {"snapshot_no": newest + 1, "published_at": published_at}
        con.execute(statement("number_snapshot"), values)
        con.execute("CHECKPOINT")
    return newest + 1, True


def _is_in_place(paths: WarehousePaths, number: int) -> bool:
    snapshot = _snapshot_file(paths, number)
    return snapshot.exists() and paths.news.resolve() == snapshot.resolve()


def _put_in_place(paths: WarehousePaths, number: int) -> None:
    target = _snapshot_file(paths, number)
    partial = target.with_suffix(".partial")
    _copy(paths.store, partial)
    _look_at(partial, number)
    partial.chmod(0o444)
    _remove_wal(target)
    partial.rename(target)
    _sync_folder(paths.snapshots)  # before the link, which would else lead nowhere after a power cut
    _remove_wal(paths.news)
    link = paths.root / ".news.duckdb.new"
    link.unlink(missing_ok=True)
    link.symlink_to(target.relative_to(paths.root))
    link.replace(paths.news)
    _sync_folder(paths.root)


def _remove_wal(database: Path) -> None:
    """Remove what a reader that was killed while writing left here: DuckDB would replay it into the new snapshot."""
    database.with_name(f"{database.name}.wal").unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as reader, target.open("wb") as writer:
        try:
            fcntl.ioctl(writer.fileno(), FICLONE, reader.fileno())
        except OSError:
            shutil.copyfileobj(reader, writer, 1 << 20)
        writer.flush()
        os.fsync(writer.fileno())


def _look_at(snapshot: Path, number: int) -> None:
    with duckdb.connect(str(snapshot), read_only=True) as con:
        (is_whole,) = fetch_one(con, statement("verify_snapshot"), {"snapshot_no": number})
    if not is_whole:
        snapshot.unlink()
        raise InvariantError(f"The copy for snapshot {number} is not what the store holds: nothing was published.")


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _prune(paths: WarehousePaths, newest: int) -> None:
    for file in paths.snapshots.glob("news-*.duckdb"):
        with contextlib.suppress(ValueError):
            if int(file.stem.removeprefix("news-")) <= newest - KEPT_SNAPSHOTS:
                file.unlink()
                _remove_wal(file)


def _clear_leftovers(paths: WarehousePaths) -> None:
    for partial in paths.snapshots.glob("*.partial"):
        partial.unlink()


def _snapshot_file(paths: WarehousePaths, number: int) -> Path:
    return paths.snapshots / f"news-{number}.duckdb"
