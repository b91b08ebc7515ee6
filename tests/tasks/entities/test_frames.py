"""Sentences with whole quotes and names as tokens."""

import pytest

from tasks.annotations import EntityKind, Mention
from tasks.entities.frames import read_sentences
from tasks.entities.quotes import find_quotes


def sentences(body, *names):
    mentions = [
        Mention(1, 1, name, EntityKind.PERSON, body.index(name), body.index(name) + len(name), "gold", 1.0)
        for name in names
    ]
    return read_sentences(body, find_quotes(body), mentions)


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("We go. They stay.", 2),
        ("“We go,” he said. “Now.”", 2),
        ("“We go.” They left.", 2),
        ("“We go?” Roe asked.", 1),
        ("“We go.” Roe said.", 1),
        ("“We go.” Roe said he was tired.", 2),
        ("“We go!” the crowd shouted.", 1),
        ("Mr. Roe of the U.S. Senate paid 2.3 million at 5 p.m. on Friday.", 1),
        ("He called it “a farce.” Then he left.", 2),
        ("One\n\nTwo", 2),
        ("“A.\n\n“B,” she said.", 1),
    ],
)
def test_sentences_end_where_readers_end_them(body, count):
    """Full stops in abbreviations and numbers end nothing, those in quotes do unless a tag follows."""
    assert len(sentences(body)) == count


def test_a_name_and_a_quote_are_tokens():
    """A name is one token with its kind, a quote another with its marks."""
    (sentence,) = sentences("“We go,” Jane Roe’s lawyer said.", "Jane Roe")
    assert [token.text for token in sentence.tokens] == ["We go,", "Jane Roe", "'s", "lawyer", "said", "."]
    assert [token.is_quote for token in sentence.tokens[:2]] == [True, False]
    assert sentence.tokens[1].is_person


def test_names_inside_quotes_are_no_tokens():
    """What stands in a quote stays in it."""
    (sentence,) = sentences("“Jane Roe is right,” he said.", "Jane Roe")
    assert not any(token.is_name for token in sentence.tokens)


@pytest.mark.parametrize(
    "body",
    ["“We go.” — Jane Roe (@janeroe) May 1, 2026", "“We go.” pic.twitter.com/abcdef", "“We go” https://t.co/abc"],
)
def test_a_post_is_known_as_one(body):
    """A paragraph that looks like somebody's post is marked."""
    assert all(sentence.is_tweet for sentence in sentences(body))
