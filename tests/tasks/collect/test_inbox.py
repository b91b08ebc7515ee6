"""The dropped folder on disk: what is taken, when, and where it ends, whatever it is called."""

from __future__ import annotations

import json
import os
import subprocess
from types import SimpleNamespace

import pytest

from tasks.collect.inbox import (
    Claimed,
    Folder,
    Places,
    claim,
    count_queue,
    failed_files,
    is_settled,
    look,
    make_folders,
    move_to_done,
    move_to_failed,
    note_failure,
    put_back,
    reason_file,
    resume,
    retry,
    stray_reasons,
    sweep_inbox,
)
from tasks.models import ReasonCode

SECOND = 1_000_000_000
NOW = 1_800_000_000 * SECOND
DAY = "2026-11-22"

AWKWARD_NAMES = [
    b"caf\xe9 \xff.txt",
    b"x" * 251 + b".txt",
    b"a." + b"y" * 253,
    "ü".encode() * 127,
    b"*.txt",
    b"'; DROP TABLE articles; --.txt",
    b"-rf.txt",
    b"new\nline.txt",
    b"back\\xff.txt",
    b"a~2.txt",
    b"a.txt.reason.json",
    b"folder/within/a.txt",
]


@pytest.fixture
def folder(tmp_path):
    """Return the places of an empty home."""
    made = Folder(tmp_path)
    make_folders(made)
    return made


