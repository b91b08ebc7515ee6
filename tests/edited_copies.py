"""Makes edited copies of articles, and pairs that look like copies but are none: the same pairs for the same seed.

Every copy is what a desk or a site does to a text: other page furniture, another headline, the beginning alone,
sentences moved or left out, phrases edited, the text inside another one, an agency's credit. The hard negatives share
what does not make a copy: the subject, a disclaimer, furniture, a handed-out statement, or the template of a routine
report whose names and figures, its news, are others.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from rewrites import read_articles
from standing_texts import CREDITS, DISCLAIMERS, FURNITURE, STATEMENTS, TEMPLATES, fill_template

GOLDEN = Path(__file__).parent / "golden"
COPIES_OF_A_TEXT = 6
TEMPLATE_PAIRS = 40
"""For each kind of template."""
SHORTEST = 100
"""Words of the shortest text that is used: what is shorter has no first 30 % to speak of."""
_SENTENCE_END = re.compile(r"(?<=[.!?][”\"»“)])\s+|(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Draft:
    """A text as paragraphs, with what the generator needs to know of it."""

    headline: str
    paragraphs: tuple[str, ...]
    in_language: str
    group: str
    """What it tells: texts of one group may be copies of each other already and are never paired as strangers."""

    @property
    def article_body(self):
        """The paragraphs as the pipeline joins them."""
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, what was done to make them alike, and whether one is a copy of the other."""

    kind: str
    left: Draft
    """The source, where there is one."""
    right: Draft
    is_copy: bool


def read_drafts(pages=None, half=None):
    """Return the project's own texts as a tuple of Draft: the labelled set, of one half if asked, and the samples.

    Args:
        pages: a file of JSON lines (id, headline, article_body, in_language) to be taken as well, if it exists.
        half: of the labelled set; by default both.
    """
    labelled = (Draft(one.headline, one.paragraphs, one.in_language, one.event) for one in read_articles(half))
    samples = (_read_sample(path) for path in sorted(GOLDEN.glob("*.json")))
    lines = Path(pages).read_text("utf-8").splitlines() if pages and Path(pages).exists() else ()
    drafts = (*labelled, *samples, *(_read_page(json.loads(line)) for line in lines))
    return tuple(draft for draft in drafts if len(draft.article_body.split()) >= SHORTEST)


def make_copies(texts, seed):
    """Return pairs as a list of Pair: copies of each text, then pairs that are no copies.

    Kinds with is_copy True: those of EDITS. With False: same_subject (the stranger with most words in common),
    unrelated, disclaimer, furniture, statement, and template, where two routine reports are made from one template with
    other names and figures: most of their content words differ, they report different news, and neither may be called
    a copy of the other.
    """
    return [
        *_make_edited(texts, seed),
        *_pair_strangers(texts, seed),
        *_make_standing(texts, seed),
        *_make_reports(seed),
    ]


def swap_furniture(text, _other, chance):
    """Return the text between the lines of another site than the one it came from."""
    return _furnish(text, chance.choice(FURNITURE[1:]))


def change_headline(text, _other, chance):
    """Return the text with a headline made of words from one of its sentences."""
    words = chance.choice(_sentences(text)).split()
    return replace(text, headline=" ".join(words[: chance.randint(5, 9)]).strip('.,:;“”"'))


def keep_beginning(text, _other, _chance):
    """Return the sentences that make up the first 30 % of the words, the sentence begun there included."""
    wanted, kept = 0.3 * len(text.article_body.split()), []
    for paragraph in text.paragraphs:
        kept.append([])
        for sentence in _SENTENCE_END.split(paragraph):
            kept[-1].append(sentence)
            wanted -= len(sentence.split())
            if wanted <= 0:
                return replace(text, paragraphs=tuple(" ".join(sentences) for sentences in kept))
    return text


def reorder_sentences(text, _other, chance):
    """Return the text's sentences in another order, in paragraphs of two or three."""
    sentences = _sentences(text)
    chance.shuffle(sentences)
    return replace(text, paragraphs=_in_paragraphs(sentences, chance))


def drop_sentences(text, _other, chance):
    """Return the text without a fifth to a half of its sentences."""
    sentences = _sentences(text)
    count = max(1, round(len(sentences) * chance.uniform(0.5, 0.8)))
    kept = sorted(chance.sample(range(len(sentences)), count))
    return replace(text, paragraphs=_in_paragraphs([sentences[place] for place in kept], chance))


def edit_phrases(text, other, chance):
    """Return the text with 5-30 % of its words touched, in phrases of one to four, as a sub-editor does."""
    return _edit(text, other, chance, longest=4)


def edit_words(text, other, chance):
    """Return the text with 5-30 % of its words touched, each by itself, which breaks the most word runs."""
    return _edit(text, other, chance, longest=1)


def embed(text, other, chance):
    """Return another text that holds a run of this one's paragraphs with at least half of its words."""
    sizes = [len(paragraph.split()) for paragraph in text.paragraphs]
    half = sum(sizes) / 2
    start = chance.choice([place for place in range(len(sizes)) if sum(sizes[place:]) >= half])
    end = chance.choice([place for place in range(len(sizes) + 1) if sum(sizes[start:place]) >= half])
    cut = chance.randint(0, len(other.paragraphs))
    return replace(other, paragraphs=(*other.paragraphs[:cut], *text.paragraphs[start:end], *other.paragraphs[cut:]))


