"""JSON Lines: one record a line (https://jsonlines.org)."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from tasks.collect.formats.json_records import NESTED, read_part
from tasks.collect.formats.records import BYTE_ORDER_MARKS, read_text, unread
from tasks.models import RawDocument, ReasonCode, Received

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tasks.collect.formats import Caps


def split(document: RawDocument, caps: Caps) -> Iterator[Received]:  # noqa: ARG001
    """Yield the article of each line; blank lines are passed over, and counted."""
    payload = document.payload
    if any(payload.startswith(mark) for mark, _ in BYTE_ORDER_MARKS):
        payload = read_text(payload)[0].encode("utf-8", "backslashreplace")
    for number, line in enumerate(io.BytesIO(payload), start=1):
        if line.strip():
            yield _read_line(document, number, line.strip())


def _read_line(document: RawDocument, number: int, line: bytes) -> Received:
    try:
        value = json.loads(read_text(line)[0])
    except RecursionError:
        return unread(document, ReasonCode.PARSE_ERROR, NESTED, f"#{number}")
    except ValueError as error:
        sentence = f"Line {number} is no sound JSON ({error}); mend the line."
        return unread(document, ReasonCode.PARSE_ERROR, sentence, f"#{number}", len(line))
    return read_part(document, f"#{number}", line, value)
