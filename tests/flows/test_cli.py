"""The commands, their exit statuses and what they print."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from conftest import ROOT, read_tables

ARTICLE = """The ferry came back on Monday.

It had been away for nine days, and half the island stood on the pier to see it.
"""


@pytest.fixture
def folder(tmp_path):
    """Return a folder with one good article in it."""
    made = tmp_path / "copy"
    made.mkdir()
    (made / "ferry.txt").write_text(ARTICLE)
    return made


def only_document(home, name):
    """Return (state, reason_code) of the document whose source ends in `name`."""
    (found,) = [row for row in read_tables(home, ["documents"])["documents"] if str(row[2]).endswith(name)]
    return found[8], found[9]


def test_ingest_without_arguments_takes_the_samples(copydesk):
    """The sample articles are there for whoever just types the command."""
    result = copydesk("ingest", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["landed"] == len(list((ROOT / "seeds" / "articles").iterdir()))


def test_ingest_says_in_one_line_what_it_did(copydesk, folder):
    """A person reads one line."""
    result = copydesk("ingest", folder)
    assert result.exit_code == 0
    assert result.stdout == "1 received: 1 landed, 0 duplicate, 0 rejected, 0 failed; 0 copies, 0 mentions.\n"


def test_the_same_files_again_are_duplicates(copydesk, folder):
    """A second run finds nothing to do and all well."""
    copydesk("ingest", folder)
    again = copydesk("ingest", folder, "--json")
    assert again.exit_code == 0
    assert json.loads(again.stdout)["duplicate"] == 1


def test_a_missing_path_is_named_and_the_others_land(copydesk, folder, home):
    """One wrong name does not stop the rest, but the exit status tells."""
    result = copydesk("ingest", folder, folder / "nowhere.txt")
    assert result.exit_code == 3
    assert "nowhere.txt: unreadable: There is no such file or folder" in result.stderr
    assert len(read_tables(home)["articles"]) == 1


TURNED_AWAY = {
    "empty.txt": (b"", "rejected", "empty"),
    "blank.txt": (b" \n\n\t\n", "rejected", "empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "rejected", "unsupported_type"),
    "noise.txt": (bytes(range(256)) * 4, "rejected", "unsupported_type"),
    "report.pdf": (b"%PDF-1.7\n", "rejected", "parse_error"),
    "sheet.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "rejected", "unsupported_type"),
    "menu.html": (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "rejected", "extract_empty"),
    "labels.txt": (b"Related Articles\n\nBack to top button\n", "rejected", "extract_empty"),
}


@pytest.mark.parametrize("name", TURNED_AWAY)
def test_what_is_no_article_is_a_row_with_a_reason(copydesk, folder, home, name):
    """Status 3, a sentence, a row with a code from the closed list; the good file beside it lands."""
    payload, state, code = TURNED_AWAY[name]
    (folder / name).write_bytes(payload)
    result = copydesk("ingest", folder)
    assert result.exit_code == 3
    assert f"{name}: {code}: " in result.stderr
    assert only_document(home, name) == (state, code)
    assert only_document(home, "ferry.txt") == ("landed", None)


def test_a_file_that_cannot_be_read_fails_with_a_reason(copydesk, folder, home):
    """An I/O error is one document's failure; /proc/self/mem gives one to root as well."""
    result = copydesk("ingest", folder, "/proc/self/mem")
    assert result.exit_code == 3
    assert only_document(home, "/mem") == ("failed", "unreadable")
    assert only_document(home, "ferry.txt") == ("landed", None)


def test_a_pipe_is_never_opened(copydesk, folder, home):
    """A FIFO would hang whoever opens it."""
    os.mkfifo(folder / "pipe.txt")
    assert copydesk("ingest", folder).exit_code == 3
    assert only_document(home, "pipe.txt") == ("failed", "not_a_regular_file")


def test_a_document_turned_away_before_is_listed_again(copydesk, folder):
    """A second run tells the same about it and lands it no more often."""
    (folder / "empty.txt").write_bytes(b"")
    copydesk("ingest", folder)
    again = copydesk("ingest", folder, "--json")
    assert again.exit_code == 3
    assert json.loads(again.stdout)["problems"][0]["reason_code"] == "empty"


