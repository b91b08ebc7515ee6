"""What pages say about themselves."""

import json
from datetime import UTC, datetime

import pytest

from tasks.clean.dates import choose_date
from tasks.clean.metadata import read_metadata
from tasks.clean.nouns import DateRole
from tasks.clean.tree import parse_page

NOW = datetime(2024, 6, 1, tzinfo=UTC)
URL = "https://daily.example/2024/05/03/rain?utm_source=rss"


def read(head="", body="<p>x</p>", url=URL, **article):
    script = (
        f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **article})}</script>'
        if article
        else ""
    )
    return read_metadata(parse_page(f"<html lang='en-GB'><head>{head}{script}</head><body>{body}</body></html>"), url)


def meta(name, content, attribute="property"):
    return f'<meta {attribute}="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("page", "headline"),
    [
        (read(meta("og:title", "Meta"), headline="Data"), "Data"),
        (read(meta("og:title", "Rain | Daily")), "Rain"),
        (read(meta("og:title", "Shown"), "<h1>Shown</h1>", headline="For search"), "Shown"),
        (read("<title>Rain - The Daily Example</title>" + meta("og:site_name", "The Daily Example")), "Rain"),
        (read(body="<h1> Only\n heading </h1>"), "Only heading"),
        (read(), None),
    ],
)
def test_headline(page, headline):
    """JSON-LD, meta, title and heading give the headline, without the site's name."""
    assert page.headline == headline


def test_the_other_headline_is_kept():
    """Where a page has two headlines, the second is not lost."""
    assert read(meta("og:title", "For sharing"), headline="Rain").alternative_headline == "For sharing"
    assert read(headline="Rain", alternativeHeadline="Wet").alternative_headline == "Wet"


@pytest.mark.parametrize(
    ("page", "authors"),
    [
        (read(author=[{"name": "Jane Doe"}, {"name": "John Roe"}]), ("Jane Doe", "John Roe")),
        (read(author="By Jane Doe and John Roe"), ("Jane Doe", "John Roe")),
        (read(meta("author", "Jane Doe", "name")), ("Jane Doe",)),
        (
            read(meta("article:author", "https://social.example/jane") + meta("XYZ.author", "Jane Doe", "name")),
            ("Jane Doe",),
        ),
        (read(meta("twitter:label1", "Written by") + meta("twitter:data1", "Jane Doe")), ("Jane Doe",)),
        (read(meta("twitter:label1", "Reading time") + meta("twitter:data1", "4 minutes")), ()),
        (read(body="<p><a rel=author>Jane Doe</a></p><p>Teaser <a rel=author>Ann Poe</a></p>"), ("Jane Doe",)),
        (read(body="<p itemprop=author>By <b itemprop=name>Jane Doe</b></p>"), ("Jane Doe",)),
        (read(creator="Jane Doe"), ("Jane Doe",)),
        (read(meta("author", "Jane Doe", "name"), author="Daily", publisher={"name": "Daily"}), ("Jane Doe",)),
        (read(author="Daily", publisher={"name": "Daily"}), ("Daily",)),
    ],
)
def test_authors(page, authors):
    """Names come from the first place that has any."""
    assert page.authors == authors


@pytest.mark.parametrize(
    ("page", "source"),
    [
        (read(datePublished="2024-05-03T10:00:00Z"), "json-ld:datePublished"),
        (read(meta("article:published_time", "2024-05-03T10:00:00Z")), "meta:article:published_time"),
        (read(meta("article:published:time", "2024-05-03T10:00:00Z")), "meta:article:published_time"),
        (read(meta("http://ogp.me/ns/article#published_time", "2024-05-03T10:00:00Z")), "meta:article:published_time"),
        (read(meta("cms-publish-date", "2024-05-03T10:00:00Z", "name")), "meta:cms-publish-date"),
        (read(body="<time itemprop=datePublished datetime=2024-05-03T10:00:00Z>x</time>"), "microdata:datePublished"),
        (read(body="<time datetime=2024-05-03T10:00:00Z>x</time>"), "time"),
        (read(), "url"),
    ],
)
def test_dates_come_with_their_source(page, source):
    """Each place that states a date is a source of its own."""
    claim = choose_date(page.date_claims, NOW)
    assert (claim.source, claim.when.day) == (source, 3)


@pytest.mark.parametrize(
    "page",
    [
        read(dateModified="2024-05-04"),
        read(meta("article:modified_time", "2024-05-04")),
        read(body="<time class=updated datetime=2024-05-04>x</time>"),
    ],
)
def test_modification_is_not_publication(page):
    """A date of change is kept as one."""
    assert choose_date(page.date_claims, NOW, DateRole.MODIFIED).when.day == 4


def test_scripts_other_than_json_ld_state_no_dates():
    """A date inside a program is not read."""
    assert read("<script>var published = '2024-05-05T10:00:00Z'</script>", url=None).date_claims == ()


@pytest.mark.parametrize(
    ("page", "access"),
    [
        (read(isAccessibleForFree=True), "free"),
        (read(isAccessibleForFree="False"), "paywalled"),
        (read(isAccessibleForFree="http://schema.org/False"), "paywalled"),
        (read(meta("article:content_tier", "metered"), isAccessibleForFree=False), "metered"),
        (read(meta("article:content_tier", "locked")), "paywalled"),
        (read(headline="x"), "unknown"),
    ],
)
def test_access(page, access):
    """Who may read is taken from declarations only."""
    assert page.access == access


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("/i.jpg", "https://daily.example/i.jpg"),
        (["https://a.example/i.jpg"], "https://a.example/i.jpg"),
        ([{"@type": "ImageObject", "url": "//a.example/i.jpg"}], "https://a.example/i.jpg"),
        ("data:image/png;base64,x", None),
        ([], None),
    ],
)
def test_image(image, expected):
    """A picture's address is absolute or absent."""
    assert read(image=image).image_url == expected


def test_publisher_section_keywords_language_and_address():
    """The small fields each have their place, and a second one."""
    page = read(publisher={"name": "The Daily Example"}, articleSection=["Weather", "News"], keywords="rain, dogs,rain")
    assert (page.publisher, page.article_section, page.keywords) == ("The Daily Example", "Weather", ("rain", "dogs"))
    page = read(meta("og:site_name", "Daily") + meta("article:section", "Dogs") + meta("article:tag", "wet") * 2)
    assert (page.publisher, page.article_section, page.keywords) == ("Daily", "Dogs", ("wet",))
    assert (page.in_language, page.canonical_url) == ("en-GB", "https://daily.example/2024/05/03/rain")


@pytest.mark.parametrize(
    ("declared", "expected"),
    [("de_DE.UTF-8", "de-DE"), ("zh-hant-tw", "zh-Hant-TW"), ("EN", "en"), ("english language", None), ("", None)],
)
def test_languages_are_tags(declared, expected):
    """Declared languages come out as BCP 47 tags."""
    tree = parse_page(f"<html><head>{meta('og:locale', declared)}</head><body>x</body></html>")
    assert read_metadata(tree, None).in_language == expected
