"""Quotes as records."""

import pytest

from tasks.annotations import EntityKind, Mention, QuoteKind
from tasks.entities.quotations import read_quotes
from tasks.models import Text

BODY = "“We go,” Ms. Roe told reporters. “Now.”"
MENTIONS = [Mention(7, 3, "Roe", EntityKind.PERSON, 13, 16, "gold", 1.0)]


def test_a_quote_says_who_said_what_and_where():
    """Text, offsets, kind, speaker, entity and cue stand together, and each quote is its own utterance."""
    quote = next(iter(read_quotes(Text(7, "en", BODY), MENTIONS)))
    assert (quote.text, BODY[quote.start_char : quote.end_char]) == ("We go,", "We go,")
    assert (quote.speaker, quote.speaker_entity_id, quote.cue) == ("Roe", 3, "Ms. Roe told reporters")
    assert (quote.kind, quote.article_id, quote.utterance_id) == (QuoteKind.DIRECT, 7, quote.quote_id)


def test_ids_depend_on_article_and_place_alone():
    """The same quote has the same id whatever is known of its speaker; another article or place has another."""
    ids = [quote.quote_id for quote in read_quotes(Text(7, "en", BODY), MENTIONS)]
    assert [quote.quote_id for quote in read_quotes(Text(7, "en", BODY), None)] == ids
    assert len({*ids, *(quote.quote_id for quote in read_quotes(Text(8, "en", BODY), MENTIONS))}) == 4


@pytest.mark.parametrize("body", ["„Wir gehen“, sagte Anna Roe.", "« Nous partons », a dit Anne Roe."])
def test_languages_whose_names_are_not_read_have_no_speakers(body):
    """The words are found, and nobody is guessed."""
    (quote,) = read_quotes(Text(7, "de", body), None)
    assert (quote.speaker, quote.speaker_entity_id, quote.cue, quote.confidence) == (None, None, None, 0.0)
