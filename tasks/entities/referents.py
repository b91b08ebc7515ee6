"""Whom a phrase means: a name, "she", "the Finnish envoy", "the letter from the ministry", or nobody with a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks.annotations import EntityKind
from tasks.entities.cast import THIRD_PERSON, Cast, Member
from tasks.entities.descriptions import (
    describe,
    find_joined,
    find_owner,
    gender_of,
    is_called_medium,
    is_common_noun,
    is_first_of_two,
    is_personal,
    skip_publishing,
    trailing_capitals,
)
from tasks.entities.grammar import DETERMINERS, PRONOUNS
from tasks.entities.openings import find_main_subject
from tasks.entities.phrases import Phrase, find_inverted
from tasks.entities.speech import load_speech

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tasks.entities.frames import Sentence, Token

NAMED, NAMED_WITHOUT_ENTITY, ROLE, PRONOUN, UNNAMED, UNKNOWN = 0.95, 0.7, 0.8, 0.8, 0.8, 0.4
"""How sure a phrase is of whom it means."""

INDEFINITE = frozenset(
    "a an some one two three four five six several many most few another other all any no every each".split()  # noqa: SIM905
)
FARTHEST_INSTITUTION = 3  # sentences from "Acme" to "the company"
FARTHEST_UNNAMED = 2  # sentences from "a nurse" to "the nurse"
FARTHEST_SENTENCE = 25  # sentences that a pronoun looks back at most
LONGEST_CHAIN = 20  # pronouns that stand for each other
FARTHEST = 5  # sentences that a pronoun looks back beyond its paragraph
OWNERS = {"his": "he", "her": "she", "its": "it"}


TITLES = frozenset("mr mrs ms miss dr sir lady lord dame prof gen sen rep gov judge".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Referent:
    """Somebody: with the name and entity that the article has for them, or neither."""

    surface: str
    confidence: float
    name: str | None = None
    entity_id: int | None = None
    is_medium: bool = False


class Reader:
    """Reads phrases of one article, with all that is said before them in mind."""

    def __init__(self, body: str, sentences: Sequence[Sentence], cast: Cast) -> None:
        self.speakers: dict[int, Referent] = {}
        """Sentence number -> who speaks in it, filled in as the article is read."""
        self._body = body
        self._sentences = sentences
        self._cast = cast
        self._subjects: dict[int, Referent | None] = {}
        self._chains: dict[tuple[int, str], Referent | None] = {}
        self._chained = 0

    def resolve(self, number: int, phrase: Phrase) -> Referent:  # noqa: PLR0911  (one for each sort of phrase)
        """Return whom a phrase of sentence `number` means."""
        tokens = self._sentences[number].tokens
        head = tokens[phrase.last]
        surface = self._body[tokens[phrase.first].start : head.end]
        if head.lower in PRONOUNS:
            return self._resolve_pronoun(number, phrase.last, head.lower)
        if is_first_of_two(tokens, phrase):
            return Referent(surface, UNNAMED)
        if (joint := find_joined(tokens, phrase)) is not None:
            return Referent(self._body[tokens[joint].start : head.end], UNNAMED)
        if head.is_name and not head.is_person and is_called_medium(tokens, phrase):
            return Referent(surface, UNNAMED, is_medium=True)
        if head.is_name:
            return self._refer(self._cast.of(head), surface)
        if head.is_capitalised and (found := self._resolve_capitals(tokens, phrase, surface)):
            return found
        return self._resolve_noun(number, phrase, surface)

    def _refer(self, member: Member, surface: str, confidence: float = NAMED) -> Referent:
        if member.kind is not EntityKind.PERSON and load_speech().is_medium(member.name):
            return Referent(surface, UNNAMED, is_medium=True)
        return Referent(surface, confidence, member.name, member.entity_id)

    def _resolve_capitals(self, tokens: Sequence[Token], phrase: Phrase, surface: str) -> Referent | None:
        """Return whom capitals mean that no engine took for a name; None if they are "Officials" or "President"."""
        words = trailing_capitals(tokens, phrase)
        plain = [word for word in words if word.lower().rstrip(".") not in TITLES]
        if not plain or is_common_noun(plain[-1].lower()):
            return None
        before = tokens[phrase.last - len(words)] if phrase.last - len(words) >= phrase.first else None
        if len(words) == 1 and before and before.is_person:  # an engine saw only the first half of a name
            return self._refer(self._cast.of(before), surface, NAMED_WITHOUT_ENTITY)
        if member := self._cast.find_name(" ".join(plain)):
            return self._refer(member, surface, NAMED_WITHOUT_ENTITY)
        starts_sentence = phrase.first == 0 and len(words) == 1
        if starts_sentence or load_speech().is_medium(" ".join(plain)):
            return None
        return Referent(surface, NAMED_WITHOUT_ENTITY, " ".join(plain))

    def _resolve_noun(  # noqa: PLR0911  (one for each sort of noun)
        self, number: int, phrase: Phrase, surface: str
    ) -> Referent:
        tokens = self._sentences[number].tokens
        head = tokens[phrase.last].lower
        unnamed = Referent(surface, UNNAMED)
        if head.removesuffix("s") in load_speech().documents:
            return self._resolve_issuer(number, phrase) or unnamed
        first = tokens[phrase.first].lower
        if first in INDEFINITE or first.isdigit() or (head.endswith("s") and head not in load_speech().roles):
            return unnamed
        words, countries = describe(tokens, phrase)
        if first in DETERMINERS and (generic := self._resolve_generic(number, phrase, words)):
            return generic
        if self._is_new(number, head):
            return unnamed
        owner = find_owner(tokens, phrase)
        if not words and first == "the" and (member := self._cast.find_compatriot(countries)):
            return self._refer(member, surface, ROLE)
        if words and is_personal(words[-1]) and (member := self._cast.find_role(words, countries, owner)):
            return self._refer(member, surface, ROLE)
        if first == "the" and head in load_speech().institutions and (member := self._find_institution(number, words)):
            return self._refer(member, surface, ROLE)
        return unnamed

    def _is_new(self, number: int, noun: str) -> bool:
        """Tell whether "the nurse" is "a nurse" without a name who came up right before."""
        for sentence in self._sentences[max(0, number - FARTHEST_UNNAMED) : number]:
            for place, token in enumerate(sentence.tokens[1:], start=1):
                if token.lower == noun and sentence.tokens[place - 1].lower in {"a", "an", "another", "his", "her"}:
                    following = sentence.tokens[place + 1 : place + 3]
                    return not any(other.is_name or other.is_capitalised for other in following)
        return False

    def _find_institution(self, number: int, words: Sequence[str]) -> Member | None:
        """Return which institution "the ministry" is: by its name, else the only one in the sentence before."""
        member = self._cast.find_institution(words[-1]) if words else None
        if member or len(words) != 1 or words[0] in load_speech().general_institutions:
            return member
        for sentence in reversed(self._sentences[max(0, number - FARTHEST_INSTITUTION) : number]):
            if named := self._institutions_in(sentence):
                return named[0] if len(named) == 1 else None
        return None

    def _institutions_in(self, sentence: Sentence) -> list[Member]:
        members = [self._cast.of(token) for token in sentence.tokens if token.is_name]
        named = {member.entity_id: member for member in members if member.kind is EntityKind.ORGANISATION}
        return [member for member in named.values() if not load_speech().is_medium(member.name)]

    def _resolve_generic(self, number: int, phrase: Phrase, words: Sequence[str]) -> Referent | None:
        """Return who "the 34-year-old" or "the father of two" is: whoever was spoken of last."""
        if not words or not words[-1].endswith("-year-old"):
            return None
        return next((one for one in self._recent(number, phrase.first, "they") if one.name), None)

    def _resolve_issuer(self, number: int, phrase: Phrase) -> Referent | None:
        """Return who made a document: "Roe's letter", "a statement from the ministry"."""
        tokens = self._sentences[number].tokens
        if tokens[phrase.first].lower in OWNERS:
            return self._resolve_pronoun(number, phrase.first, OWNERS[tokens[phrase.first].lower])
        after = skip_publishing(tokens, phrase.last + 1)
        if (
            after < len(tokens)
            and tokens[after].lower in {"from", "by", "of"}
            and (issuer := find_inverted(tokens, after))
        ):
            found = self.resolve(number, issuer)
            return found if found.name else None
        owners = [place for place in range(phrase.first, phrase.last) if tokens[place].is_name]
        return self._refer(self._cast.of(tokens[owners[-1]]), tokens[owners[-1]].text) if owners else None

    def _resolve_pronoun(self, number: int, place: int, pronoun: str) -> Referent:
        surface = pronoun
        if pronoun == "it" and (institution := self._institution_before(number, place)):
            return institution
        if pronoun not in {"he", "she", "it"}:
            return Referent(surface, UNKNOWN)
        for candidate in self._recent(number, place, pronoun):
            return Referent(surface, candidate.confidence * PRONOUN, candidate.name, candidate.entity_id)
        return Referent(surface, UNKNOWN)

    def _institution_before(self, number: int, place: int) -> Referent | None:
        """Return the institution that the same sentence is about: "The ministry issued a note in which it ..."."""
        tokens = self._sentences[number].tokens
        subject = find_main_subject(tokens, place)
        if subject is None or tokens[subject.last].lower not in load_speech().institutions:
            return None
        return self.resolve(number, subject)

    def _recent(self, number: int, place: int, pronoun: str) -> Iterator[Referent]:
        """Yield who can be meant by a pronoun, the likeliest first."""
        tokens = self._sentences[number].tokens
        skipped = place - 2 if place > 1 and tokens[place - 1].lower == "," else -1  # Ibsen, she says, would
        yield from self._order(
            [token for at, token in enumerate(tokens[:place]) if token.is_name and at != skipped], pronoun
        )
        paragraph, beyond = self._sentences[number].paragraph, 0
        for earlier in range(number - 1, max(-1, number - 1 - FARTHEST_SENTENCE), -1):
            sentence = self._sentences[earlier]
            beyond += sentence.paragraph != paragraph
            if beyond > FARTHEST or sentence.is_tweet:
                return
            yield from self._candidates(earlier, pronoun)

    def _candidates(self, number: int, pronoun: str) -> Iterator[Referent]:
        """Yield the speaker of a sentence, then its subject, then the others in it."""
        for likely in (self.speakers.get(number), self._subject_of(number)):
            if likely and self._may_be(likely, pronoun):
                yield likely
        if (chained := self._same_pronoun(number, pronoun)) and self._may_be(chained, pronoun):
            yield chained
        yield from self._order([token for token in self._sentences[number].tokens if token.is_name], pronoun)

    def _same_pronoun(self, number: int, pronoun: str) -> Referent | None:
        """Return whom the same pronoun means in an earlier sentence, if it stands there."""
        if (number, pronoun) not in self._chains:
            tokens = self._sentences[number].tokens
            place = next((at for at, token in enumerate(tokens) if token.lower == pronoun), -1)
            self._chains[number, pronoun] = None  # as long as it is being read, and where the chain is too long
            if place >= 0 and self._chained < LONGEST_CHAIN:
                self._chained += 1
                self._chains[number, pronoun] = self._resolve_pronoun(number, place, pronoun)
                self._chained -= 1
        return self._chains[number, pronoun]

    def _may_be(self, likely: Referent, pronoun: str) -> bool:
        if likely.entity_id is None and likely.name:
            return gender_of(likely.name) in {None, THIRD_PERSON.get(pronoun)}
        if likely.entity_id is None:
            return pronoun in {"he", "she"} and any(map(is_personal, likely.surface.lower().split()))
        member = self._cast.member(likely.entity_id)
        if pronoun in THIRD_PERSON:
            return member.fits(pronoun)
        return member.kind is EntityKind.ORGANISATION if pronoun == "it" else member.is_person

    def _order(self, tokens: Sequence[Token], pronoun: str) -> Iterator[Referent]:
        """Yield those named by `tokens` whom the pronoun fits, first those of whom its gender is known."""
        members = [self._cast.of(token) for token in tokens]
        if pronoun in THIRD_PERSON:
            fitting = [member for member in members if member.fits(pronoun)]
            fitting.sort(key=lambda member: member.gender is None)
        else:
            wanted = EntityKind.ORGANISATION if pronoun == "it" else EntityKind.PERSON
            fitting = [
                member for member in members if member.kind is wanted and not load_speech().is_medium(member.name)
            ]
        for member in fitting:
            yield self._refer(member, member.name)

    def _subject_of(self, number: int) -> Referent | None:
        """Return the person whom a sentence is about: by name, by role, or nameless as in "A spokesman denied it"."""
        if number not in self._subjects:
            self._subjects[number] = self._read_subject(number)
        return self._subjects[number]

    def _read_subject(self, number: int) -> Referent | None:
        tokens = self._sentences[number].tokens
        phrase = find_main_subject(tokens, len(tokens))
        if phrase is None or tokens[phrase.last].lower in PRONOUNS:
            return None
        if tokens[phrase.last].is_name:  # of two that are joined, the first
            return self._refer(self._cast.of(tokens[phrase.last]), tokens[phrase.last].text)
        found = self.resolve(number, phrase)
        is_full_name = found.name is not None and " " in found.name
        if (
            found.entity_id is not None
            or is_full_name
            or (tokens[phrase.first].lower in INDEFINITE - {"no"} and is_personal(tokens[phrase.last].lower))
        ):
            return found
        return None
