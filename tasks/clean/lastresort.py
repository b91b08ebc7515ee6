"""Body text of pages whose markup shows none: from the JSON-LD's articleBody, or from the source without its tags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tasks.clean.jsonld import plain_text
from tasks.clean.lines import fold
from tasks.clean.nouns import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

_BREAK = re.compile(r"[\r\n]+|<br\s*/?>|</p>", re.IGNORECASE)
_TAG = re.compile(r"<!--|<(/?)([A-Za-z][\w:-]*)[^<>]*>")
_SILENT = frozenset(("script", "style", "noscript", "template", "svg", "head", "nav", "footer", "select", "button"))
_INLINE = frozenset(
    ("a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup")
)
_SENTENCE = 80
_LEAST = 140


def blocks_of_text(text: str | None) -> tuple[Block, ...]:
    """Return the paragraphs of a text that JSON-LD gives."""
    parts = (plain_text(part) for part in _BREAK.split(text or ""))
    return tuple(Block(part) for part in parts if part)


def blocks_of_source(source: str) -> tuple[Block, ...]:
    """Return the runs of text in `source` that are as long as sentences, read without a tree; empty if they are few.

    For pages that nest deeper than the parser follows: it drops what lies beneath.
    """
    runs = (plain_text(run) for run in _runs_of(source))
    kept = [run for run in runs if run and len(run) >= _SENTENCE and len(fold(run)) > len(run) / 2]
    return tuple(Block(run) for run in kept) if sum(map(len, kept)) >= _LEAST else ()


def _runs_of(source: str) -> Iterator[str]:
    """Yield the text between block-level tags, tags and comments taken out."""
    run: list[str] = []
    silent, position = "", 0
    while tag := _TAG.search(source, position):
        if not silent:
            run.append(source[position : tag.start()])
        position = _end_of(source, tag)
        name = tag[2].lower() if tag[2] else ""
        if silent:
            silent = "" if tag[1] and name == silent else silent
        elif name in _SILENT and not tag[1]:
            silent = name
        if name and name not in _INLINE:
            yield "".join(run)
            run = []
    yield "".join(run) + ("" if silent else source[position:])


def _end_of(source: str, tag: re.Match[str]) -> int:
    if tag[2]:
        return tag.end()
    end = source.find("-->", tag.end())
    return end + 3 if end >= 0 else len(source)
