"""JSON: one article, a list of them, or a list inside the envelope of a news API."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from tasks.collect.formats.keys import BODIES, fold_key, read_record
from tasks.collect.formats.records import part_of, read_text, unread
from tasks.models import RawDocument, ReasonCode, Received

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tasks.collect.formats import Caps

MEDIA_TYPE = "application/json"

ENVELOPES = (
    *("articles", "items", "results", "docs", "news", "stories", "posts"),  # NewsAPI, GDELT, Guardian, New York Times
    *("value", "data", "entries", "records", "rows", "hits", "documents", "@graph", "response"),  # Bing, search engines
)
INNER = ("_source", "row", "fields", "article", "node")
"""Where a record's own fields are one level down: Elasticsearch, Hugging Face, Guardian."""
WHITESPACE = re.compile(r"[ \t\n\r]*")
MOST_NAMES = 8
NESTED = "The JSON is nested too deep to be an article."


def split(document: RawDocument, caps: Caps) -> Iterator[Received]:  # noqa: ARG001
    """Yield the articles of a JSON document."""
    text, _ = read_text(document.payload, document.charset)
    start = _skip(text, 0)
    if text.startswith("[", start):
        yield from _split_array(document, text, start + 1)
        return
    try:
        value = json.loads(text)
    except RecursionError:
        yield unread(document, ReasonCode.PARSE_ERROR, NESTED)
    except ValueError as error:
        yield unread(document, ReasonCode.PARSE_ERROR, f"This is no sound JSON ({error}).")
    else:
        records = find_records(value)
        if records is None:
            yield read_part(document, "", document.payload, value)
            return
        for number, record in enumerate(records, start=1):
            yield read_part(document, f"#{number}", write_json(record), record)


def _split_array(document: RawDocument, text: str, position: int) -> Iterator[Received]:
    """Read an array element by element, so that a broken end costs no more than itself."""
    decoder, number = json.JSONDecoder(), 0
    while True:
        position = _skip(text, position)
        if text.startswith("]", position):
            return
        number += 1
        try:
            value, end = decoder.raw_decode(text, position)
        except RecursionError:
            yield unread(document, ReasonCode.PARSE_ERROR, f"{NESTED} Nothing after it was read.", f"#{number}")
            return
        except ValueError as error:
            sentence = f"The JSON breaks off in record {number} ({error}); nothing after it could be read."
            yield unread(document, ReasonCode.PARSE_ERROR, sentence, f"#{number}")
            return
        yield read_part(document, f"#{number}", _encode(text[position:end]), value)
        position = _skip(text, end)
        if text.startswith(",", position):
            position += 1


def _skip(text: str, position: int) -> int:
    found = WHITESPACE.match(text, position)
    return found.end() if found else position


def find_records(value: Any, depth: int = 0) -> list[Any] | None:  # noqa: ANN401  (JSON)
    """Return the list of records in an API's envelope, or None if the value is a record itself."""
    if not isinstance(value, dict) or any(isinstance(value.get(name), str) for name in value if _is_body(name)):
        return None
    for name in ENVELOPES:
        inner = value.get(name)
        if isinstance(inner, list) and any(isinstance(record, dict) for record in inner):
            return inner
        if isinstance(inner, list) and not inner and len(value) > 1:
            return inner
        if isinstance(inner, dict) and depth < 2 and (found := find_records(inner, depth + 1)) is not None:  # noqa: PLR2004
            return found
    return None


def _is_body(name: str) -> bool:
    return fold_key(name) in BODIES


def read_part(document: RawDocument, key: str, payload: bytes, value: Any) -> Received:  # noqa: ANN401  (JSON)
    """Return the document of one record, or why it is none."""
    if not isinstance(value, dict):
        sentence = f"This record is a {type(value).__name__}; an article is an object with named fields."
        return unread(document, ReasonCode.PARSE_ERROR, sentence, key)
    stated = read_record(_flatten(value))
    if stated is None:
        names = ", ".join(map(str, list(value)[:MOST_NAMES])) or "nothing"
        sentence = f"The record has no text under any of the usual names (it has {names}); call it article_body."
        return unread(document, ReasonCode.EXTRACT_EMPTY, sentence, key)
    return part_of(document, key, payload, MEDIA_TYPE, stated)


def _flatten(value: dict[str, Any]) -> dict[str, Any]:
    inner: dict[str, Any] = next((value[name] for name in INNER if isinstance(value.get(name), dict)), {})
    return value | inner


def write_json(record: Any) -> bytes:  # noqa: ANN401  (JSON)
    """Return a record as one line of JSON, always the same for the same record."""
    return _encode(json.dumps(record, ensure_ascii=False, separators=(",", ":"), default=str))


def _encode(text: str) -> bytes:
    """A lone surrogate, which only an escape can bring in, leaves as one."""
    return text.encode("utf-8", "backslashreplace")
