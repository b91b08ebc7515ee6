"""Quotes as records: what was found in an article and who said it, with ids that article and place alone decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tasks.annotations import Quote
from tasks.entities.quotes import find_quotes
from tasks.entities.speakers import Attribution, attribute
from tasks.models import stable_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tasks.annotations import Mention
    from tasks.entities.quotes import QuoteSpan
    from tasks.models import Text


def read_quotes(article: Text, mentions: Sequence[Mention] | None) -> Iterator[Quote]:
    """Yield the quotes of an article in text order, each as the only rendering of what was said.

    Args:
        article: in any language.
        mentions: the names in it, in text order; None where no engine reads its language: then nobody is the speaker.
    """
    spans = find_quotes(article.article_body)
    if mentions is None:
        found = tuple(Attribution(span.kind, confidence=0.0) for span in spans)
    else:
        found = attribute(article.article_body, spans, mentions)
    for span, attribution in zip(spans, found, strict=True):
        yield _make_quote(article, span, attribution)


def _make_quote(article: Text, span: QuoteSpan, found: Attribution) -> Quote:
    quote_id = stable_id("quote", str(article.article_id), str(span.start_char), str(span.end_char))
    return Quote(
        quote_id=quote_id,
        article_id=article.article_id,
        text=article.article_body[span.start_char : span.end_char],
        start_char=span.start_char,
        end_char=span.end_char,
        kind=found.kind,
        speaker=found.speaker,
        speaker_entity_id=found.entity_id,
        cue=found.cue,
        utterance_id=quote_id,
        confidence=found.confidence,
    )
