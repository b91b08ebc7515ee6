"""Named files and folders come to a list of files, and only regular files are ever opened."""

import os
import random
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tasks.collect.files import find_files, read_file
from tasks.models import Origin, RawDocument, ReasonCode, Unread, digest_of

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
AWKWARD_NAMES = [
    b"caf\xe9 \xff.txt",
    b"x" * 251 + b".txt",
    b"*.txt",
    b"[a-z]?.txt",
    b"'; DROP TABLE articles; --.txt",
    b'"quoted".txt',
    b"$HOME.txt",
    b"-rf.txt",
    b"new\nline.txt",
    b"per%20cent.txt",
    "früh 日本.txt".encode(),
]


def read(path, max_bytes=1000):
    return read_file(Path(path), NOW, max_bytes)


def write(folder, *names):
    paths = [folder / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"text of {path.name}")
    return paths


def names_in(found):
    return [path.name for path in found.files]


def test_folders_are_walked(tmp_path):
    """A named folder comes to all the files below it, in the order of their names."""
    b, a, deep = write(tmp_path, "b.txt", "a.txt", "aa/deep/c.html")
    assert find_files([tmp_path]).files == (a, deep, b)


def test_order_of_naming_does_not_count(tmp_path):
    """Whatever order the paths are named in, and however often, the files come out once and in one order."""
    paths = [*write(tmp_path, *(f"{name}.txt" for name in "cabfed")), tmp_path]
    expected = find_files(paths)
    for seed in range(5):
        assert find_files(random.Random(seed).sample(paths, len(paths))) == expected
    assert len(expected.files) == 6


def test_missing_paths_are_told(tmp_path):
    """A path that is not there is reported as it was named, and the others are found all the same."""
    (there,) = write(tmp_path, "there.txt")
    gone = tmp_path / "gone.txt"
    found = find_files([gone, there])
    assert (found.files, found.missing) == ((there,), (gone,))


@pytest.mark.parametrize("name", ["x" * 300, "nul\0", "a.txt/below"])
def test_impossible_paths_are_missing(tmp_path, name):
    """A name that no file can have is a missing file, not an error."""
    write(tmp_path, "a.txt")
    assert find_files([tmp_path / name]).missing == (tmp_path / name,)


@pytest.mark.parametrize(
    "name", [".hidden.txt", "~$lock.txt", "a.txt~", "a.part", "a.partial", "a.tmp", "a.crdownload", ".a.txt.swp"]
)
def test_hidden_and_temporary_files_are_passed_over(tmp_path, name):
    """Inside a folder, hidden files and files that are still being written are left alone."""
    write(tmp_path, name, "a.txt")
    assert names_in(find_files([tmp_path])) == ["a.txt"]


def test_hidden_folders_are_passed_over(tmp_path):
    """Nothing inside a hidden folder is found."""
    write(tmp_path, ".git/a.txt", "b.txt")
    assert names_in(find_files([tmp_path])) == ["b.txt"]


def test_a_hidden_file_that_is_named_is_found(tmp_path):
    """Whoever names a hidden file means it."""
    (hidden,) = write(tmp_path, ".hidden.txt")
    assert find_files([hidden]).files == (hidden,)


def test_relative_and_linked_names_are_one_file(tmp_path, monkeypatch):
    """However a file is named, through a link, a relative path or its folder, it is found once, by its real path."""
    (real,) = write(tmp_path, "real.txt")
    link = tmp_path / ".link"
    link.symlink_to(real)
    monkeypatch.chdir(tmp_path)
    assert find_files([Path("real.txt"), link, Path("../" + tmp_path.name), real]).files == (real,)


@pytest.mark.parametrize("name", AWKWARD_NAMES)
def test_awkward_names_are_only_names(tmp_path, name):
    """A name that is no UTF-8, very long, a pattern or a statement is found, read, and told in printable Unicode."""
    path = tmp_path / os.fsdecode(name)
    path.write_bytes(b"The ferry sailed.")
    (found,) = find_files([tmp_path]).files
    document = read(found)
    assert isinstance(document, RawDocument)
    assert document.payload == b"The ferry sailed."
    assert document.source == bytes(path).decode("utf-8", "backslashreplace")
    assert document.source.encode()
    assert document.media_type == "text/plain"


def test_a_document_says_all_that_is_known(tmp_path):
    """A document holds the bytes, their digest, where they come from and when, before anybody looks inside."""
    (path,) = write(tmp_path, "a.txt")
    document = read_file(path, NOW, 1000, Origin.INBOX)
    assert (document.payload, document.payload_digest) == (b"text of a.txt", digest_of(b"text of a.txt"))
    assert (document.origin, document.source, document.received_at) == (Origin.INBOX, str(path), NOW)
    assert (document.charset, document.url, document.stored_in) == (None, None, None)


