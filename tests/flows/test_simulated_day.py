"""Forty papers through half a simulated day: each asked as it allows, and every entry of every feed one article."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from conftest import ROOT
from drops import PATIENCE, wait_until
from simulated_day import (
    check_manners,
    check_rows,
    count_missed,
    count_rows,
    enrol,
    live,
    poll_at,
    settings_for,
)
from simulated_press import START, Press
from simulated_web import SimulatedWeb, set_clock

HALF_A_DAY = 12
END = START + timedelta(hours=HALF_A_DAY)
STEP = timedelta(minutes=30)
KILLS = 4


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """Return the press, its record, and the home of somebody who polled it all the time."""
    home = tmp_path_factory.mktemp("home")
    press = Press(papers=40, hours=HALF_A_DAY, rates=(2, 40), backlog=2)
    with SimulatedWeb(press) as web:
        enrol(home, press)
        live(settings_for(home), press.port, END, STEP)
        set_clock(press.port, END)
        poll_at(settings_for(home), END)
        yield press, web, home


def test_nobody_is_asked_sooner_than_he_allows(lived):
    """Silence, floors, skipped hours, backoff, moves, robots.txt and validators are kept to by every request."""
    press, web, _ = lived
    assert check_manners(press, web.record) == []
    assert {asked.said.status for asked in web.record} == {0, 200, 301, 304, 404, 410, 429, 503}


def test_nothing_is_lost_or_doubled(lived):
    """What was ever listed is one article under its last headline, however it was edited and whoever carried it."""
    press, web, home = lived
    assert check_rows(press, web.record, home, END) == []
    assert count_missed(press, web.record) == 0


def test_ten_late_runs_cost_nothing(lived):
    """They find nothing to do, ask nothing, and leave no row."""
    _, web, home = lived
    asked, rows = len(web.record), count_rows(home)
    assert [poll_at(settings_for(home), END) for _ in range(10)] == [None] * 10
    assert (len(web.record), count_rows(home)) == (asked, rows)


def test_who_is_killed_goes_on(home):
    """Killed in the middle of a run, again and again, nothing is lost or doubled, and nobody is asked too soon."""
    press, killed = Press(papers=20, seed=2, hours=HALF_A_DAY, rates=(2, 40), backlog=2), set()
    chance = random.Random(1)
    with SimulatedWeb(press) as web:
        enrol(home, press)
        for least in sorted(chance.sample(range(5, 150), KILLS)):
            process = start_living(home, press.port)
            wait_until(lambda least=least: len(web.record) >= least, process)
            threading.Event().wait(chance.uniform(0, 0.3))  # a point of its own within the run
            process.kill()
            process.communicate(timeout=PATIENCE)
            killed.add(web.run)
        process = start_living(home, press.port)
        _, errors = process.communicate(timeout=10 * PATIENCE)
        assert process.returncode == 0, errors
    assert check_manners(press, web.record, killed) == []
    assert check_rows(press, web.record, home, END) == []


def start_living(home, port):
    """Poll the press in a process of its own."""
    arguments = [ROOT / "tests" / "simulated_day.py", home, port, END.isoformat(), STEP.total_seconds()]
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
