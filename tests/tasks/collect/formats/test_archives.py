"""Zip, tar and gzip are read in memory under caps, and nothing in them can do harm."""

import gzip
import io
import tarfile
import zipfile

import pytest
from dropped import HTML, TEXT, brief, clean, refusal, split, split_one

from tasks.collect.formats import Caps
from tasks.models import RawDocument

PAGE = f"<!doctype html><html><body><h1>Ferry</h1>{HTML}</body></html>".encode()
LINES = b'{"title": "a", "text": "The ferry sailed."}\n{broken\n'


def zipped(*members, compression=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, payload in members:
            archive.writestr(name, payload)
    return file.getvalue()


def tarred(*members, mode="w"):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:
        for member, payload in members:
            info = member if isinstance(member, tarfile.TarInfo) else tarfile.TarInfo(member)
            info.size = len(payload)
            archive.addfile(info, io.BytesIO(payload))
    return file.getvalue()


def special(name, kind, target=""):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


MEMBERS = (("news/ferry.html", PAGE), ("many.jsonl", LINES), ("note.txt", TEXT.encode()))


@pytest.mark.parametrize(
    ("payload", "name"),
    [(zipped(*MEMBERS), "a.zip"), (tarred(*MEMBERS), "a.tar"), (tarred(*MEMBERS, mode="w:gz"), "a.tar.gz")],
    ids=["zip", "tar", "tar.gz"],
)
def test_members_are_files_of_their_own(payload, name):
    """Each member is split by its own format; a bad record in one costs itself only."""
    parts = split(payload, name)
    assert brief(parts) == [
        (f"{name}!/news/ferry.html", ""),
        (f"{name}!/many.jsonl#1", ""),
        (f"{name}!/many.jsonl#2", "parse_error"),
        (f"{name}!/note.txt", ""),
    ]
    assert clean(parts[-1]).article_body == TEXT


@pytest.mark.parametrize("name", ["a.tgz", "a.tar.gz", "a.gz", "nothing"])
def test_a_gzipped_tar_is_known_by_content(name):
    """Whatever a gzipped tar is called, its members are read, and it counts as one archive."""
    assert brief(split(tarred(("b.txt", b"The ferry sailed."), mode="w:gz"), name)) == [(f"{name}!/b.txt", "")]


def test_a_gzip_of_several_members_is_one_file():
    """Gzip members in a row are one file, as gunzip has it."""
    part = split_one(gzip.compress(b"The ferry ") + gzip.compress(b"sailed.") + bytes(512), "a.txt.gz")
    assert part.payload == b"The ferry sailed."


BOMB = bytes(3_000_000)


@pytest.mark.parametrize(
    ("payload", "name", "caps", "said"),
    [
        (gzip.compress(BOMB), "a.txt.gz", Caps(), "100 times"),
        (zipped(("a.txt", BOMB)), "a.zip", Caps(), "100 times"),
        (tarred(("a.txt", BOMB), mode="w:gz"), "a.tgz", Caps(), "100 times"),
        (gzip.compress(BOMB), "a.gz", Caps(total_bytes=2_000_000, ratio=10**6), "2,000,000 bytes"),
        (zipped(("a.txt", BOMB)), "a.zip", Caps(total_bytes=2_000_000, ratio=10**6), "2,000,000 bytes"),
        (tarred(("a.txt", BOMB)), "a.tar", Caps(total_bytes=2_000_000), "2,000,000 bytes"),
        (zipped(*((f"{n}", b"x") for n in range(5))), "a.zip", Caps(members=4), "4 members"),
    ],
)
def test_bombs_are_refused_whole(payload, name, caps, said):
    """Ratio, total size and number of members are capped; the archive is one Unread that names the cap."""
    code, reason = refusal(payload, name, caps)
    assert (code, said in reason) == ("too_large", True)


def test_too_many_members_of_a_tar_end_it():
    """A tar has no directory: the members up to the cap are read, and one Unread says that there are more."""
    parts = split(tarred(*((f"{n}.txt", b"The ferry sailed.") for n in range(5))), "a.tar", Caps(members=3))
    assert [code for _, code in brief(parts)] == ["", "", "", "too_large"]


def test_a_zip_that_lies_about_sizes_is_measured():
    """The sizes in the directory are not believed: what is read is counted."""
    payload = zipped(("a.txt", BOMB)).replace(len(BOMB).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    ((_, code),) = brief(split(payload, "a.zip"))
    assert code in {"parse_error", "too_large"}


@pytest.mark.parametrize("inner", [zipped(("a.txt", b"x")), gzip.compress(b"x"), tarred(("a.txt", b"x"))])
@pytest.mark.parametrize("outer", ["zip", "tar", "gz"])
def test_an_archive_in_an_archive_is_refused(inner, outer):
    """Archives are opened one deep; the tar in a gzip is the same one."""
    if outer == "gz":
        if inner[257:262] == b"ustar":
            return
        payload = gzip.compress(inner)
    else:
        payload = (
            zipped(("b.txt", TEXT), ("inner", inner)) if outer == "zip" else tarred(("b.txt", b"x"), ("inner", inner))
        )
    part = split(payload, f"a.{outer}")[-1]
    assert str(part.reason_code) == "unsupported_type"
    assert "unpack" in part.reason


def test_links_and_devices_in_a_tar_are_refused_one_by_one():
    """A member that is no regular file is named and passed; folders are nothing."""
    payload = tarred(
        (special("link", tarfile.SYMTYPE, "/etc/passwd"), b""),
        (special("hard", tarfile.LNKTYPE, "/etc/passwd"), b""),
        (special("device", tarfile.CHRTYPE), b""),
        (special("pipe", tarfile.FIFOTYPE), b""),
        (special("folder", tarfile.DIRTYPE), b""),
        ("good.txt", b"The ferry sailed."),
    )
    refused = [(f"a.tar!/{name}", "not_a_regular_file") for name in ("link", "hard", "device", "pipe")]
    assert brief(split(payload, "a.tar")) == [*refused, ("a.tar!/good.txt", "")]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "a\nb", "x" * 5000, "C:\\a", "; DROP TABLE", "*?[", "é"]
)
def test_no_name_does_harm(name, tmp_path, monkeypatch):
    """Names are labels: nothing is written, and what would break a line is escaped."""
    monkeypatch.chdir(tmp_path)
    for payload, source in ((zipped((name, b"The ferry.")), "a.zip"), (tarred((name, b"The ferry.")), "a.tar")):
        part = split_one(payload, source)
        assert isinstance(part, RawDocument)
        assert part.source.startswith(f"{source}!/")
        assert part.source.isprintable()
        assert len(part.source) < 400
    assert not list(tmp_path.iterdir())


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_stay_apart():
    """The same name twice gives two documents."""
    payload = zipped(("a.txt", b"The ferry."), ("a.txt", b"The ferry."))
    assert brief(split(payload, "a.zip")) == [("a.zip!/a.txt", ""), ("a.zip!/a.txt~2", "")]


