"""Plain text and Markdown: one article a file, with YAML or TOML front matter above it if there is any."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import yaml
from markdown_it import MarkdownIt

from tasks.collect.formats.keys import read_header
from tasks.collect.formats.records import read_text
from tasks.models import Stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tasks.collect.formats import Caps
    from tasks.models import RawDocument, Received

MARKDOWN = "text/markdown"
FENCES = re.compile(rb"\A(?:\xef\xbb\xbf)?(---|\+\+\+)[ \t]*\r?\n")
MOST_BYTES = 100_000
"""Front matter ends within so many bytes, or there is none."""
NAME = re.compile(r"^\s*[\"']?[\w .-]{1,40}[\"']?\s*[:=]", re.MULTILINE)


class _HeaderLoader(yaml.BaseLoader):
    """Reads every value as a string, and no aliases: ten lines of them can stand for a billion values."""

    def compose_node(self, parent: Any, index: Any) -> Any:  # noqa: ANN401  (PyYAML's own types)
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not read")
        return super().compose_node(parent, index)


def split(document: RawDocument, caps: Caps) -> Iterator[Received]:  # noqa: ARG001
    """Yield the text itself, with what its front matter states."""
    stated, payload = _take_front_matter(document)
    if document.media_type == MARKDOWN:
        text, _ = read_text(payload, document.charset)
        stated = replace(stated or Stated(), body=MarkdownIt("commonmark").render(text), body_type="text/html")
    elif stated is not None:
        stated = replace(stated, body=read_text(payload, document.charset)[0])
    yield replace(document, stated=stated)


def _take_front_matter(document: RawDocument) -> tuple[Stated | None, bytes]:
    """Return what the front matter states and the text below it; what cannot be read as front matter is text."""
    payload = document.payload
    opening = FENCES.match(payload)
    if opening is None:
        return None, payload
    fence = opening.group(1)
    closing = re.compile(rb"^" + re.escape(fence) + rb"[ \t]*\r?$\n?", re.MULTILINE).search(
        payload, opening.end(), opening.end() + MOST_BYTES
    )
    if closing is None:
        return None, payload
    header, _ = read_text(payload[opening.end() : closing.start()])
    values = _load(header, is_toml=fence == b"+++")
    return (read_header(values), payload[closing.end() :]) if values else (None, payload)


def _load(header: str, *, is_toml: bool) -> dict[str, Any] | None:
    """Return the header's values, dates as they are written; None if it is no front matter."""
    if not NAME.search(header):
        return None
    try:
        values = tomllib.loads(header) if is_toml else yaml.load(header, Loader=_HeaderLoader)  # noqa: S506  (strings only)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return values if isinstance(values, dict) else None
