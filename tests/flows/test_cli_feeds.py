"""The commands about feeds, and article addresses on the command line, against a small newspaper on loopback."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from conftest import read_tables
from herald import Herald
from scripted_server import ScriptedServer

from tasks.collect.opml import Outline, write_opml

MORNING = datetime(2026, 11, 20, 6, tzinfo=UTC)


@pytest.fixture
def paper():
    """Return the paper."""
    return Herald(MORNING)


@pytest.fixture
def server(paper, monkeypatch):
    """Serve the Herald where the settings allow it."""
    monkeypatch.setenv("COPYDESK_HOST_GAP_SECONDS", "0")
    with ScriptedServer(paper.serve) as server:
        monkeypatch.setenv("COPYDESK_ALLOW_HOSTS", "localhost, 127.0.0.1")
        yield server


def test_add_and_poll(copydesk, server, home):
    """Two commands from an address to articles; the report names feeds and documents."""
    added = copydesk("feeds", "add", server.url("/"), "--section", "Local")
    assert added.exit_code == 0
    assert added.stdout.splitlines()[-1] == "1 added, 0 were there already."
    polled = copydesk("poll")
    assert polled.exit_code == 0
    assert polled.stdout.startswith("1 feeds asked, 0 in trouble; 3 received: 3 landed")
    assert len(read_tables(home)["articles"]) == 3
    assert "1 active; next poll" in copydesk("status").stdout
    listed = json.loads(copydesk("feeds", "list", "--json").stdout)
    (feed,) = listed
    assert (feed["title"], feed["section"], feed["status"]) == ("Harbour Herald", "Local", "active")
    assert "Harbour Herald" in copydesk("feeds", "list").stdout


def test_polling_when_nothing_is_due(copydesk):
    """Without feeds, or before their time, polling says so and is no failure."""
    assert copydesk("poll").exit_code == 0
    assert json.loads(copydesk("poll", "--json").stdout) is None


def test_a_named_feed_is_asked_at_once(copydesk, server, paper):
    """By title or address, due or not."""
    copydesk("feeds", "add", server.url("/feed.rss"))
    copydesk("poll")
    paper.asked.clear()
    assert copydesk("poll", "Harbour Herald").exit_code == 0
    assert paper.asked == ["/feed.rss"]


def test_an_unknown_feed_is_told(copydesk):
    """A name that no feed has ends in a sentence."""
    found = copydesk("poll", "The Morning Moon")
    assert found.exit_code == 1
    assert "No feed is called The Morning Moon" in str(found.exception)


def test_a_feed_in_trouble_is_told(copydesk, server, tmp_path):
    """The run worked, and exit status 3 says that something did not; the sentence stands on standard error."""
    file = tmp_path / "gone.opml"
    file.write_bytes(write_opml([Outline(server.url("/gone.rss"))]))
    assert copydesk("feeds", "import", file).exit_code == 0
    polled = copydesk("poll")
    assert polled.exit_code == 3
    assert "/gone.rss: " in polled.stderr
    assert "410" in copydesk("status").stdout


def test_opml_comes_back(copydesk, tmp_path):
    """What was imported is exported, sections and all."""
    assert copydesk("feeds", "import").exit_code == 0
    first = tmp_path / "first.opml"
    assert copydesk("feeds", "export", "--out", first).exit_code == 0
    listed = json.loads(copydesk("feeds", "list", "--json").stdout)
    other = tmp_path / "other"
    assert copydesk("feeds", "import", first, "--home", other).exit_code == 0
    again = json.loads(copydesk("feeds", "list", "--json", "--home", other).stdout)
    kept = ("feed_id", "title", "section", "feed_url")
    assert [[feed[name] for name in kept] for feed in again] == [[feed[name] for name in kept] for feed in listed]
    assert len(listed) >= 40


def test_what_cannot_be_asked_is_not_imported(copydesk, tmp_path):
    """An address that is none is told, and does not keep the others out."""
    file = tmp_path / "odd.opml"
    file.write_bytes(write_opml([Outline("javascript:alert(1)"), Outline("https://news.example/feed")]))
    done = copydesk("feeds", "import", file)
    assert done.exit_code == 3
    assert "javascript:alert(1)" in done.stderr
    assert done.stdout.splitlines()[-1] == "1 added, 0 were there already."


def test_importing_twice_adds_nothing(copydesk):
    """A list may be imported again and again."""
    copydesk("feeds", "import")
    assert json.loads(copydesk("feeds", "import", "--json").stdout)["added"] == []


def test_what_is_no_feed_is_told(copydesk, server, paper):
    """An address without a feed behind it: a sentence, and status 1."""
    paper.is_alone = True
    added = copydesk("feeds", "add", server.url("/robots.txt"))
    assert added.exit_code == 1
    assert server.url("/robots.txt") in added.stderr


def test_remove_pause_resume(copydesk, server):
    """Feeds are paused, resumed and removed by name."""
    copydesk("feeds", "add", server.url("/feed.rss"))
    assert copydesk("feeds", "pause", "Harbour Herald").stdout == "1 paused.\n"
    assert "No feed is due" in copydesk("poll").stdout
    assert copydesk("feeds", "resume", "Harbour Herald").stdout == "1 resumed.\n"
    assert copydesk("feeds", "remove", "Harbour Herald").stdout == "1 removed.\n"
    assert json.loads(copydesk("feeds", "list", "--json").stdout) == []


def test_an_articles_address_is_ingested(copydesk, server, home):
    """Ingest takes addresses beside files; what cannot be had is a document with its reason."""
    done = copydesk("ingest", server.url("/crane"), server.url("/nowhere"))
    assert done.exit_code == 3
    tables = read_tables(home)
    assert [row[4] for row in tables["articles"]] == ["Old harbour crane comes down"]
    assert {row[9] for row in tables["documents"]} == {"landed", "rejected"} or len(tables["documents"]) == 2


def test_addresses_inside_the_house_are_refused(copydesk, server, home, monkeypatch):
    """Without allow_hosts nothing but the public internet is asked."""
    monkeypatch.delenv("COPYDESK_ALLOW_HOSTS")
    done = copydesk("ingest", server.url("/crane"))
    assert done.exit_code == 3
    assert "blocked_address" in done.stderr
    assert len(read_tables(home)["articles"]) == 0
