"""What is known of the five real articles, as offsets and names only, as their text is not part of this project.

tests/golden/names/seeds.json was written by hand for the bodies as cleaning makes them; hashes tell when those change.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from tasks.clean.article import clean_document
from tasks.models import Origin, RawDocument, digest_of

TESTS = Path(__file__).parent
SHARED = TESTS.parents[1] / "shared" / "seeds"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SeedQuote:
    """Quoted words, six or more, without their marks: body[start:end] of `article`."""

    id: str
    article: str
    start: int
    end: int
    hash: str
    speaker: str | None
    """The name of who said it; None where nobody with a name did."""
    surface: str
    """Where nobody is named, how the text calls the speaker."""
    or_nobody: bool
    """The text alone does not settle it: no speaker is right as well."""


@dataclass(frozen=True, slots=True)
class SeedEntity:
    """One thing that must be one entity, with its surfaces and all its mentions, as article -> spans."""

    name: str
    kind: str
    surfaces: dict[str, int]
    mentions: dict[str, list[list[int]]]


@dataclass(frozen=True, slots=True)
class SeedGold:
    """All that is known; `utterances` are lists of ids of quotes that render the same words."""

    hashes: dict[str, str]
    quotes: tuple[SeedQuote, ...]
    utterances: tuple[tuple[str, ...], ...]
    entities: tuple[SeedEntity, ...]
    absent: tuple[str, ...]
    """Names of furniture that must not be entities."""


def load_gold():
    """Return what was written down."""
    gold = json.loads((TESTS / "golden" / "names" / "seeds.json").read_text("utf-8"))
    return SeedGold(
        {name: article["body_hash"] for name, article in gold["articles"].items()},
        tuple(_quote(name, quote) for name, article in gold["articles"].items() for quote in article["quotes"]),
        tuple(tuple(utterance["quotes"]) for utterance in gold["utterances"]),
        tuple(SeedEntity(**entity) for entity in gold["entities"]),
        tuple(gold["absent"]),
    )


def load_bodies():
    """Return {"000": cleaned body, ...}; empty where ../shared is not there."""
    return {file.name[:3]: _clean(file) for file in sorted(SHARED.glob("*.txt"))}


def hash_words(words):
    """Return a short hash, enough to notice that words have changed."""
    return sha256(words.encode()).hexdigest()[:12]


def _quote(article, quote):
    values = {"surface": "", "or_nobody": False, **quote}
    return SeedQuote(article=article, **values)


def _clean(file):
    payload = file.read_bytes()
    document = RawDocument(1, Origin.CLI, file.name, payload, digest_of(payload), NOW, media_type="text/plain")
    return clean_document(document, NOW).article_body
