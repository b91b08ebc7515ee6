"""Sitemaps, news sitemaps, indexes of them, and lists of addresses."""

import gzip

import pytest

from tasks.collect.feed import NotAFeedError, read_feed

HERE = "https://a.example/maps/sitemap.xml"
OPEN = (
    '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
)
PAGE = "<url><loc> https://a.example/ferry?utm_source=map </loc><lastmod>2024-05-03T10:15:00Z</lastmod></url>"
NEWS = """<url><loc>/ferry</loc>
<image:image><image:loc>/ferry.jpg</image:loc><image:title>Quay</image:title></image:image>
<news:news><news:publication><news:name>Harbour Post</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2024-05-03</news:publication_date><news:title>Ferry &amp; storm</news:title>
<news:keywords>Sea, Trade, Sea</news:keywords></news:news></url>"""


def read(text, **known):
    return read_feed(text.encode(), HERE, **known)


def test_a_page_is_an_entry():
    """A sitemap's page is known by its normalised address, and by when it was changed."""
    document = read(f"{OPEN}{PAGE}</urlset>")
    (entry,) = document.entries
    assert document.format == "sitemap"
    assert (entry.entry_id, entry.link) == ("https://a.example/ferry", "https://a.example/ferry?utm_source=map")
    assert (entry.stated.date_modified, entry.stated.headline) == ("2024-05-03T10:15:00Z", None)


def test_a_news_sitemap_says_more():
    """Headline, publication, language, date, keywords and image are read; an image's title is no headline."""
    document = read(f"{OPEN}{NEWS}</urlset>")
    stated = document.entries[0].stated
    assert document.format == "news_sitemap"
    assert (stated.headline, stated.publisher, stated.in_language) == ("Ferry & storm", "Harbour Post", "en")
    assert (stated.date_published, stated.keywords) == ("2024-05-03", ("Sea", "Trade"))
    assert (stated.url, stated.image_url) == ("https://a.example/ferry", "https://a.example/ferry.jpg")


def test_an_empty_news_sitemap_is_one():
    """On a quiet day there is nothing in it."""
    assert read(f"{OPEN}</urlset>").format == "news_sitemap"
    assert read("<urlset/>").format == "sitemap"


def test_an_index_lists_its_maps_newest_first():
    """Dates are compared as dates, in whatever precision and zone; those without one come last, in their order."""
    maps = {
        "/c.xml": "2024-05-01",
        "/none.xml": "",
        "b.xml.gz": "2024-05-03T09:00:00Z",
        "https://a.example/a.xml": "2024-05-03T10:00:00-02:00",
        "/odd.xml": "yesterday",
        "javascript:x": "2025-01-01",
        "/c.xml#again": "2024-04-01",
    }
    body = "".join(f"<sitemap><loc>{loc}</loc><lastmod>{date}</lastmod></sitemap>" for loc, date in maps.items())
    document = read(f"<sitemapindex>{body}<sitemap/></sitemapindex>")
    assert document.format == "sitemap_index"
    assert [address.removeprefix("https://a.example") for address in document.next_maps] == [
        "/a.xml",
        "/maps/b.xml.gz",
        "/c.xml",
        "/c.xml#again",
        "/none.xml",
        "/odd.xml",
    ]


def test_addresses_may_be_a_plain_list():
    """A text sitemap is one address a line."""
    document = read("https://a.example/1\n\nhttps://a.example/2\n", content_type="text/plain")
    assert (document.format, [entry.link for entry in document.entries]) == (
        "sitemap",
        ["https://a.example/1", "https://a.example/2"],
    )


def test_a_gzip_is_what_is_in_it():
    """A .gz is unpacked, and a broken one is refused with a sentence."""
    packed = gzip.compress(f"{OPEN}{PAGE}</urlset>".encode())
    assert len(read_feed(packed, HERE).entries) == 1
    with pytest.raises(NotAFeedError, match="damaged or breaks off"):
        read_feed(packed[:-20], HERE)


def test_an_entry_without_address_is_told():
    """What has no usable address is a broken entry with its position; the rest stays."""
    bad = "<url><lastmod>2024</lastmod></url><url><loc>mailto:x</loc></url>"
    document = read(f"<urlset>{bad}{PAGE}</urlset>")
    assert ([broken.position for broken in document.broken], len(document.entries)) == ([1, 2], 1)


def test_a_broken_sitemap_is_read_as_far_as_it_goes():
    """A bare ampersand stays in its address, and an end that is missing costs no more than itself."""
    document = read("<urlset><url><loc>https://a.example/?b=1&c=2</loc></url><url><loc>https://a.example/2</loc>")
    assert [entry.link for entry in document.entries] == ["https://a.example/?b=1&c=2", "https://a.example/2"]


def test_a_sitemap_of_which_nothing_is_left_is_refused():
    """A document that breaks off in its first tag says nothing."""
    with pytest.raises(NotAFeedError, match="is broken"):
        read("<urlset")


BOMB = '<!DOCTYPE urlset [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def test_entities_do_not_grow():
    """A bomb of entities is refused, or stays as small as it is."""
    try:
        document = read(f"{BOMB}]><urlset><url><loc>https://a.example/&i;</loc></url></urlset>")
    except NotAFeedError:
        return
    assert len(repr(document)) < 10_000
