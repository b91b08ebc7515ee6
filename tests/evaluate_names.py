"""How well names, entities and speakers were found, measured against a gold set by pure functions.

Gold and found mentions and quotes are the same plain tuples, so that any engine can be measured. What `article` and the
keys of entities are is up to the caller: keys of the gold and of an engine need not have anything in common.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import NamedTuple

COUNTED_KINDS = ("PERSON", "ORGANISATION", "PLACE")
ATTRIBUTABLE = ("direct", "partial")
ENOUGH_OVERLAP = 0.8
MARKS = " \t\n\"'`“”„‟‘’‚‛«»‹›"

_WORD = re.compile(r"\w+")


class Mention(NamedTuple):
    """A name: text[start:end] of `article`, and the key of whom it names."""

    article: object
    start: int
    end: int
    kind: str
    entity: object


class Quote(NamedTuple):
    """Quoted words: text[start:end] of `article`; the speaker is a key, in found quotes also a name, or None."""

    article: object
    start: int
    end: int
    kind: str
    speaker: object


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall, each between 0 and 1."""

    precision: float
    recall: float

    @property
    def f1(self):
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one gold quote: matched by `found`, or missing, and whether the speaker is right."""

    gold: Quote
    found: Quote | None
    is_right: bool


def mention_f1(gold, found, kinds=COUNTED_KINDS):
    """Return the score of names found with exactly the right span and kind; other kinds than `kinds` are left out."""
    wanted = {mention[:4] for mention in gold if mention.kind in kinds}
    got = {mention[:4] for mention in found if mention.kind in kinds}
    return _score(len(wanted & got), len(got), len(wanted))


def mention_f1_by_kind(gold, found, kinds=COUNTED_KINDS):
    """Return {kind: score} of names."""
    return {kind: mention_f1(gold, found, (kind,)) for kind in kinds}


def b_cubed(gold, found):
    """Return the B-cubed score of resolution: for each mention, how pure and how complete its entity is, on average.

    Counted over the spans that are mentions in both, whatever their kind: what was not found is mention_f1's affair.
    """
    wanted = {mention[:3]: mention.entity for mention in gold}
    got = {mention[:3]: mention.entity for mention in found}
    both = [(wanted[span], got[span]) for span in wanted.keys() & got.keys()]
    if not both:
        return Score(0.0, 0.0)
    pairs, golds, founds = Counter(both), Counter(key for key, _ in both), Counter(key for _, key in both)
    precision = sum(count * count / founds[pair[1]] for pair, count in pairs.items())
    recall = sum(count * count / golds[pair[0]] for pair, count in pairs.items())
    return Score(precision / len(both), recall / len(both))


def judge_quotes(gold, found, gold_mentions, found_mentions, texts):
    """Return a verdict for each gold quote, in order.

    Args:
        gold: quotes with entities of `gold_mentions`, or None, as speakers.
        found: quotes whose speakers are entities of `found_mentions`, or names, or None.
        gold_mentions: what the speakers' keys refer to, and the surfaces by which a name is recognised.
        found_mentions: the same for the keys of `found`.
        texts: article -> text; spans are compared without the quotation marks at their edges.
    """
    entities = link_entities(gold_mentions, found_mentions)
    surfaces = surfaces_of(gold_mentions, texts)
    verdicts = []
    for quote, match in match_quotes(gold, found, texts):
        is_right = match is not None and _names(match, entities, surfaces) == quote.speaker
        verdicts.append(Verdict(quote, match, is_right))
    return verdicts


def speaker_accuracy(verdicts, kinds=ATTRIBUTABLE):
    """Return the share of gold quotes of `kinds` whose speaker is right; a missing quote is wrong."""
    judged = [verdict.is_right for verdict in verdicts if verdict.gold.kind in kinds]
    return sum(judged) / len(judged) if judged else 0.0


def quote_score(verdicts, found):
    """Return precision and recall of finding quotes at all, whoever said them."""
    matched = sum(verdict.found is not None for verdict in verdicts)
    return _score(matched, len(found), len(verdicts))


def outermost(quotes):
    """Return the quotes that lie in no other one."""
    return [quote for quote in quotes if not any(_lies_in(quote, other) for other in quotes)]


def match_quotes(gold, found, texts):
    """Return (gold quote, the found quote that covers it, or None) in the order of `gold`; each is used once."""
    by_article = defaultdict(list)
    for quote in found:
        by_article[quote.article].append((trim_marks(texts[quote.article], quote.start, quote.end), quote))
    taken, pairs = set(), []
    for quote in gold:
        span = trim_marks(texts[quote.article], quote.start, quote.end)
        free = [pair for pair in by_article[quote.article] if pair not in taken]
        best = max(free, key=lambda pair: overlap(span, pair[0]), default=None)
        if best is None or overlap(span, best[0]) < ENOUGH_OVERLAP:
            pairs.append((quote, None))
            continue
        taken.add(best)
        pairs.append((quote, best[1]))
    return pairs


def overlap(one, other):
    """Return the shared part of two spans, as a share of the longer one."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    longer = max(one[1] - one[0], other[1] - other[0])
    return max(shared, 0) / longer if longer else 0.0


