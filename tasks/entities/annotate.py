"""The door of the entities stage: articles go in; mentions, their entities and aliases, and quotes come out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tasks.annotations import Annotations, EntityAlias, Mention
from tasks.entities.engines import choose_engine, prepare_engines, read_article
from tasks.entities.quotations import read_quotes
from tasks.entities.resolve import (
    ACRONYM,
    COUNTRY_NAME,
    FAMILY_NAME,
    KNOWN_ALIAS,
    SHORT_FORM,
    SPELLING,
    SURFACE,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tasks.annotations import Entity, EntityKind, Quote
    from tasks.entities.resolve import ResolvedName
    from tasks.models import Text

ENGINES = ("spacy", "gazetteer", "none")
"""What `annotate` may be told to use; the best of them that knows a language reads it."""

ALIAS_CONFIDENCE = {
    COUNTRY_NAME: 1.0,  # from a table
    KNOWN_ALIAS: 0.95,  # from a table, but a namesake could be meant
    SURFACE: 0.9,  # a title, a full stop or an apostrophe away from the name
    ACRONYM: 0.9,  # its long form is in the same document
    SHORT_FORM: 0.8,  # one longer name in the same document fits
    FAMILY_NAME: 0.8,  # one full name in the same document fits, but a relative could be meant
    SPELLING: 0.6,  # alike, and supported by a title or the company it keeps
}


def annotate(
    articles: Sequence[Text], engine: str, *, known: Mapping[str, EntityKind] | None = None, whole: bool = False
) -> Annotations:
    """Return the names and quotes in `articles`, one representative for each cluster of copies.

    Args:
        articles: in any order; what is found in one never depends on the others.
        engine: "spacy" reads English articles by rules and a model, and others with the gazetteer; "gazetteer" reads
            all with it; "none" reads nothing, no quotes either.
        known: kinds of names that are known from elsewhere, by `fold_name`; they settle doubts without the model.
            Results depend on them: give the same ones to get the same rows.
        whole: show the model every word instead of doubtful names only; slower, and a measure of the shortcut.

    Returns:
        Mentions and quotes sorted by (article_id, start_char), entities by entity_id, aliases by (entity_id, alias,
        source), and which engine read which article: "none" where none knows the language. Every mention's entity is
        among the entities, and so is every speaker's; only English quotes have speakers. Nothing is loaded unless an
        article needs it.

    Raises:
        ValueError: the engine is not one of ENGINES.
    """
    if engine not in ENGINES:
        raise ValueError(f"unknown entities engine {engine!r}: use one of {', '.join(ENGINES)}")
    engines = {article.article_id: choose_engine(article.in_language, engine) for article in articles}
    with prepare_engines(engines.values()):
        resolved = [
            (article.article_id, name, engines[article.article_id])
            for article in articles
            for name in read_article(article, engines[article.article_id], known, whole=whole)
        ]
    mentions = _sort_mentions(_mention(*found) for found in resolved)
    return Annotations(
        mentions=mentions,
        entities=_unite_entities(name.entity for _, name, _ in resolved),
        aliases=_list_aliases(name for _, name, _ in resolved),
        engines=tuple(sorted(engines.items())),
        quotes=() if engine == "none" else _read_all_quotes(articles, mentions),
    )


def _read_all_quotes(articles: Iterable[Text], mentions: Iterable[Mention]) -> tuple[Quote, ...]:
    named: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        named[mention.article_id].append(mention)
    quotes = {
        quote
        for article in articles
        for quote in read_quotes(article, named[article.article_id] if _is_english(article) else None)
    }
    return tuple(sorted(quotes, key=lambda quote: (quote.article_id, quote.start_char, -quote.end_char)))


def _is_english(article: Text) -> bool:
    return article.in_language.lower().split("-")[0] == "en"


def _mention(article_id: int, name: ResolvedName, engine: str) -> Mention:
    span, entity = name.span, name.entity
    return Mention(
        article_id=article_id,
        entity_id=entity.entity_id,
        surface=span.surface,
        kind=entity.kind,
        start_char=span.start_char,
        end_char=span.end_char,
        engine=engine,
        confidence=span.confidence,
    )


def _sort_mentions(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(set(mentions), key=lambda mention: (mention.article_id, mention.start_char)))


def _unite_entities(found: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return one entity for each id; spellings that differ in case share one, and the plainest of them is the name."""
    entities: dict[int, Entity] = {}
    for entity in found:
        entities[entity.entity_id] = min(entities.get(entity.entity_id, entity), entity, key=_plainness)
    return tuple(sorted(entities.values(), key=lambda entity: entity.entity_id))


def _plainness(entity: Entity) -> tuple[int, str]:
    return sum(character.isupper() for character in entity.name), entity.name


def _list_aliases(names: Iterable[ResolvedName]) -> tuple[EntityAlias, ...]:
    """Return the surfaces that differ from their entity's name by more than case."""
    aliases = set()
    for name in names:
        alias = " ".join(name.span.surface.split())
        if alias.casefold() != name.entity.name.casefold():
            aliases.add(EntityAlias(name.entity.entity_id, alias, name.source, ALIAS_CONFIDENCE[name.source]))
    return tuple(sorted(aliases, key=lambda alias: (alias.entity_id, alias.alias, alias.source)))
