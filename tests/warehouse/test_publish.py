"""Readers always find a whole snapshot behind news.duckdb, whatever the writer, or another reader, is doing."""

import os
import stat

import pytest
from newsroom import (
    NOON,
    draft,
    finish_a_run,
    land,
    prose,
    publish_news,
    published_rows,
    rows,
    run_python,
    start_python,
)

from warehouse import publish as module
from warehouse.errors import InvariantError
from warehouse.paths import WarehousePaths
from warehouse.publish import publish
from warehouse.store import hold_lock

COUNT = "SELECT count(*) FROM articles"

READ_ON_DEMAND = """
    import duckdb
    con = duckdb.connect(str(home / "warehouse" / "news.duckdb"), read_only=True)
    print("open", flush=True)
    for line in sys.stdin:
        print(con.execute("SELECT count(*), max(article_body) FROM articles").fetchall(), flush=True)
"""

WRITE_AND_DIE = """
    import duckdb
    con = duckdb.connect(sys.argv[2])
    con.execute("CREATE TABLE scribbles AS SELECT range AS n FROM range(1000)")
    os._exit(0)
"""

PUBLISH_AND_DIE = """
    import newsroom
    from warehouse.publish import publish
    def die(*_): os._exit(9)
    Path.{method} = die
    publish(home, newsroom.NOON)
"""


def articles(*names):
    return [draft(name, prose(name)) for name in names]


def snapshots(home):
    return sorted(path.name for path in WarehousePaths(home).snapshots.iterdir())


def test_the_first_snapshot(home):
    """The first snapshot has number 1, says what it holds, and is what news.duckdb leads to."""
    assert publish_news(home, *articles("a", "b")) == 1
    assert published_rows(home, COUNT) == [(2,)]
    columns = "snapshot_no, published_at, articles, batches, finished_runs, last_batch_id"
    ((*info, batch),) = published_rows(home, f"SELECT {columns} FROM snapshot_info")
    assert info == [1, NOON, 2, 1, 1]
    assert [(batch,)] == published_rows(home, "SELECT batch_id FROM batches")


def test_a_new_warehouse_can_be_published(home):
    """A warehouse with nothing in it publishes an empty snapshot."""
    assert publish(home, NOON) == 1
    assert published_rows(home, COUNT) == [(0,)]


def test_the_link_is_relative(home, tmp_path):
    """The link leads to the file below it, so that a home directory can be moved."""
    publish_news(home, *articles("a"))
    assert WarehousePaths(home).news.readlink().as_posix() == "snapshots/news-1.duckdb"
    home.rename(tmp_path / "moved")
    assert published_rows(tmp_path / "moved", COUNT) == [(1,)]


def test_snapshots_are_read_only(home):
    """Nobody may write to a published file; everybody may read it."""
    publish_news(home, *articles("a"))
    assert stat.S_IMODE(WarehousePaths(home).news.stat().st_mode) == 0o444


def test_nothing_new_nothing_published(home):
    """Without a new batch or finished run the number stays, and no file is made or touched."""
    publish_news(home, *articles("a"))
    before = WarehousePaths(home).news.stat()
    assert publish(home, NOON) == 1
    assert WarehousePaths(home).news.stat() == before
    assert snapshots(home) == ["news-1.duckdb"]


@pytest.mark.parametrize("news", [finish_a_run, lambda home: land(home, *articles("b"))])
def test_a_batch_or_a_run_is_news(home, news):
    """A batch that landed makes a new snapshot, and so does a run that finished."""
    publish_news(home, *articles("a"))
    news(home)
    assert publish(home, NOON) == 2
    assert published_rows(home, "SELECT max(snapshot_no), count(*) FROM snapshot_info") == [(2, 2)]


