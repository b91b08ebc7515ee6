"""Polls many feeds through a simulated day, checks every request and row, and measures what an unchanged feed costs.

The papers are served from this process and polled from another, so that CPU figures are those of polling alone. The
floor is a bare conditional GET of the same feeds by httpx2, in the same run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import httpx2

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from simulated_day import (  # noqa: E402  (lies beside the tests)
    FEED_PATHS,
    check_manners,
    check_rows,
    count_missed,
    enrol,
    poll_at,
    settings_for,
)
from simulated_press import START, Press  # noqa: E402  (as above)
from simulated_web import SimulatedWeb, set_clock  # noqa: E402  (as above)

from warehouse.feeds import list_feeds  # noqa: E402  (after the path is set)

ROUNDS = 5
A_WHILE = timedelta(days=2)
"""After which everything is due."""
AT_ONCE = 16


class Unchanging(Press):
    """Papers that never print anything new, and say so."""

    def kind(self, paper):  # noqa: ARG002  (as Press)
        """All alike."""
        return "unchanged"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--hours", type=int, default=24, help="simulated, of the day")
    parser.add_argument("--fastest", type=float, default=200, help="pieces a day of the busiest paper")
    parser.add_argument("--step", type=float, default=300, help="simulated seconds between two runs, at least")
    parser.add_argument("--measure", nargs=3, metavar=("HOME", "PORT", "FEEDS"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(measure(Path(asked.measure[0]), int(asked.measure[1]), int(asked.measure[2]))))
        return
    print_unchanged(asked.feeds, measure_elsewhere(asked.feeds))
    findings = live_a_day(asked)
    sys.exit(1 if findings else 0)


def measure_elsewhere(feeds):
    """Return the figures of unchanged feeds, measured in a process of its own."""
    with tempfile.TemporaryDirectory() as home, SimulatedWeb(Unchanging(feeds, backlog=1)) as web:
        enrol(Path(home), web.press)
        return run_elsewhere(__file__, "--measure", home, web.press.port, feeds)


def run_elsewhere(*arguments):
    command = [sys.executable, *map(str, arguments)]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)


def measure(home, port, feeds):
    """Poll once for the validators, then measure polls that bring nothing, and bare requests."""
    settings = settings_for(home)
    for moment in (START, START + A_WHILE / 2):  # then all validators are known, and all pages
        set_clock(port, moment)
        poll_at(settings, moment)
    rounds = [measure_round(settings, port, START + A_WHILE * number) for number in range(1, ROUNDS + 1)]
    figures = {name: statistics.median(found[name] for found in rounds) / feeds for name in rounds[0]}
    validators = [(feed.feed_url, *conditions(feed.validators)) for feed in list_feeds(home)]
    bare = [measure_bare(validators) for _ in range(ROUNDS)]
    return figures | {"floor_cpu": statistics.median(bare) / feeds}


def conditions(validators):
    pairs = (("If-None-Match", validators.etag), ("If-Modified-Since", validators.last_modified))
    return [(name, value.encode("latin-1")) for name, value in pairs if value]


def measure_round(settings, port, now):
    set_clock(port, now)
    started, cpu = time.perf_counter(), time.process_time()
    report = poll_at(settings, now)
    found = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - started}
    assert (report.feeds_in_trouble, report.articles) == ([], 0)
    return found


def measure_bare(validators):
    cpu = time.process_time()
    asyncio.run(ask_bare(validators))
    return time.process_time() - cpu


async def ask_bare(validators):
    turns = asyncio.Semaphore(AT_ONCE)

    async def ask(client, url, headers):
        async with turns:
            assert (await client.get(url, headers=headers)).status_code == httpx2.codes.NOT_MODIFIED

    async with httpx2.AsyncClient() as client:
        await asyncio.gather(*(ask(client, url, headers) for url, *headers in validators))


def print_unchanged(feeds, figures):
    print(f"{feeds} unchanged feeds, all due at once")
    print(f"  feeds a second            {1 / figures['wall']:>10.0f}")
    print(f"  CPU a feed                {1000 * figures['cpu']:>10.2f} ms")
    print(f"  floor: bare httpx2        {1000 * figures['floor_cpu']:>10.2f} ms", flush=True)


def live_a_day(asked):
    """Poll through the day, print its figures, and return what was not as it should be."""
    press = Press(asked.feeds, hours=asked.hours, rates=(2, asked.fastest))
    end = START + timedelta(hours=asked.hours)
    with tempfile.TemporaryDirectory() as folder, SimulatedWeb(press) as web:
        enrol(Path(folder), press)
        started = time.perf_counter()
        day = ROOT / "tests" / "simulated_day.py"
        figures = run_elsewhere(day, folder, press.port, end.isoformat(), asked.step)
        figures["wall"] = time.perf_counter() - started
        manners, rows = check_manners(press, web.record), check_rows(press, web.record, Path(folder), end)
        print_day(press, web.record, figures)
    print(f"  requests against the rules{len(manners):>10}")
    print(f"  lost, doubled, wrong      {len(rows):>10}")
    for finding in [*manners[:10], *rows[:10]]:
        print(f"    {finding}")
    return [*manners, *rows]


def print_day(press, record, figures):
    said = Counter(asked.said.status or "silence" for asked in record if asked.path in FEED_PATHS)
    polls = said.total() - said[301]
    print(f"{press.papers} feeds through {press.hours} simulated hours: {len(press.pieces):,} pieces")
    print(f"  runs                      {figures['runs']:>10,}")
    print(f"  requests                  {len(record):>10,}")
    print(f"  of them, for feeds        {said.total():>10,}  " + ", ".join(f"{n} {s}" for s, n in said.most_common()))
    print(f"  feeds a second            {polls / figures['wall']:>10.1f}  (pages fetched, cleaned and landed included)")
    print(f"  polling process, CPU      {figures['cpu_seconds']:>10.0f} s in {figures['wall']:.0f} s")
    print(f"  pieces in overrun windows {count_missed(press, record):>10,}")


if __name__ == "__main__":
    main()
