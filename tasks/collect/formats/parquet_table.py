"""Parquet: a table under the usual names, each row an article; read a few rows at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from tasks.collect.formats.csv_table import explain_columns, has_text_column
from tasks.collect.formats.json_records import read_part, write_json
from tasks.collect.formats.keys import BODIES, FIELDS, SUMMARIES, fold_key
from tasks.collect.formats.records import unread
from tasks.models import RawDocument, ReasonCode, Received

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tasks.collect.formats import Caps

KNOWN = {*BODIES, *SUMMARIES, *(name for names in FIELDS.values() for name in names)}
ROWS = 64


def split(document: RawDocument, caps: Caps) -> Iterator[Received]:
    """Yield an article for each row; its payload is the row as JSON, known columns only."""
    try:
        table = pq.ParquetFile(pa.BufferReader(document.payload))
        columns = list(table.schema_arrow.names)
        if not has_text_column(columns):
            yield unread(document, ReasonCode.UNSUPPORTED_TYPE, explain_columns(columns))
            return
        yield from _read_rows(document, table, [name for name in columns if fold_key(name) in KNOWN], caps)
    except (pa.ArrowException, OSError) as error:
        sentence = f"This is no sound Parquet file ({str(error).splitlines()[0][:200]}); write it again."
        yield unread(document, ReasonCode.PARSE_ERROR, sentence)


def _read_rows(document: RawDocument, table: Any, columns: list[str], caps: Caps) -> Iterator[Received]:  # noqa: ANN401
    number, size = 0, 0
    for batch in table.iter_batches(batch_size=ROWS, columns=columns, use_threads=False):
        size += batch.nbytes
        if size > caps.total_bytes:
            sentence = f"The rows from {number + 1} on go beyond {caps.total_bytes:,} bytes; part the table."
            yield unread(document, ReasonCode.TOO_LARGE, sentence)
            return
        for row in batch.to_pylist():
            number += 1
            record = {name: _plain(value) for name, value in row.items() if value is not None}
            yield read_part(document, f"#{number}", write_json(record), record)


def _plain(value: Any) -> Any:  # noqa: ANN401  (a cell)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.isoformat() if hasattr(value, "isoformat") else value
