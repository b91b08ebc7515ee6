"""What belongs to a body."""

import pytest
from pages import PROSE, lines_of, prose

from tasks.clean.body import choose_body

P = [f"{number} {PROSE}" for number in range(10)]


def judged(markup, headlines=(), descriptions=(), unseen=()):
    """Return the texts that stay, and the rules of those that go, for a witness that saw all but `unseen`."""
    lines = lines_of(markup)
    votes = {line.index for line in lines if line.text not in unseen}
    body = choose_body(lines, votes, headlines, descriptions)
    return [line.text for line in body.kept], {line.text: rule.rule_id for line, rule in body.dropped}


def between(markup, **options):
    """Judge `markup` between two paragraphs of the text; return what stays of it and the rules for the rest."""
    kept, dropped = judged(f"<div class=text>{prose(0)}{markup}{prose(1)}</div>", **options)
    return [text for text in kept if text not in P], dropped


@pytest.mark.parametrize(
    ("markup", "rule"),
    [
        ("<h1>Rain ahead</h1>", "page.repeated_headline"),
        ("<p>Rain ahead!</p>", "page.repeated_headline"),
        ("<figure><img><figcaption>A wet dog.</figcaption></figure>", "page.caption"),
        ("<div class=pic-caption>A wet dog.</div>", "page.caption"),
        ("<div><div><img></div><div>A wet dog.</div></div>", "page.caption"),
        ("<nav><p>Home</p></nav>", "page.navigation"),
        ("<p><a href=/x>Ten more wet dogs</a></p>", "page.link_line"),
        ("<p>Also read: <a href=/x>Ten more wet dogs</a></p>", "page.link_line"),
        ("<ul><li><a href=/x>Ten more wet dogs</a></li></ul>", "page.link_item"),
        ("<ul><li>See: <a href=/x>Ten more wet dogs</a></li></ul>", "page.link_item"),
        ("<div class=newsletter-box>Read us every day.</div>", "page.other_module"),
        ("<h3><a href=/x>Ten more wet dogs</a></h3>", "page.link_line"),
        ("<h3>More on this</h3><p><a href=/x>Ten more wet dogs</a></p>", "page.lone_heading"),
        ("<aside><div>Our dogs at a glance.</div></aside>", "page.aside"),
        ("<blockquote><div>Wet!</div><div>— A Dog (@wetdog) May 3, 2024</div></blockquote>", "page.embed"),
        (f"<blockquote>{PROSE[:60]}</blockquote>", "page.repeated_line"),
    ],
)
def test_what_is_no_body_text_goes_with_its_rule(markup, rule):
    """Each kind of foreign line between two paragraphs is dropped, by the rule that says why."""
    kept, dropped = between(markup, headlines=["Rain ahead"])
    assert rule in dropped.values()
    assert kept == []


@pytest.mark.parametrize(
    "markup",
    [
        "<p>No.</p>",
        "<h2>The day after</h2>",
        "<div><h2>The day after</h2></div>",
        "<ul><li>first</li><li>second</li></ul>",
        "<ul><li>first, with <a href=/x>link</a> and much else to read</li></ul>",
        "<blockquote>We were wet, said the dog.</blockquote>",
        "<table><tr><td>dogs</td><td>12</td></tr></table>",
        "<p>He was, he said: <a href=/x>wet</a> and cold.</p>",
        "<p>See also the sea, <a href=/x>she</a> said.</p>",
        "<div>Correction: it was a cat.</div>",
    ],
)
def test_what_belongs_to_the_text_stays(markup):
    """Crossheads, lists, tables, quotations, one-word paragraphs and corrections are body text."""
    kept, dropped = between(markup)
    assert kept
    assert dropped == {}


def test_lines_that_no_witness_saw_need_the_texts_template():
    """Another template's line without a vote is no body text; the text's own needs no vote."""
    foreign = "<div class=b><span>Foreign.</span></div>"
    kept, dropped = judged(
        f"<div class=text>{prose(0)}<p>Own.</p>{foreign}{prose(1)}</div>", unseen=["Own.", "Foreign."]
    )
    assert kept == [P[0], "Own.", P[1]]
    assert dropped == {"Foreign.": "page.stray"}


