"""Verbs of saying in a sentence, each with the phrase that says it, and which of them a quote belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks.entities.grammar import AUXILIARIES, BEING, CONJUNCTIONS, DETERMINERS, PREPOSITIONS, PRONOUNS, RELATIVES
from tasks.entities.openings import find_main_subject
from tasks.entities.phrases import Phrase, find_inverted, find_subject, phrase_ending, skip_auxiliaries
from tasks.entities.speech import load_speech

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tasks.entities.frames import Token

JOINTS = frozenset(["and", "but", "or", "then", ";", "nor", "yet"])
NEXT_BUT_ONE = 2
PAUSES = frozenset(",?!…—–-")
FARTHEST_AGENT = 4  # tokens from "described" to "by"
NAMING = frozenset(["call", "dub", "label", "term", "brand"])
INVERTED = frozenset(["say", "add", "argue", "insist", "explain", "recall", "claim", "ask", "write"])
"""Verbs that stand before their subject without quoted words before them, and take no person as object."""
WORDING = frozenset(["words", "phrase", "telling", "view", "account", "description", "opinion"])
REFUSALS = frozenset(["declined", "refused", "failed", "declines", "refuses", "unwilling", "reluctant", "stopped"])


@dataclass(frozen=True, slots=True)
class Saying:
    """A verb of saying at `verb`, and who says it; nobody where `is_muted`: "is called “the pen”"."""

    verb: int
    subject: Phrase | None
    is_muted: bool = False
    is_inverted: bool = False
    is_carried: bool = False
    """The subject stands with an earlier verb: "Roe nodded and said"."""


def read_sayings(tokens: Sequence[Token]) -> list[Saying]:
    """Return the verbs of saying in a sentence, in order."""
    verbs = load_speech().verbs
    sayings: list[Saying] = []
    for place, token in enumerate(tokens):
        if not token.is_word:
            continue
        if (token.lower in verbs and not _is_noun(tokens, place)) or _is_put(tokens, place):
            saying = _read_saying(tokens, place, sayings)
            if saying:
                sayings.append(saying)
    return sayings


def _is_put(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether somebody "puts it" so."""
    return tokens[place].lower in {"put", "puts"} and place + 1 < len(tokens) and tokens[place + 1].lower == "it"


def _is_noun(tokens: Sequence[Token], place: int) -> bool:  # noqa: PLR0911  (one for each sort of neighbour)
    """Tell whether a word like "report" or "claims" is a noun where it stands, or else no verb of saying."""
    word, speech = tokens[place].lower, load_speech()
    if word == "read" and place + 1 < len(tokens) and tokens[place + 1].lower in {"out", "aloud", "about", "by"}:
        return True  # a letter read out by the clerk
    if tokens[place].is_capitalised and place and not tokens[place - 1].is_quote:
        return True  # part of a name: "Human Rights Watch Call"
    if word not in speech.homographs and not word.endswith("ing"):
        return False
    is_subject = place + 1 < len(tokens) and tokens[place + 1].lower in BEING  # claims are rising
    if not place or is_subject:
        return word in speech.homographs
    before = tokens[place - 1].lower
    if word.endswith("ing"):
        return before in DETERMINERS or before in {"'s", "in", "at", "on"}
    if before in DETERMINERS or before in PREPOSITIONS or before in {"'s", "and", "or"} or before in speech.demonyms:
        return True
    return tokens[place - 1].is_word and not _can_report(tokens, place - 1)


