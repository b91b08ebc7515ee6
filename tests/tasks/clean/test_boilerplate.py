"""Boilerplate is marked where it stands, and what only looks like it survives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.clean.boilerplate import mark_boilerplate
from tasks.clean.pieces import Piece
from tasks.clean.rules import load_rules
from tasks.models import SpanKind

BODY = "The council met on Monday and agreed to repair the bridge before the winter comes."
END = "Nobody objected."


def mark(*texts, **options):
    return mark_boilerplate(tuple(Piece(text) for text in texts), **options)


def removed(*texts, **options):
    return [piece.text for piece in mark(*texts, **options) if not piece.is_kept]


@pytest.mark.parametrize(
    "line",
    [
        "See also the annex, which lists every bridge in the county.",
        "For the other side, see also her memoir.",
        "Read more poetry, the minister advised the graduates.",
        "Watch: this is how it ends, he told the boy.",
        "Share prices fell by a third on Monday.",
        "More news is expected on Friday.",
        "TIME named her person of the year.",
        "Here are more must-read letters from TIME's archive, and they are sad.",
        "RevenueStripe sells advertising space to small papers.",
        "Learn more about RevenueStripe and you will not sleep.",
        "Correction: An earlier version of this article gave the wrong year.",
        "This article was corrected on May 3, 2024.",
        "Korrektur: In einer früheren Fassung stand ein falsches Jahr.",
        "10:04",
        "14.30 Uhr",
        "10:04 a.m.: The ferry has left",
        "Question: Who paid for the bridge?",
        "Answer: We all did.",
        "Ana Li: I did not.",
        "What power does this relationship hold?",
        "'Alternative' to West",
        "Twelve lanes, two mares",
        "Bring back the river",
        "1. Pack a towel",
        "“We will rebuild,” she said.",
        "Tarsova won.",
        "No comment.",
        "Photo: the mayor, who was late, is not in it.",
        "By Monday the water had gone.",
        "Follow the money, the lawyer said.",
        "Subscribe to the theory that he fled, and all is clear.",
        "Sign up, the sergeant said, or go home.",
        "Comments from the mayor were not recorded.",
        "Mehr zum Thema sagte der Minister nicht.",
        "Lire aussi les poèmes, conseillait-elle.",
        "関連記事を読んだ人は少ない。",
    ],
)
@pytest.mark.parametrize("place", ["inside", "at the end"])
def test_text_that_only_looks_like_boilerplate_stays(line, place):
    """A sentence, a crosshead, a speaker or a note is kept in the body and as its last line."""
    assert removed(BODY, line, *([BODY] if place == "inside" else [])) == []


@pytest.mark.parametrize(
    "line",
    [
        "SEE ALSO: Island pushes for help",
        "Advertisement",
        "Lesen Sie auch: Der Pfahl zählt doppelt",
        "Back to top button",
    ],
)
def test_anywhere_rule_marks_inside_the_body(line):
    """A label that nobody could write as text goes from between two paragraphs."""
    assert removed(BODY, line, END) == [line]


def test_tail_rule_spares_the_inside():
    """Words that can be a crosshead go only where nothing that is kept follows."""
    assert removed(BODY, "You Might Like", BODY) == []
    assert removed(BODY, "You Might Like") == ["You Might Like"]


def test_tail_is_marked_from_the_end_inwards():
    """Several lines of boilerplate in a row go, up to the first that is text."""
    tail = ("Related Articles", "Source link", "Back to top button")
    assert removed(BODY, "Print", END, *tail) == list(tail)


def test_head_rule_spares_what_follows_text():
    """A byline or a date goes above the text only."""
    assert removed("By Ana Li", "May 10, 2024", BODY, "By Ana Li", BODY) == ["By Ana Li", "May 10, 2024"]


def test_teasers_go_with_their_heading():
    """Lines of headline size under a heading of related links are links."""
    teasers = ("Related Articles", "Ferry sinks off the coast", "Who paid for the bridge?")
    assert removed(BODY, *teasers) == list(teasers)


def test_sentence_under_a_heading_keeps_everything():
    """Where text follows, a heading of related links may be a crosshead, and nothing goes."""
    assert removed(BODY, "Most read", "Ferry sinks off the coast", BODY) == []


def test_list_without_heading_stays():
    """Short lines at the end belong to the text unless a heading says otherwise."""
    assert removed(BODY, "One boat", "Two oars") == []


def test_post_goes_with_its_signature():
    """The text of an embedded post stands above its signature."""
    post, signature = "The bridge is open!", "— Ana Li (@ana_li) May 3, 2023"
    pieces = mark(BODY, post, signature, END)
    assert [piece.removed_as for piece in pieces] == [None, SpanKind.EMBED, SpanKind.EMBED, None]


def test_announcement_of_a_post_stays():
    """Where only the signature is left, the sentence that ends in a colon is the author's."""
    assert removed(BODY, "She wrote:", "— Ana Li (@ana_li) May 3, 2023") == ["— Ana Li (@ana_li) May 3, 2023"]


def test_rule_for_an_outlet_applies_there_only(tmp_path):
    """A rule with a host name holds for that host and its subdomains."""
    file = tmp_path / "own.toml"
    file.write_text(
        '[[rule]]\nid = "own"\nfamily = "own"\nkind = "promo"\nposition = "anywhere"\noutlet = "paper.example"\n'
        'pattern = "our mug"\nmatches = ["Our mug"]\nspares = ["Our mugs"]\n'
    )
    rules = load_rules(file)
    assert removed(BODY, "Our mug", END, rules=rules, outlet="www.paper.example") == ["Our mug"]
    assert removed(BODY, "Our mug", END, rules=rules, outlet="newspaper.example") == []
    assert removed(BODY, "Our mug", END, rules=rules) == []


EXAMPLES = sorted({text for rule in load_rules() for text in (*rule.examples, *rule.counter_examples)})


@given(st.lists(st.sampled_from([*EXAMPLES, BODY, END, "A crosshead"]), max_size=12))
def test_marking_what_was_kept_marks_nothing_more(texts):
    """Cleaning clean text changes nothing."""
    kept = tuple(piece for piece in mark(*texts) if piece.is_kept)
    assert mark_boilerplate(kept) == kept


def test_every_example_is_marked_in_its_place():
    """The union of all rules finds what each of them finds."""
    for rule in load_rules():
        for text in rule.examples:
            assert removed(text) == [text], rule.rule_id
