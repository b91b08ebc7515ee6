"""A hostile server costs bounded memory and the deadline at most, whatever it plays."""

import gzip
import json
import subprocess
import sys
import zlib
from pathlib import Path

import brotli
import pytest
from backports import zstd
from conftest import ROOT
from scripted_server import FOREVER, ScriptedServer, answer, head, redirect

pytestmark = pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="peak memory is read from /proc")

MOST_BYTES = 64 << 20

SECONDS = {"timeout": 0.5}
"""For servers that keep us waiting; the others have plenty, since they are stopped by something else."""

PLENTY = 10.0

PLAY = """
import asyncio, json, sys
from pathlib import Path
from tasks.collect.fetch import Fetcher, FetchLimits

def peak():
    (line,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) << 10

async def fetch(url, seconds):
    async with Fetcher(FetchLimits(total_seconds=seconds), allow_hosts=["127.0.0.1"]) as fetcher:
        return await fetcher.fetch(url)

async def play(quiet, urls):
    await fetch(quiet, 10)
    Path("/proc/self/clear_refs").write_text("5")
    baseline = peak()
    waiting = {path: asyncio.create_task(fetch(url, seconds)) for path, (url, seconds) in urls.items() if seconds < 1}
    fetched = {path: await task for path, task in waiting.items()}
    fetched |= {path: await fetch(url, seconds) for path, (url, seconds) in urls.items() if seconds >= 1}
    print(json.dumps({"grown": peak() - baseline} | {
        path: (item.outcome, item.duration_ms, item.error) for path, item in fetched.items()
    }))

asyncio.run(play(sys.argv[1], json.loads(sys.argv[2])))
"""


def squeeze(compressor, times, flush="flush"):
    """Return a stream that unpacks to `times` megabytes of nothing."""
    block = b"\0" * (1 << 20)
    return b"".join([*(compressor(block) for _ in range(times)), flush()])


def gzip_bomb(megabytes):
    compressor = zlib.compressobj(9, wbits=31)
    return squeeze(compressor.compress, megabytes, compressor.flush)


def zstd_bomb(megabytes, window_log=23):
    compressor = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: window_log})
    return squeeze(compressor.compress, megabytes, compressor.flush)


def brotli_bomb(megabytes):
    compressor = brotli.Compressor(quality=3, lgwin=24)
    return squeeze(compressor.process, megabytes, compressor.finish)


def packed(body, coding):
    return answer(body, ("Content-Encoding", coding))


def forever(start, *parts):
    """Return a script that begins once and then goes on without end."""

    def go_on(_):
        yield start
        while True:
            yield from parts

    return go_on


def drip(data):
    """Return the bytes of `data`, and what it takes to wait for each."""
    return [part for byte in data for part in (bytes([byte]), 0.01)]


CHUNK = b"10000\r\n" + b"x" * 65536 + b"\r\n"
TINY = b"1\r\nx\r\n" * 10_000

CASES = {
    "/gzip bomb": (lambda: packed(gzip_bomb(100), "gzip"), "too_large"),
    "/deflate bomb": (lambda: packed(zlib.compress(b"\0" * (100 << 20)), "deflate"), "too_large"),
    "/brotli bomb": (lambda: packed(brotli_bomb(100), "br"), "too_large"),
    "/zstd bomb": (lambda: packed(zstd_bomb(100), "zstd"), "too_large"),
    "/zstd window": (lambda: packed(zstd_bomb(100, 27), "zstd"), "undecodable"),
    "/nested gzip": (lambda: packed(gzip.compress(gzip_bomb(100)), "gzip, gzip"), "too_large"),
    "/nested brotli": (lambda: packed(gzip.compress(brotli_bomb(100)), "br, gzip"), "too_large"),
    "/thrice": (lambda: packed(gzip.compress(gzip_bomb(10)), "gzip, gzip, gzip"), "undecodable"),
    "/endless name": (
        lambda: packed(gzip.compress(b"\x1f\x8b\x08\x08" + b"n" * (50 << 20)), "gzip, gzip"),
        "too_large",
    ),
    "/empty members": (lambda: packed(gzip.compress(b"") * 240_000, "gzip"), "ok"),
    "/endless body": (lambda: forever(head(), b"x" * 65536), "too_large"),
    "/endless chunks": (lambda: forever(head(("Transfer-Encoding", "chunked")), CHUNK), "too_large"),
    "/tiny chunks": (lambda: forever(head(("Transfer-Encoding", "chunked")), TINY), "timeout"),
    "/chunk extension": (
        lambda: forever(head(("Transfer-Encoding", "chunked")) + b"1;", b"x" * 65536),
        "truncated",
    ),
    "/endless trailers": (
        lambda: forever(head(("Transfer-Encoding", "chunked")) + b"0\r\n", b"X-Trailer: yes\r\n" * 1000),
        "truncated",
    ),
    "/declared": (lambda: answer(b"x", length=10**15), "too_large"),
    "/negative": (lambda: answer(b"x", length=-1), "unreachable"),
    "/too short": (lambda: [answer(b"x" * 1_000_000, length=2_000_000)], "truncated"),
    "/no body": (lambda: [head(), FOREVER], "timeout"),
    "/drip-fed body": (lambda: forever(head(), b"x", 0.01), "timeout"),
    "/drip-fed head": (lambda: forever(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 0.01), "timeout"),
    "/drip-fed gzip": (
        lambda: forever(head(("Content-Encoding", "gzip")), *drip(gzip.compress(b"x" * 9999, 0))),
        "timeout",
    ),
    "/headers": (lambda: [b"HTTP/1.1 200 OK\r\n" + b"X-Header: yes\r\n" * 350_000, FOREVER], "too_large"),
    "/header line": (lambda: forever(b"HTTP/1.1 200 OK\r\nX: ", b"x" * 65536), "too_large"),
    "/endless continue": (lambda: forever(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100), "timeout"),
    "/circle": (lambda: redirect("/circle"), "too_many_redirects"),
    "/chain": (lambda: lambda request: redirect(request.path + "x"), "too_many_redirects"),
    "/far away": (lambda: redirect("/" + "x" * 90_000), "unreachable"),
    "/inside": (lambda: redirect("http://169.254.169.254/latest/meta-data"), "blocked_address"),
}


@pytest.fixture(scope="module")
def played():
    """Play all cases to a fetcher in a process of its own, and return what it says of them."""
    table = {path.replace(" ", "%20"): script() for path, (script, _) in CASES.items()}

    def find_script(request):
        path = "/chain" if request.path.startswith("/chain") else request.path
        return table.get(path, answer(b"quiet"))

    with ScriptedServer(find_script) as server:
        urls = {
            path: (server.url(path.replace(" ", "%20")), SECONDS.get(outcome, PLENTY))
            for path, (_, outcome) in CASES.items()
        }
        arguments = [sys.executable, "-c", PLAY, server.url("/quiet"), json.dumps(urls)]
        done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("path", CASES)
def test_a_hostile_server_ends_as_an_outcome(played, path):
    """Each with its own code and a sentence, within the deadline."""
    outcome, _, error = played[path]
    assert outcome == CASES[path][1]
    assert error is not None or outcome == "ok"


def test_all_of_them_together_cost_little_memory(played):
    """The peak stays within 64 MB of what a quiet fetch takes."""
    assert played["grown"] < MOST_BYTES