def _can_report(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a word before "reports" or "calls" is somebody, or belongs to the verb."""
    word, speech = tokens[place].lower, load_speech()
    if (
        word in AUXILIARIES
        or word.endswith("ly")
        or word in RELATIVES
        or word in {"he", "she", "they", "it", "we", "i", "also"}
    ):
        return True
    if tokens[place].is_capitalised and place:
        return word not in speech.demonyms
    return any(
        form in words
        for words in (speech.roles, speech.institutions, speech.documents)
        for form in (word, word.removesuffix("s"))
    )


def _read_saying(  # noqa: PLR0911  (one for each form of the verb)
    tokens: Sequence[Token], verb: int, earlier: list[Saying]
) -> Saying | None:
    word = tokens[verb].lower
    base = load_speech().verbs.get(word, word)
    place = skip_auxiliaries(tokens, verb)
    is_passive = any(tokens[at].lower in BEING for at in range(place + 1, verb)) and not word.endswith(("ing", base))
    if is_passive:
        return _read_passive(tokens, verb, base)
    if base in load_speech().citing and not word.endswith("ing"):
        return Saying(verb, find_inverted(tokens, verb), is_inverted=False)
    if word.endswith("ing") and place == verb - 1:
        return _read_participle(tokens, verb, earlier)
    if place >= 0 and tokens[place].lower == "to":
        return None if _is_refused(tokens, place) else _read_infinitive(tokens, verb, place, earlier)
    if _may_invert(tokens, verb) and (inverted := find_inverted(tokens, verb)):
        return Saying(verb, inverted, is_inverted=True)
    if place >= 0 and tokens[place].lower in JOINTS:
        return _carry(tokens, verb, earlier)
    subject = find_subject(tokens, verb)
    if subject and _is_named_so(tokens, verb, base, subject):
        return Saying(verb, None, is_muted=True)
    return Saying(verb, subject) if subject or place < 0 else _carry(tokens, verb, earlier)


def _read_passive(tokens: Sequence[Token], verb: int, base: str) -> Saying:
    agent = next(
        (at for at in range(verb + 1, min(len(tokens), verb + 1 + FARTHEST_AGENT)) if tokens[at].lower == "by"), None
    )
    if base in load_speech().citing:
        return Saying(verb, find_subject(tokens, verb))  # she was quoted (by a paper) as saying
    if agent is not None:
        return Saying(verb, find_inverted(tokens, agent))
    return Saying(verb, None, is_muted=True)


def _read_participle(tokens: Sequence[Token], verb: int, earlier: list[Saying]) -> Saying:
    """Return "saying" with its subject: that of the verb before it, or a phrase right there ("a letter saying")."""
    before = tokens[verb - 1].lower if verb else ""
    if before == "as":
        cited = next((saying for saying in reversed(earlier) if _cites(tokens, saying)), None)
        return Saying(verb, cited.subject) if cited else _carry(tokens, verb, earlier)
    if before in {"of", "for", "from"}:
        culprit = phrase_ending(tokens, verb - 2)
        if culprit and tokens[culprit.last].is_name:
            return Saying(verb, culprit)
    if verb and (tokens[verb - 1].is_name or _can_report(tokens, verb - 1)):
        return Saying(verb, phrase_ending(tokens, verb - 1))
    return _carry(tokens, verb, earlier)


def _read_infinitive(tokens: Sequence[Token], verb: int, place: int, earlier: list[Saying]) -> Saying:
    """Return "to say" at `verb` with the subject of the verb before it: "she liked to say"."""
    subject = find_subject(tokens, place - 1) if place > 1 and tokens[place - 1].is_word else None
    if subject and (tokens[subject.last].is_name or tokens[subject.last].lower in PRONOUNS):
        return Saying(verb, subject)
    return _carry(tokens, verb, earlier)


def _cites(tokens: Sequence[Token], saying: Saying) -> bool:
    return load_speech().verbs.get(tokens[saying.verb].lower) in load_speech().citing


def _carry(tokens: Sequence[Token], verb: int, earlier: list[Saying]) -> Saying:
    """Return a verb whose subject stands before an earlier verb, or at the head of the sentence."""
    last = next((saying for saying in reversed(earlier) if saying.subject), None)
    subject = last.subject if last else find_main_subject(tokens, verb)
    return Saying(verb, subject, is_carried=True)


def _is_named_so(tokens: Sequence[Token], verb: int, base: str, subject: Phrase) -> bool:
    """Tell whether a verb is only a participle: "a park called “the lungs”", but not "what Roe called “a farce”"."""
    if base not in NAMING or verb + 1 >= len(tokens) or not tokens[verb + 1].is_quote:
        return False
    if skip_auxiliaries(tokens, verb) != verb - 1 or tokens[subject.last].lower in PRONOUNS:
        return False
    return not subject.first or tokens[subject.first - 1].lower not in RELATIVES | {"what", "as"}


def _is_refused(tokens: Sequence[Token], place: int) -> bool:
    return any(token.lower in REFUSALS for token in tokens[max(0, place - 2) : place])


def _may_invert(tokens: Sequence[Token], verb: int) -> bool:
    """Tell whether the subject may stand behind the verb: “...,” said Roe; Not so, says Roe: “...”."""
    if _follows_quote(tokens, verb):
        return True
    if (verb and tokens[verb - 1].lower != ",") or load_speech().verbs.get(tokens[verb].lower) not in INVERTED:
        return False
    following = [token.lower for token in tokens[verb + 2 : verb + 6]]
    return tokens[verb].lower not in {"adding", "saying"} and (":" in following or "," in following)


def _follows_quote(tokens: Sequence[Token], verb: int) -> bool:
    before = verb - 1
    while before > 0 and tokens[before].lower in {",", "—", "–", "as"}:
        before -= 1
    return before >= 0 and tokens[before].is_quote


def choose_saying(tokens: Sequence[Token], sayings: Sequence[Saying], quote: int, *, is_term: bool) -> Saying | None:
    """Return the verb that the quote at `quote` belongs to: behind it if the sentence begins with it, else before it.

    `is_term` says that it is a few words, which not every verb can introduce.
    """
    behind = next((saying for saying in sayings if saying.verb > quote and not saying.is_muted), None)
    before = next(
        (saying for saying in reversed(sayings) if saying.verb < quote and _introduces(tokens, saying, quote, is_term)),
        None,
    )
    tag = behind if behind and _is_tag(tokens, behind, quote) else None
    if tag and (
        before is None or _begins(tokens, quote) or _is_echoed(tokens, quote) or _is_spent(tokens, before, quote)
    ):
        return tag
    return before or tag


def _is_spent(tokens: Sequence[Token], before: Saying, quote: int) -> bool:
    """Tell whether the verb before a quote belongs to another one: “A,” said Roe; “B,” said Doe."""
    if tokens[quote - 1].lower in {";", "and", "but", "while"}:
        return True
    earlier = next((at for at in range(before.verb, -1, -1) if tokens[at].is_quote), None)
    return earlier is not None and _is_tag(tokens, before, earlier)


def _introduces(tokens: Sequence[Token], saying: Saying, quote: int, is_term: bool) -> bool:  # noqa: FBT001  (passed on)
    """Tell whether a verb can stand before quoted words; some, like "continued", do so only right before them."""
    speech = load_speech()
    base = speech.verbs.get(tokens[saying.verb].lower, "")
    if is_term and base in speech.weak:
        return False
    return base not in speech.tags or quote - saying.verb <= NEXT_BUT_ONE


def _is_echoed(tokens: Sequence[Token], quote: int) -> bool:
    """Tell whether a quote is followed by "as": “a farce”, as Roe puts it."""
    return "as" in {token.lower for token in tokens[quote + 1 : quote + 3]}


def _begins(tokens: Sequence[Token], quote: int) -> bool:
    return all(token.kind == "sign" or token.is_quote or token.text[:1].isdigit() for token in tokens[:quote])


def _is_tag(tokens: Sequence[Token], saying: Saying, quote: int) -> bool:
    """Tell whether nothing but the one who speaks stands between the quote and the verb behind it."""
    between = tokens[quote + 1 : saying.verb]
    if any(token.is_quote or token.lower in {";", ":"} for token in between):
        return False
    words = [token for token in between if token.lower not in PAUSES]
    if not words:
        return saying.is_inverted
    first = words[0].lower
    is_open = first in (CONJUNCTIONS | PREPOSITIONS | AUXILIARIES) - {"as", "one"} or first.endswith("ing")
    return not is_open and saying.subject is not None and saying.subject.first > quote


def find_later_saying(sayings: Sequence[Saying], quote: int) -> Saying | None:
    """Return the first verb behind the quote whose subject stands there as well: "The “deal” is off, Roe said"."""
    return next((one for one in sayings if one.subject and one.verb > quote and one.subject.first > quote), None)


def find_source(tokens: Sequence[Token]) -> tuple[int, Phrase] | None:
    """Return where a sentence names its source, and who it is: "according to Roe", "in Roe's words"."""
    for place in range(len(tokens) - 2):
        if (tokens[place].lower, tokens[place + 1].lower) in {("according", "to"), ("words", "of")}:
            phrase = find_inverted(tokens, place + 1)
            return (place, phrase) if phrase else None
        if tokens[place].is_name and tokens[place + 1].lower == "'s" and tokens[place + 2].lower in WORDING:
            return place, Phrase(place, place)
    return None
