"""Whole pages."""

import json

import pytest
import trafilatura
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import PROSE, prose

from tasks.clean.extract import extract_page
from tasks.clean.nouns import BlockKind, Failure, Page
from tasks.models import ReasonCode

TEXT = "".join(prose(number) for number in range(6))
PAGE = f"""<html lang=en>
<head><title>Rain ahead | Daily</title><meta property=og:title content="Rain ahead"></head>
<body>
<nav><ul><li><a href=/>Home</a></li></ul></nav>
<article><h1>Rain ahead</h1><p class=byline>By Jane Doe</p>
<div class=text>{prose(0)}{prose(1)}<h2>The day after</h2>{prose(2)}
<ul class=related><li><a href=/x>Ten more wet dogs of Springfield</a></li></ul>
{prose(3)}</div></article>
<footer><p>All rights reserved by the Daily, its dogs, its cats, and the river that runs through all of it.</p></footer>
</body></html>"""
DATA = json.dumps({"@type": "NewsArticle", "articleBody": PROSE})
APP = f'<html><head><script type="application/ld+json">{DATA}</script></head><body><div id=app></div></body></html>'


def texts(page):
    return [block.text for block in page.blocks]


def test_a_page_is_taken_apart():
    """Headline, paragraphs and crossheads come out; menus, bylines, teasers and footers do not."""
    page = extract_page(PAGE, "https://daily.example/rain")
    assert page.headline == "Rain ahead"
    assert texts(page) == [f"0 {PROSE}", f"1 {PROSE}", "The day after", f"2 {PROSE}", f"3 {PROSE}"]
    assert page.blocks[2].kind is BlockKind.HEADING
    assert [(x.rule_id, x.before) for x in page.removed if "dogs of" in x.text] == [("page.link_item", 4)]


def test_twice_gives_the_same():
    """Extraction depends on the page alone."""
    assert extract_page(PAGE) == extract_page(PAGE)


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<div>" * 300 + TEXT,
        "<html><body>" + "<div>" * 3000 + TEXT,
        "<html><body><div " + " ".join(f"a{n}=x" for n in range(20_000)) + f">{TEXT}</div>",
        "<html><body><table>" + "<tr><td>" * 500 + TEXT,
        "<html><body><article><p>" + "wet dog. " * 200_000 + "</p></article>",
        f'<html><head><script type="application/ld+json">{"[" * 100_000}</script></head><body>{TEXT}',
        f"<html><body>{TEXT}<p>\x00\x01\ud800\ufffe</p>",
        APP,
    ],
    ids=["deep", "bottomless", "attributes", "unclosed", "one long line", "broken data", "forbidden", "data only"],
)
def test_hard_pages_are_read(page):
    """What breaks one extractor goes to the next."""
    found = extract_page(page)
    assert isinstance(found, Page)
    assert found.blocks


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("", ReasonCode.PARSE_ERROR),
        ("<html><head><title>x</title></head><frameset><frame src=a></frameset></html>", ReasonCode.NOT_AN_ARTICLE),
        ("<html><body><div id=app></div><script>start()</script></body></html>", ReasonCode.EXTRACT_EMPTY),
        ("<html><body><nav><a href=/>Home</a></nav></body></html>", ReasonCode.EXTRACT_EMPTY),
    ],
    ids=["empty", "frameset", "script", "menu"],
)
def test_no_text_is_a_failure_with_a_reason(page, code):
    """Nothing is ever silently empty."""
    found = extract_page(page)
    assert isinstance(found, Failure)
    assert found.reason_code is code
    assert found.reason.endswith(".")


def test_a_witness_that_breaks_is_done_without(monkeypatch):
    """An error inside the other extractor costs its votes, not the page."""

    def broken(*_args, **_kwargs):
        raise AttributeError

    monkeypatch.setattr(trafilatura, "bare_extraction", broken)
    assert texts(extract_page(PAGE))[0] == f"0 {PROSE}"


def test_a_text_that_json_ld_states_and_the_page_shows_needs_no_other_witness(monkeypatch):
    """The second extractor costs most of the time: it is asked only if its own data cannot vouch for the text."""
    monkeypatch.setattr(trafilatura, "bare_extraction", None)
    stated = " ".join(f"{number} {PROSE}" for number in range(6))
    data = json.dumps({"@type": "NewsArticle", "articleBody": stated})
    page = extract_page(f'<script type="application/ld+json">{data}</script><div class=text>{TEXT}</div><p>Stray.</p>')
    assert texts(page) == [f"{number} {PROSE}" for number in range(6)]


def test_a_flash_of_one_sentence_is_an_article():
    """A text too short for paragraphs is what the witness says it is."""
    page = extract_page("<html><body><article><p>It rains.</p><p>Dogs are wet.</p></article></body></html>")
    assert texts(page) == ["It rains.", "Dogs are wet."]


@pytest.mark.parametrize(
    ("declared", "authors"),
    [("", ("Jane Doe",)), ("The Daily", ("Jane Doe",)), ("Ann Poe", ("Ann Poe",))],
)
def test_a_byline_names_the_author_if_nothing_else_names_a_person(declared, authors):
    """The publisher's own name is an author only where no byline names a person."""
    metas = f'<meta name=author content="{declared}"><meta property=og:site_name content="The Daily">'
    page = extract_page(f"<html><head>{metas}</head><body><h1>Rain</h1><p>By Jane Doe</p>{TEXT}</body></html>")
    assert page.authors == authors


def test_a_date_of_change_does_not_hide_the_byline():
    """The byline is read unless something states when the article was published."""
    changed = '<meta property="article:modified_time" content="2024-05-09T10:00:00Z">'
    page = extract_page(f"<html><head>{changed}</head><body><h1>Rain</h1><p>3 mai 2024</p>{TEXT}</body></html>")
    assert [claim.when.day for claim in page.date_claims] == [9, 3]


def test_dates_in_bylines_are_the_last_witness():
    """Without any other date, the line below the headline is read."""
    page = extract_page(f"<html><body><h1>Rain</h1><p>May 3, 2024</p>{TEXT}</body></html>")
    assert [claim.source for claim in page.date_claims] == ["text"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"abc <>&;\"'/=", "<p>", "</p>", "<div class=x>", "<table>", "<a href=", "<h1>", PROSE]),
        max_size=30,
    )
)
def test_nothing_is_made_up(pieces):
    """Whatever the page, no exception, and every word of the output stood in it."""
    source = "".join(pieces)
    found = extract_page(source)
    if isinstance(found, Page) and "&" not in source:
        for block in found.blocks:
            characters = iter(source)
            assert all(character in characters for character in "".join(block.text.split()))
