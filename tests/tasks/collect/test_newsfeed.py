"""RSS, RDF, Atom and JSON Feed as they are polled: entries, and what the feed says of itself."""

# ruff: noqa: E501  (samples read best on one line)

import json

import pytest

from tasks.collect.feed import NotAFeedError, read_feed

HERE = "https://feeds.count.example/harbour"
SITE = "https://a.example/"
NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:atom="http://www.w3.org/2005/Atom"'
)
ITEM = f"""<item><title>Ferry &amp;amp; &lt;i&gt;storm&lt;/i&gt;</title><link>{SITE}ferry?utm_source=rss</link><guid isPermaLink="false">17</guid>
<dc:creator>Mara Quill</dc:creator><category>Sea</category><category>Trade</category><pubDate>Fri, 03 May 2024 10:15:00 +0200</pubDate>
<atom:updated>2024-05-04T10:15:00Z</atom:updated><media:thumbnail url="/ferry.jpg"/><description>In short.</description><content:encoded><![CDATA[<p>At length.</p>]]></content:encoded></item>"""


def rss(*items, channel="", version="2.0", declaration='<?xml version="1.0" encoding="UTF-8"?>'):
    head = f"<title>Harbour &amp;amp; Post</title><link>{SITE}</link><language>en-gb</language>{channel}"
    return f'{declaration}<rss version="{version}" {NAMESPACES}><channel>{head}{"".join(items)}</channel></rss>'


def atom(*entries):
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title type="html">Hafen &amp;amp; Post</title>'
        f'<link rel="self" href="{HERE}"/><link href="{SITE}"/><id>tag:a.example,2024:1</id>{"".join(entries)}</feed>'
    )


def jsonfeed(*items, **feed):
    known = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour Post",
        "home_page_url": SITE,
        "language": "en",
    }
    return json.dumps(known | {"items": list(items)} | feed)


def read(text, **known):
    return read_feed(text.encode(), HERE, **known)


def read_one(text):
    document = read(text)
    assert document.broken == ()
    (entry,) = document.entries
    return entry


def test_an_entry_of_rss():
    """All that an entry says is read, as it is written there."""
    entry = read_one(rss(ITEM))
    stated = entry.stated
    assert (entry.entry_id, entry.link, stated.url) == (
        "17",
        f"{SITE}ferry?utm_source=rss",
        f"{SITE}ferry?utm_source=rss",
    )
    assert (stated.headline, stated.authors, stated.publisher) == ("Ferry & storm", ("Mara Quill",), "Harbour & Post")
    assert (stated.date_published, stated.date_modified) == ("Fri, 03 May 2024 10:15:00 +0200", "2024-05-04T10:15:00Z")
    assert (stated.keywords, stated.in_language, stated.image_url) == (("Sea", "Trade"), "en-gb", f"{SITE}ferry.jpg")
    assert (stated.body, stated.body_type, stated.is_summary) == ("<p>At length.</p>", "text/html", False)


def test_an_entry_of_atom():
    """Relative links start from xml:base, and a title in plain text is plain text."""
    entry = read_one(
        atom(
            f'<entry xml:base="{SITE}news/"><title>Fähre &lt; Sturm</title><link href="ferry"/><link rel="enclosure" type="image/png" href="i.png"/><id>tag:1</id>'
            "<author><name>Mara Quill</name></author><author><name>Ana Li</name></author><updated>2024-05-04T10:15:00Z</updated><summary>Kurz.</summary></entry>"
        )
    )
    assert (entry.entry_id, entry.link, entry.stated.headline) == ("tag:1", f"{SITE}news/ferry", "Fähre < Sturm")
    assert (entry.stated.authors, entry.stated.in_language) == (("Mara Quill", "Ana Li"), "de")
    assert (entry.stated.body, entry.stated.is_summary) == ("Kurz.", True)


def test_an_entry_of_json_feed():
    """The feed's language and authors stand in where an item has none; links are made whole."""
    item = {
        "id": 17,
        "url": "/ferry",
        "title": "Ferry & storm",
        "content_html": "<p>At length.</p>",
        "image": "i.png",
        "tags": ["Sea"],
    }
    entry = read_one(jsonfeed(item | {"date_modified": "2024-05-04T10:15:00Z"}, authors=[{"name": "Mara Quill"}]))
    stated = entry.stated
    assert (entry.entry_id, entry.link, stated.image_url) == ("17", f"{SITE}ferry", f"{SITE}i.png")
    assert (stated.headline, stated.authors, stated.in_language) == ("Ferry & storm", ("Mara Quill",), "en")
    assert (stated.publisher, stated.keywords) == ("Harbour Post", ("Sea",))
    assert (stated.body, stated.date_modified) == ("<p>At length.</p>", "2024-05-04T10:15:00Z")