def test_a_wrong_option_is_wrong_usage(copydesk):
    """Status 2 is for the command's words."""
    assert copydesk("ingest", "--nonsense").exit_code == 2


@pytest.mark.parametrize("command", ["ingest", "poll", "watch", "sql", "status", "explain"])
def test_every_command_has_help_and_a_home(copydesk, command):
    """--help, --home and --json are everywhere."""
    text = copydesk(command, "--help").stdout
    assert "--home" in text
    assert "--json" in text


def test_the_version_is_printed(copydesk):
    """--version answers and leaves."""
    assert copydesk("--version").stdout.startswith("copydesk ")


@pytest.mark.parametrize(("form", "expected"), [("csv", '"n"\n1\n'), ("json", '[\n  {\n    "n": 1\n  }\n]\n')])
def test_sql_prints_what_is_asked_for(copydesk, folder, form, expected):
    """--format csv and json are read by programs."""
    copydesk("ingest", folder)
    assert copydesk("sql", "SELECT count(*) AS n FROM articles", "--format", form).stdout == expected


def test_status_tells_what_the_last_runs_did(copydesk, folder):
    """The newest run comes first, with its figures."""
    copydesk("ingest", folder)
    found = json.loads(copydesk("status", "--json").stdout)
    assert found["snapshot"]["articles"] == 1
    assert found["runs"][0]["landed"] == 1
    assert "1 landed" in copydesk("status").stdout


def test_explain_shows_the_removed_lines_of_a_path(copydesk, folder):
    """A path as the user would type it is found, and every removed line names its rule."""
    (folder / "ferry.txt").write_text(ARTICLE + "\nBack to top button\n")
    copydesk("ingest", folder)
    found = json.loads(copydesk("explain", os.path.relpath(folder / "ferry.txt"), "--json").stdout)
    assert found["documents"][0]["state"] == "landed"
    (span,) = found["removed_spans"]
    assert (span["rule_id"], span["text"]) == ("navigation.back_to_top", "Back to top button")
    assert "rule_id                navigation.back_to_top" in copydesk("explain", folder / "ferry.txt").stdout


def test_explain_says_when_it_knows_nothing(copydesk, folder):
    """An unknown name is a sentence and status 1."""
    copydesk("ingest", folder)
    result = copydesk("explain", "12345")
    assert result.exit_code == 1
    assert "knows no article" in result.stderr


def test_every_command_stands_in_the_readme():
    """The README is the list of commands."""
    from flows.cli import app

    readme = (ROOT / "README.md").read_text("utf-8")
    names = [command.callback.__name__ for command in app.registered_commands]
    (feeds,) = app.registered_groups
    below = feeds.typer_instance.registered_commands
    names += [f"feeds {command.name or command.callback.__name__}" for command in below]
    assert not [name for name in names if f"copydesk {name}" not in readme]


@pytest.mark.parametrize("query", sorted((ROOT / "warehouse" / "queries").glob("*.sql")), ids=lambda path: path.stem)
def test_a_ready_query_answers_its_question(copydesk, query):
    """Every query opens with its question, and runs."""
    copydesk("ingest")
    text = Path(query).read_text("utf-8")
    assert text.splitlines()[0].endswith("?")
    assert copydesk("sql", text, "--format", "csv").exit_code == 0


OWN_RULE = """
[[rule]]
id = "own.tide_table"
family = "navigation"
kind = "boilerplate"
position = "anywhere"
pattern = 'to the tide table'
seen = "a link under every text of one outlet"
matches = ["To the tide table"]
spares = ["He went to the tide table and read."]
"""


def test_rules_of_the_users_own_are_used(copydesk, folder, tmp_path, monkeypatch):
    """A rules file that a setting names is read beside the shipped one."""
    (folder / "ferry.txt").write_text(ARTICLE + "\nTo the tide table\n")
    (tmp_path / "own.toml").write_text(OWN_RULE)
    monkeypatch.setenv("COPYDESK_BOILERPLATE_RULES", str(tmp_path / "own.toml"))
    copydesk("ingest", folder)
    found = json.loads(copydesk("explain", folder / "ferry.txt", "--json").stdout)
    assert [span["rule_id"] for span in found["removed_spans"]] == ["own.tide_table"]
