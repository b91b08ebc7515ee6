"""Content codings are undone within a cap, and a missing end is noticed."""

import gzip
import zlib

import brotli
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from tasks.collect.codings import ACCEPTED, Body
from tasks.collect.refusals import RefusalError
from tasks.web import Outcome

TEXT = b"The ferry to the island sailed at noon with nobody on board. " * 5000


def squeeze_raw(data):
    squeezer = zlib.compressobj(wbits=-15)
    return squeezer.compress(data) + squeezer.flush()


SQUEEZE = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}

CASES = [*SQUEEZE.items(), ("deflate", squeeze_raw)]


def undo(content_encoding, data, step=1 << 16, max_bytes=10_000_000):
    """Return what comes out of a body that arrives in pieces, or why nothing does."""
    try:
        body = Body(content_encoding, max_bytes)
        for start in range(0, len(data), step):
            body.add(data[start : start + step])
        return body.finish()
    except RefusalError as error:
        return error.outcome


@pytest.mark.parametrize("step", [1, 7, 1 << 16])
@pytest.mark.parametrize(("coding", "squeeze"), CASES)
def test_every_coding_is_undone(coding, squeeze, step):
    """However the body is cut on its way."""
    assert undo(coding, squeeze(TEXT), step) == TEXT


@pytest.mark.parametrize("content_encoding", ["", "identity", " Identity ,", "gzip, identity", "GZIP"])
def test_names_are_read_as_servers_write_them(content_encoding):
    """In any case, with the identity that means nothing."""
    data = gzip.compress(TEXT) if "gzip" in content_encoding.lower() else TEXT
    assert undo(content_encoding, data) == TEXT


@pytest.mark.parametrize("outer", SQUEEZE)
def test_two_codings_are_undone(outer):
    """In the order in which they were applied."""
    assert undo(f"gzip, {outer}", SQUEEZE[outer](gzip.compress(TEXT))) == TEXT


def test_more_codings_are_refused():
    """Nobody has a reason to pack three times."""
    assert undo("gzip, gzip, gzip", b"") is Outcome.UNDECODABLE


@pytest.mark.parametrize("coding", ["compress", "utf-8", "gzip;q=1", "exi"])
def test_unknown_codings_are_refused(coding):
    """What was not asked for cannot be undone."""
    assert undo(coding, TEXT) is Outcome.UNDECODABLE


def test_what_is_accepted_is_known():
    """We ask for nothing that we cannot undo."""
    assert all(undo(coding, SQUEEZE[coding](TEXT)) == TEXT for coding in ACCEPTED.split(", "))


@pytest.mark.parametrize("kept", [1, 12, 0.5, -9, -1])
@pytest.mark.parametrize(("coding", "squeeze"), CASES)
def test_a_missing_end_is_noticed(coding, squeeze, kept):
    """A body that stops anywhere before its end is not taken for the whole."""
    data = squeeze(TEXT)
    end = int(len(data) * kept) if isinstance(kept, float) else kept
    assert undo(coding, data[:end]) is Outcome.TRUNCATED


@pytest.mark.parametrize("coding", SQUEEZE)
def test_an_inner_missing_end_is_noticed(coding):
    """Two codings deep, too."""
    assert undo(f"{coding}, gzip", gzip.compress(SQUEEZE[coding](TEXT)[:-3])) is Outcome.TRUNCATED


@pytest.mark.parametrize("coding", SQUEEZE)
def test_nothing_at_all_is_an_empty_body(coding):
    """Servers name a coding for an empty body, too."""
    assert undo(coding, b"") == b""


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_plain_text_is_not_taken_for_packed(coding):
    """A coding that is claimed and not there is undecodable."""
    assert undo(coding, b"<rss>plain</rss>") is Outcome.UNDECODABLE


@pytest.mark.parametrize("coding", ["gzip", "deflate", "zstd"])
def test_damage_is_noticed(coding):
    """A body that was changed on its way fails its check sum, or before."""
    data = bytearray(zstd.compress(TEXT, options={zstd.CompressionParameter.checksum_flag: 1}))
    data = bytearray(SQUEEZE[coding](TEXT)) if coding != "zstd" else data
    data[-5] ^= 0xFF
    assert undo(coding, bytes(data)) is Outcome.UNDECODABLE


@pytest.mark.parametrize("step", [1, 1 << 16])
@pytest.mark.parametrize("junk", [b"\0", b"\x1f", b"\x1fx", b"\0" * 1000, b"junk\x1f\x8b"])
def test_junk_behind_gzip_is_ignored(junk, step):
    """Some servers pad, and browsers do not mind."""
    assert undo("gzip", gzip.compress(TEXT) + junk, step) == TEXT


@pytest.mark.parametrize("step", [1, 5, 1 << 16])
@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_parts_in_a_row_are_one_body(coding, step):
    """Several gzip members or Zstandard frames are undone one after the other."""
    squeeze = SQUEEZE[coding]
    assert undo(coding, squeeze(b"one ") + squeeze(b"") + squeeze(b"two"), step) == b"one two"


@pytest.mark.parametrize(("coding", "squeeze"), CASES)
def test_a_bomb_stops_at_the_cap(coding, squeeze):
    """What grows beyond the cap is too large, not undone to its end."""
    assert undo(coding, squeeze(b"\0" * 1_000_001), max_bytes=1_000_000) is Outcome.TOO_LARGE
    assert undo(coding, squeeze(b"\0" * 1_000_000), max_bytes=1_000_000) == b"\0" * 1_000_000


def test_a_bomb_within_is_noticed_where_it_explodes():
    """An outer coding that explodes is stopped even if the inner one makes nothing of it."""
    endless_name = gzip.compress(b"")[:3] + b"\x08" + b"\0" * 6 + b"n" * 5_000_000
    assert undo("gzip, gzip", gzip.compress(endless_name), max_bytes=1_000_000) is Outcome.TOO_LARGE


def test_a_zstandard_window_beyond_the_standard_is_refused():
    """A frame that asks for 128 MB of memory does not get it."""
    compressor = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 27})
    frame = compressor.compress(b"ab" * 1000) + compressor.flush()
    assert undo("zstd", frame) is Outcome.UNDECODABLE


@given(st.sampled_from(["gzip", "deflate", "br", "zstd", "gzip, br"]), st.binary(max_size=300))
def test_any_bytes_end_as_an_outcome(coding, data):
    """Nothing but a refusal is ever raised."""
    assert isinstance(undo(coding, data, step=17), bytes | Outcome)
