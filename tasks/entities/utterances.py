"""The same words in the renderings of several outlets, brought together by speaker, event and likeness."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import combinations
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import token_set_ratio

from tasks.annotations import Quote, Utterance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

FEWEST_WORDS = 6
"""Shorter quotes are alike by chance."""
ALIKE = 62.0
"""token_set_ratio from which two quotes of one speaker are renderings of the same words."""
ALIKE_IN_DOUBT = 75.0
"""The same where one of the two has no speaker."""
SAME_WORDS = 95.0
"""From here on they are the same words, whoever is named for them; then the outlets differ in the speaker."""
FEWEST_SAME_WORDS = 8
AKIN = 50.0
"""How alike any two renderings must be at least, lest a chain of leads joins what nobody would."""
SHORTEST_CONTENT = 4  # letters; shorter words are mostly grammar
LONGEST_SWAP = 3  # words that one outlet puts in the place of others

WORD = re.compile(r"\w+(?:['’-]\w+)*")
GRAMMAR = frozenset(
    """
    about after again also and another any are because been before being between both but can could did does each
    from had has have her his how into its itself just like more most much must not only other our out over same
    shall should some such than that the their them then there these they this those through under until very was
    were what when where which while who whom whose will with would you your
    """.split()  # noqa: SIM905  (one word a line would fill a screen)
)


@dataclass(frozen=True, slots=True)
class Differences:
    """Where the renderings of one utterance disagree."""

    words: tuple[tuple[str, str], ...]
    """What stands in the place of what: ("form", "shape"); each pair and the pairs in alphabetical order."""
    speakers: tuple[str, ...]
    """The speakers that are named, if there are two or more."""


@dataclass(frozen=True, slots=True)
class _Lead:
    """Two quotes that may be the same words; sorted, the surest lead comes first."""

    likeness: float
    one: int
    other: int


def group_utterances(
    quotes: Iterable[Quote], events: Mapping[int, int | None]
) -> tuple[tuple[Quote, ...], tuple[Utterance, ...]]:
    """Return the quotes with their utterances, and the utterances, both sorted by id.

    Args:
        quotes: in any order, which changes nothing.
        events: article_id -> event. Articles of no event share an utterance only by exactly the same words.
    """
    known = {quote.quote_id: quote for quote in quotes}
    groups = {quote_id: [quote_id] for quote_id in known}
    for lead in sorted(_find_leads(known, events), key=lambda lead: (-lead.likeness, lead.one, lead.other)):
        _follow(lead, groups, known)
    members = {min(group): sorted(group) for group in groups.values()}
    placed = [replace(known[one], utterance_id=least) for least, group in members.items() for one in group]
    utterances = [_make_utterance([known[one] for one in group], events) for group in members.values()]
    return (
        tuple(sorted(placed, key=lambda quote: quote.quote_id)),
        tuple(sorted(utterances, key=lambda utterance: utterance.utterance_id)),
    )


def find_differences(renderings: Sequence[Quote]) -> Differences:
    """Return the content words and the speakers in which the renderings of one utterance differ."""
    texts = sorted({quote.text for quote in renderings})
    swaps = {swap for one, other in combinations(texts, 2) for swap in _find_swaps(one, other)}
    names = {quote.speaker_entity_id or quote.speaker: quote.speaker for quote in renderings if quote.speaker}
    speakers = tuple(sorted(name for name in names.values() if name)) if len(names) > 1 else ()
    return Differences(tuple(sorted(swaps)), speakers)


def _find_leads(known: Mapping[int, Quote], events: Mapping[int, int | None]) -> Iterator[_Lead]:
    words = {quote_id: _plain_words(quote.text) for quote_id, quote in known.items()}
    for one, other in sorted(_find_neighbours(known, words, events)):
        if _overlap(known[one], known[other]) or min(len(words[one]), len(words[other])) < FEWEST_WORDS:
            continue
        likeness = token_set_ratio(" ".join(words[one]), " ".join(words[other]), score_cutoff=ALIKE)
        if likeness >= _least_likeness(known[one], known[other]) or _is_same(likeness, words[one], words[other]):
            yield _Lead(likeness, one, other)


def _find_neighbours(
    known: Mapping[int, Quote], words: Mapping[int, Sequence[str]], events: Mapping[int, int | None]
) -> set[tuple[int, int]]:
    """Return the pairs worth comparing: of one event or article with a content word in common, or of the same words."""
    shelves: dict[tuple[str, object, str], list[int]] = defaultdict(list)
    for quote_id in sorted(known):
        article_id = known[quote_id].article_id
        event = events.get(article_id)
        place = ("article", article_id) if event is None else ("event", event)
        for word in set(filter(_is_content, words[quote_id])):
            shelves[(*place, word)].append(quote_id)
        shelves["words", None, " ".join(words[quote_id])].append(quote_id)
    return {
        pair
        for (sort, _, _), shelf in shelves.items()
        for pair in combinations(shelf, 2)
        if sort != "words" or _share_event(known, events, pair)
    }


def _share_event(known: Mapping[int, Quote], events: Mapping[int, int | None], pair: tuple[int, int]) -> bool:
    one, other = (events.get(known[quote_id].article_id) for quote_id in pair)
    return one is None or other is None or one == other


def _overlap(one: Quote, other: Quote) -> bool:
    """Tell whether one quote lies in the other."""
    return one.article_id == other.article_id and one.start_char < other.end_char and other.start_char < one.end_char


def _least_likeness(one: Quote, other: Quote) -> float:
    """Return how alike two quotes must be: more if one has no speaker, and beyond reach if they have different ones."""
    speakers = {one.speaker_entity_id, other.speaker_entity_id}
    if None in speakers:
        return ALIKE_IN_DOUBT
    return ALIKE if len(speakers) == 1 else math.inf


def _is_same(likeness: float, one: Sequence[str], other: Sequence[str]) -> bool:
    return likeness >= SAME_WORDS and min(len(one), len(other)) >= FEWEST_SAME_WORDS


def _follow(lead: _Lead, groups: dict[int, list[int]], known: Mapping[int, Quote]) -> None:
    """Join the groups of a lead, unless their speakers differ or any two renderings have too little in common."""
    one, other = groups[lead.one], groups[lead.other]
    if one is other or not _are_akin(one, other, known):
        return
    speakers = [{known[quote_id].speaker_entity_id for quote_id in group} - {None} for group in (one, other)]
    if all(speakers) and not speakers[0] & speakers[1] and lead.likeness < SAME_WORDS:
        return
    one.extend(other)
    for quote_id in other:
        groups[quote_id] = one


def _are_akin(one: Sequence[int], other: Sequence[int], known: Mapping[int, Quote]) -> bool:
    return all(
        token_set_ratio(known[here].text.lower(), known[there].text.lower()) >= AKIN for here in one for there in other
    )


def _make_utterance(renderings: Sequence[Quote], events: Mapping[int, int | None]) -> Utterance:
    speakers = {quote.speaker_entity_id for quote in renderings} - {None}
    held_at = {events.get(quote.article_id) for quote in renderings} - {None}
    return Utterance(
        utterance_id=min(quote.quote_id for quote in renderings),
        speaker_entity_id=next(iter(speakers)) if len(speakers) == 1 else None,
        event_id=next(iter(held_at)) if len(held_at) == 1 else None,
        rendering_count=len(renderings),
    )


def _plain_words(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


def _is_content(word: str) -> bool:
    return len(word) >= SHORTEST_CONTENT and word not in GRAMMAR


def _find_swaps(one: str, other: str) -> Iterator[tuple[str, str]]:
    """Yield what stands in the place of what, grammar left out: ("form", "shape")."""
    before, after = _plain_words(one), _plain_words(other)
    for change, start, end, start_after, end_after in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if change != "replace" or max(end - start, end_after - start_after) > LONGEST_SWAP:
            continue
        swapped = [" ".join(filter(_is_content, part)) for part in (before[start:end], after[start_after:end_after])]
        if all(swapped):
            yield min(swapped), max(swapped)
