"""The people of one article, with what it says of them, so that "she" and "the Finnish envoy" find their bearers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tasks.annotations import EntityKind
from tasks.entities.asides import is_role, places_before, places_behind
from tasks.entities.countries import find_country
from tasks.entities.speech import load_speech

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tasks.annotations import Mention
    from tasks.entities.frames import Sentence, Token

SHORTEST_STEM = 4  # letters that "driller" and "drills" share
THIRD_PERSON = {"he": "m", "his": "m", "him": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}

RESTRICTING = frozenset(
    """
    opposition former ex deputy vice shadow rival assistant junior prime first second foreign interior home finance
    defence defense health justice education energy trade environment agriculture transport labour labor press incoming
    elder younger
    """.split()  # noqa: SIM905  (one word a line would fill a screen)
)
"""Words before a role that make it another one."""

ROLE_MATCH, CLASS_MATCH, COUNTRY_MATCH, STEM_MATCH = 3, 2, 2, 1
ENOUGH_MATCH = 2


@dataclass(slots=True)
class Member:
    """One person or institution of the article, by all that is said of them there."""

    entity_id: int
    name: str
    kind: EntityKind
    words: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    titles: Counter[str] = field(default_factory=Counter)
    """Genders, by titles and roles."""
    pronouns: Counter[str] = field(default_factory=Counter)
    """Genders, by pronouns nearby."""

    @property
    def is_person(self) -> bool:
        """Whether it can be a "he" or a "she", if an engine takes it for something else."""
        return self.kind is EntityKind.PERSON or bool(self.titles) or (self._first_name() is not None)

    @property
    def gender(self) -> str | None:
        """Return "m" or "f" where that is certain: by a title, else by the first name, else by pronouns that agree."""
        if self.titles:
            return _only_key(self.titles)
        return self._first_name() or _only_key(self.pronouns)

    def _first_name(self) -> str | None:
        """Return the gender of the first name, if there is one."""
        first, _, rest = self.name.lower().partition(" ")
        return load_speech().first_names.get(first) if rest and "." not in rest else None

    def fits(self, pronoun: str) -> bool:
        """Tell whether nothing speaks against this person being the "he" or "she"."""
        return self.is_person and self.gender in {None, THIRD_PERSON.get(pronoun)}


class Cast:
    """Everybody whom an article names outside its quotes."""

    def __init__(self, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> None:
        """Read what `sentences` say of the persons and institutions among `mentions`."""
        self._members: dict[int, Member] = {}
        self._mentions = mentions
        for mention in mentions:
            self._add(mention)
        for number, sentence in enumerate(sentences):
            following = sentences[number + 1] if number + 1 < len(sentences) else None
            self._read(sentence, following)

    def _add(self, mention: Mention) -> None:
        name = " ".join(mention.surface.split())
        member = self._members.setdefault(mention.entity_id, Member(mention.entity_id, name, mention.kind))
        if (len(name), name) > (len(member.name), member.name):
            member.name = name

    def of(self, token: Token) -> Member:
        """Return whom a name in the text means."""
        return self._members[self._mentions[token.number].entity_id]

    def member(self, entity_id: int) -> Member:
        """Return somebody by the id of their entity."""
        return self._members[entity_id]

    def find_name(self, name: str) -> Member | None:
        """Return the only person or institution that a name which is no mention can stand for, by its last words."""
        wanted = name.lower().split()
        fitting = [member for member in self._members.values() if _shares_name(member.name.lower().split(), wanted)]
        return fitting[0] if len(fitting) == 1 else None

    def find_role(self, words: Sequence[str], countries: set[str], owner: str | None = None) -> Member | None:
        """Return the only person who is what `words` say, the last of which is the noun; None if nobody or several are.

        With an owner ("Roe's lawyer", or empty for "her lawyer") the person must be called by that very noun.
        """
        scores = {
            member.entity_id: score
            for member in self._members.values()
            if member.is_person
            and (owner is None or _belongs(member, words[-1], owner))
            and (score := _match_role(member, words, countries)) >= ENOUGH_MATCH
        }
        best = max(scores.values(), default=0)
        winners = [entity_id for entity_id, score in scores.items() if score == best]
        return self._members[winners[0]] if len(winners) == 1 else None

    def find_compatriot(self, countries: set[str]) -> Member | None:
        """Return the only person from one of `countries`: "the Icelander"."""
        fitting = [member for member in self._members.values() if member.is_person and member.countries & countries]
        return fitting[0] if len(fitting) == 1 else None

    def find_institution(self, noun: str) -> Member | None:
        """Return the only institution with `noun` in its name: "the ministry" is the Ministry of Health."""
        fitting = [
            member
            for member in self._members.values()
            if member.kind is EntityKind.ORGANISATION and noun in member.name.lower().split()
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _can_be_person(self, token: Token) -> bool:
        return token.is_person or self.of(token).is_person

    def _read(self, sentence: Sentence, following: Sentence | None) -> None:
        if sentence.is_tweet:
            return
        tokens = sentence.tokens
        people = [place for place, token in enumerate(tokens) if token.is_name and self._can_be_person(token)]
        for place in people:
            member = self.of(tokens[place])
            self._describe(member, tokens, places_before(tokens, place))
            self._describe(member, tokens, places_behind(tokens, place))
        if people:
            self._hear_pronouns(tokens, people, following)

    def _describe(self, member: Member, tokens: Sequence[Token], places: Iterable[int]) -> None:
        speech = load_speech()
        for place in places:
            token = tokens[place]
            if token.is_name:
                country = find_country(token.text)
                member.countries |= {country.code} if country else set()
                member.words |= {word.lower() for word in token.text.split()}
                continue
            word = token.lower.rstrip(".")
            member.words |= {word, speech.titles.get(word, word)}
            if word in speech.demonyms:
                member.countries.add(speech.demonyms[word])
            if word in speech.genders and not _is_owner(tokens, place):
                member.titles[speech.genders[word]] += 1

    def _hear_pronouns(self, tokens: Sequence[Token], people: list[int], following: Sentence | None) -> None:
        first = self.of(tokens[people[0]])
        if any(self.of(tokens[place]) is not first for place in people):
            return
        for token in tokens[people[0] + 1 :]:
            if token.lower in THIRD_PERSON:
                first.pronouns[THIRD_PERSON[token.lower]] += 1
        if following and following.tokens[0].lower in THIRD_PERSON:
            first.pronouns[THIRD_PERSON[following.tokens[0].lower]] += 1


def _is_owner(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a word is somebody else than the phrase's head: "the king's lawyer"."""
    return place + 1 < len(tokens) and tokens[place + 1].lower == "'s"


