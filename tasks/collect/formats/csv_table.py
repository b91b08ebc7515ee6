"""CSV: a table with a header line under the usual names, each row an article (RFC 4180 and its relatives)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from tasks.collect.formats.json_records import read_part, write_json
from tasks.collect.formats.keys import BODIES, SUMMARIES, fold_key
from tasks.collect.formats.records import read_text, unread
from tasks.models import RawDocument, ReasonCode, Received

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tasks.collect.formats import Caps

DELIMITERS = ",;\t|"
LONGEST_CELL = 10_000_000


def split(document: RawDocument, caps: Caps) -> Iterator[Received]:  # noqa: ARG001
    """Yield an article for each row; its payload is the row as JSON under the names of the columns."""
    text, _ = read_text(document.payload, document.charset)
    delimiter = _find_delimiter(text)
    limit = csv.field_size_limit(LONGEST_CELL)
    try:
        yield from _read_rows(document, text, delimiter)
    finally:
        csv.field_size_limit(limit)


def _find_delimiter(text: str) -> str:
    """Return the delimiter that parts the header into the most names."""
    header = text.partition("\n")[0]
    return max(DELIMITERS, key=header.count)


def _read_rows(document: RawDocument, text: str, delimiter: str) -> Iterator[Received]:
    rows = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter)
    try:
        columns = [name.strip() for name in next(rows, [])]
        if not has_text_column(columns):
            yield unread(document, ReasonCode.UNSUPPORTED_TYPE, explain_columns(columns))
            return
        for number, row in enumerate(rows, start=1):
            if any(row):
                yield _read_row(document, number, columns, row)
    except csv.Error as error:
        yield unread(document, ReasonCode.PARSE_ERROR, f"The table breaks off near line {rows.line_num} ({error}).")


def _read_row(document: RawDocument, number: int, columns: list[str], row: list[str]) -> Received:
    if len(row) != len(columns):
        sentence = f"Row {number} has {len(row)} cells under {len(columns)} names; quote cells that hold a delimiter."
        return unread(document, ReasonCode.PARSE_ERROR, sentence, f"#{number}")
    record = dict(zip(columns, row, strict=True))
    return read_part(document, f"#{number}", write_json(record), record)


def has_text_column(columns: list[str]) -> bool:
    """Tell whether a table has a column that can hold articles."""
    return any(fold_key(column) in {*BODIES, *SUMMARIES} for column in columns)


def explain_columns(columns: list[str]) -> str:
    """Return a sentence on a table without such a column."""
    names = ", ".join(columns[:8]) or "none"
    return f"No column of this table holds text under a usual name (it has {names[:300]}); call it article_body."
