"""NewsML-G2 and NITF, with and without each other, and what hostile XML comes to."""

# ruff: noqa: E501  (samples read best on one line)

import pytest
from dropped import HTML, PARAGRAPHS, TEXT, brief, clean, refusal, split, split_one

from tasks.collect.formats import split_document

NITF = f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-3.dtd">
<nitf xml:lang="en"><head><title>Slug</title><docdata><date.issue norm="20240503T101500+0200"/>
<key-list><keyword key="sea"/><keyword key="ferry"/></key-list></docdata>
<pubdata name="Harbour Post" position.section="Trade" ex-ref="https://www.example.org/ferry"/></head>
<body><body.head><hedline><hl1>Ferry &amp; storm</hl1><hl2>Nobody was hurt</hl2></hedline>
<byline>By <person>Mara Quill</person>, staff</byline><dateline><location>Lindholm</location></dateline></body.head>
<body.content><block><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></block>
<media media-type="image"><media-caption>A ferry.</media-caption></media><p>{PARAGRAPHS[2]}</p></body.content></body></nitf>"""


def item(content, guid="urn:newsml:example.org:1", version="2024-05-03T08:15:00Z"):
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" standard="NewsML-G2">
<itemMeta><provider literal="Harbour Post"/><versionCreated>{version}</versionCreated></itemMeta>
<contentMeta><by>Mara Quill</by><language tag="en"/><keyword>sea</keyword><keyword>ferry</keyword>
<headline>Ferry &amp; storm</headline></contentMeta><contentSet>{content}</contentSet></newsItem>"""


XHTML = f'<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{HTML}</body></html></inlineXML>'
INNER_NITF = "<inlineXML>" + NITF.partition('dtd">')[2] + "</inlineXML>"
PLAIN = f'<inlineData contenttype="text/plain">{TEXT}</inlineData>'


def test_nitf_is_an_article():
    """Every field of the head is where it belongs; the caption is no text."""
    article = clean(split_one(NITF.encode(), "wire.xml"))
    assert (article.headline, article.alternative_headline) == ("Ferry & storm", "Nobody was hurt")
    assert (article.authors, article.publisher, article.article_section) == (("Mara Quill",), "Harbour Post", "Trade")
    assert (article.dateline, article.keywords) == ("LINDHOLM", ("sea", "ferry"))
    assert article.date_published.isoformat() == "2024-05-03T08:15:00+00:00"
    assert article.date_published_source == "newsml:date_published"
    assert article.article_body == TEXT
    assert [span.text for span in article.removed_spans] == ["A ferry."]


@pytest.mark.parametrize("content", [XHTML, INNER_NITF, PLAIN], ids=["xhtml", "nitf", "plain"])
def test_a_news_item_is_an_article(content):
    """Whatever the text is written in, item and content metadata are its fields."""
    article = clean(split_one(item(content).encode(), "wire"))
    assert (article.headline, article.authors, article.publisher) == ("Ferry & storm", ("Mara Quill",), "Harbour Post")
    assert (article.in_language, article.keywords) == ("en", ("sea", "ferry"))
    assert article.date_published.isoformat() == "2024-05-03T08:15:00+00:00"
    assert article.article_body == TEXT


def test_a_message_holds_many_items():
    """Each text is a document, with its own XML; a picture is refused and stops nothing."""
    picture = item('<remoteContent href="a.jpg"/>')
    items = "".join([item(XHTML), picture, item(PLAIN)])
    message = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{items}</itemSet></newsMessage>'
    parts = split(message.encode(), "wire.xml")
    assert brief(parts) == [("wire.xml#1", ""), ("wire.xml#2", "not_an_article"), ("wire.xml#3", "")]
    assert list(split_document(parts[0])) == [parts[0]]


def test_entities_of_html_are_read_and_others_dropped():
    """Without its DTD a NITF document may still say &eacute;."""
    part = split_one(NITF.replace("Ferry &amp;", "F&eacute;rry &amp; &unknown;").encode(), "wire.xml")
    assert part.stated.headline == "Férry & storm"


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


def test_an_entity_bomb_stays_small():
    """Entities that stand for entities are never written out."""
    payload = NITF.replace('"nitf-3-3.dtd">', f'"nitf-3-3.dtd" [<!ENTITY e0 "ha">{BOMB}]>').replace("Slug", "&e9;")
    parts = split(payload.replace("Nobody was hurt", "&e9;").encode(), "wire.xml")
    assert len(repr(parts)) < 20_000


def test_external_entities_are_never_read(tmp_path):
    """A file that a document names is none of its text."""
    (tmp_path / "secret").write_text("the secret")
    address = (tmp_path / "secret").as_uri()
    payload = NITF.replace('"nitf-3-3.dtd">', f'"{address}" [<!ENTITY x SYSTEM "{address}">]>').replace("Slug", "&x;")
    payload = payload.replace("Nobody was hurt", "&x;").replace("storm", "&x;")
    assert "the secret" not in repr(split(payload.encode(), "wire.xml")[0].stated)


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (NITF[:600], "parse_error"),
        (NITF.replace("body.content", "other"), "extract_empty"),
        ("<nitf>" + "<block>" * 5000, "parse_error"),
        ("<?xml version='1.0'?><newsMessage><itemSet/></newsMessage>", "empty"),
        ("<?xml version='1.0'?><newsItem", "parse_error"),
        (item("")[:300], "parse_error"),
        (item(""), "not_an_article"),
    ],
)
def test_broken_wires_are_refused(payload, code):
    """Each ends as one Unread."""
    assert refusal(payload.encode(), "wire.xml")[0] == code
