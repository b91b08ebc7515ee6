"""Runs of capitals: what stands together, what only opens a sentence, what small words join."""

import pytest

from tasks.entities.capitals import MOST_WORDS, find_runs


def surfaces(body):
    return [body[run.start : run.end] for run in find_runs(body)]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("we saw Ada Okafor leave", ["Ada Okafor"]),
        ("we saw Ilse van der Berg leave", ["Ilse van der Berg"]),
        ("the Bank of England and the Gulf of Aden", ["Bank of England", "Gulf of Aden"]),
        ("the Carnegie Endowment for International Peace", ["Carnegie Endowment for International Peace"]),
        ("the Institute for the Study of Fish", ["Institute for the Study of Fish"]),
        ("the Food and Drug Administration", ["Food and Drug Administration"]),
        ("the Ministry of Sport and Youth", ["Ministry of Sport and Youth"]),
        ("the port of Halden and the Ministry", ["Halden", "Ministry"]),
        ("between Ada Okafor and Rui Duarte", ["Ada Okafor", "Rui Duarte"]),
        ("the firm Halden & Dahl", ["Halden & Dahl"]),
        ("a Paris-based firm", ["Paris"]),
        ("we met Lin Chia-hao", ["Lin Chia-hao"]),
        ("an anti-Putin rally", ["Putin"]),
        ("pupils of St Anselm’s Primary School", ["St Anselm’s Primary School"]),
        ("the People’s Action Congress", ["People’s Action Congress"]),
        ("by India’s Congress", ["India", "Congress"]),
        ("Senator Roe (D-Ohio)", ["Senator Roe", "Ohio"]),
        ("he left The Hague", ["The Hague"]),
        ("at Easter Road", ["Easter Road"]),
        ("said June Whitlow in June", ["June Whitlow"]),
    ],
)
def test_what_belongs_together(body, found):
    """A run is one name as far as its words tell."""
    assert surfaces(body) == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Nobody came. The Halden ferry sank.", ["Halden"]),
        ("On Tuesday Ada Okafor left in March.", ["Ada Okafor"]),
        ("“We saw Halden,” he said.", ["Halden"]),
        ("21:20 First boxes are in.", []),
        ("Recently Ada left.", ["Ada"]),
        ("He blamed the U.S. Then he left.", ["U.S."]),
        ("It was said of the US and us.", ["US"]),
        ("New Delhi waited. New rules came.", ["New Delhi"]),
        ("I think I’ll go", []),
        ("write to @Halden or #Halden", []),
    ],
)
def test_words_that_are_no_names(body, found):
    """Openers, days, months, pronouns and handles are left out; what they stand before is kept."""
    assert surfaces(body) == found


def test_list_is_not_one_name():
    """A run that goes on and on is cut, so that no page of capitals costs more than its length."""
    assert max(len(run.words) for run in find_runs("Ab " * 100)) == MOST_WORDS


def test_possessives_are_outside():
    """The offsets end before 's."""
    assert surfaces("by Ada Okafor’s cat and Rui’s dog") == ["Ada Okafor", "Rui"]
