"""The gold set of names and quotes: marked articles in, texts with the offsets of what is marked out.

The markup and what counts as a name or a quote are described in tests/golden/names/README.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden" / "names"
PARTS = ("development", "held_out")

MENTION_KINDS = ("PERSON", "ORGANISATION", "PLACE", "EVENT", "PRODUCT")
QUOTE_KINDS = ("direct", "partial", "scare")
NOBODY = "none"

_HEAD = re.compile(r"kind: ([a-z_]+)\n\n")
_MARK = re.compile(
    r"\[\[(?P<kind>[A-Z]+):(?P<entity>\w+)\|"
    r'|\{\{QUOTE kind=(?P<quote>[a-z]+) speaker=(?P<speaker>\w+)(?: surface="(?P<surface>[^"]*)")?\|'
    r"|(?P<end>\]\]|\}\})"
    r"|(?P<stray>\[\[|\{\{)"
)


class MarkupError(ValueError):
    """The markup of an article cannot be read; says where."""


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A name: text[start:end]; mentions of one thing share `entity`, in all articles."""

    start: int
    end: int
    kind: str
    entity: str


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """Quoted words without the quotation marks around them: text[start:end]."""

    start: int
    end: int
    kind: str
    speaker: str | None
    """The entity who said it, or None where nobody can be named."""
    speaker_surface: str
    """Where nobody can be named, how the text calls the speaker: "a neighbour", or empty."""


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One article as a reader sees it, paragraphs parted by a blank line, and what is marked in it, in text order."""

    id: str
    kind: str
    text: str
    mentions: tuple[GoldMention, ...]
    quotes: tuple[GoldQuote, ...]


def load(part):
    """Return the articles of `part`, "development" or "held_out", sorted by id.

    Raises:
        MarkupError: a file's markup is broken.
    """
    if part not in PARTS:
        raise ValueError(f"unknown part {part!r}: use one of {', '.join(PARTS)}")
    return [read_article(path) for path in sorted((GOLDEN / part).glob("*.txt"))]


def read_article(path):
    """Return the article in a file of the gold set."""
    content = path.read_text("utf-8")
    head = _HEAD.match(content)
    if not head:
        raise MarkupError(f"{path.name}: the first line is not 'kind: ...' with a blank line behind it")
    try:
        text, mentions, quotes = parse(content[head.end() :].rstrip("\n"))
    except MarkupError as error:
        raise MarkupError(f"{path.name}: {error}") from error
    return GoldArticle(path.stem, head[1], text, mentions, quotes)


def parse(marked):
    """Return (plain text, mentions, quotes) of a marked text."""
    plain, opened, mentions, quotes = "", [], [], []
    position = 0
    for mark in _MARK.finditer(marked):
        plain += marked[position : mark.start()]
        position = mark.end()
        if mark["stray"]:
            raise MarkupError(f"cannot read {marked[mark.start() : mark.start() + 60]!r}")
        if not mark["end"]:
            opened.append((mark, len(plain)))
            continue
        found = _close(mark, opened, plain)
        (mentions if isinstance(found, GoldMention) else quotes).append(found)
    if opened:
        raise MarkupError(f"never closed: {opened[-1][0][0]!r}")
    return plain + marked[position:], _in_text_order(mentions), _in_text_order(quotes)


def _in_text_order(found):
    return tuple(sorted(found, key=lambda one: (one.start, -one.end)))


def _close(closing, opened, plain):
    if not opened:
        raise MarkupError(f"{closing[0]} closes nothing behind {plain[-40:]!r}")
    mark, start = opened.pop()
    if (closing["end"] == "]]") != bool(mark["kind"]):
        raise MarkupError(f"{mark[0]!r} is closed by {closing[0]}")
    return _mention(mark, start, len(plain)) if mark["kind"] else _quote(mark, start, len(plain))


def _mention(mark, start, end):
    if mark["kind"] not in MENTION_KINDS:
        raise MarkupError(f"unknown kind of mention {mark['kind']}")
    return GoldMention(start, end, mark["kind"], mark["entity"])


def _quote(mark, start, end):
    if mark["quote"] not in QUOTE_KINDS:
        raise MarkupError(f"unknown kind of quote {mark['quote']}")
    if (mark["speaker"] == NOBODY) != (mark["surface"] is not None):
        raise MarkupError(f"a surface belongs to speaker=none, and to no other: {mark[0]!r}")
    speaker = None if mark["speaker"] == NOBODY else mark["speaker"]
    return GoldQuote(start, end, mark["quote"], speaker, mark["surface"] or "")
