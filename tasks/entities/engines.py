"""Which engine reads an article: spacy English ones, the gazetteer those it has tables for, none the rest."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from tasks.entities.gazetteer import knows_language, match_names
from tasks.entities.reading import read_names
from tasks.entities.recognize import bound_text, forget_words, recognize_names
from tasks.entities.resolve import resolve_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from contextlib import AbstractContextManager

    from tasks.annotations import EntityKind
    from tasks.entities.resolve import ResolvedName
    from tasks.models import Text

SPACY, GAZETTEER, NONE = "spacy", "gazetteer", "none"
MODEL_LANGUAGES = {"en"}


def choose_engine(in_language: str, wanted: str) -> str:
    """Return the engine that reads a text in `in_language` where `wanted` is the setting: never English for others."""
    language = in_language.lower().split("-")[0]
    if wanted == SPACY and language in MODEL_LANGUAGES:
        return SPACY
    return GAZETTEER if wanted != NONE and knows_language(language) else NONE


def prepare_engines(engines: Iterable[str]) -> AbstractContextManager[object]:
    """Return a context in which `engines` may read articles; it gives back the memory they took when it ends."""
    return forget_words() if SPACY in engines else nullcontext()


def read_article(
    article: Text, engine: str, known: Mapping[str, EntityKind] | None = None, *, whole: bool = False
) -> list[ResolvedName]:
    """Return the names in one article as `engine` reads them, in text order."""
    if engine == SPACY:
        body = bound_text(article.article_body)
        return resolve_names(body, read_names(body, recognize_names, known, whole=whole))
    if engine == GAZETTEER:
        return match_names(article.article_body, article.in_language.lower().split("-")[0])
    return []
