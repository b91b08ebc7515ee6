"""Body text of pages whose markup shows none: from the JSON-LD's articleBody, or from the source without its tags."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from tasks.clean.jsonld import plain_text
from tasks.clean.nouns import Block

if TYPE_CHECKING:
    from collections.abc import Iterable

_BREAK = re.compile(r"\s*(?:\r?\n\s*)+|<br\s*/?>|</p>", re.IGNORECASE)
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
    stripper = _Stripper()
    stripper.feed(source)
    stripper.close()
    runs = [" ".join("".join(run).split()) for run in stripper.runs]
    kept = [run for run in runs if len(run) >= _SENTENCE]
    return tuple(Block(run) for run in kept) if sum(map(len, kept)) >= _LEAST else ()


class _Stripper(HTMLParser):
    """Collects runs of text between block-level tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[list[str]] = [[]]
        self._silent: str | None = None

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        del attrs
        if self._silent is None and tag in _SILENT:
            self._silent = tag
        if tag not in _INLINE:
            self.runs.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = None
        if tag not in _INLINE:
            self.runs.append([])

    def handle_data(self, data: str) -> None:
        if self._silent is None:
            self.runs[-1].append(data)