def _belongs(member: Member, noun: str, owner: str) -> bool:
    return noun in member.words and (not owner or owner in member.words)


def _match_role(member: Member, words: Sequence[str], countries: set[str]) -> int:
    """Return how well somebody fits "the Finnish interior minister"; 0 if a country speaks against it."""
    head = words[-1]
    if countries and member.countries and not countries & member.countries:
        return 0
    if not set(words[:-1]) & RESTRICTING <= member.words:
        return 0
    score = COUNTRY_MATCH if countries & member.countries and not any(map(is_role, member.words)) else 0
    if head in member.words:
        score = ROLE_MATCH
    elif _class_of(head) & {number for word in member.words for number in _class_of(word)} or _shares_stem(
        head, member
    ):
        score = CLASS_MATCH
    if score and countries & member.countries:
        score += COUNTRY_MATCH
    return score + STEM_MATCH * len(member.words & set(words[:-1])) if score else 0


def _shares_stem(head: str, member: Member) -> bool:
    """Tell whether somebody does what the noun says: a driller who drills."""
    return len(head) > SHORTEST_STEM + 1 and any(word.startswith(head[:-2]) for word in member.words)


def _class_of(word: str) -> frozenset[int]:
    return load_speech().roles.get(word, frozenset())


def _shares_name(known: list[str], wanted: list[str]) -> bool:
    """Tell whether a name is another one with words left out: the family name, or the family name first."""
    return bool(wanted) and (set(wanted) <= set(known) or set(known) <= set(wanted)) and bool(known)


def _only_key(votes: Counter[str]) -> str | None:
    return next(iter(votes)) if len(votes) == 1 else None
