"""Raw bytes are kept as WARC records that other tools read at the offsets that we hand out."""

import gzip
import multiprocessing
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from warcio.archiveiterator import ArchiveIterator

from tasks.collect.keep import keep_documents
from tasks.models import Origin, RawDocument, digest_of, stable_id

NOW = datetime(2026, 11, 20, 12, 30, 5, 123456, tzinfo=UTC)


def document(payload, source="/in/a.txt", **known):
    digest = digest_of(payload)
    return RawDocument(stable_id(source, digest), Origin.CLI, source, payload, digest, NOW, **known)


DOCUMENTS = (
    document(b"The ferry sailed.", "/in/a.txt", media_type="text/plain"),
    document(b"", "/in/empty"),
    document(bytes(range(256)) * 400, "/in/binary"),
    document(b"WARC/1.1\r\nWARC-Type: resource\r\n\r\n", "/in/warc within"),
    document(gzip.compress(b"a gzip member of its own", mtime=0), "/in/a.gz"),
    document(b"<p>Page</p>", "/in/früh\\xff\nline.html", media_type="text/html"),
    document(b"fetched", "https://example.org/a", url="https://example.org/a?b=1"),
)


def record_at(folder, stored_in):
    """Read the one record that `stored_in` points to, as a stranger would."""
    name, _, offset = stored_in.removeprefix("raw/").partition("#")
    with (folder / name).open("rb") as file:
        file.seek(int(offset))
        record = next(iter(ArchiveIterator(file)))
        return record, record.content_stream().read()


@pytest.mark.parametrize("place", range(len(DOCUMENTS)))
def test_bytes_come_back_at_their_offset(tmp_path, place):
    """Each document is read back byte for byte from the offset that was handed out for it."""
    kept = keep_documents(DOCUMENTS, tmp_path, "batch")[place]
    _, payload = record_at(tmp_path, kept.stored_in)
    assert payload == DOCUMENTS[place].payload


def test_only_stored_in_is_added(tmp_path):
    """The documents come back in their order, with nothing changed but where they are kept."""
    kept = keep_documents(DOCUMENTS, tmp_path, "batch")
    assert tuple(replace(item, stored_in=None) for item in kept) == DOCUMENTS
    assert len({item.stored_in for item in kept}) == len(DOCUMENTS)
    assert all(item.stored_in.startswith("raw/batch.warc.gz#") for item in kept)


def test_records_say_what_they_are(tmp_path):
    """A record is a WARC 1.1 resource with address, date in UTC, media type and the document's id."""
    kept = keep_documents(DOCUMENTS[:1], tmp_path, "batch")
    record, _ = record_at(tmp_path, kept[0].stored_in)
    headers = record.rec_headers
    assert (headers.protocol, record.rec_type) == ("WARC/1.1", "resource")
    assert headers.get_header("WARC-Target-URI") == "file:///in/a.txt"
    assert headers.get_header("WARC-Date") == "2026-11-20T12:30:05Z"
    assert headers.get_header("Content-Type") == "text/plain"
    assert headers.get_header("X-Copydesk-Document") == str(DOCUMENTS[0].document_id)


def test_addresses_are_kept(tmp_path):
    """What was fetched is filed under its address; a file under its path with odd characters escaped."""
    records = [record_at(tmp_path, kept.stored_in)[0] for kept in keep_documents(DOCUMENTS, tmp_path, "batch")]
    addresses = [record.rec_headers.get_header("WARC-Target-URI") for record in records]
    assert addresses[-2:] == ["file:///in/fr%C3%BCh%5Cxff%0Aline.html", "https://example.org/a?b=1"]


def test_every_record_is_a_gzip_member(tmp_path):
    """The file as a whole is a gzip file, read by any tool from end to end."""
    keep_documents(DOCUMENTS, tmp_path, "batch")
    with gzip.open(tmp_path / "batch.warc.gz") as file:
        assert file.read().count(b"X-Copydesk-Document") == len(DOCUMENTS)


def test_a_replay_keeps_its_offsets(tmp_path):
    """The same batch again, even later and in another order, changes no byte and hands out the same offsets."""
    kept = keep_documents(DOCUMENTS, tmp_path, "batch")
    before = (tmp_path / "batch.warc.gz").read_bytes()
    later = [replace(item, received_at=NOW.replace(year=2027)) for item in reversed(DOCUMENTS)]
    again = keep_documents(later, tmp_path, "batch")
    assert {item.document_id: item.stored_in for item in again} == {item.document_id: item.stored_in for item in kept}
    assert (tmp_path / "batch.warc.gz").read_bytes() == before


def test_nothing_half_written_is_seen(tmp_path):
    """What is left in the folder is the finished file, readable by everybody, and no temporary one."""
    keep_documents(DOCUMENTS, tmp_path / "not" / "there yet", "batch")
    (file,) = (tmp_path / "not" / "there yet").iterdir()
    assert (file.name, oct(file.stat().st_mode & 0o777)) == ("batch.warc.gz", "0o644")


def test_a_failure_leaves_nothing(tmp_path):
    """Where a document cannot be written, the error comes through and no file stays behind."""
    broken = replace(DOCUMENTS[0], payload="not bytes")
    with pytest.raises(TypeError):
        keep_documents([broken], tmp_path, "batch")
    assert list(tmp_path.iterdir()) == []


def keep_at_once(folder, barrier, queue):
    barrier.wait(30)
    queue.put(keep_documents(DOCUMENTS, folder, "batch"))


def test_concurrent_writers_agree(tmp_path):
    """Processes that keep the same batch at the same time end with one file and the same offsets."""
    context = multiprocessing.get_context("spawn")
    barrier, queue = context.Barrier(3), context.Queue()
    writers = [context.Process(target=keep_at_once, args=(tmp_path, barrier, queue)) for _ in range(3)]
    for writer in writers:
        writer.start()
    answers = [queue.get(timeout=60) for _ in writers]
    for writer in writers:
        writer.join(30)
        writer.close()
    queue.close()
    queue.join_thread()
    assert answers[0] == answers[1] == answers[2]
    assert [path.name for path in tmp_path.iterdir()] == ["batch.warc.gz"]


def test_losing_the_race_is_no_error(tmp_path, monkeypatch):
    """Who finds the file in place when linking takes it as it is."""
    kept = keep_documents(DOCUMENTS, tmp_path, "batch")
    before = (tmp_path / "batch.warc.gz").read_bytes()
    monkeypatch.setattr("pathlib.Path.exists", lambda _: False)
    assert keep_documents(DOCUMENTS, tmp_path, "batch") == kept
    assert (tmp_path / "batch.warc.gz").read_bytes() == before
