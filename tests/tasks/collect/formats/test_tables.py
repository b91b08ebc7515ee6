"""CSV and Parquet: tables of articles under the usual names."""

import csv
import io
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from dropped import TEXT, brief, clean, refusal, split

from tasks.collect.formats import Caps, split_document

HEADER = ["Title", "Text", "URL", "Date", "Author", "Rating"]
ROW = ['Fähre; "storm"', TEXT, "https://www.example.org/ferry", "2024-05-03 10:15:00+02:00", "Mara Quill", "5"]


def write_csv(*rows, delimiter=",", encoding="utf-8"):
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode(encoding)


def write_parquet(columns):
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file)
    return file.getvalue()


def check(article):
    assert (article.headline, article.authors) == ('Fähre; "storm"', ("Mara Quill",))
    assert article.canonical_url == "https://www.example.org/ferry"
    assert article.date_published.isoformat() == "2024-05-03T08:15:00+00:00"
    assert article.article_body == TEXT


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("name", ["table.csv", "table"])
def test_rows_are_articles(delimiter, encoding, name):
    """Whatever parts the cells and whatever the charset, a row is an article, even without a name to tell."""
    parts = split(write_csv(HEADER, ROW, ROW, delimiter=delimiter, encoding=encoding), name)
    assert brief(parts) == [(f"{name}#1", ""), (f"{name}#2", "")]
    check(clean(parts[0]))
    assert list(split_document(parts[0])) == [parts[0]]


def test_a_bad_row_costs_itself_only():
    """A row with too many cells or without text is refused; the others are read."""
    parts = split(write_csv(HEADER, ROW, [*ROW, "x"], ["a", "", "", "", "", ""], [], ROW), "table.csv")
    assert [code for _, code in brief(parts)] == ["", "parse_error", "extract_empty", ""]


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (b"id,amount\n1,2\n", "unsupported_type"),
        (b"title,text\n", "empty"),
        (b'title,text\na,"never closed\n', None),
        (b"title,text\na," + b"x" * 10_000_001, "parse_error"),
    ],
)
def test_tables_of_something_else_are_refused(payload, code):
    """What a column has to be called is in the sentence."""
    ((_, found),) = brief(split(payload, "table.csv"))
    assert found == (code or "")


def test_parquet_rows_are_articles():
    """Typed values are read as they are; unknown columns are left out of the payload."""
    when = datetime(2024, 5, 3, 8, 15, tzinfo=UTC)
    columns = {"title": [ROW[0]], "text": [TEXT], "url": [ROW[2]], "date": [when], "author": [["Mara Quill"]], "n": [1]}
    (part,) = split(write_parquet(columns), "table")
    check(clean(part))
    assert b'"n"' not in part.payload


def test_a_parquet_row_without_text_is_refused():
    """A missing text costs its row only."""
    parts = split(write_parquet({"title": ["a", "b"], "text": [None, TEXT]}), "table.parquet")
    assert brief(parts) == [("table.parquet#1", "extract_empty"), ("table.parquet#2", "")]


def test_a_parquet_that_grows_is_cut():
    """A thousand times the same text is small on disk: rows are counted as they are read."""
    parts = split(write_parquet({"text": ["x" * 10_000] * 1000}), "table.parquet", Caps(total_bytes=2_000_000))
    assert brief(parts)[-1] == ("table.parquet", "too_large")
    assert len(parts) < 250


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (write_parquet({"id": [1], "amount": [2]}), "unsupported_type"),
        (write_parquet({"text": [1, 2]})[:60], "parse_error"),
        (b"PAR1" + bytes(100) + b"PAR1", "parse_error"),
        (b"PAR1", "parse_error"),
        (write_parquet({"text": pa.array([], pa.string())}), "empty"),
    ],
)
def test_broken_parquet_is_refused(payload, code):
    """Each ends as one Unread."""
    assert refusal(payload, "table.parquet")[0] == code
