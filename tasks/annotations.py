"""The nouns of names and quotes: mentions, entities, who said what; imports nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EntityKind(StrEnum):
    """What sort of thing a name names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    EVENT = "event"
    PRODUCT = "product"
    OTHER = "other"


class QuoteKind(StrEnum):
    """How quoted words stand in their sentence."""

    DIRECT = "direct"
    """A clause of its own."""
    PARTIAL = "partial"
    """Words that need the sentence around them, and somebody says them there."""
    SCARE = "scare"
    """A term set apart, which nobody utters in that sentence."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: article_body[start_char:end_char] == surface."""

    article_id: int
    entity_id: int
    surface: str
    kind: EntityKind
    start_char: int
    end_char: int
    engine: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that mentions refer to."""

    entity_id: int
    name: str
    kind: EntityKind
    country_code: str | None = None
    """ISO 3166-1 alpha-2, for countries."""
    wikidata_id: str | None = None
    """From seeds/aliases.csv, where it is known."""


@dataclass(frozen=True, slots=True)
class EntityAlias:
    """Another way to write an entity's name, and how we know."""

    entity_id: int
    alias: str
    source: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that stand between quotation marks, without them: article_body[start_char:end_char] == text."""

    quote_id: int
    article_id: int
    text: str
    start_char: int
    end_char: int
    kind: QuoteKind
    speaker: str | None
    """The fullest name that the article has for who said it; None where it names nobody."""
    speaker_entity_id: int | None
    """None as well where the name is no mention."""
    cue: str | None
    """What tells who said it, as it stands there: "Ms. Roe told reporters", "a neighbour said"."""
    utterance_id: int
    """The least quote_id among the renderings of the same words; its own where it is the only one."""
    confidence: float
    """In the speaker, or in there being none."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something said once, and rendered by one quote or several."""

    utterance_id: int
    speaker_entity_id: int | None
    event_id: int | None
    rendering_count: int


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that recognition and resolution found in a batch of articles."""

    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    aliases: tuple[EntityAlias, ...] = ()
    engines: tuple[tuple[int, str], ...] = ()
    """(article_id, engine that read it, or "none") for each article that was given, sorted."""
    quotes: tuple[Quote, ...] = ()