@pytest.mark.parametrize(
    ("inner", "link"),
    [
        ("<link>https://a.example/1</link>", "https://a.example/1"),
        ("<link> /1 </link>", "https://a.example/1"),
        ("<link>//b.example/1</link>", "https://b.example/1"),
        (
            "<link>https://count.example/1</link><feedburner:origLink>https://a.example/1</feedburner:origLink>",
            "https://a.example/1",
        ),
        (
            "<link>https://a.example/1</link><feedburner:origLink>javascript:x</feedburner:origLink>",
            "https://a.example/1",
        ),
        ("<guid>https://a.example/1</guid>", "https://a.example/1"),
        ('<guid isPermaLink="true">https://a.example/1</guid>', "https://a.example/1"),
        ('<guid isPermaLink="false">https://a.example/1</guid>', None),
        ("<guid>17</guid>", None),
        ("<link>https://a.example/1</link><guid>https://a.example/2</guid>", "https://a.example/1"),
        ('<atom:link href="https://a.example/1"/>', "https://a.example/1"),
        ('<atom:link rel="self" href="https://a.example/self"/>', None),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>file:///etc/passwd</link>", None),
        ("<link>https://a.example/1?a=1&amp;b=2</link>", "https://a.example/1?a=1&b=2"),
        ("<link><![CDATA[https://a.example/1?a=1&b=2]]></link>", "https://a.example/1?a=1&b=2"),
        ("<link></link>", None),
    ],
)
def test_the_link_of_an_entry(inner, link):
    """The article's own address before a counter's, a guid only where it is one, and never a script."""
    assert read_one(rss(f"<item><description>Text.</description>{inner}</item>")).link == link


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (rss(ITEM), "rss2.0"),
        (rss(ITEM, version="0.91"), "rss0.91"),
        (rss(ITEM, version="odd"), "rss"),
        (
            f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" {NAMESPACES}>{ITEM}</rdf:RDF>',
            "rdf1.0",
        ),
        (atom("<entry><id>1</id><link href='/1'/></entry>"), "atom1.0"),
        (jsonfeed({"id": "1", "url": "/1"}), "jsonfeed1.1"),
        (jsonfeed({"id": "1", "url": "/1"}, version="https://jsonfeed.org/version/1"), "jsonfeed1"),
    ],
)
def test_a_format_is_named_with_its_version(text, name):
    """People read rss2.0, and no parser's short name."""
    document = read(text)
    assert (document.format, len(document.entries)) == (name, 1)


def test_a_feed_speaks_of_itself():
    """Title, site, language, and how often it asks to be asked."""
    pace = "<ttl>60</ttl><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>"
    silence = "<skipHours><hour>3</hour></skipHours><skipDays><day>sunday</day></skipDays>"
    document = read(rss(ITEM, channel=pace + silence))
    assert (document.title, document.site_url, document.in_language) == ("Harbour & Post", SITE, "en-gb")
    assert (document.ttl_seconds, document.update_seconds) == (3600, 1800)
    assert (document.skip_hours, document.skip_days) == ({3}, {6})
    assert read(rss(channel=pace + silence).encode("utf-16").decode("utf-16").replace("UTF-8", "utf-8")).entries == ()


@pytest.mark.parametrize("text", [rss(), atom(), jsonfeed()], ids=["rss", "atom", "jsonfeed"])
def test_a_feed_without_entries_is_a_feed(text):
    """On a quiet day there is nothing in it."""
    document = read(text)
    assert (document.entries, document.broken) == ((), ())
    assert document.title


def test_a_headline_and_a_link_are_enough():
    """An entry without any text is there for its page."""
    assert read_one(rss("<item><title>Ferry</title><link>/1</link></item>")).stated.body is None


def test_what_cannot_be_used_is_told():
    """A broken entry has its position and a sentence, and costs the others nothing."""
    document = read(jsonfeed(7, {"id": "2", "url": "/2"}, {"id": "3", "title": "Only a title"}))
    assert [entry.entry_id for entry in document.entries] == ["2"]
    assert [broken.position for broken in document.broken] == [1, 3]


WORD = "Fähre “heute”"


@pytest.mark.parametrize(
    ("written", "declared", "header"),
    [
        ("utf-8", "UTF-8", None),
        ("utf-8", "ISO-8859-1", None),
        ("utf-8", None, "iso-8859-1"),
        ("cp1252", "windows-1252", None),
        ("cp1252", None, "windows-1252"),
        ("cp1252", None, None),
        ("utf-16", "UTF-16", None),
        ("utf-16", None, "utf-8"),
        ("utf-8-sig", None, None),
        ("utf-8", None, "no-such-charset"),
    ],
)
def test_letters_are_read_right(written, declared, header):
    """What can only be UTF-8 is, whatever is declared; else the server and the document are believed."""
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else '<?xml version="1.0"?>'
    payload = rss(f"<item><title>{WORD}</title><link>/1</link></item>", declaration=declaration).encode(written)
    document = read_feed(payload, HERE, "text/xml", header)
    assert document.entries[0].stated.headline == WORD


@pytest.mark.parametrize("blank", ["\n", "\r\n\r\n ", "<br/>Warning: line 3<br/>\n"])
def test_what_stands_above_a_feed_costs_nothing(blank):
    """Blank lines and the warnings of a broken program do not hide the feed below them."""
    assert read_one(blank + rss(ITEM)).entry_id == "17"


def test_a_feed_that_breaks_off_is_read_as_far_as_it_goes():
    """The entries before the break are there."""
    assert [entry.entry_id for entry in read(rss(ITEM, "<item><title>Half")).entries] == ["17"]


def test_scripts_never_become_headlines():
    """A script in a title is no text."""
    entry = read_one(rss("<item><title>Ferry &lt;script&gt;alert(1)&lt;/script&gt;</title><link>/1</link></item>"))
    assert entry.stated.headline == "Ferry"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<inventory/>", "neither a feed nor a sitemap"),
        ("<!doctype html><title>Post</title>", "a web page"),
        (" \n", "empty"),
        ("<rss version='2.0'", "no version"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": 3}', "no list of items"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": [', "no sound JSON"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": ' + "[" * 100_000, "nested too deep"),
        ("just words", "neither a feed nor a sitemap"),
    ],
)
def test_what_is_no_feed_is_refused_with_a_sentence(text, sentence):
    """Each is refused, and says why."""
    with pytest.raises(NotAFeedError, match=sentence):
        read(text)
