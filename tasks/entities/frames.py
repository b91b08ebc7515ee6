"""The sentences around quotes: a text as tokens, in which a whole quote is one token and a recognised name another."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from tasks.annotations import EntityKind
from tasks.entities.pairs import PARAGRAPH
from tasks.entities.speech import load_speech

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tasks.annotations import Mention
    from tasks.entities.quotes import QuoteSpan

TOKEN = re.compile(
    r"(?:Mrs?|Ms|Dr|Gen|Sen|Rep|Gov|St|Prof|Lt|Col|Sgt|Capt|Maj|Adm|Rev|Hon|Jr|Sr|Inc|Ltd|Corp|vs)\."
    r"|(?:[A-Z]\.)+(?:[A-Z]\b)?|[ap]\.m\."
    r"|\d+(?:[.,:]\d+)*(?![\w-])|['’]s\b|\w+(?:[-‑'’](?!s\b)\w+)*"
    r"|\.{3}|--|[.!?…,:;()\[\]—–]"
)
FULL_STOPS = frozenset([".", "!", "?", "…", "..."])
QUOTATION_MARKS = "\"'“”„‟‘’‚‛«»‹›` \t\n\u00a0\u202f"
TWEET = re.compile(r"(?:[—–]|--)\s?[^\n]{0,80}\(@\w+\)|pic\.twitter\.com/|https://t\.co/")
LONGEST_SENTENCE = 300  # tokens; more is no sentence, and costs time
LONGEST_TAG = 9  # tokens between a question and "asked"


class TokenKind(StrEnum):
    """What a token is."""

    WORD = "word"
    NAME = "name"
    QUOTE = "quote"
    SIGN = "sign"


class Token(NamedTuple):
    """A word, a sign, a recognised name or a whole quote with its marks: body[start:end]."""

    kind: TokenKind
    text: str
    lower: str
    """The text of a word or a sign in lower case; nothing for names and quotes."""
    start: int
    end: int
    number: int = -1
    """Of the quote or the mention."""
    entity_kind: EntityKind | None = None
    """Of a name."""

    @property
    def is_person(self) -> bool:
        """Whether it is the name of a person."""
        return self.entity_kind is EntityKind.PERSON

    @property
    def is_name(self) -> bool:
        """Whether it is a recognised name."""
        return self.kind is TokenKind.NAME

    @property
    def is_quote(self) -> bool:
        """Whether it is a quote."""
        return self.kind is TokenKind.QUOTE

    @property
    def is_word(self) -> bool:
        """Whether it is a word that is no recognised name."""
        return self.kind is TokenKind.WORD

    @property
    def is_capitalised(self) -> bool:
        """Whether it is a word that begins with a capital."""
        return self.kind is TokenKind.WORD and self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the quotes in it, whatever stands inside them."""

    tokens: tuple[Token, ...]
    paragraph: int
    is_tweet: bool
    """It stands in somebody's post that the article shows."""

    @property
    def is_bare(self) -> bool:
        """Whether it consists of quotes alone."""
        return all(token.is_quote or token.lower in FULL_STOPS for token in self.tokens)


def read_sentences(body: str, quotes: Sequence[QuoteSpan], mentions: Sequence[Mention]) -> list[Sentence]:
    """Return the sentences of `body`; a quote over several paragraphs makes one paragraph of them.

    Args:
        body: the text.
        quotes: as found in it; those within other quotes are no tokens.
        mentions: names in it, in text order; those inside quotes are no tokens, nor those that overlap an earlier one,
            nor demonyms.
    """
    marked = _list_marked(body, quotes, mentions)
    starts = [token.start for token in marked]
    sentences: list[Sentence] = []
    for number, (start, end) in enumerate(_list_blocks(body, quotes)):
        inside = marked[bisect_left(starts, start) : bisect_left(starts, end)]
        tokens = list(_tokenize(body, start, end, inside))
        is_tweet = TWEET.search(body, start, end) is not None
        sentences += [Sentence(tuple(part), number, is_tweet) for part in _split_sentences(tokens)]
    return sentences


def _list_marked(body: str, quotes: Sequence[QuoteSpan], mentions: Sequence[Mention]) -> list[Token]:
    """Return the quotes and the names outside them as tokens, in text order, none of which overlap."""
    spans = [
        Token(TokenKind.QUOTE, _words_of(body, quote), "", quote.marked_start, quote.marked_end, number)
        for number, quote in enumerate(quotes)
        if not quote.depth
    ]
    spans += [
        Token(TokenKind.NAME, mention.surface, "", mention.start_char, mention.end_char, number, mention.kind)
        for number, mention in enumerate(mentions)
        if mention.kind is not EntityKind.OTHER and mention.surface.lower() not in load_speech().demonyms
    ]
    spans.sort(key=lambda token: (token.start, -token.end))
    kept: list[Token] = []
    for token in spans:
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
        elif token.is_quote:
            kept[-1] = token  # a name that runs into a quote
    return kept


def _words_of(body: str, quote: QuoteSpan) -> str:
    return body[quote.marked_start : quote.marked_end].strip(QUOTATION_MARKS)


def _list_blocks(body: str, quotes: Sequence[QuoteSpan]) -> list[tuple[int, int]]:
    """Return the paragraphs as (start, end), joined where a quote runs from one to the next."""
    ends = sorted((quote.marked_start, quote.marked_end) for quote in quotes if not quote.depth)
    blocks: list[tuple[int, int]] = []
    position = 0
    for start, end in (found.span() for found in PARAGRAPH.finditer(body)):
        while position < len(ends) and ends[position][1] <= start:
            position += 1
        if blocks and position < len(ends) and ends[position][0] < start:
            blocks[-1] = (blocks[-1][0], end)
        else:
            blocks.append((start, end))
    return blocks


def _tokenize(body: str, start: int, end: int, marked: Sequence[Token]) -> Iterator[Token]:
    position = start
    for token in marked:
        yield from _read_words(body, position, token.start)
        yield token
        position = token.end
    yield from _read_words(body, position, end)


def _read_words(body: str, start: int, end: int) -> Iterator[Token]:
    for found in TOKEN.finditer(body, start, end):
        text = found[0].replace("’", "'")
        kind = TokenKind.WORD if text[0].isalnum() or text[0] in "'_" else TokenKind.SIGN
        yield Token(kind, text, text.lower(), *found.span())


def _split_sentences(tokens: list[Token]) -> Iterator[list[Token]]:
    start = 0
    for place, token in enumerate(tokens):
        if place + 1 == len(tokens) or place + 1 - start == LONGEST_SENTENCE or _ends_sentence(tokens, place, token):
            yield tokens[start : place + 1]
            start = place + 1


def _ends_sentence(tokens: list[Token], place: int, token: Token) -> bool:
    following = tokens[place + 1]
    if token.lower in FULL_STOPS:
        return following.is_quote or following.is_name or not following.text[0].islower()
    if not token.is_quote or token.text[-1:] not in FULL_STOPS or following.kind is TokenKind.SIGN:
        return False
    if following.is_word and following.text[0].islower():
        return False
    return not _is_tag(tokens[place + 1 : place + 1 + LONGEST_TAG], is_question=token.text[-1] in "?!")


def _is_tag(tokens: list[Token], *, is_question: bool) -> bool:
    """Tell whether a tag follows a quote that ends like a sentence: “Who knows?” Ms. Roe asked."""
    for place, token in enumerate(tokens):
        if token.is_quote or token.lower in FULL_STOPS:
            return False
        if token.is_word and load_speech().is_saying(token.text):
            return is_question or place + 1 == len(tokens) or tokens[place + 1].lower in FULL_STOPS
    return False