def test_notices_that_repeat_are_dropped():
    """A short line that stands on the page again and again is no text."""
    kept, dropped = between(f"<div>Story continues</div>{prose(2)}<div>Story continues</div>")
    assert kept == []
    assert dropped == {"Story continues": "page.stray"}


def test_a_refrain_survives():
    """Short lines that the text itself repeats stay."""
    kept, _ = between(f"<p>So it goes.</p>{prose(2)}<p>So it goes.</p>")
    assert kept.count("So it goes.") == 2


@pytest.mark.parametrize("order", [(0, 0, 1, 2), (0, 1, 0, 1, 2)])
def test_a_passage_set_twice_is_kept_once(order):
    """A paragraph right after itself, and a block that comes back, are mistakes of the page."""
    kept, dropped = judged(f"<div class=text>{''.join(map(prose, order))}</div>")
    assert kept == [P[0], P[1], P[2]]
    assert dropped[P[0]] == "page.repeated_line"


def test_a_long_refrain_survives():
    """One paragraph that comes back between others is no mistake."""
    kept, _ = judged(f"<div class=text>{''.join(map(prose, (0, 1, 0, 2, 0)))}</div>")
    assert kept == [P[0], P[1], P[0], P[2], P[0]]


def test_a_list_may_end_the_piece():
    """Items that are sentences belong to the text that they end."""
    kept, _ = judged(f"<div class=text>{prose(0)}{prose(1)}<ol><li>Take the rope.</li><li>Tie it.</li></ol></div>")
    assert kept[2:] == ["Take the rope.", "Tie it."]


def test_a_recipe_keeps_what_stands_above_its_steps():
    """Where the only prose is a list, what the witness saw above it is text."""
    kept, _ = judged(f"<h1>Cake</h1><p>A cake.</p><ul><li>3 eggs</li></ul><ol><li>{P[0]}</li><li>Bake.</li></ol>")
    assert kept == ["A cake.", "3 eggs", P[0], "Bake."]


def test_preformatted_text_stays():
    """The witness passes over what is set in pre."""
    assert between("<pre>a = 1</pre>", unseen=["a = 1"])[0] == ["a = 1"]


@pytest.mark.parametrize("last", ["That was all.", "“Wet.”", "She never came back"])
def test_a_short_line_may_end_the_piece(last):
    """What follows the last long paragraph in its container is its end, if it is a sentence."""
    kept, _ = judged(f"<div class=text>{prose(0)}{prose(1)}<p>{last}</p></div><p>Footer</p>")
    assert kept[-1] == last


def test_what_follows_elsewhere_is_no_end():
    """Lines behind the text's container are recorded as outside of it."""
    kept, dropped = judged(
        f"<div class=text>{prose(0)}{prose(1)}</div><div class=foot><p>All rights reserved.</p></div>"
    )
    assert kept == P[:2]
    assert dropped == {"All rights reserved.": "page.outside_body"}


@pytest.mark.parametrize(
    ("markup", "descriptions"),
    [
        ("<p class=x>The dogs of Springfield are wet again.</p>", ["The dogs of Springfield are wet again."]),
        (
            "<p class=standfirst>The dogs of Springfield are wet again, and the cats could not care less about it.</p>",
            [],
        ),
    ],
)
def test_a_standfirst_belongs_to_the_text(markup, descriptions):
    """Between headline and text, what repeats the description or is named like a lead paragraph stays."""
    text = "".join(prose(number) for number in range(8))
    kept, _ = judged(
        f"<header><h1>Rain</h1>{markup}<p>By Jane Doe</p></header><div class=text>{text}</div>",
        descriptions=descriptions,
    )
    assert len(kept) == 9
    assert "By Jane Doe" not in kept


def test_a_page_without_prose_has_no_body():
    """Menus and teasers alone are no article."""
    assert judged("<ul><li><a href=/x>One</a></li></ul><p>Short.</p>") == ([], {})
