"""Measures the watched folder: from a file's rename into the inbox to its row in a freshly opened news.duckdb."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import duckdb

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from drops import drop, make_article, start_watch, stop, wait_until  # noqa: E402  (lies beside the tests)

POLL_SECONDS = 0.01
BATCH = 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000, help="articles in the store")
    parser.add_argument("--drops", type=int, default=40, help="single files dropped, one after the other")
    parser.add_argument("--idle", type=float, default=60.0, help="seconds of watching nothing")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        fill(home, Path(folder) / "fill", asked.articles)
        process = start_watch(home)
        try:
            wait_until((home / "inbox").is_dir, process)
            seconds = [time_drop(home, number) for number in range(asked.articles, asked.articles + asked.drops + 1)]
            share = idle_share(process, asked.idle)
        finally:
            stop(process)
    print_table(asked, sorted(seconds[1:]), share)  # the first starts the workers


def fill(home, folder, articles):
    """Land synthetic articles through the real line."""
    for start in range(0, articles, BATCH):
        heap = folder / str(start)
        heap.mkdir(parents=True)
        for number in range(start, min(start + BATCH, articles)):
            (heap / f"{number}.txt").write_bytes(make_article(number))
    environment = os.environ | {"COPYDESK_ENTITIES": "none", "COPYDESK_BATCH_DOCUMENTS": str(BATCH)}
    command = [sys.executable, "-c", "from flows.cli import main; main()", "ingest", "--no-prefect"]
    subprocess.run([*command, "--home", home, folder], cwd=ROOT, env=environment, check=True, capture_output=True)


def time_drop(home, number):
    """Return the seconds from a rename into the inbox until a new reader sees the row."""
    payload = make_article(number)
    started = time.monotonic()
    drop(home, f"{number}.txt", payload)
    pause = threading.Event()
    while not is_visible(home, f"inbox/{number}.txt"):
        pause.wait(POLL_SECONDS)
    return time.monotonic() - started


def is_visible(home, source):
    news = home / "warehouse" / "news.duckdb"
    if not news.exists():
        return False
    with duckdb.connect(str(news.resolve()), read_only=True) as con:
        query = "SELECT count(*) FROM documents JOIN articles USING (article_id) WHERE source = ?"
        return con.execute(query, [source]).fetchall() == [(1,)]


def idle_share(process, seconds):
    """Return the share of one core that the watcher takes while nothing happens."""
    before = cpu_seconds(process.pid)
    threading.Event().wait(seconds)
    return (cpu_seconds(process.pid) - before) / seconds


def cpu_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def print_table(asked, seconds, share):
    print(f"articles in the store   {asked.articles:>8,}")
    print(f"single drops            {len(seconds):>8}")
    print(f"visible after, median   {statistics.median(seconds):>8.2f} s")
    print(f"visible after, p95      {seconds[int(len(seconds) * 0.95)]:>8.2f} s")
    print(f"idle watching, one core {share:>8.2%}")


if __name__ == "__main__":
    main()
