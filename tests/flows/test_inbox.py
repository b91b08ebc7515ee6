"""The inbox worked off once: the exact end state of every kind of file that anybody may drop."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT
from drops import is_empty, make_article, names_below

from flows.doctor import examine
from flows.holding import hold, is_alive
from flows.inbox import work_off
from flows.retry import retry_files
from flows.settings import load_settings
from warehouse.errors import LeaseTakenError
from warehouse.store import open_store

DAY = f"{datetime.now(UTC):%Y-%m-%d}"


@pytest.fixture
def settings(home, monkeypatch):
    """Return settings under which a file that was just written is taken at once."""
    monkeypatch.setenv("COPYDESK_ENTITIES", "none")
    (home / "inbox").mkdir()
    return load_settings(home, stable_seconds=0.0, max_document_bytes=100_000, workers=1)


def put(path, payload):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(payload)
    return path


def documents(home):
    """Return (source, state, stored_in) of every document in the store."""
    with open_store(home) as con:
        return con.execute("SELECT source, state, stored_in FROM documents ORDER BY ALL").fetchall()


def reason_of(home, name):
    return json.loads((home / "failed" / f"{name}.reason.json").read_text("utf-8"))


def test_an_article_lands_and_is_done(settings, home):
    """Its bytes are in done/ as they were, and its row tells where."""
    put(home / "inbox" / "a.txt", make_article(1))
    report = work_off(settings)
    assert (report.received, report.articles) == (1, 1)
    assert (home / "done" / DAY / "a.txt").read_bytes() == make_article(1)
    assert documents(home) == [("inbox/a.txt", "landed", f"done/{DAY}/a.txt")]


def test_nothing_to_do_is_no_run(settings, home):
    """An empty inbox writes nothing."""
    assert work_off(settings) is None
    assert not (home / "warehouse").exists()


def test_same_bytes_of_the_same_name_are_done_without_a_row(settings, home):
    """The second copy lies beside the first; there is one document."""
    for _ in range(2):
        put(home / "inbox" / "a.txt", make_article(1))
        report = work_off(settings)
    assert report.tally["duplicate"] == 1
    assert names_below(home / "done" / DAY) == ["a.txt", "a~2.txt"]
    assert len(documents(home)) == 1


def test_same_bytes_of_another_name_are_another_document(settings, home):
    """It has a row of its own, and there is still one article."""
    for name in ("a.txt", "b.txt"):
        put(home / "inbox" / name, make_article(1))
        work_off(settings)
    assert [row[0] for row in documents(home)] == ["inbox/a.txt", "inbox/b.txt"]
    assert names_below(home / "done" / DAY) == ["a.txt", "b.txt"]


def test_other_bytes_of_the_same_name_are_another_document(settings, home):
    """Both are kept, each row with its own place."""
    for number in (1, 2):
        put(home / "inbox" / "a.txt", make_article(number))
        work_off(settings)
    assert sorted(row[2] for row in documents(home)) == [f"done/{DAY}/a.txt", f"done/{DAY}/a~2.txt"]


def make_socket(path):
    here = os.getcwd()  # noqa: PTH109  (a socket's path may not be long)
    os.chdir(path.parent)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)
    os.chdir(here)


def make_device(path):
    try:
        os.mknod(path, 0o020666, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("devices cannot be made here")


def make_sparse(path):
    with path.open("wb") as file:
        file.truncate(2_000_000_000)


HOSTILE = {
    "a link": (lambda path: path.symlink_to("/etc/hostname"), "not_a_regular_file", None),
    "a link to itself": (lambda path: path.symlink_to(path), "not_a_regular_file", None),
    "a linked folder": (lambda path: path.symlink_to("/etc"), "not_a_regular_file", None),
    "a pipe": (os.mkfifo, "not_a_regular_file", None),
    "a socket": (make_socket, "not_a_regular_file", None),
    "a device": (make_device, "not_a_regular_file", None),
    "nothing in it": (lambda path: path.write_bytes(b""), "empty", 0),
    "a picture": (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "unsupported_type", 16),
    "two gigabytes": (make_sparse, "too_large", 2_000_000_000),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_no_article_ends_in_failed_with_its_reason(settings, home, case):
    """One file in failed/, one reason file, one row, nothing left over, and the good file beside it lands."""
    make, code, size = HOSTILE[case]
    make(home / "inbox" / "odd")
    put(home / "inbox" / "good.txt", make_article(1))
    report = work_off(settings)
    found = reason_of(home, "odd")
    assert (found["name"], found["code"], found["size"], found["run_id"]) == ("odd", code, size, report.run_id)
    assert found["message"]
    assert found["hint"]
    assert os.path.lexists(home / "failed" / "odd")
    assert [row[2] for row in documents(home)] == [f"done/{DAY}/good.txt", "failed/odd"]
    assert is_empty(home)


AWKWARD_NAMES = [
    b"caf\xe9 \xff.txt",
    b"x" * 251 + b".txt",
    b"[a-z]?*.txt",
    b"'; DROP TABLE documents; --.txt",
    b"-rf.txt",
    b"new\nline.txt",
    b"back\\xff.txt",
]


@pytest.mark.parametrize("name", AWKWARD_NAMES)
@pytest.mark.parametrize(("payload", "place"), [(make_article(1), f"done/{DAY}"), (b"", "failed")])
def test_a_name_is_only_a_name(settings, home, name, payload, place):
    """Whatever a file is called, it ends where it belongs, under that name, and the doctor finds it there."""
    put(home / "inbox" / os.fsdecode(name), payload)
    work_off(settings)
    assert (home / place / os.fsdecode(name)).read_bytes() == payload
    assert examine(home) == []


def test_a_moved_in_tree_keeps_its_shape(settings, home):
    """Folders within folders, and an empty one: every file ends below its own folders' names."""
    put(home / "tree" / "a.txt", make_article(1))
    put(home / "tree" / "deep" / "er" / "b.txt", make_article(2))
    (home / "tree" / "empty").mkdir()
    (home / "tree").rename(home / "inbox" / "tree")
    work_off(settings)
    assert names_below(home / "done" / DAY) == ["tree/a.txt", "tree/deep/er/b.txt"]
    assert names_below(home / "inbox") == []


