"""Measure names, entities and speakers on the gold set: `python -m tests.bench.names [--part PART] [--wrong]`.

The development half by default; the held-out half is for the final figure. The five real articles are measured as well
where ../shared is there. `--whole` shows the model every word, to see what asking about doubtful names only costs.
`--wrong` lists what was missed or made up; it is refused on the held-out half.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from typing import NamedTuple

from tasks.entities.annotate import annotate
from tasks.entities.utterances import group_utterances
from tasks.models import Text
from tests.evaluate_names import (
    ATTRIBUTABLE,
    COUNTED_KINDS,
    Mention,
    Quote,
    b_cubed,
    find_entity,
    judge_quotes,
    match_quotes,
    mention_f1,
    mention_f1_by_kind,
    outermost,
    quote_score,
    score_utterances,
    speaker_accuracy,
)
from tests.gold_names import PARTS, QUOTE_KINDS, load
from tests.gold_seeds import load_bodies, load_gold


def main(arguments=None):
    """Print the scores by kind of name, of quote and of article, and what became of the real articles."""
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("--part", choices=PARTS, default="development")
    parser.add_argument("--engine", default="spacy")
    parser.add_argument("--wrong", action="store_true", help="list what was missed and made up")
    parser.add_argument("--whole", action="store_true", help="show the model every word, not doubtful names only")
    options = parser.parse_args(arguments)
    if options.wrong and options.part == "held_out":
        parser.error("the held-out half is measured, not looked at")
    articles = load(options.part)
    texts = {article.id: article.text for article in articles}
    gold, found = read_gold(articles), find(texts, options.engine, whole=options.whole)
    print(f"{len(articles)} articles of {options.part}, engine {options.engine}{', whole' * options.whole}")
    report_mentions(gold.mentions, found.mentions)
    report_quotes(gold, found, texts)
    report_article_kinds(articles, gold.mentions, found.mentions)
    if options.wrong:
        list_wrong(gold.mentions, found.mentions, texts)
    report_seeds(options.engine, whole=options.whole)


class Found(NamedTuple):
    """What an engine found, or the gold set holds."""

    mentions: list
    quotes: list
    names: dict
    """Entity -> its name."""
    utterances: dict
    """Quote -> the key of its utterance."""


def read_gold(articles):
    """Return the gold's mentions and quotes as the measures take them."""
    mentions = [Mention(of.id, one.start, one.end, one.kind, one.entity) for of in articles for one in of.mentions]
    quotes = [Quote(of.id, one.start, one.end, one.kind, one.speaker) for of in articles for one in of.quotes]
    return Found(mentions, quotes, {}, {})


def find(texts, engine, event=None, *, whole=False):
    """Return what the entities stage finds in English `texts`, article -> text, all about one `event` or none."""
    articles = dict(enumerate(texts))
    bodies = [Text(number, "en", texts[article]) for number, article in articles.items()]
    annotations = annotate(bodies, engine, whole=whole)
    mentions = [
        Mention(articles[one.article_id], one.start_char, one.end_char, one.kind.upper(), one.entity_id)
        for one in annotations.mentions
    ]
    quotes, _ = group_utterances(annotations.quotes, dict.fromkeys(articles, event))
    utterances = {
        Quote(articles[one.article_id], one.start_char, one.end_char, one.kind, one.speaker_entity_id or one.speaker): (
            one.utterance_id
        )
        for one in quotes
    }
    names = {entity.entity_id: entity.name for entity in annotations.entities}
    return Found(mentions, list(utterances), names, utterances)


def report_mentions(gold, found):
    print_score("mentions, exact span and kind", mention_f1(gold, found))
    for kind, score in mention_f1_by_kind(gold, found).items():
        print_score(f"  {kind}", score)
    any_kind = [[one._replace(kind="ANY") for one in ones if one.kind in COUNTED_KINDS] for ones in (gold, found)]
    print_score("  span alone", mention_f1(*any_kind, kinds=("ANY",)))
    print_score("entities, B-cubed", b_cubed(gold, found))
    apart = [[one._replace(entity=(one.article, one.entity)) for one in ones] for ones in (gold, found)]
    print_score("  each article alone", b_cubed(*apart))


