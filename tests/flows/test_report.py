"""A run's figures in three forms: a line, a Markdown table, plain values."""

import json

import pytest

from flows.pipeline import Problem, RunReport
from flows.report import SHOWN_PROBLEMS, as_markdown, as_sentence, as_values
from tasks.models import DocumentState, ReasonCode


def report(problems=1, source="/in/a.txt", reason="The file has no content."):
    found = RunReport(run_id=7, articles=3, copies=1, mentions=9, snapshot_no=2)
    found.tally.update({DocumentState.LANDED: 3, DocumentState.REJECTED: problems})
    found.problems = [Problem(source, ReasonCode.EMPTY, reason)] * problems
    return found


def table_rows(markdown):
    return [line for line in markdown.splitlines() if line.startswith("|")]


def test_values_name_every_figure():
    """The values hold every figure by name, states that nothing is in included, and survive JSON."""
    values = as_values(report())
    assert values == {
        "run_id": 7,
        "received": 4,
        "landed": 3,
        "duplicate": 0,
        "rejected": 1,
        "failed": 0,
        "articles": 3,
        "copies": 1,
        "mentions": 9,
        "snapshot_no": 2,
        "problems": [{"source": "/in/a.txt", "reason_code": "empty", "reason": "The file has no content."}],
        "feeds_in_trouble": [],
    }
    assert json.loads(json.dumps(values)) == values


def test_the_sentence_is_one_line():
    """The line tells how many documents came in and what became of them."""
    assert as_sentence(report()) == ("4 received: 3 landed, 0 duplicate, 1 rejected, 0 failed; 1 copies, 9 mentions.")


def test_an_empty_run_has_a_report():
    """A run that received nothing says so, without a table of problems."""
    assert as_sentence(RunReport(1)).startswith("0 received: 0 landed")
    assert "why" not in as_markdown(RunReport(1))


def test_markdown_tells_figures_and_problems():
    """The Markdown has a row for each figure and a row for each document that was turned away."""
    found = as_markdown(report())
    assert "| received | 4 |" in found
    assert "| /in/a.txt | empty | The file has no content. |" in found


@pytest.mark.parametrize("text", ["a|b", "a\nb", "a\r\nb", "a\u2028b", "<script>x</script>", "| a | b |"])
def test_names_cannot_break_the_table(text):
    """Whatever a file is called, its problem stays one row of three cells, and no markup of its own."""
    row = table_rows(as_markdown(report(source=text, reason=text)))[-1]
    assert row.replace("\\|", "").count("|") == 4
    assert "<" not in row


def test_long_lists_are_cut():
    """Of many problems the first are shown and the rest are counted."""
    found = as_markdown(report(problems=SHOWN_PROBLEMS + 3))
    assert found.count("/in/a.txt") == SHOWN_PROBLEMS
    assert found.endswith("and 3 more: see the view rejected_documents.")


def test_a_full_list_is_not_cut():
    """A list that just fits has no remark below it."""
    assert "more:" not in as_markdown(report(problems=SHOWN_PROBLEMS))
