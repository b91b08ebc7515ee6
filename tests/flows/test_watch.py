"""The watcher as a process: what it finds, how it stops, and what is left when it is killed."""

from __future__ import annotations

import json
import os
import signal
from datetime import UTC, datetime

import pytest
from conftest import read_tables
from drops import (
    count_ended,
    drop,
    is_empty,
    kill_while_working,
    make_article,
    make_heap,
    names_below,
    start_watch,
    stop,
    wait_until,
)
from herald import Herald
from scripted_server import ScriptedServer

from flows.doctor import examine
from flows.settings import load_settings
from flows.subscriptions import import_opml
from tasks.collect.opml import Outline, write_opml
from warehouse.publish import publish


@pytest.fixture
def watcher(home):
    """Start a watcher that listens by the time the test begins, and stop it in the end."""
    process = start_watch(home, COPYDESK_RESCAN_SECONDS=3600)
    wait_until((home / "warehouse" / "news.duckdb").exists, process)
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate(timeout=10)


def wait_for(home, ended, process):
    wait_until(lambda: count_ended(home) >= ended and is_empty(home), process)


def test_events_wake_the_watcher(home, watcher):
    """With the next look an hour away, file after file is found."""
    for number in range(3):
        drop(home, f"{number}.txt", make_article(number))
        wait_for(home, number + 1, watcher)


def test_a_dead_listener_is_replaced(home, watcher):
    """A name that is not UTF-8 kills it; that file ends, and so does the next."""
    drop(home, os.fsdecode(b"\xff.txt"), make_article(1))
    wait_for(home, 1, watcher)
    drop(home, "b.txt", make_article(2))
    wait_for(home, 2, watcher)
    status, _, err = stop(watcher)
    assert status == 0
    assert "watcher of file events died" in err


def test_feeds_are_polled_beside_the_inbox(home):
    """A slow feed keeps no dropped file waiting; one that answers brings its articles; both end with the watcher."""
    paper = Herald(datetime(2026, 11, 20, 6, tzinfo=UTC))
    with ScriptedServer(paper.serve) as server:
        settings = load_settings(home)
        import_opml(settings, write_opml([Outline(server.url("/feed.rss")), Outline(server.url("/slow.rss"))]))
        process = start_watch(home, COPYDESK_ALLOW_HOSTS="127.0.0.1", COPYDESK_HOST_GAP_SECONDS=0)
        wait_until(lambda: paper.asked, process)
        drop(home, "a.txt", make_article(1))
        wait_until(lambda: count_ended(home) == 1, process)
        paper.patience.set()
        wait_until(lambda: len(list(home.glob("warehouse/raw/*.warc.gz"))) > 0, process)
        wait_until(lambda: len(read_tables(home, ["sightings"])["sightings"]) == 6, process)
        assert stop(process)[0] == 0
    assert len(read_tables(home, ["articles"])["articles"]) == 4


def test_it_stops_while_a_feed_is_slow(home):
    """Whoever asks it to stop does not wait for a server that does not answer."""
    paper = Herald(datetime(2026, 11, 20, 6, tzinfo=UTC))
    with ScriptedServer(paper.serve) as server:
        import_opml(load_settings(home), write_opml([Outline(server.url("/slow.rss"))]))
        process = start_watch(home, COPYDESK_ALLOW_HOSTS="127.0.0.1")
        wait_until(lambda: paper.asked, process)
        assert stop(process)[0] == 0
        paper.patience.set()


def test_a_look_finds_what_no_event_told(home):
    """Where events come an hour late, the inbox is looked through anyhow."""
    process = start_watch(
        home, COPYDESK_RESCAN_SECONDS="0.3", WATCHFILES_FORCE_POLLING="1", WATCHFILES_POLL_DELAY_MS=3600000
    )
    wait_until((home / "warehouse" / "news.duckdb").exists, process)
    drop(home, "a.txt", make_article(1))
    wait_for(home, 1, process)
    assert stop(process)[0] == 0


def test_a_file_being_written_is_waited_for(home, watcher):
    """It grows under our eyes, and ends whole once it holds still."""
    with (home / "inbox" / "a.txt").open("wb", buffering=0) as file:
        for line in make_article(1).splitlines(keepends=True):
            file.write(line)
    wait_for(home, 1, watcher)
    (path,) = (home / "done").rglob("*.txt")
    assert path.read_bytes() == make_article(1)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_while_it_waits(watcher, number):
    """Status 0, within five seconds, and not a word of error."""
    status, _, err = stop(watcher, number)
    assert status == 0
    assert "Traceback" not in err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("ended", [0, 5])
def test_a_signal_stops_it_while_it_works(home, number, ended):
    """What was claimed is back in the inbox or has ended; nothing is in .work, and nothing is lost."""
    make_heap(home / "staging", 100)
    (home / "inbox").mkdir()
    (home / "staging").rename(home / "inbox" / "heap")
    process = start_watch(home, COPYDESK_BATCH_DOCUMENTS=4)
    wait_until(lambda: count_ended(home) >= ended and any((home / ".work").glob("*")), process)
    assert stop(process, number)[0] == 0
    assert list((home / ".work").iterdir()) == []
    assert count_ended(home) + len(names_below(home / "inbox")) == 100
    assert examine(home) == []


def test_a_second_watcher_is_refused(home, watcher):
    """A sentence that names the first, and status 1; the first works on."""
    second = start_watch(home)
    _, err = second.communicate(timeout=30)
    assert second.returncode == 1
    assert "works off the inbox: stop it" in err
    drop(home, "a.txt", make_article(1))
    wait_for(home, 1, watcher)


def test_a_dead_watcher_is_followed_at_once(home, watcher):
    """Its lease says who it was, and that process is not there."""
    watcher.kill()
    watcher.communicate(timeout=10)
    process = start_watch(home)
    drop(home, "a.txt", make_article(1))
    wait_for(home, 1, process)
    assert stop(process)[0] == 0


def test_what_was_landed_and_not_published_is_published_at_the_start(home, copydesk):
    """A kill between the two leaves readers behind; the next start mends it, without a file to do."""
    process = start_watch(home)
    wait_until((home / "warehouse" / "news.duckdb").exists, process)
    drop(home, "a.txt", make_article(1))
    wait_for(home, 1, process)
    stop(process)
    (home / "warehouse" / "news.duckdb").unlink()
    process = start_watch(home)
    wait_until((home / "warehouse" / "news.duckdb").exists, process)
    assert len(read_tables(home)["articles"]) == 1
    assert stop(process)[0] == 0
    assert json.loads(copydesk("doctor", "--json").stdout) == {"findings": []}


def test_ten_kills_lose_nothing(home, tmp_path):
    """200 files, two in ten repeated and one in ten hostile: the same rows and files as if nothing had happened."""
    calm = tmp_path / "calm"
    for place in (home, calm):
        make_heap(place / "staging", 200)
        (place / "inbox").mkdir(parents=True)
        (place / "staging").rename(place / "inbox" / "heap")
    kill_while_working(home, 200, 10, seed=1, COPYDESK_BATCH_DOCUMENTS=16)
    kill_while_working(calm, 200, 0, seed=1)
    assert count_ended(home) == 200
    assert names_below(home / "failed") == names_below(calm / "failed")
    assert examine(home) == []
    for place in (home, calm):
        publish(place, datetime.now(UTC))
    assert read_tables(home) == read_tables(calm)