def test_the_last_three_are_kept(home):
    """Older snapshots go, with what a reader left beside them; other files in the folder stay."""
    publish_news(home, *articles("a"))
    folder = WarehousePaths(home).snapshots
    (folder / "news-1.duckdb.wal").write_bytes(b"")
    (folder / "news-mine.duckdb").write_text("mine")
    for number in range(2, 6):
        assert publish_news(home) == number
    assert snapshots(home) == ["news-3.duckdb", "news-4.duckdb", "news-5.duckdb", "news-mine.duckdb"]


def test_leftovers_are_cleared(home):
    """Half a copy that a crash left is removed at the next try, new snapshot or not."""
    publish_news(home, *articles("a"))
    for name in ("news-2.partial", "news-1.partial"):
        (WarehousePaths(home).snapshots / name).write_bytes(b"half")
    assert publish(home, NOON) == 1
    assert snapshots(home) == ["news-1.duckdb"]


@pytest.mark.parametrize("lost", ["news", "snapshots"])
def test_a_lost_snapshot_is_made_again(home, lost):
    """Where somebody removed the link or the file it leads to, publishing puts a new one there."""
    publish_news(home, *articles("a"))
    paths = WarehousePaths(home)
    (paths.news if lost == "news" else paths.snapshots / "news-1.duckdb").unlink()
    assert publish(home, NOON) == 2
    assert published_rows(home, COUNT) == [(1,)]


def test_the_store_is_left_whole(home):
    """After publishing the store holds all rows, and no log lies beside it."""
    publish_news(home, *articles("a"))
    assert rows(home, COUNT) == [(1,)]
    assert sorted(path.name for path in WarehousePaths(home).store.parent.iterdir()) == ["store.duckdb", "store.lock"]


def test_a_copy_without_shared_blocks(home, monkeypatch):
    """On a file system that cannot share blocks the bytes are copied, and the snapshot is as good."""

    def refuse(*_):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(module.fcntl, "ioctl", refuse)
    publish_news(home, *articles("a"))
    assert published_rows(home, COUNT) == [(1,)]


def test_a_copy_with_shared_blocks(home, monkeypatch):
    """Where blocks can be shared nothing is copied byte by byte."""

    def clone(target, _request, source):
        os.sendfile(target, source, 0, os.fstat(source).st_size)

    monkeypatch.setattr(module.fcntl, "ioctl", clone)
    monkeypatch.delattr(module.shutil, "copyfileobj")
    publish_news(home, *articles("a"))
    assert published_rows(home, COUNT) == [(1,)]


def test_a_wrong_copy_is_not_published(home, monkeypatch):
    """A copy that does not hold what the store held is thrown away, and readers keep the snapshot they had."""
    publish_news(home, *articles("a"))
    paths, copy = WarehousePaths(home), module._copy  # noqa: SLF001
    stale = (paths.snapshots / "news-1.duckdb").read_bytes()
    finish_a_run(home)

    def copy_wrong(source, target):
        with module.open_store_unlocked(home) as con:
            con.execute("DELETE FROM batches")
            con.execute("CHECKPOINT")
        copy(source, target)

    monkeypatch.setattr(module, "_copy", copy_wrong)
    with pytest.raises(InvariantError, match="nothing was published"):
        publish(home, NOON)
    assert snapshots(home) == ["news-1.duckdb"]
    assert paths.news.read_bytes() == stale


# Readers


def test_an_open_shell_keeps_its_snapshot(home):
    """A shell that is open in another process neither stops publishing nor notices it, even once its file is gone."""
    publish_news(home, *articles("a"))
    shell = start_python(READ_ON_DEMAND, home)
    assert shell.stdout.readline() == "open\n"
    for name in "bcdef":
        publish_news(home, *articles(name))
    assert "news-1.duckdb" not in snapshots(home)
    out, err = shell.communicate("again\n", timeout=30)
    assert (out.startswith("[(1, 'wax"), err) == (True, "")
    assert published_rows(home, COUNT) == [(6,)]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can open a read-only file for writing")
