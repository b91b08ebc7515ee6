"""Same input, any order, any division, twice, with kills in between: the same tables, row for row."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time

import pytest
from conftest import ROOT, SHARED, read_tables, start_copydesk

SAMPLES = sorted((ROOT / "seeds" / "articles").iterdir())
KILLS = 10


def other_home(tmp_path, name):
    made = tmp_path / name
    made.mkdir()
    return made


@pytest.fixture
def reference(copydesk, home):
    """Return the tables of one plain ingest of the samples."""
    assert copydesk("ingest").exit_code == 0
    return read_tables(home)


def test_a_second_run_changes_no_row(copydesk, home, reference):
    """Everything is known already."""
    copydesk("ingest")
    assert read_tables(home) == reference


def test_the_order_of_the_arguments_does_not_matter(copydesk, tmp_path, reference):
    """Files named in reverse give the same rows."""
    home = other_home(tmp_path, "reversed")
    copydesk("ingest", *reversed(SAMPLES), "--home", home)
    assert read_tables(home) == reference


@pytest.mark.parametrize("size", [1, 3])
def test_the_size_of_the_batches_does_not_matter(copydesk, tmp_path, monkeypatch, reference, size):
    """One transaction or fourteen: copies and representatives come out the same."""
    monkeypatch.setenv("COPYDESK_BATCH_DOCUMENTS", str(size))
    home = other_home(tmp_path, "batches")
    copydesk("ingest", "--home", home)
    assert read_tables(home) == reference


@pytest.mark.parametrize("seed", range(3))
def test_files_one_run_each_in_any_order_end_the_same(copydesk, tmp_path, reference, seed):
    """A run a file, shuffled: late arrivals take their seats as if they had always been there."""
    home = other_home(tmp_path, "shuffled")
    for path in random.Random(seed).sample(SAMPLES, len(SAMPLES)):
        copydesk("ingest", path, "--home", home)
    assert read_tables(home) == reference


def test_two_ingests_at_once_land_everything_once(tmp_path, reference):
    """Two processes with overlapping files wait for each other, and neither loses nor doubles a row."""
    home = other_home(tmp_path, "both")
    environment = {"COPYDESK_BATCH_DOCUMENTS": 2, "COPYDESK_ENTITIES": "none", "COPYDESK_HOME": home}
    both = [
        start_copydesk("ingest", *SAMPLES[:9], **environment),
        start_copydesk("ingest", *SAMPLES[5:], **environment),
    ]
    for process in both:
        _, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
    assert read_tables(home) == reference


def test_kill_9_at_random_points_loses_and_doubles_nothing(tmp_path, reference):
    """Killed ten times at random and run once more: the tables of a run that nobody disturbed."""
    home = other_home(tmp_path, "killed")
    environment = {"COPYDESK_BATCH_DOCUMENTS": 1, "COPYDESK_ENTITIES": "none", "COPYDESK_HOME": home}
    started = time.monotonic()
    start_copydesk("ingest", **environment | {"COPYDESK_HOME": other_home(tmp_path, "measured")}).communicate(
        timeout=120
    )
    whole = time.monotonic() - started
    chance = random.Random(9)
    for _ in range(KILLS):
        process = start_copydesk("ingest", **environment)
        try:
            process.communicate(timeout=chance.uniform(0.2, 1.0) * whole)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.communicate(timeout=60)
    last = start_copydesk("ingest", **environment)
    _, err = last.communicate(timeout=120)
    assert last.returncode == 0, err
    assert read_tables(home) == reference


@pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(), reason="../shared is not there: its five real articles are not tested"
)
def test_the_five_real_articles_come_out_the_same_with_their_names(copydesk, tmp_path, monkeypatch, home):
    """With recognition on: twice, and one run a file in reverse."""
    monkeypatch.setenv("COPYDESK_ENTITIES", "spacy")
    assert copydesk("ingest", SHARED / "seeds").exit_code == 0
    reference = read_tables(home)
    assert len(reference["articles"]) == 5
    copydesk("ingest", SHARED / "seeds")
    assert read_tables(home) == reference
    late = other_home(tmp_path, "late")
    for path in sorted((SHARED / "seeds").iterdir(), reverse=True):
        copydesk("ingest", path, "--home", late)
    assert read_tables(late) == reference