def trim_marks(text, start, end):
    """Return the span without quotation marks and white space at its edges."""
    while start < end and text[start] in MARKS:
        start += 1
    while start < end and text[end - 1] in MARKS:
        end -= 1
    return start, end


def link_entities(gold_mentions, found_mentions):
    """Return {(article, found entity): gold entity}, by which mentions of theirs overlap most in that article.

    Entities that overlap two gold entities equally often are nobody: they are left out.
    """
    wanted = defaultdict(list)
    for mention in gold_mentions:
        wanted[mention.article].append(mention)
    votes = defaultdict(Counter)
    for mention in found_mentions:
        for other in wanted[mention.article]:
            if mention.start < other.end and other.start < mention.end:
                votes[mention.article, mention.entity][other.entity] += 1
    return {key: winner for key, counted in votes.items() if (winner := _only_winner(counted)) is not None}


def surfaces_of(mentions, texts):
    """Return {article: {entity: its surfaces}}."""
    surfaces = defaultdict(lambda: defaultdict(set))
    for mention in mentions:
        surfaces[mention.article][mention.entity].add(texts[mention.article][mention.start : mention.end])
    return surfaces


def find_entity(name, surfaces):
    """Return the one of {entity: surfaces} that alone fits `name` best, or None: by surface, else by shared words."""
    same = [entity for entity, known in surfaces.items() if name.casefold() in {one.casefold() for one in known}]
    if same:
        return same[0] if len(same) == 1 else None
    words = _words(name)
    shared = {entity: len(words & set().union(*map(_words, known))) for entity, known in surfaces.items()}
    return _only_winner(Counter({entity: count for entity, count in shared.items() if count}))


def score_utterances(groups, found):
    """Return (groups of which at least two quotes were put together, wrong pairs).

    Args:
        groups: the gold: lists of ids of quotes that say the same; a quote of two sentences may be in two.
        found: quote id -> the key of its utterance.

    A pair is wrong if not even a chain of groups joins the two: A and B may meet if both share a group with C.
    """
    pairs = [(one, other) for one in found for other in found if one < other and found[one] == found[other]]
    chains = _chains(groups)
    together = [group for group in groups if any(one in group and other in group for one, other in pairs)]
    wrong = [(one, other) for one, other in pairs if chains.get(one, one) != chains.get(other, other)]
    return together, wrong


def _score(right, found, wanted):
    return Score(right / found if found else 0.0, right / wanted if wanted else 0.0)


def _names(quote, entities, surfaces):
    if quote.speaker is None:
        return None
    linked = entities.get((quote.article, quote.speaker))
    if linked is None and isinstance(quote.speaker, str):
        linked = find_entity(quote.speaker, surfaces[quote.article])
    return linked if linked is not None else quote  # somebody, but nobody of the gold: equal to no speaker


def _only_winner(counted):
    best = counted.most_common(2)
    return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None


def _words(name):
    return set(_WORD.findall(name.casefold()))


def _lies_in(quote, other):
    holds = other.article == quote.article and other.start <= quote.start and quote.end <= other.end
    return holds and other != quote


def _chains(groups):
    """Return quote -> the name of all groups that are joined by common quotes."""
    chains = {quote: quote for group in groups for quote in group}
    for group in groups:
        joined = {chains[quote] for quote in group}
        chains = {quote: min(joined) if name in joined else name for quote, name in chains.items()}
    return chains