def test_a_document_is_named_by_place_and_bytes(tmp_path):
    """The id is the same at every reading; other bytes or another place make another document."""
    one, other = write(tmp_path, "a.txt", "b.txt")
    first = read(one).document_id
    assert read(one).document_id == first
    other.write_bytes(one.read_bytes())
    one.write_text("changed")
    assert len({first, read(one).document_id, read(other).document_id}) == 3


@pytest.mark.parametrize("size", [0, 1, 999, 1000])
def test_files_up_to_the_limit_are_read(tmp_path, size):
    """A file of any size up to the limit is read whole, an empty one too."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * size)
    assert read(path).payload == b"x" * size


def test_a_file_of_many_pieces_is_read_whole(tmp_path):
    """A file larger than one reading comes out byte for byte."""
    payload = random.Random(1).randbytes((1 << 21) + 17)
    (tmp_path / "a.bin").write_bytes(payload)
    assert read(tmp_path / "a.bin", max_bytes=len(payload)).payload == payload


def test_a_generous_limit_costs_nothing(tmp_path):
    """The limit may be far beyond the memory there is: only what a file holds is set aside."""
    (path,) = write(tmp_path, "a.txt")
    assert read(path, max_bytes=10**18).payload == b"text of a.txt"


def test_a_larger_file_is_not_read(tmp_path):
    """A file beyond the limit is refused with its size and the setting to change, without being read."""
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    refused = read(path)
    assert (refused.reason_code, refused.size_bytes) == (ReasonCode.TOO_LARGE, 1 << 40)
    assert "max_document_bytes" in refused.reason


def test_a_file_that_says_no_size_is_held_to_the_limit():
    """A file whose size is told as nothing, as in /proc, is still read up to the limit only."""
    assert read("/proc/self/status", max_bytes=10).reason_code is ReasonCode.TOO_LARGE


def fifo(path):
    os.mkfifo(path)


def unix_socket(path):
    with socket.socket(socket.AF_UNIX) as listener:
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            listener.bind(f"/proc/self/fd/{folder}/{path.name}")  # the name itself may be too long for a socket
        finally:
            os.close(folder)


def link_to_file(path):
    target = path.parent.parent / "target.txt"
    target.write_text("secret")
    path.symlink_to(target)


def link_to_folder(path):
    folder = path.parent.parent / "elsewhere"
    folder.mkdir()
    (folder / "inside.txt").write_text("secret")
    path.symlink_to(folder)


def broken_link(path):
    path.symlink_to("nowhere")


def endless_link(path):
    path.symlink_to(path.name)


@pytest.mark.parametrize("make", [fifo, unix_socket, link_to_file, link_to_folder, broken_link, endless_link])
def test_what_is_no_regular_file_is_never_opened(tmp_path, make):
    """A pipe, socket or link inside a folder is reported by its own name, and neither opened nor followed."""
    folder = tmp_path / "folder"
    folder.mkdir()
    make(folder / "odd.txt")
    (found,) = find_files([folder]).files
    assert found == folder / "odd.txt"
    refused = read(found)
    assert isinstance(refused, Unread)
    assert refused.reason_code is ReasonCode.NOT_A_REGULAR_FILE


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "/"])
def test_devices_and_folders_are_never_read(path):
    """A device or folder that comes to be read is refused."""
    assert read(path).reason_code is ReasonCode.NOT_A_REGULAR_FILE


def test_a_named_link_that_leads_nowhere(tmp_path):
    """A broken link that is named itself is found and told to be unreadable."""
    link = tmp_path / "link"
    link.symlink_to("nowhere")
    (found,) = find_files([link]).files
    assert read(found).reason_code is ReasonCode.UNREADABLE


def test_a_named_link_that_leads_to_itself(tmp_path):
    """A link that leads to itself is found and refused, not an error."""
    link = tmp_path / "loop"
    link.symlink_to("loop")
    (found,) = find_files([link]).files
    assert read(found).reason_code is ReasonCode.NOT_A_REGULAR_FILE


def test_a_file_that_vanished(tmp_path):
    """A file that is gone by the time it is read is a value with a reason, and the same one at the next try."""
    refused = read(tmp_path / "gone.txt")
    assert refused.reason_code is ReasonCode.UNREADABLE
    assert "No such file" in refused.reason
    assert refused == read(tmp_path / "gone.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path):
    """A file that we may not read says so, and what to do."""
    (path,) = write(tmp_path, "a.txt")
    path.chmod(0)
    refused = read(path)
    assert refused.reason_code is ReasonCode.UNREADABLE
    assert "permission" in refused.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list everything")
def test_a_folder_without_permission(tmp_path):
    """A folder that cannot be listed is reported like a file that cannot be read, and the rest is found."""
    write(tmp_path, "a.txt", "closed/b.txt")
    (tmp_path / "closed").chmod(0)
    try:
        found = find_files([tmp_path])
        assert names_in(found) == ["a.txt", "closed"]
        assert "could not be listed" in read(found.files[1]).reason
    finally:
        (tmp_path / "closed").chmod(0o700)
