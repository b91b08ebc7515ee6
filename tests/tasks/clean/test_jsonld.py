"""JSON-LD."""

import json

import pytest

from tasks.clean.jsonld import find_article, plain_text, read_nodes, text_of, texts_of, types_of

ARTICLE = {"@type": "NewsArticle", "headline": "Rain", "datePublished": "2024-05-03"}


@pytest.mark.parametrize(
    "script",
    [
        json.dumps(ARTICLE),
        json.dumps([{"@type": "Organization"}, ARTICLE]),
        json.dumps({"@graph": [{"@type": "WebPage"}, ARTICLE]}),
        json.dumps({"@type": "WebPage", "mainEntity": ARTICLE}),
        "<!-- " + json.dumps(ARTICLE) + " -->",
        "//<![CDATA[\n" + json.dumps(ARTICLE) + "\n//]]>",
        json.dumps(ARTICLE) + ";",
        json.dumps(ARTICLE)[:-1] + ",}",
        json.dumps(ARTICLE).replace("Rain", "Ra\nin").replace("Ra\nin", "Rain"),
    ],
)
def test_the_article_is_found_wherever_it_stands(script):
    """Lists, graphs, wrappings and small mistakes do not hide an article."""
    assert find_article(read_nodes([script]))["headline"] == "Rain"


@pytest.mark.parametrize("script", ["", "{", "null", "7", "[" * 100_000, '{"a":' * 50_000, "x" * 4_000_001])
def test_what_cannot_be_read_is_left_out(script):
    """Broken, bottomless and huge scripts yield nothing."""
    assert find_article(read_nodes([script])) == {}


def test_the_pages_own_article_comes_before_those_it_mentions():
    """Nodes without headline and date are links to other articles."""
    nodes = read_nodes([json.dumps([{"@type": "NewsArticle", "url": "/other"}, {**ARTICLE, "@type": "Article"}])])
    assert find_article(nodes)["headline"] == "Rain"


def test_references_are_followed():
    """An author that is named elsewhere in the graph is found there."""
    author = {"@type": "Person", "@id": "#jane", "name": "Jane Doe"}
    nodes = read_nodes([json.dumps({"@graph": [{**ARTICLE, "author": {"@id": "#jane"}}, author]})])
    assert texts_of(find_article(nodes)["author"]) == ["Jane Doe"]


@pytest.mark.parametrize(
    ("value", "text"),
    [("a", "a"), (["", "b"], "b"), ({"name": "c"}, "c"), ({"@value": "d"}, "d"), (7, None), (None, None), ({}, None)],
)
def test_a_value_has_one_text(value, text):
    """Strings, lists and named things are texts; the rest is none."""
    assert text_of(value) == text


def test_types_lose_their_vocabulary():
    """Full addresses and prefixes name the same types."""
    assert types_of({"@type": ["https://schema.org/NewsArticle", "schema:Article", 3]}) == ["NewsArticle", "Article"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a &amp;amp; b", "a & b"),
        ("<b>a</b> b", "a b"),
        ("  a\n b ", "a b"),
        ("1 < 2", "1 < 2"),
        ("&nbsp;", None),
        (None, None),
    ],
)
def test_plain_text_has_no_markup(text, expected):
    """Tags and character references go, also those escaped twice."""
    assert plain_text(text) == expected