def test_two_files_of_a_batch_never_meet(settings, home):
    """`a.txt` has to be numbered and `a~2.txt` is what the other is called: each keeps its bytes."""
    for batch in ([("a.txt", 1)], [("a.txt", 2), ("a~2.txt", 3)]):
        for name, number in batch:
            put(home / "inbox" / name, make_article(number))
        work_off(settings)
    kept = {(home / place).read_bytes() for _, _, place in documents(home)}
    assert kept == {make_article(number) for number in (1, 2, 3)}


def test_a_file_that_cannot_be_moved_is_no_run(settings, home):
    """It stays where it is with a warning; no run is begun for it over and over, and the watcher lives."""
    (home / "inbox" / "disk").mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", home / "inbox" / "disk"]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no tmpfs can be mounted here")
    try:
        put(home / "inbox" / "disk" / "a.txt", make_article(1))
        assert work_off(settings) is None
        assert (home / "inbox" / "disk" / "a.txt").exists()
    finally:
        subprocess.run(["umount", home / "inbox" / "disk"], check=True)


def die_in(home, function):
    """Work off the inbox in a process that dies as it is about to call `function` of the ledger."""
    code = f"""
import os
from pathlib import Path
import flows.ledger
from flows.inbox import work_off
from flows.settings import load_settings
flows.ledger.{function} = lambda *_: os._exit(9)
work_off(load_settings(Path({str(home)!r}), stable_seconds=0.0, workers=1))
"""
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 9


@pytest.mark.parametrize("name", ["a.txt", "café.txt", os.fsdecode(b"caf\xe9.txt")])
def test_killed_between_rows_and_rename(settings, home, name):
    """Also over midnight: the row told a place, and that is where the file goes; no second row."""
    put(home / "inbox" / name, make_article(1))
    die_in(home, "move_to_done")
    with open_store(home) as con:
        con.execute("UPDATE documents SET stored_in = replace(stored_in, ?, '2026-01-01')", [DAY])
    assert examine(home) == ["No snapshot is published: run copydesk ingest."]
    assert work_off(settings).tally["duplicate"] == 1
    assert (home / "done" / "2026-01-01" / name).read_bytes() == make_article(1)
    assert len(documents(home)) == 1
    assert examine(home) == []


def test_killed_before_a_failed_file_is_moved(settings, home):
    """It fails again and lies where its row says."""
    put(home / "inbox" / "a.txt", b"")
    die_in(home, "move_to_failed")
    work_off(settings)
    assert documents(home) == [("inbox/a.txt", "rejected", "failed/a.txt")]
    assert (reason_of(home, "a.txt")["attempts"], is_empty(home)) == (1, True)


def test_a_failed_file_lands_once_what_was_wrong_is_mended(settings, home):
    """The limit was raised: the row of the failure is gone with its reason."""
    put(home / "inbox" / "a.txt", make_article(1))
    work_off(settings.model_copy(update={"max_document_bytes": 10}))
    assert reason_of(home, "a.txt")["code"] == "too_large"
    retry_files(home, None)
    work_off(settings)
    assert names_below(home / "done" / DAY) == ["a.txt"]
    assert names_below(home / "failed") == []


def test_attempts_go_up_while_it_keeps_failing(settings, home):
    """The reason file tells how often it was tried."""
    put(home / "inbox" / "a.txt", b"")
    for attempts in (1, 2, 3):
        work_off(settings)
        assert reason_of(home, "a.txt")["attempts"] == attempts
        retry_files(home, None)


def test_a_full_disk_loses_nothing(settings, home):
    """The run ends with the system's error, and the file is back in the inbox."""
    (home / "warehouse").mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", home / "warehouse"]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no tmpfs can be mounted here")
    try:
        put(home / "inbox" / "a.txt", make_article(1))
        with pytest.raises((OSError, duckdb.Error)):
            work_off(settings)
        assert (home / "inbox" / "a.txt").read_bytes() == make_article(1)
    finally:
        subprocess.run(["umount", home / "warehouse"], check=True)


def test_one_process_holds_the_inbox(home):
    """Another that is alive is kept off with a sentence that names the holder."""
    with hold(home, "inbox") as held:
        other = f"{socket.gethostname()}:1:{Path('/proc/1/stat').read_text().rpartition(')')[2].split()[19]}"
        with pytest.raises(LeaseTakenError, match=f"{held.lease.holder} works off the inbox"):
            type(held.lease)(home, "inbox", other).take(datetime.now(UTC), is_alive)


@pytest.mark.parametrize(
    ("holder", "expected"),
    [
        (f"{socket.gethostname()}:1:1", False),
        (f"{socket.gethostname()}:999999999:5", False),
        (f"{socket.gethostname()}:1:", None),
        ("elsewhere:1:5", None),
    ],
)
def test_who_is_alive(holder, expected):
    """A process of this host can be asked, by number and start; nobody elsewhere can."""
    assert is_alive(holder) is expected
