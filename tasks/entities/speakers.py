"""Who said it: for each quote of an English article the speaker, the words that tell so, and how sure they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tasks.annotations import QuoteKind
from tasks.entities.cast import Cast
from tasks.entities.frames import read_sentences
from tasks.entities.grammar import BEING, PRONOUNS
from tasks.entities.openings import find_main_subject
from tasks.entities.phrases import Phrase
from tasks.entities.referents import Reader, Referent
from tasks.entities.sayings import Saying, choose_saying, find_later_saying, find_source, read_sayings
from tasks.entities.speech import load_speech

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tasks.annotations import Mention
    from tasks.entities.frames import Sentence, Token
    from tasks.entities.quotes import QuoteSpan

LONGEST_CUE = 160  # characters
LONG_QUOTE = 5  # words: so many are somebody's, even without a verb of saying
MOST_BETWEEN = 2  # sentences between spoken ones of the same speaker in one paragraph

CARRIED, SOURCE, INTRODUCED, LATER, ABOUT = 0.9, 0.9, 0.85, 0.7, 0.5
GOES_ON, GOES_ON_AFTER_PAUSE, NEXT_PARAGRAPH, SPOKEN_NEXT = 0.95, 0.7, 0.75, 0.8
NOBODY = 0.5  # confidence in there being no speaker, where nothing tells
"""What is left of the certainty of a phrase, by how it was tied to the quote."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said a quote, as far as the article tells."""

    kind: QuoteKind
    surface: str = ""
    """How the article calls the speaker there: "Mr. Roe", "she", "a neighbour"; empty where it calls nobody."""
    speaker: str | None = None
    """The fullest name that it has for the speaker; None where nobody is named."""
    entity_id: int | None = None
    cue: str | None = None
    confidence: float = NOBODY


@dataclass(frozen=True, slots=True)
class Tie:
    """A speaker found for a quote, the cue that told, and whether somebody says it there at all."""

    referent: Referent | None
    cue: str
    factor: float = 1.0


def attribute(body: str, quotes: Sequence[QuoteSpan], mentions: Sequence[Mention]) -> tuple[Attribution, ...]:
    """Return the attribution of each of `quotes`, in their order.

    Args:
        body: an English text.
        quotes: what find_quotes found in it; those within other quotes get no speaker.
        mentions: the names in it with their entities, in text order.

    No quote is attributed across the end of a sentence, but for one that goes on where its speaker spoke before; a
    medium ("told Reuters", "according to Xinhua") stands in the cue and is no speaker; and in a post that the article
    shows nobody speaks.
    """
    if not quotes:
        return ()
    sentences = read_sentences(body, quotes, mentions)
    return _Attributor(body, quotes, sentences, Cast(sentences, mentions)).run()


