"""Works off big heaps of dropped files: one at once and whole, one while the watcher is killed again and again."""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "flows")]

from conftest import read_tables  # noqa: E402  (lies beside the tests)
from drops import (  # noqa: E402  (as above)
    count_ended,
    is_empty,
    kill_while_working,
    make_article,
    make_heap,
    names_below,
    start_watch,
    stop,
    wait_until,
)

from flows.doctor import examine  # noqa: E402  (after the path is set)
from warehouse.publish import publish  # noqa: E402  (as above)

PATIENCE = 3600


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--at-once", type=int, default=10_000, help="small files dropped as one folder")
    parser.add_argument("--killed", type=int, default=1000, help="files worked off under kills")
    parser.add_argument("--kills", type=int, default=50)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        drop_at_once(Path(folder) / "crowd", asked.at_once)
        kill_again_and_again(Path(folder), asked.killed, asked.kills)


def drop_at_once(home, files):
    (home / "staging").mkdir(parents=True)
    (home / "inbox").mkdir()
    for number in range(files):
        (home / "staging" / f"{number:06}.txt").write_bytes(make_article(number))
    process = start_watch(home)
    wait_until((home / "warehouse" / "news.duckdb").exists, process)
    started = time.monotonic()
    (home / "staging").rename(home / "inbox" / "heap")
    wait_until(lambda: is_empty(home), process, PATIENCE)
    seconds, peak = time.monotonic() - started, peak_megabytes(process.pid)
    stop(process)
    publish(home, datetime.now(UTC))
    print(f"{files:,} files at once: {seconds:.0f} s, parent's peak {peak:.0f} MB, {count_ended(home):,} ended,")
    print(f"    {len(read_tables(home)['articles']):,} articles, doctor finds {len(examine(home))} faults")


def kill_again_and_again(folder, files, kills):
    calm, rough = folder / "calm", folder / "rough"
    for home in (calm, rough):
        (home / "inbox").mkdir(parents=True)
        make_heap(home / "staging", files)
        (home / "staging").rename(home / "inbox" / "heap")
    process = start_watch(calm)
    wait_until(lambda: is_empty(calm), process, PATIENCE)
    stop(process)
    kill_while_working(rough, files, kills, 7, COPYDESK_BATCH_DOCUMENTS="16")
    for home in (calm, rough):
        publish(home, datetime.now(UTC))
    before, after = read_tables(calm), read_tables(rough)
    unlike = [name for name in before if before[name] != after[name]]
    print(
        f"{files:,} files under {kills} kills: {count_ended(rough):,} ended, doctor finds {len(examine(rough))} faults,"
    )
    print(f"    tables unlike a calm run's: {', '.join(unlike) or 'none'}")
    print(f"    done/ as in a calm run: {done(calm) == done(rough)}, failed/: {failed(calm) == failed(rough)}")


def done(home):
    return [re.sub(r"^\d{4}-\d\d-\d\d/", "", name) for name in names_below(home / "done")]


def failed(home):
    return names_below(home / "failed")


def peak_megabytes(pid):
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


if __name__ == "__main__":
    main()