def add_credit(text, _other, chance):
    """Return the text with an agency named under it, half of the time also in front."""
    first, *rest = text.paragraphs
    opening = f"(AP) — {first}" if chance.random() < 0.5 else first
    return replace(text, paragraphs=(opening, *rest, chance.choice(CREDITS)))


def edit_all(text, other, chance):
    """Return the text with another headline, sentences dropped, a twentieth of the words touched, other furniture."""
    edited = _edit(drop_sentences(change_headline(text, other, chance), other, chance), other, chance, 4, (0.03, 0.08))
    return swap_furniture(edited, other, chance)


EDITS = {
    "furniture_swapped": swap_furniture,
    "headline_changed": change_headline,
    "beginning": keep_beginning,
    "reordered": reorder_sentences,
    "dropped": drop_sentences,
    "phrases_edited": edit_phrases,
    "words_edited": edit_words,
    "embedded": embed,
    "credited": add_credit,
    "mixed": edit_all,
}
"""The kinds of copies: (text, another text, chance) -> the copy."""


def _make_edited(texts, seed):
    for number, text in enumerate(texts):
        chance = Random(f"{seed} copies {number}")
        strangers = _strangers_of(text, texts)
        for kind in chance.sample(sorted(EDITS), COPIES_OF_A_TEXT if strangers else 0):
            left = _furnish(text, FURNITURE[0]) if kind == "furniture_swapped" else text
            yield Pair(kind, left, EDITS[kind](text, chance.choice(strangers), chance), is_copy=True)


def _pair_strangers(texts, seed):
    words = {text: {word for word in text.article_body.casefold().split() if len(word) > 4} for text in texts}
    for number, text in enumerate(texts):
        strangers = _strangers_of(text, texts)
        if strangers:
            nearest = max(
                strangers, key=lambda other: len(words[text] & words[other]) / len(words[text] | words[other])
            )
            yield Pair("same_subject", text, nearest, is_copy=False)
            yield Pair("unrelated", text, Random(f"{seed} strangers {number}").choice(strangers), is_copy=False)


def _make_standing(texts, seed):
    """Yield strangers that carry the same disclaimer, furniture or statement: one kind for each text in turn."""
    chance = Random(f"{seed} standing")
    english = [text for text in texts if text.in_language == "en"]
    for number, text in enumerate(english):
        strangers = _strangers_of(text, english)
        if not strangers:
            continue
        both = (text, chance.choice(strangers))
        kind, standing = (
            ("disclaimer", chance.choice(DISCLAIMERS)),
            ("statement", chance.choice(STATEMENTS)),
            ("furniture", chance.choice(FURNITURE)),
        )[number % 3]
        left, right = (_furnish(one, standing) if kind == "furniture" else _append(one, standing) for one in both)
        yield Pair(kind, left, right, is_copy=False)


def _make_reports(seed):
    for kind in TEMPLATES:
        chance = Random(f"{seed} reports {kind}")
        language = "de" if kind == "wetter" else "en"
        for _ in range(TEMPLATE_PAIRS):
            left, right = (Draft(kind, fill_template(kind, chance), language, kind) for _ in range(2))
            yield Pair("template", left, right, is_copy=False)


def _strangers_of(text, texts):
    alike = [other for other in texts if other.group != text.group and other.in_language == text.in_language]
    return alike or [other for other in texts if other.group != text.group]


def _edit(text, other, chance, longest, shares=(0.05, 0.30)):
    share, size = chance.uniform(*shares), (1 + longest) / 2
    start = share / (size * (1 - share) + share)
    pool = other.article_body.split()
    return replace(
        text, paragraphs=tuple(_edit_paragraph(one.split(), pool, chance, start, longest) for one in text.paragraphs)
    )


def _edit_paragraph(words, pool, chance, start, longest):
    """Replace, drop or add runs of words, three fifths, one fifth and one fifth of the runs."""
    edited, place = [], 0
    while place < len(words):
        if chance.random() >= start:
            edited.append(words[place])
            place += 1
            continue
        size, what = chance.randint(1, longest), chance.random()
        source = chance.randrange(max(1, len(pool) - size))
        edited += pool[source : source + size] if what < 0.8 else []
        place += 0 if 0.6 <= what < 0.8 else size
        edited += words[place : place + 1]
        place += 1
    return " ".join(edited)


def _furnish(text, lines):
    return replace(text, paragraphs=(lines[0], *text.paragraphs, *lines[1:]))


def _append(text, paragraph):
    return replace(text, paragraphs=(*text.paragraphs, paragraph))


def _sentences(text):
    return [sentence for paragraph in text.paragraphs for sentence in _SENTENCE_END.split(paragraph) if sentence]


def _in_paragraphs(sentences, chance):
    paragraphs, place = [], 0
    while place < len(sentences):
        size = chance.randint(2, 3)
        paragraphs.append(" ".join(sentences[place : place + size]))
        place += size
    return tuple(paragraphs)


def _read_sample(path):
    golden = json.loads(path.read_text("utf-8"))
    told = path.stem.partition("_")[2]
    group = "treaty" if "treaty" in told or "pact" in told else path.stem
    return Draft(golden["headline"] or "", tuple(golden["paragraphs"]), golden["in_language"], group)


def _read_page(page):
    paragraphs = tuple(line for line in page["article_body"].split("\n") if line.strip())
    return Draft(page["headline"] or "", paragraphs, page["in_language"] or "und", page["id"])