def test_hidden_members_of_archivers_are_skipped():
    """What a Mac adds to an archive is nobody's article."""
    payload = zipped(("__MACOSX/._a.txt", b"x"), ("b/._a.txt", b"x"), ("a.txt", b"The ferry."))
    assert brief(split(payload, "a.zip")) == [("a.zip!/a.txt", "")]


def encrypted():
    payload = bytearray(zipped(("a.txt", b"The ferry.")))
    payload[6] |= 1
    payload[payload.index(b"PK\x01\x02") + 8] |= 1
    return bytes(payload)


def corrupted(payload, at):
    return payload[:at] + bytes([payload[at] ^ 0xFF]) + payload[at + 1 :]


@pytest.mark.parametrize(
    ("payload", "name", "code"),
    [
        (gzip.compress(PAGE)[:-20], "a.html.gz", "truncated"),
        (gzip.compress(PAGE)[:12], "a.html.gz", "truncated"),
        (corrupted(gzip.compress(PAGE), -6), "a.html.gz", "parse_error"),
        (b"\x1f\x8b\x08" + bytes(40), "a.gz", "parse_error"),
        (zipped(("a.txt", TEXT))[:-30], "a.zip", "parse_error"),
        (corrupted(zipped(("a.txt", TEXT)), 60), "a.zip", "parse_error"),
        (encrypted(), "a.zip", "unreadable"),
        (zipped(), "a.zip", "empty"),
        (tarred(), "a.tar", "empty"),
        (tarred(("a.txt", TEXT.encode()))[:600], "a.tar", "truncated"),
        (gzip.compress(b""), "a.gz", "empty"),
        (tarred(("folder/a.bin", b"\x00\x01")), "a.tar", "unsupported_type"),
    ],
)
def test_broken_archives_end_with_a_reason(payload, name, code):
    """Each ends as exactly one Unread."""
    assert refusal(payload, name)[0] == code
