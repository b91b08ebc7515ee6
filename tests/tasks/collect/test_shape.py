"""What an answer of the web is, by its content first and its type second."""

import gzip

import pytest

from tasks.collect.shape import GZIP_CAPS, Shape, recognise

RSS = b"<rss version='2.0'><channel/></rss>"


@pytest.mark.parametrize(
    ("payload", "shape"),
    [
        (RSS, Shape.FEED),
        (b"<?xml version='1.0'?>" + RSS, Shape.FEED),
        (b"\xef\xbb\xbf \n<?xml version='1.0'?><!-- made by hand -->" + RSS, Shape.FEED),
        (
            b"<?xml version='1.0'?><?xml-stylesheet href='a.xsl'?><feed xmlns='http://www.w3.org/2005/Atom'/>",
            Shape.FEED,
        ),
        (b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>", Shape.FEED),
        (b"<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'/>", Shape.FEED),
        ("<?xml version='1.0' encoding='utf-16'?><rss/>".encode("utf-16"), Shape.FEED),
        (b"<br />\n<b>Warning</b>: cannot write on line 3<br />\n" + RSS, Shape.FEED),
        (gzip.compress(RSS), Shape.FEED),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', Shape.JSON_FEED),
        (b'{"version": "https:\\/\\/jsonfeed.org\\/version\\/1", "items": []}', Shape.JSON_FEED),
        (b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>", Shape.SITEMAP),
        (b"<?xml version='1.0'?>\n<sitemapindex/>", Shape.SITEMAP),
        (gzip.compress(b"<urlset/>"), Shape.SITEMAP),
        (b"https://a.example/1\r\nhttps://a.example/2\r\n", Shape.ADDRESS_LIST),
        (b"".join(b"https://a.example/a-long-address/%d\n" % number for number in range(200)), Shape.ADDRESS_LIST),
        (b"<!DOCTYPE html><html><head><title>Post</title></head></html>", Shape.PAGE),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", Shape.PAGE),
        (b"<html><body><pre>&lt;rss&gt; is <rss> in a page</pre></body></html>", Shape.PAGE),
        (b"<title>Post</title><p>Text", Shape.PAGE),
        (b"<?xml version='1.0'?><inventory/>", Shape.NOTHING),
        (b'{"items": []}', Shape.NOTHING),
        (b"See https://a.example/1\nfor more", Shape.NOTHING),
        (b"\x89PNG\r\n\x1a\n\x00\x00", Shape.NOTHING),
        (b"\x1f\x8b\x08 no gzip", Shape.NOTHING),
        (b"", Shape.NOTHING),
    ],
)
def test_content_speaks_for_itself(payload, shape):
    """Each is what it is, without any type, and whatever type a server gives it."""
    assert recognise(payload) is shape
    if shape is not Shape.NOTHING:
        for content_type in ("text/html; charset=utf-8", "application/rss+xml", "application/octet-stream"):
            assert recognise(payload, content_type) is shape


@pytest.mark.parametrize(
    ("payload", "content_type", "shape"),
    [
        (b'{"items": []}', "application/feed+json", Shape.JSON_FEED),
        (b"<channels/>", "application/rss+xml; charset=utf-8", Shape.FEED),
        (b"Please enable cookies", "text/html", Shape.PAGE),
        (b"<channels/>", "image/png", Shape.NOTHING),
        (b"   ", "text/xml", Shape.NOTHING),
    ],
)
def test_the_type_speaks_where_the_content_does_not(payload, content_type, shape):
    """A declared type is believed where nothing else is to go by."""
    assert recognise(payload, content_type) is shape


def test_a_gzip_bomb_is_nothing():
    """What unpacks to more than is read is not looked at."""
    assert recognise(gzip.compress(b"<rss>" + bytes(GZIP_CAPS.total_bytes))) is Shape.NOTHING
