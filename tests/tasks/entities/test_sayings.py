"""Verbs of saying and the quotes that belong to them."""

import pytest

from tasks.entities.frames import read_sentences
from tasks.entities.quotes import find_quotes
from tasks.entities.sayings import choose_saying, find_source, read_sayings


def read(body):
    tokens = read_sentences(body, find_quotes(body), ())[0].tokens
    return tokens, read_sayings(tokens)


@pytest.mark.parametrize(
    ("body", "verbs"),
    [
        ("Roe said that Doe called.", ["said", "called"]),
        ("The report and the claims were read out.", []),
        ("In Leeds Roe reports that claims are rising.", ["reports"]),
        ("As Roe puts it, they put on hats.", ["puts"]),
        ("She declined to say more.", []),
        ("She liked to say more.", ["say"]),
    ],
)
def test_verbs_are_told_from_nouns(body, verbs):
    """A report is no reporting, and a refusal no saying."""
    tokens, sayings = read(body)
    assert [tokens[saying.verb].text for saying in sayings] == verbs


@pytest.mark.parametrize(
    ("body", "is_muted"),
    [
        ("It is called “the pit”.", True),
        ("A park called “the lungs” closed.", True),
        ("She was told “no”.", True),
        ("She was quoted as saying “no”.", False),
        ("It was called “a farce” by Roe.", False),
        ("He left what she called “a farce”.", False),
    ],
)
def test_a_passive_without_an_agent_is_mute(body, is_muted):
    """It tells that something is said, and not by whom."""
    _, sayings = read(body)
    assert sayings[0].is_muted is is_muted


@pytest.mark.parametrize(
    ("body", "verb"),
    [
        ("“We go,” Roe said, adding more.", "said"),
        ("Roe said it was “a farce” and smiled.", "said"),
        ("Roe said it was so, calling it “a farce”.", "calling"),
        ("Roe continued to see the “temporary” sign.", None),
        ("The hotel offers “free” parking.", None),
    ],
)
def test_a_quote_belongs_to_one_verb(body, verb):
    """The tag behind spoken words, else the nearest verb before them that can introduce any."""
    tokens, sayings = read(body)
    place = next(at for at, token in enumerate(tokens) if token.is_quote)
    chosen = choose_saying(tokens, sayings, place, is_term=len(tokens[place].text.split()) == 1)
    assert (tokens[chosen.verb].text if chosen else None) == verb


@pytest.mark.parametrize("body", ["It is so, according to Roe.", "In the words of Roe, it is so."])
def test_a_source_is_found(body):
    """Phrases like "according to" name who says it."""
    tokens, _ = read(body)
    assert tokens[find_source(tokens)[1].last].text == "Roe"


def test_most_sentences_name_no_source():
    """Nothing is made up."""
    assert find_source(read("It is so.")[0]) is None
