"""Tables, status and explanations as people see them, and the prompt."""

import io
import json
from datetime import UTC, datetime

import pyarrow as pa
import pytest

from flows.show import SHOWN_ROWS, print_explanation, print_json, print_status, print_table, run_prompt
from warehouse.publish import publish
from warehouse.snapshot import open_snapshot

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_json_is_readable(capsys):
    """JSON keeps its letters, and what it does not know is text."""
    print_json({"headline": "Ærø 日本", "at": NOON})
    out = capsys.readouterr().out
    assert "Ærø 日本" in out
    assert json.loads(out) == {"headline": "Ærø 日本", "at": "2026-11-20 12:00:00+00:00"}


def test_a_table_shows_names_and_rows(capsys):
    """A table has a line of names and a line for each row; NULL is blank."""
    print_table(pa.table({"name": ["Ada", None], "n": [1, 2]}))
    lines = [line.split() for line in capsys.readouterr().out.splitlines() if line.strip(" ─")]
    assert lines == [["name", "n"], ["Ada", "1"], ["2"]]


def test_markup_is_text(capsys):
    """Square brackets in names and values are shown, not taken for markup."""
    print_table(pa.table({"[bold]x[/]": ["[red]y[/red]", "[/]"]}))
    out = capsys.readouterr().out
    assert "[bold]x[/]" in out
    assert "[red]y[/red]" in out


def test_long_tables_are_cut(capsys):
    """Of a long result the first rows are shown, and how many there are besides."""
    print_table(pa.table({"n": range(SHOWN_ROWS + 5)}))
    out = capsys.readouterr().out
    assert f" {SHOWN_ROWS - 1} " in out
    assert f" {SHOWN_ROWS} " not in out
    assert "5 more rows; use --format csv for all." in out


def test_a_long_value_is_folded_not_cut(capsys):
    """A value longer than the line goes on in the next one: nothing of it is lost."""
    print_table(pa.table({"text": ["x" * 1000]}))
    assert capsys.readouterr().out.count("x") == 1001  # one of them in the name


def test_no_result_prints_nothing_odd(capsys):
    """A statement without a result prints no table."""
    print_table(pa.table({}))
    assert capsys.readouterr().out.strip() == ""


@pytest.mark.parametrize("value", ["\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "\r", "\x7f"])
def test_documents_do_not_steer_the_terminal(capsys, value):
    """Control characters in a value are shown as replacement characters, in tables and explanations."""
    print_table(pa.table({"v": [f"a{value}b"]}))
    print_explanation({"documents": [{"source": f"a{value}b"}]})
    out = capsys.readouterr().out
    assert value[0] not in out
    assert "\N{REPLACEMENT CHARACTER}" in out


def test_status_is_told(capsys):
    """Status says which snapshot it is, what it holds, the documents by state and the last runs."""
    print_status(
        {
            "snapshot": {"snapshot_no": 4, "published_at": NOON, "articles": 3, "unique_articles": 2, "entities": 9},
            "documents": {"landed": 3, "rejected": 1},
            "runs": [
                dict.fromkeys(["received", "landed", "duplicates", "rejected", "failed"], 1)
                | {"started_at": NOON, "flow": "ingest-files", "state": "completed", "run_id": 5}
            ],
            "queue": {"inbox": 2, "in_work": 0, "failed": 1},
            "feeds": [
                {"status": "active", "feeds": 7, "next_poll_at": NOON},
                {"status": "gone", "feeds": 1, "next_poll_at": NOON.replace(year=2020)},
            ],
            "feeds_in_trouble": [{"feed_url": "https://a.example/feed", "why": "It said no."}],
        }
    )
    out = capsys.readouterr().out
    assert "Feeds: 7 active, 1 gone; next poll 2026-11-20 12:00:00 UTC." in out
    assert "https://a.example/feed: It said no." in out
    assert "Files: 2 inbox, 0 in work, 1 failed." in out
    assert "Snapshot 4 of 2026-11-20 12:00:00 UTC: 3 articles, 2 of them no copies; 9 entities." in out
    assert "Documents: 3 landed, 1 rejected." in out
    assert "ingest-files" in out


def test_an_explanation_lists_what_is_known(capsys):
    """Each fact stands under its kind, a line a field; what is not known is left out."""
    print_explanation(
        {"documents": [{"source": "/in/a", "reason": None}], "copies": [{"kind": "near"}], "mentions": []}
    )
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines == [["document"], ["source", "/in/a"], ["copy"], ["kind", "near"]]


class Interrupted(io.StringIO):
    """A terminal at which somebody presses Ctrl-C at each line that says so."""

    def readline(self, *arguments):
        """Read a line, or be interrupted."""
        line = super().readline(*arguments)
        if line == "^C\n":
            raise KeyboardInterrupt
        return line


def prompt(home, monkeypatch, typed):
    publish(home, NOON)
    monkeypatch.setattr("sys.stdin", Interrupted(typed))
    with open_snapshot(home) as con:
        run_prompt(con)


def test_the_prompt_answers(home, monkeypatch, capsys):
    """A statement over several lines is run when it is whole, and the prompt goes on until the input ends."""
    prompt(home, monkeypatch, "SELECT 40\n+ 2 AS answer;\nSELECT 7 AS other;\n")
    out = capsys.readouterr().out
    assert out.index("answer") < out.index("42") < out.index("other")
    assert out.count("news> ") == 3
    assert out.count("  ... ") == 1


def test_the_prompt_survives_errors(home, monkeypatch, capsys):
    """A wrong statement is told, and the next one is run."""
    prompt(home, monkeypatch, "SELEC 1;\nSELECT 42 AS answer;\n")
    out = capsys.readouterr().out
    assert "Parser Error" in out
    assert "42" in out


def test_ctrl_c_drops_the_statement(home, monkeypatch, capsys):
    """Ctrl-C gives up the statement that was begun, not the prompt."""
    prompt(home, monkeypatch, "SELECT 1 +\n^C\nSELECT 42 AS answer;\n")
    assert "42" in capsys.readouterr().out