class _Attributor:
    """Goes through the sentences of an article and remembers who spoke in them."""

    def __init__(self, body: str, quotes: Sequence[QuoteSpan], sentences: Sequence[Sentence], cast: Cast) -> None:
        self._body = body
        self._quotes = quotes
        self._sentences = sentences
        self._reader = Reader(body, sentences, cast)
        self._found = [Attribution(quote.kind) for quote in quotes]
        self._last: dict[int, int] = {}  # sentence number -> the last quote in it

    def run(self) -> tuple[Attribution, ...]:
        waiting: list[tuple[int, int]] = []
        for number, sentence in enumerate(self._sentences):
            if sentence.is_tweet:
                continue
            sayings: list[Saying] | None = None
            for place, token in enumerate(sentence.tokens):
                if not token.is_quote:
                    continue
                sayings = read_sayings(sentence.tokens) if sayings is None else sayings
                if not self._attribute(number, place, sayings):
                    waiting.append((number, token.number))
        for number, quote in waiting:
            self._look_ahead(number, quote)
        return tuple(self._found)

    def _attribute(self, number: int, place: int, sayings: list[Saying]) -> bool:
        sentence = self._sentences[number]
        quote = sentence.tokens[place].number
        tie = self._tie(number, place, sayings)
        if tie is None and self._quotes[quote].kind is QuoteKind.DIRECT and _stands_alone(sentence):
            return self._continue(number, quote)
        self._settle(number, quote, tie)
        return True

    def _settle(self, number: int, quote: int, tie: Tie | None) -> None:
        """Write down what a tie says of a quote, and who speaks in the sentence."""
        kind = self._quotes[quote].kind
        if tie is None or tie.referent is None:
            kind = QuoteKind.SCARE if kind is not QuoteKind.DIRECT else kind
            self._found[quote] = Attribution(kind, cue=tie.cue if tie else None)
            return
        kind = QuoteKind.PARTIAL if kind is QuoteKind.SCARE else kind
        referent = tie.referent
        self._found[quote] = Attribution(
            kind,
            referent.surface,
            referent.name,
            referent.entity_id,
            tie.cue,
            round(referent.confidence * tie.factor, 3),
        )
        self._reader.speakers.setdefault(number, referent)
        self._last[number] = quote

    def _tie(self, number: int, place: int, sayings: list[Saying]) -> Tie | None:
        tokens = self._sentences[number].tokens
        is_term = self._quotes[tokens[place].number].kind is QuoteKind.SCARE
        saying = choose_saying(tokens, sayings, place, is_term=is_term)
        source = find_source(tokens)
        if saying:
            return self._tie_saying(number, place, saying, source)
        if source:
            return self._tie_source(number, source, is_term=is_term)
        return self._tie_loosely(number, place, sayings)

    def _tie_saying(self, number: int, place: int, saying: Saying, source: tuple[int, Phrase] | None) -> Tie:
        cue = self._cue(number, saying, place)
        if source and source[0] > saying.verb and not source[0] > place > saying.verb:
            cue = cue if "ccording to" in cue else f"{cue} … {self._text(number, source[0], source[1].last)}"
        if saying.is_muted:
            return Tie(None, cue)
        referent = self._reader.resolve(number, saying.subject) if saying.subject else Referent("", NOBODY)
        return Tie(referent, cue[:LONGEST_CUE], CARRIED if saying.is_carried else 1.0)

    def _tie_source(self, number: int, source: tuple[int, Phrase], *, is_term: bool) -> Tie:
        """Tie a quote to its source; a term is nobody's if the source is nobody by name."""
        referent = self._reader.resolve(number, source[1])
        return Tie(
            None if is_term and not referent.name else referent, self._text(number, source[0], source[1].last), SOURCE
        )

    def _tie_loosely(self, number: int, place: int, sayings: list[Saying]) -> Tie | None:
        """Tie a quote without a verb before it: “Roe: “...””, “in a letter it “...””, “the “...”, Roe said”."""
        tokens = self._sentences[number].tokens
        quote = self._quotes[tokens[place].number]
        if place and tokens[place - 1].lower == ":":
            return self._tie_introduced(number, place)
        if place and (writer := self._writer(tokens, place)):
            return self._tie_phrase(number, writer, place, INTRODUCED)
        is_short = len(tokens[place].text.split()) < LONG_QUOTE
        if (not is_short or _is_equated(tokens, place)) and (later := find_later_saying(sayings, place)):
            return (
                Tie(self._reader.resolve(number, later.subject), self._cue(number, later, place), LATER)
                if later.subject
                else None
            )
        if is_short or quote.kind is QuoteKind.DIRECT:
            return None
        subject = find_main_subject(tokens, place)
        tie = self._tie_phrase(number, subject, place, ABOUT) if subject else None
        return tie if tie and tie.referent and tie.referent.name else None

    def _tie_introduced(self, number: int, place: int) -> Tie | None:
        """Tie a quote behind a colon to its subject, else to the only person: "More from Roe: “...”"."""
        tokens = self._sentences[number].tokens
        subject = find_main_subject(tokens, place - 1)
        tie = self._tie_phrase(number, subject, place, INTRODUCED) if subject else None
        if tie and tie.referent and tie.referent.name:
            return tie
        people = [at for at in range(place) if tokens[at].is_person]
        return self._tie_phrase(number, Phrase(people[0], people[0]), place, LATER) if len(people) == 1 else tie

    def _writer(self, tokens: Sequence[Token], place: int) -> Phrase | None:
        """Return the subject right before words that begin with a verb, where a letter or a speech is spoken of."""
        before = tokens[place - 1]
        is_subject = before.is_name or before.lower in PRONOUNS
        speaks = any(token.lower in load_speech().documents for token in tokens[: place - 1])
        return Phrase(place - 1, place - 1) if is_subject and speaks else None

    def _tie_phrase(self, number: int, phrase: Phrase, place: int, factor: float) -> Tie:
        return Tie(self._reader.resolve(number, phrase), self._text(number, phrase.first, place - 1), factor)

    def _continue(self, number: int, quote: int) -> bool:
        """Give a quote that stands alone the speaker of the words before it, in its paragraph or the one before."""
        paragraph = self._sentences[number].paragraph
        for distance in range(1, MOST_BETWEEN + 2):
            earlier = number - distance
            if earlier < 0 or self._sentences[earlier].is_tweet:
                return False
            if self._sentences[earlier].paragraph != paragraph:
                is_next = distance == 1 and self._is_bare_paragraph(number)
                return is_next and self._repeat(number, quote, earlier, NEXT_PARAGRAPH)
            if earlier in self._last:
                return self._repeat(number, quote, earlier, GOES_ON if distance == 1 else GOES_ON_AFTER_PAUSE)
            if self._names_others(earlier):
                return False
        return False

    def _names_others(self, number: int) -> bool:
        return any(token.is_name or token.is_quote for token in self._sentences[number].tokens)

    def _is_bare_paragraph(self, number: int) -> bool:
        paragraph = self._sentences[number].paragraph
        return all(one.is_bare for one in self._sentences[number : number + 9] if one.paragraph == paragraph)

    def _repeat(self, number: int, quote: int, earlier: int, factor: float) -> bool:
        if earlier not in self._last:
            return False
        found = self._found[self._last[earlier]]
        self._found[quote] = replace(
            found, kind=self._quotes[quote].kind, confidence=round(found.confidence * factor, 3)
        )
        self._reader.speakers[number] = self._reader.speakers[earlier]
        self._last[number] = quote
        return True

    def _look_ahead(self, number: int, quote: int) -> None:
        """Give a quote that opens a paragraph the speaker of the spoken sentence right behind it."""
        following = number + 1
        if following >= len(self._sentences) or following not in self._last:
            return
        sentence = self._sentences[following]
        if sentence.paragraph == self._sentences[number].paragraph and sentence.tokens[0].is_quote:
            self._repeat(number, quote, following, SPOKEN_NEXT)

    def _cue(self, number: int, saying: Saying, place: int) -> str:
        """Return the words from the speaker or the verb to the quote, or to the end of what follows it."""
        tokens = self._sentences[number].tokens
        first = min(saying.verb, saying.subject.first) if saying.subject and not saying.is_carried else saying.verb
        if saying.verb < place:
            return self._text(number, first, place - 1)
        last = next((at for at in range(saying.verb, len(tokens)) if tokens[at].is_quote), len(tokens)) - 1
        return self._text(number, first, last)

    def _text(self, number: int, first: int, last: int) -> str:
        tokens = self._sentences[number].tokens
        text = " ".join(self._body[tokens[first].start : tokens[last].end].split())
        return text.rstrip(" .,:;—–")[:LONGEST_CUE]


def _is_equated(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a quote is the subject of its sentence: “A farce” is how Roe describes it."""
    following = [token.lower for token in tokens[place + 1 : place + 3]]
    return len(following) > 1 and following[0] in BEING and following[1] in {"how", "what"}


def _stands_alone(sentence: Sentence) -> bool:
    return all(token.is_quote or token.kind == "sign" or token.text[:1].isdigit() for token in sentence.tokens)
