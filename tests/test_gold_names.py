"""The gold set of names and quotes can be read, is as large as it must be, and its markup keeps its own rules."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from gold_names import (
    MENTION_KINDS,
    PARTS,
    QUOTE_KINDS,
    GoldMention,
    GoldQuote,
    MarkupError,
    load,
    parse,
)

ARTICLES = [(part, article) for part in PARTS for article in load(part)]
COUNTED = ("PERSON", "ORGANISATION", "PLACE")
NAMED_WITH_AN_S = ("Moody’s", "Sotheby's", "St Brannock's")
MARKS = "\"'“”‘’„«»"

every_article = pytest.mark.parametrize("article", [pytest.param(one, id=one.id) for _, one in ARTICLES])


def test_offsets_are_those_of_the_plain_text():
    """Marks leave nothing behind in the text, and offsets point to what they enclosed."""
    text, mentions, quotes = parse(
        "“{{QUOTE kind=direct speaker=ana|I like [[PLACE:rome|Rome]]}},” [[PERSON:ana|Ana]] said."
    )
    assert text == "“I like Rome,” Ana said."
    assert mentions == (GoldMention(8, 12, "PLACE", "rome"), GoldMention(15, 18, "PERSON", "ana"))
    assert quotes == (GoldQuote(1, 12, "direct", "ana", ""),)


def test_a_quote_in_a_quote_is_two_quotes():
    """The outer one comes first; who cannot be named keeps his surface."""
    marked = '{{QUOTE kind=direct speaker=ana|He said ‘{{QUOTE kind=direct speaker=none surface="He"|no}}’}}'
    text, _, quotes = parse(marked)
    assert text == "He said ‘no’"
    assert quotes == (GoldQuote(0, 12, "direct", "ana", ""), GoldQuote(9, 11, "direct", None, "He"))


@pytest.mark.parametrize(
    "marked",
    [
        "[[PERSON:ana|Ana",
        "Ana]]",
        "[[PERSON:ana|Ana}}",
        "[[Ana]]",
        "[[HERO:ana|Ana]]",
        "{{QUOTE kind=direct|no speaker}}",
        "{{QUOTE kind=loud speaker=ana|No}}",
        "{{QUOTE kind=direct speaker=none|no surface}}",
        '{{QUOTE kind=direct speaker=ana surface="she"|one too many}}',
    ],
)
def test_broken_markup_is_refused(marked):
    """A slip in the markup is an error, not a wrong figure later."""
    with pytest.raises(MarkupError):
        parse(marked)


def test_unknown_part_is_refused():
    """There are two parts and no others."""
    with pytest.raises(ValueError, match="development, held_out"):
        load("training")


def test_each_part_has_one_half_of_each_kind():
    """Fifteen articles each, and both halves hold the same sorts of news."""
    kinds = {part: Counter(article.kind for of, article in ARTICLES if of == part) for part in PARTS}
    assert kinds["development"] == kinds["held_out"]
    assert kinds["held_out"].total() == 15


def test_the_set_is_large_enough():
    """At least 600 names that count and 150 quotes, in halves that do not differ much."""
    for part in PARTS:
        articles = [article for of, article in ARTICLES if of == part]
        assert sum(mention.kind in COUNTED for article in articles for mention in article.mentions) >= 400
        assert sum(len(article.quotes) for article in articles) >= 130


def test_every_kind_occurs_in_both_halves():
    """No kind of name or quote is measured in one half only."""
    for part in PARTS:
        articles = [article for of, article in ARTICLES if of == part]
        assert {mention.kind for article in articles for mention in article.mentions} == set(MENTION_KINDS)
        assert {quote.kind for article in articles for quote in article.quotes} == set(QUOTE_KINDS)


def test_an_entity_has_one_kind():
    """The same key means the same thing in all articles."""
    kinds = {(mention.entity, mention.kind) for _, article in ARTICLES for mention in article.mentions}
    assert [key for key, count in Counter(key for key, _ in kinds).items() if count > 1] == []


@every_article
def test_texts_are_articles(article):
    """180 to 450 words, paragraphs parted by one blank line, no mark left over."""
    assert 180 <= len(article.text.split()) <= 450
    assert not re.search(r"\n\n\n|(?<!\n)\n(?!\n)|[\[\]{}|]|  ", article.text)


@every_article
def test_spans_are_bare(article):
    """Neither white space nor the quotation marks around a quote or name are part of it."""
    for span in (*article.mentions, *article.quotes):
        words = article.text[span.start : span.end]
        assert words == words.strip()
        assert words.strip('"“„«')[:1] == words[:1]


@every_article
def test_quotes_stand_in_quotation_marks(article):
    """A mark stands before every quote; the one behind it may be missing at a paragraph's end only."""
    for quote in article.quotes:
        assert article.text[quote.start - 1] in MARKS
        assert re.match(rf"[.,]?[{MARKS}]|\n\n|$", article.text[quote.end :])


@every_article
def test_mentions_do_not_overlap(article):
    """A name inside a longer name is not marked."""
    ends = [mention.end for mention in article.mentions]
    starts = [mention.start for mention in article.mentions]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))


@every_article
def test_mentions_are_whole_words(article):
    """A name ends where a word ends, and titles, articles and possessives stand outside."""
    for mention in article.mentions:
        surface, before, behind = (
            article.text[mention.start : mention.end],
            article.text[mention.start - 1 : mention.start],
            article.text[mention.end : mention.end + 1],
        )
        assert not before.isalnum()
        assert not behind.isalnum()
        assert not re.match(r"(?:Mr|Mrs|Ms|Dr|President|Judge|Coach|Prof)\b|[Tt]he (?!Hague)", surface)
        assert not re.search(r"['’]s$", surface) or surface in NAMED_WITH_AN_S


@every_article
def test_speakers_are_named_in_the_article(article):
    """Who is given as a speaker is an entity of the same article."""
    named = {mention.entity for mention in article.mentions}
    assert {quote.speaker for quote in article.quotes} - {None} <= named