def put(path, text="text"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def take(folder, path):
    return claim(folder, path, NOW * 2, 2)


def fail(folder, name, text="text", places=None):
    """Drop a file and let it fail; return where it lies."""
    claimed = take(folder, put(folder.inbox / name, text))
    place = (places or Places(folder)).plan_failed(claimed)
    move_to_failed(folder, claimed, place, note_failure(folder, claimed, (ReasonCode.EMPTY, "Nothing."), None, 7))
    return folder.home / place


def finish(folder, name, text="text", places=None):
    """Drop a file and let it land; return where it lies."""
    claimed = take(folder, put(folder.inbox / name, text))
    place = (places or Places(folder)).plan_done(claimed, DAY)
    move_to_done(folder, claimed, place)
    return place


SETTLED = {
    "written now": (0, 0, 5, False),
    "written a second ago": (1, 1, 5, False),
    "written two seconds ago": (2, 2, 5, True),
    "renamed now, written a second before": (1, 0, 5, True),
    "cp -p of an old file": (1000, 0, 5, True),
    "zero-size, just made": (0, 0, 0, False),
    "zero-size, renamed now": (1, 0, 0, False),
    "zero-size, two seconds old": (2, 2, 0, True),
    "dated to come, written now": (-1000, 0, 5, False),
    "dated to come, at rest": (-1000, 2, 5, True),
    "the clock was set back since": (-1000, -1000, 5, True),
    "the clock was set back by a hair": (-0.5, -0.5, 5, False),
}


@pytest.mark.parametrize("case", SETTLED)
def test_when_a_file_is_whole(case):
    """Content older than its name was moved into place; anything else has to hold still."""
    written, renamed, size, expected = SETTLED[case]
    times = {"st_mtime_ns": NOW - int(written * SECOND), "st_ctime_ns": NOW - int(renamed * SECOND)}
    assert is_settled(SimpleNamespace(st_size=size, **times), NOW, 2) is expected


@pytest.mark.parametrize("name", [".hidden.txt", "~$lock.txt", "a.txt~", "a.part", "a.tmp", "a.crdownload", ".git/a"])
def test_hidden_and_temporary_names_are_left_alone(folder, name):
    """They stay where they are, and nobody waits for them."""
    put(folder.inbox / name)
    sight = look(folder, NOW * 2, 2)
    assert (sight.ready, sight.waiting) == ((), 0)


def test_files_on_their_way_are_counted(folder):
    """What was just written waits, and the loop is told so."""
    status = put(folder.inbox / "a.txt").stat()
    assert look(folder, status.st_ctime_ns, 2).waiting == 1


def test_a_linked_folder_is_one_entry(folder, tmp_path):
    """Nothing behind a link is seen, let alone moved."""
    put(tmp_path / "elsewhere" / "a.txt")
    (folder.inbox / "link").symlink_to(tmp_path / "elsewhere")
    assert look(folder, NOW * 2, 2).ready == (folder.inbox / "link",)


def test_a_file_that_is_gone_is_not_claimed(folder):
    """Somebody deleted it between look and claim; nothing is left in .work."""
    assert take(folder, folder.inbox / "gone" / "a.txt") is None
    assert list(folder.work.iterdir()) == []


def test_a_file_whose_folder_became_a_file_is_gone(folder):
    """Replaced under us, it is none of our business until the next look."""
    put(folder.inbox / "a")
    assert take(folder, folder.inbox / "a" / "b.txt") is None


def test_a_file_that_is_written_anew_is_not_claimed(folder):
    """It was ready when we looked, and is not when we take it."""
    path = put(folder.inbox / "a.txt")
    assert claim(folder, path, path.stat().st_ctime_ns, 2) is None
    assert path.exists()


def test_a_path_longer_than_the_system_takes_does_not_stop_the_look(folder):
    """Whoever nests folders that deep keeps them; the others are seen."""
    put(folder.inbox / "a.txt")
    here = os.open(folder.inbox, os.O_RDONLY)
    for _ in range(40):
        os.mkdir("d" * 200, dir_fd=here)
        here, before = os.open("d" * 200, os.O_RDONLY, dir_fd=here), here
        os.close(before)
    os.close(here)
    assert folder.inbox / "a.txt" in look(folder, NOW * 2, 2).ready


def test_folders_empty_for_long_are_removed(folder):
    """A moved-in tree leaves no skeleton, and nobody's copy in progress loses the folder it writes to."""
    (folder.inbox / "a" / "b").mkdir(parents=True)
    (folder.inbox / ".git").mkdir()
    made = (folder.inbox / "a" / "b").stat().st_mtime_ns
    sweep_inbox(folder, made + 59 * SECOND)
    assert (folder.inbox / "a" / "b").exists()
    sweep_inbox(folder, made + 61 * SECOND)
    assert not (folder.inbox / "a" / "b").exists()
    assert (folder.inbox / ".git").exists()


@pytest.mark.parametrize("name", AWKWARD_NAMES)
@pytest.mark.parametrize("end", [finish, fail])
def test_every_name_finds_a_place_three_times(folder, name, end):
    """Whatever a file is called, it and two more of that name lie side by side, each with its own bytes."""
    ends = {folder.home / end(folder, os.fsdecode(name), text) for text in "abc"}
    assert {path.read_text() for path in ends} == set("abc")
    assert len({reason_file(path) for path in ends} - ends) == 3


def test_other_bytes_of_a_name_get_a_number(folder):
    """The number stands before the suffix, so that the file still opens."""
    assert [finish(folder, "a.txt").name for _ in range(3)] == ["a.txt", "a~2.txt", "a~3.txt"]


@pytest.mark.parametrize("names", [("a.txt", "a~2.txt"), ("a~2.txt", "a.txt"), ("a", "a~2/b.txt")])
def test_no_place_is_promised_twice(folder, names):
    """Two files of one batch that would meet at a name part ways before either is moved."""
    finish(folder, names[0].replace("~2", ""))
    places = Places(folder)
    claims = [take(folder, put(folder.inbox / name, name)) for name in names]
    for claimed, place in [(claimed, places.plan_done(claimed, DAY)) for claimed in claims]:
        move_to_done(folder, claimed, place)
    assert sum(len(files) for _, _, files in os.walk(folder.done)) == 3


@pytest.mark.parametrize("end", [finish, fail])
def test_a_folder_named_like_an_earlier_file(folder, end):
    """A file `a` that ended is no obstacle for a file in a folder `a`, nor the other way round."""
    ends = []
    for name in ("a", "a/b.txt", "c/d.txt", "c"):
        ends.append(folder.home / end(folder, name))
        sweep_inbox(folder, NOW * 2)
    assert all(path.is_file() for path in ends)


def test_a_file_called_like_a_reason_file_is_a_failed_file(folder):
    """It is listed, and not taken for the reason of another."""
    dropped = fail(folder, "a.txt.reason.json")
    other = fail(folder, "a.txt")
    assert set(failed_files(folder)) == {dropped, other}
    assert (other.name, stray_reasons(folder)) == ("a~2.txt", ())


def test_a_linked_folder_that_failed_is_a_failed_file(folder, tmp_path):
    """It is a link, whatever it points to."""
    (folder.inbox / "link").symlink_to(tmp_path)
    claimed = take(folder, folder.inbox / "link")
    note = note_failure(folder, claimed, (ReasonCode.NOT_A_REGULAR_FILE, "No."), None, 7)
    move_to_failed(folder, claimed, Places(folder).plan_failed(claimed), note)
    assert failed_files(folder) == (folder.failed / "link",)
    assert note.size is None


def test_a_reason_without_its_file_is_written_over(folder):
    """We died between reason and rename: the file comes again and takes the same place."""
    put(folder.failed / "a.txt.reason.json", "{}")
    assert stray_reasons(folder) == (folder.failed / "a.txt.reason.json",)
    assert fail(folder, "a.txt").name == "a.txt"
    assert stray_reasons(folder) == ()


def test_what_was_claimed_is_resumed_and_empty_rooms_are_swept(folder, tmp_path):
    """Leftovers of all kinds: files with their folders, links, odd names, files that lie loose, empty rooms."""
    put(tmp_path / "elsewhere" / "a.txt")
    put(folder.work / "1" / "a" / "b.txt")
    put(folder.work / "2" / os.fsdecode(b"\xff.txt"))
    put(folder.work / "loose.txt")
    (folder.work / "3").mkdir()
    (folder.work / "3" / "link").symlink_to(tmp_path / "elsewhere")
    (folder.work / "link").symlink_to(tmp_path / "elsewhere")
    (folder.work / "4" / "empty").mkdir(parents=True)
    names = {os.fsencode(claimed.name) for claimed in resume(folder)}
    assert names == {b"a/b.txt", b"\xff.txt", b"loose.txt", b"link"}
    assert not (folder.work / "4").exists()
    assert (tmp_path / "elsewhere" / "a.txt").exists()


def test_what_is_put_back_lies_where_it_lay(folder):
    """As if nobody had touched it; links included."""
    put(folder.inbox / "a" / "b.txt")
    (folder.inbox / "link").symlink_to("nowhere")
    for name in ("a/b.txt", "link"):
        take(folder, folder.inbox / name)
    put_back(folder)
    assert (folder.inbox / "a" / "b.txt").read_text() == "text"
    assert (folder.inbox / "link").is_symlink()
    assert list(folder.work.iterdir()) == []


def test_nothing_is_put_back_over_a_newer_file(folder):
    """Both stay: the new one in the inbox, the old one in work until the next start."""
    take(folder, put(folder.inbox / "a.txt", "old"))
    put(folder.inbox / "a.txt", "new")
    put_back(folder)
    (left,) = resume(folder)
    assert ((folder.inbox / "a.txt").read_text(), left.path.read_text()) == ("new", "old")


@pytest.mark.parametrize("name", AWKWARD_NAMES)
def test_a_place_that_a_row_tells_of_is_found(folder, name):
    """Rows hold printable text; the file goes to the very place, also one with a number, also of another day."""
    claimed = take(folder, put(folder.inbox / os.fsdecode(name)))
    for _ in range(2):
        place = Places(folder).plan_done(claimed, "2026-11-21")
        told = os.fsencode(place).decode("utf-8", "backslashreplace")
        assert Places(folder).find_told(claimed, told) == place
        put(folder.home / place)
        assert Places(folder).find_told(claimed, told) is None


@pytest.mark.parametrize("told", ["raw/x.warc.gz#5", "failed/a.txt", "done/2026-11-22/b.txt", "done/2026-11-22/a/b"])
def test_a_place_that_cannot_be_meant_is_not_found(folder, told):
    """What a row says of another kind of place is no place in done/."""
    assert Places(folder).find_told(Claimed(folder.work / "1/a.txt", folder.inbox / "a.txt"), told) is None


def test_the_reason_file_says_what_the_contract_says(folder):
    """Nine keys, read by people and programs."""
    found = json.loads(reason_file(fail(folder, "a.txt")).read_text())
    assert list(found) == ["name", "code", "message", "hint", "stage", "sha256", "size", "attempts", "run_id"]
    assert (found["name"], found["code"], found["size"], found["attempts"]) == ("a.txt", "empty", 4, 1)


def test_attempts_are_counted_over_retries(folder):
    """The count goes up while the file keeps failing, and starts anew once it has landed."""
    counts = []
    for _ in range(3):
        failed = fail(folder, "a.txt")
        counts.append(json.loads(reason_file(failed).read_text())["attempts"])
        retry(folder, failed)
    finish(folder, "a.txt")
    counts.append(json.loads(reason_file(fail(folder, "a.txt")).read_text())["attempts"])
    assert counts == [1, 2, 3, 1]


@pytest.mark.parametrize("name", AWKWARD_NAMES)
def test_a_retried_file_has_the_name_it_came_with(folder, name):
    """A number that failed/ put on it is taken off, so that it is the same document."""
    fail(folder, os.fsdecode(name), "first")
    retried = retry(folder, fail(folder, os.fsdecode(name), "second"))
    cut = len(name) > 250
    assert retried.read_text() == "second"
    assert cut or os.fsencode(retried.relative_to(folder.inbox)) == name


@pytest.mark.parametrize("reason", ["", "[]", '{"name": "../../away.txt"}', '{"name": 7, "attempts": null}'])
def test_a_spoilt_reason_file_does_not_lead_astray(folder, reason):
    """Whatever somebody wrote into it, the file goes back to the inbox and nowhere else."""
    failed = fail(folder, "a.txt")
    reason_file(failed).write_text(reason)
    assert retry(folder, failed) == folder.inbox / "a.txt"


def test_retry_never_writes_over_a_new_file(folder):
    """A newer file of that name keeps its place."""
    failed = fail(folder, "a.txt", "old")
    put(folder.inbox / "a.txt", "new")
    assert retry(folder, failed).name == "a~2.txt"
    assert (folder.inbox / "a.txt").read_text() == "new"


def test_the_queue_is_counted(folder):
    """Files waiting, in work and failed."""
    fail(folder, "a.txt")
    retry(folder, fail(folder, "b.txt"))
    put(folder.work / "1" / "c.txt")
    assert count_queue(folder) == {"inbox": 1, "in_work": 1, "failed": 1}


def test_nothing_is_queued_where_nothing_is(tmp_path):
    """Folders that are not there yet hold nothing."""
    assert count_queue(Folder(tmp_path)) == {"inbox": 0, "in_work": 0, "failed": 0}
    assert failed_files(Folder(tmp_path)) == ()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount")
def test_a_file_on_another_disk_is_told_and_left(folder):
    """A rename cannot cross file systems: the claim says so and leaves nothing in .work."""
    (folder.inbox / "disk").mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.inbox / "disk"]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no tmpfs can be mounted here")
    try:
        put(folder.inbox / "disk" / "a.txt")
        with pytest.raises(OSError, match="cross-device"):
            take(folder, folder.inbox / "disk" / "a.txt")
        assert list(folder.work.iterdir()) == []
    finally:
        subprocess.run(["umount", folder.inbox / "disk"], check=True)


def test_a_pipe_is_put_back_without_being_opened(folder):
    """Opening it would hang."""
    os.mkfifo(folder.inbox / "pipe")
    take(folder, folder.inbox / "pipe")
    put_back(folder)
    assert (folder.inbox / "pipe").is_fifo()