def test_a_shell_open_for_writing_stops_nobody(home):
    """A shell that root opened for writing does not stop publishing, nor does it reach the new snapshot."""
    publish_news(home, *articles("a"))
    shell = start_python(
        """
        import duckdb
        con = duckdb.connect(str(home / "warehouse" / "news.duckdb"))
        con.execute("CREATE TABLE scribbles (n INT)")
        print("open", flush=True)
        sys.stdin.read()
        con.execute("INSERT INTO scribbles VALUES (1)")
        con.close()
        """,
        home,
    )
    assert shell.stdout.readline() == "open\n"
    assert publish_news(home, *articles("b")) == 2
    assert published_rows(home, COUNT) == [(2,)]
    shell.communicate("", timeout=30)
    assert published_rows(home, COUNT) == [(2,)]
    assert rows(home, COUNT) == [(2,)]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can open a read-only file for writing")
def test_a_writing_shell_that_was_killed(home):
    """What a shell that root opened for writing leaves behind when killed is not in the next snapshot."""
    publish_news(home, *articles("a"))
    assert run_python(WRITE_AND_DIE, home, WarehousePaths(home).news)[0] == 0
    publish_news(home, *articles("b"))
    assert published_rows(home, "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'scribbles'") == [(0,)]
    assert published_rows(home, COUNT) == [(2,)]


@pytest.mark.parametrize("place", ["news.duckdb.wal", "snapshots/news-2.duckdb.wal"])
def test_a_strangers_log_is_removed(home, place):
    """A log of another database beside the link (where DuckDB 1 puts it) or the new file does not keep readers out."""
    publish_news(home, *articles("a"))
    stray = WarehousePaths(home).root / place
    assert run_python(WRITE_AND_DIE, home, home / "strange.duckdb")[0] == 0
    (home / "strange.duckdb.wal").rename(stray)
    publish_news(home, *articles("b"))
    assert not stray.exists()
    assert published_rows(home, COUNT) == [(2,)]


# Crashes


@pytest.mark.parametrize("method", ["chmod", "rename", "symlink_to", "replace"])
def test_a_crash_keeps_the_old_snapshot(home, method):
    """Wherever a publishing process dies, readers have the old snapshot, and the next one publishes a new one."""
    publish_news(home, *articles("a"))
    land(home, *articles("b"))
    assert run_python(PUBLISH_AND_DIE.format(method=method), home) == (9, "")
    assert published_rows(home, COUNT) == [(1,)]
    assert publish(home, NOON) == 3
    assert published_rows(home, COUNT) == [(2,)]
    assert published_rows(home, "SELECT max(snapshot_no) FROM snapshot_info") == [(3,)]
    assert {"news-1.duckdb", "news-3.duckdb"} <= set(snapshots(home)) <= {f"news-{n}.duckdb" for n in (1, 2, 3)}


def test_a_crash_before_the_first_link(home):
    """Where the first publishing died before there was a link, the next one makes it."""
    land(home, *articles("a"))
    assert run_python(PUBLISH_AND_DIE.format(method="symlink_to"), home) == (9, "")
    assert not WarehousePaths(home).news.exists()
    assert publish(home, NOON) == 2
    assert published_rows(home, COUNT) == [(1,)]


def test_publishing_waits_its_turn(home):
    """Two processes that publish at once come to the same snapshot, one after the other."""
    land(home, *articles("a"))
    code = """
        import newsroom
        from warehouse.publish import publish
        print("up", flush=True)
        print(publish(home, newsroom.NOON))
    """
    with hold_lock(WarehousePaths(home).lock):
        publishers = [start_python(code, home) for _ in range(2)]
        assert [process.stdout.readline() for process in publishers] == ["up\n"] * 2
    assert [process.communicate(timeout=60) for process in publishers] == [("1\n", "")] * 2
    assert snapshots(home) == ["news-1.duckdb"]
