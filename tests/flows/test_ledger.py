"""Files holding several documents, over several batches: each file moves when its last document is settled."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from flows.ledger import Ledger
from tasks.collect.inbox import Folder, make_folders, resume
from tasks.known import KnownDocument
from tasks.models import DocumentState, Origin, RawDocument, ReasonCode, Unread, digest_of

NOW = datetime(2026, 11, 22, tzinfo=UTC)
LANDED = KnownDocument(0, DocumentState.LANDED, None, None)
EMPTY = KnownDocument(0, DocumentState.REJECTED, ReasonCode.EMPTY, "Nothing in it.")


@pytest.fixture
def folder(tmp_path):
    """Return the places of an empty home."""
    made = Folder(tmp_path)
    make_folders(made)
    return made


def read_lines(files):
    """Return a document for each line of each file; its number is its id."""
    return [[read_line(claimed, line) for line in claimed.path.read_text().split()] for claimed in files]


def read_line(claimed, line):
    if line == "0":
        return Unread(0, Origin.INBOX, claimed.source, NOW, ReasonCode.UNREADABLE, "No.")
    return RawDocument(int(line), Origin.INBOX, claimed.source, line.encode(), digest_of(line.encode()), NOW)


def run(folder, texts, fates, size=2):
    """Drop files with these texts, and settle every document as `fates` says; return the batches and what moved."""
    moved = {}
    for name, text in texts.items():
        (folder.inbox / name).write_text(text)
    ledger = Ledger(folder, "day", 0.0, moved.update)
    batches = []
    for batch in ledger.batches((), sorted(folder.inbox.iterdir()), read_lines, size):
        batches.append([document.document_id for document in batch])
        ledger.settle(7, {number: fates.get(number, LANDED) for number in batches[-1]})
    return batches, moved


def test_batches_have_their_size(folder):
    """A file with many documents is cut, and files with few are put together."""
    batches, _ = run(folder, {"a": "1 2 3", "b": "4"}, {})
    assert batches == [[1, 2], [3, 4]]


def test_one_landed_document_is_enough(folder):
    """One bad record is one rejected document, not a failed file."""
    _, moved = run(folder, {"a": "1 2 3"}, {1: EMPTY, 3: EMPTY})
    assert (folder.done / "day" / "a").exists()
    assert moved == {}


def test_nothing_landed_is_a_failed_file(folder):
    """The first reason stands for all, and every row is told the place."""
    _, moved = run(folder, {"a": "1 2 3"}, dict.fromkeys((1, 2, 3), EMPTY))
    assert moved == dict.fromkeys((1, 2, 3), "failed/a")
    assert "Nothing in it." in (folder.failed / "a.reason.json").read_text()


def test_a_document_twice_in_a_file(folder):
    """The same record again is settled with the first."""
    run(folder, {"a": "1 1 2"}, {})
    assert (folder.done / "day" / "a").exists()
    assert resume(folder) == ()


def test_a_document_in_two_files(folder):
    """Both files move when it is settled."""
    run(folder, {"a": "1", "b": "1 2"}, {})
    assert sorted(path.name for path in (folder.done / "day").iterdir()) == ["a", "b"]


def test_an_unread_document_has_no_digest(folder):
    """The stage of the failure is the reading."""
    run(folder, {"a": "0"}, {0: EMPTY})
    reason = (folder.failed / "a.reason.json").read_text()
    assert '"sha256": null' in reason
    assert '"stage": "read"' in reason


def test_failing_files_of_one_batch_never_meet(folder):
    """`a.txt` has to be numbered, and `a~2.txt` is what the other is called."""
    for texts in ({"a.txt": "1"}, {"a.txt": "2", "a~2.txt": "3"}):
        run(folder, texts, dict.fromkeys((1, 2, 3), EMPTY))
    kept = [path.read_text() for path in folder.failed.iterdir() if not path.name.endswith(".reason.json")]
    assert sorted(kept) == ["1", "2", "3"]


def test_files_are_read_a_few_at_a_time(folder, monkeypatch):
    """Big ones by their weight: no more bytes than that are claimed at once."""
    monkeypatch.setattr("flows.ledger.MOST_BYTES", 1)
    batches, _ = run(folder, {"a": "1", "b": "2"}, {})
    assert batches == [[1], [2]]
