"""Subjects before and behind a verb, without a parser."""

import pytest
from gold_names import parse

from tasks.annotations import EntityKind, Mention
from tasks.entities.frames import read_sentences
from tasks.entities.openings import find_main_subject
from tasks.entities.phrases import find_inverted, find_subject

BEFORE = [
    ("[[PERSON:a|Roe]] said so", "Roe"),
    ("[[PERSON:a|Roe]] has also now said so", "Roe"),
    ("Ms. [[PERSON:a|Roe]] on Tuesday said so", "Ms. Roe"),
    ("A teacher who guards ballots by torchlight said so", "A teacher"),
    ("Ms. [[PERSON:a|Roe]] of the [[ORGANISATION:b|WHO]] said so", "Ms. Roe"),
    ("[[PERSON:a|Roe]], who chairs it, said so", "Roe"),
    ("[[PERSON:a|Roe]], a baker, of [[PLACE:b|Leeds]], said so", "Roe"),
    ("Her lawyer, [[PERSON:a|Roe]], later said so", "Roe"),
    ("The [[ORGANISATION:a|Commission]], which froze [[PLACE:b|Hungary]]’s funds, said so", "The Commission"),
    ("[[PERSON:a|Roe]] (left) said so", "Roe"),
    ("In a letter the [[ORGANISATION:a|WHO]] said so", "the WHO"),
    ("the Chinese leader said so", "the Chinese leader"),
    ("one of the nurses said so", "one of the nurses"),
    ("[[PERSON:b|Doe]] met [[PERSON:a|Roe]], who said so", "Roe"),
]
BEHIND = [
    ("said [[PERSON:a|Roe]] of the [[ORGANISATION:b|WHO]].", "Roe"),
    ("said the minister, [[PERSON:a|Roe]], on Monday.", "Roe"),
    ("said the minister, who left.", "the minister"),
    ("said shop owner [[PERSON:a|Roe]].", "shop owner Roe"),
    ("said on Monday.", None),
    ("said.", None),
]
MAIN = [
    ("[[PERSON:a|Roe]] met [[PERSON:b|Doe]] and said", "Roe"),
    ("On Monday in [[PLACE:b|Leeds]], [[PERSON:a|Roe]] met", "Roe"),
    ("Speaking in [[PLACE:b|Leeds]], the mayor met", "the mayor"),
    ("21:04 [[PERSON:a|Roe]] arrives", "Roe"),
    ("Then she met", "she"),
    ("His lawyer, [[PERSON:a|Roe]], met", "Roe"),
    ("Chinese President [[PERSON:a|Xi]] met", "Chinese President Xi"),
]


def tokens_of(marked):
    body, names, _ = parse(marked)
    mentions = [
        Mention(1, 1, body[name.start : name.end], EntityKind(name.kind.lower()), name.start, name.end, "gold", 1.0)
        for name in names
    ]
    return body, read_sentences(body, (), mentions)[0].tokens


def text_of(body, tokens, phrase):
    return body[tokens[phrase.first].start : tokens[phrase.last].end] if phrase else None


@pytest.mark.parametrize(("marked", "subject"), BEFORE)
def test_the_subject_before_a_verb(marked, subject):
    """Asides, relative clauses, adverbs and what a preposition adds are stepped over."""
    body, tokens = tokens_of(marked)
    verb = next(place for place, token in enumerate(tokens) if token.lower == "said")
    assert text_of(body, tokens, find_subject(tokens, verb)) == subject


@pytest.mark.parametrize(("marked", "subject"), BEHIND)
def test_the_subject_behind_a_verb(marked, subject):
    """A name that explains a title is taken before the title."""
    body, tokens = tokens_of(marked)
    assert text_of(body, tokens, find_inverted(tokens, 0)) == subject


@pytest.mark.parametrize(("marked", "subject"), MAIN)
def test_the_subject_of_a_sentence(marked, subject):
    """What opens a sentence lightly is no subject."""
    body, tokens = tokens_of(marked)
    assert text_of(body, tokens, find_main_subject(tokens, len(tokens))) == subject