def report_quotes(gold, found, texts):
    quotes, found_quotes = outermost(gold.quotes), outermost(found.quotes)
    verdicts = judge_quotes(quotes, found_quotes, gold.mentions, found.mentions, texts)
    print_score("quotes, found at all", quote_score(verdicts, found_quotes))
    same_kind = sum(one.found is not None and one.found.kind == one.gold.kind for one in verdicts)
    print_share("  of the right kind", same_kind, len(verdicts))
    print(f"{'speaker, direct and partial':<34}{speaker_accuracy(verdicts, ATTRIBUTABLE):>30.3f}")
    for kind in QUOTE_KINDS:
        print(f"  {kind:<32}{speaker_accuracy(verdicts, (kind,)):>30.3f}")
    nameless = [one.is_right for one in verdicts if one.gold.speaker is None and one.gold.kind in ATTRIBUTABLE]
    print_share("  where nobody can be named", sum(nameless), len(nameless))


def report_article_kinds(articles, gold, found):
    kinds = defaultdict(set)
    for article in articles:
        kinds[article.kind].add(article.id)
    for kind, ids in sorted(kinds.items()):
        some = [[one for one in ones if one.article in ids] for ones in (gold, found)]
        print(f"  {kind:<20}mentions F1 {mention_f1(*some).f1:.3f}   B-cubed F1 {b_cubed(*some).f1:.3f}")


def list_wrong(gold, found, texts):
    wanted = {one[:4] for one in gold if one.kind in COUNTED_KINDS}
    got = {one[:4] for one in found if one.kind in COUNTED_KINDS}
    for article, start, end, kind in sorted(wanted ^ got):
        sign = "-" if (article, start, end, kind) in wanted else "+"
        print(f"  {sign} {article:<24}{start:>5} {kind:<13}{texts[article][start:end]}")


def report_seeds(engine, *, whole=False):
    """Print how many entities each expected entity of the real articles became, and the speakers of long quotes."""
    bodies, gold = load_bodies(), load_gold()
    if not bodies:
        print("the real articles are not here")
        return
    found = find(bodies, engine, event=1, whole=whole)
    print("real articles")
    keys = {one[:3]: one.entity for one in found.mentions}
    for entity in gold.entities:
        spans = [(name, start, end) for name, places in entity.mentions.items() for start, end in places]
        became = [keys[span] for span in spans if span in keys]
        print(f"  {entity.name:<34}{len(became):>3} of {len(spans):>2} mentions, {len(set(became))} entities")
    report_seed_quotes(gold, bodies, found)


def report_seed_quotes(gold, bodies, found):
    """Print how many speakers are right, by name, and how many repeated utterances were put together."""
    wanted = [Quote(one.article, one.start, one.end, "direct", one.id) for one in gold.quotes]
    matched = {quote.speaker: match for quote, match in match_quotes(wanted, found.quotes, bodies) if match}
    speakers = {one.speaker: {one.speaker} for one in gold.quotes if one.speaker}
    right = [one.id for one in gold.quotes if one.id in matched and is_speaker(one, matched[one.id], found, speakers)]
    print_share("  long quotes, speaker right", len(right), len(gold.quotes))
    utterances = {name: found.utterances[match] for name, match in matched.items() if match in found.utterances}
    together, wrong = score_utterances(gold.utterances, utterances)
    print_share("  utterances put together", len(together), len(gold.utterances))
    print(f"  {'wrong pairs':<32}{len(wrong):>30}")


def is_speaker(wanted, match, found, speakers):
    """Tell whether the name of the found speaker fits the wanted one best."""
    if match.speaker is None:
        return wanted.speaker is None or wanted.or_nobody
    name = found.names.get(match.speaker, match.speaker)
    return wanted.speaker is not None and find_entity(str(name), speakers) == wanted.speaker


def print_score(label, score):
    print(f"{label:<34}{score.precision:>10.3f}{score.recall:>10.3f}{score.f1:>10.3f}")


def print_share(label, part, whole):
    share = part / whole if whole else 0.0
    print(f"{label:<34}{f'{part} of {whole}':>20}{share:>10.3f}")


if __name__ == "__main__":
    main()
