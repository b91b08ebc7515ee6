"""RSS, RDF, Atom and JSON Feed: each entry is an article, with its full text where the feed has it."""

# ruff: noqa: E501  (samples read best on one line)

import json

import pytest
from dropped import HTML, PARAGRAPHS, TEXT, brief, clean, refusal, split

from tasks.collect.formats import split_document

LINK = "https://www.example.org/news/ferry"
ITEM = f"""<item><title>Ferry &amp; storm</title><link>{LINK}?utm_source=rss</link><guid>1</guid>
<dc:creator>Mara Quill</dc:creator><category>Sea</category><category>Trade</category>
<pubDate>Fri, 03 May 2024 10:15:00 +0200</pubDate><description>In short.</description>
<content:encoded><![CDATA[{HTML}]]></content:encoded></item>"""
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Harbour Post</title><link>https://www.example.org/</link><language>en-gb</language>{ITEM}
<item><title>Brief</title><link>/brief</link><description>{PARAGRAPHS[0]}</description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title><entry><title>Ferry &amp; storm</title>
<link href="{LINK}"/><id>tag:1</id><author><name>Mara Quill</name></author><category term="Sea"/><category term="Trade"/>
<published>2024-05-03T10:15:00+02:00</published><updated>2024-05-04T10:15:00+02:00</updated>
<content type="html">{HTML.replace("<", "&lt;")}</content></entry></feed>"""
RDF = f"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour Post</title><items/></channel>
<item><title>Ferry &amp; storm</title><link>{LINK}</link><dc:creator>Mara Quill</dc:creator><dc:subject>Sea</dc:subject>
<dc:subject>Trade</dc:subject><dc:date>2024-05-03T10:15:00+02:00</dc:date><description>{TEXT}</description></item></rdf:RDF>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Harbour Post",
    "home_page_url": "https://www.example.org/",
    "language": "en",
    "items": [
        {
            "id": "1",
            "url": "/news/ferry",
            "title": "Ferry & storm",
            "content_html": HTML,
            "summary": "In short.",
            "date_published": "2024-05-03T10:15:00+02:00",
            "authors": [{"name": "Mara Quill"}],
            "tags": ["Sea", "Trade"],
        }
    ],
}


@pytest.mark.parametrize(
    ("payload", "source"),
    [
        (RSS, "feed"),
        (ATOM, "feed"),
        (RDF, "feed"),
        (json.dumps(JSON_FEED), "json"),
        (RSS.replace("UTF-8", "utf-16"), "json"),
    ],
    ids=["rss", "atom", "rdf", "jsonfeed", "utf-16"],
)
def test_an_entry_is_an_article(payload, source):
    """Every kind of feed gives the same article."""
    raw = payload.encode("utf-16" if "utf-16" in payload[:60] else "utf-8")
    article = clean(split(raw, "feed")[0])
    assert (article.headline, article.authors, article.publisher) == ("Ferry & storm", ("Mara Quill",), "Harbour Post")
    assert (article.canonical_url, article.keywords) == (LINK, ("Sea", "Trade"))
    assert article.date_published.isoformat() == "2024-05-03T08:15:00+00:00"
    assert article.date_published_source == f"{source}:date_published"
    assert article.article_body == TEXT


def test_a_summary_is_marked_as_such():
    """An entry without full text has its summary for a body; its address is made whole."""
    full, brief_one = split(RSS.encode(), "feed.xml")
    assert (full.stated.is_summary, brief_one.stated.is_summary) == (False, True)
    assert (brief_one.stated.body, brief_one.stated.url) == (PARAGRAPHS[0], "https://www.example.org/brief")


def test_an_entry_keeps_its_own_xml():
    """The payload is the entry as received, and means the same again when it is split on its own."""
    part = split(RSS.encode(), "feed.xml")[0]
    assert part.payload == ITEM.encode()
    (again,) = split_document(part)
    assert (again.document_id, again.stated.body, again.stated.headline) == (part.document_id, HTML, "Ferry & storm")


def test_entries_that_cannot_be_cut_out_are_written_down():
    """Where tags and entries do not tally, the payload is what the entry states, as JSON."""
    part = split(RSS.replace("In short.", "<![CDATA[<item> ]]>").encode(), "feed.xml")[0]
    assert part.media_type == "application/json"
    (again,) = split_document(part)
    assert (again.stated.body, again.stated.authors) == (HTML, ("Mara Quill",))


def test_scripts_never_become_addresses_or_text():
    """A link that runs a script is no link; a script in a title or text is no text."""
    hostile = ITEM.replace(LINK, "javascript:alert(1)//").replace(
        "Ferry &amp; storm", "Ferry &lt;script&gt;alert(2)&lt;/script&gt;"
    )
    hostile = hostile.replace("<p>The", "<script>alert(3)</script><p>The")
    article = clean(split(RSS.replace(ITEM, hostile).encode(), "feed.xml")[0])
    assert (article.url, article.canonical_url) == (None, None)
    assert "alert(3)" not in article.article_body
    assert "<" not in article.headline


BOMB = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def test_entities_do_not_grow():
    """A bomb of entities stays the handful of bytes that it is."""
    payload = RSS.replace("<rss ", f"{BOMB}]><rss ").replace("In short.", "&i;").replace("Brief", "&i;")
    for part in split(payload.encode(), "feed.xml"):
        assert len(repr(part.stated)) < 10_000


def test_external_entities_are_never_fetched(tmp_path):
    """A file that an entity names is not read."""
    (tmp_path / "secret").write_text("the secret")
    doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    payload = RSS.replace("<rss ", f"{doctype}<rss ").replace("In short.", "&x;").replace(PARAGRAPHS[0], "&x; text")
    assert "the secret" not in repr(split(payload.encode(), "feed.xml"))


@pytest.mark.parametrize(
    ("payload", "name", "code"),
    [
        (b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>', "a.xml", "empty"),
        (b'<?xml version="1.0"?><inventory><thing/></inventory>', "a.xml", "unsupported_type"),
        (
            b"<?xml version='1.0'?><rss version='2.0'><channel><item><title>x</title></item></channel>",
            "a",
            "extract_empty",
        ),
        (b'<rss version="2.0"', "a.rss", "unsupported_type"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": 3}', "a.json", "parse_error"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "a.json", "empty"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [', "a.json", "parse_error"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [{}]}', "a.json", "extract_empty"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [7]}', "a.json", "parse_error"),
    ],
)
def test_what_is_no_feed_of_articles_is_refused(payload, name, code):
    """Each ends as one Unread with a reason."""
    assert refusal(payload, name)[0] == code


def test_impossible_references_cost_no_more_than_themselves():
    """Character references beyond Unicode, which parsers raise on, never get out."""
    payload = RSS.replace("In short.", "&#99999999999; &#xD800; &#x110000;").replace("Brief", "&#99999999999;")
    assert brief(split(payload.encode(), "feed.xml"))[0] == ("feed.xml#1", "")
