"""What a format states of an article is cleaned like any text, and wins over what a page says."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tasks.clean.article import clean_document
from tasks.clean.batch import CleaningJob, clean_documents
from tasks.limits import Limits
from tasks.models import Origin, RawDocument, Rejected, SpanKind, Stated, digest_of

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
PARAGRAPHS = (
    "The ferry to Lindholm sailed at nine on Monday although the harbour office had warned of heavy seas all night.",
    "Nobody on board was hurt, said Mara Quill of the port authority, and the evening crossing will leave on time.",
)
TEXT = "\n\n".join(PARAGRAPHS)
HTML = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def stated_document(media_type="application/json", **fields):
    payload = b"the record"
    document = RawDocument(1, Origin.INBOX, "a#1", payload, digest_of(payload), NOON, media_type=media_type)
    return replace(document, stated=Stated(**{"body": TEXT, **fields}))


def clean(**fields):
    return clean_document(stated_document(**fields), NOON)


@pytest.mark.parametrize("body", [TEXT, HTML, f"<div>{PARAGRAPHS[0]}<br><br>{PARAGRAPHS[1]}</div>"])
def test_a_stated_body_is_the_article(body):
    """Text and fragments of HTML give the same paragraphs; nothing is searched for a main content."""
    assert clean(body=body, body_type="text/html" if "<" in body else "text/plain").article_body == TEXT


def test_a_short_body_is_an_article_too():
    """A record's two words are its body: no page's measure is applied."""
    assert clean(body="<p>It sailed.</p>", body_type="text/html").article_body == "It sailed."


@pytest.mark.parametrize(
    "body", [f"Ferry sails\n\n{TEXT}", f"<h1>Ferry sails</h1>{HTML}", f"<p>Ferry Sails!</p>{HTML}"]
)
def test_the_headline_is_not_repeated(body):
    """A body that opens with its headline loses that line only."""
    kind = "text/html" if "<" in body else "text/plain"
    article = clean(body=body, body_type=kind, headline="Ferry sails")
    assert (article.headline, article.article_body) == ("Ferry sails", TEXT)


def test_a_short_first_line_is_no_headline_where_one_is_stated():
    """With a headline of its own, the record's text keeps its first line."""
    assert clean(body=f"Calm before the storm\n\n{TEXT}", headline="Ferry").article_body.startswith("Calm before")


def test_captions_and_forms_are_marked_as_removed():
    """What is no running text in a fragment is kept as a removed span."""
    body = f"<figure><img src=x><figcaption>A ferry.</figcaption></figure>{HTML}<form><p>Your mail</p></form>"
    spans = {span.text: span.kind for span in clean(body=body, body_type="text/html").removed_spans}
    assert spans == {"A ferry.": SpanKind.CAPTION, "Your mail": SpanKind.BOILERPLATE}


def test_paragraphs_in_a_layout_table_stay_apart():
    """Newsletters lay out with tables; data tables keep their rows."""
    layout = f"<table><tr><td>{HTML}</td></tr></table>"
    assert clean(body=layout, body_type="text/html").article_body == TEXT
    letter = "<html><body><table><tr><td>One.</td><td>Two.</td></tr></table></body></html>"
    article = clean(media_type="message/rfc822", body=letter, body_type="text/html")
    assert article.article_body == "One.\n\nTwo."
    data = f"{HTML}<table><tr><td>Ships</td><td>7</td></tr></table>"
    assert clean(body=data, body_type="text/html").article_body.endswith("Ships 7")


def test_stated_fields_win_over_the_page():
    """A page in a record is read for its body; the record knows better who wrote it and when."""
    page = (
        "<html lang=de><head><title>Old</title><meta name=author content='Somebody Else'>"
        "<meta property='article:published_time' content='2020-01-01T00:00:00Z'></head>"
        f"<body><article>{HTML}</article></body></html>"
    )
    article = clean(body=page, body_type="text/html", headline="New", date_published="2024-05-03T10:15:00+02:00")
    assert (article.headline, article.authors, article.article_body) == ("New", ("Somebody Else",), TEXT)
    assert article.date_published == datetime(2024, 5, 3, 8, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("Fri, 03 May 2024 10:15:00 +0200", "2024-05-03T08:15:00+00:00"),
        ("2024-05-03T10:15:00.123+02:00", "2024-05-03T08:15:00.123000+00:00"),
        ("20240503T081500Z", "2024-05-03T08:15:00+00:00"),
        ("20240503T101500+0200", "2024-05-03T08:15:00+00:00"),
        ("1714724100", "2024-05-03T08:15:00+00:00"),
        ("1714724100.0", "2024-05-03T08:15:00+00:00"),
        ("1714724100000", "2024-05-03T08:15:00+00:00"),
        ("2024-05-03", "2024-05-03T00:00:00+00:00"),
    ],
)
def test_dates_are_read_as_formats_write_them(written, instant):
    """The zone counts where one is stated."""
    assert clean(date_published=written).date_published.isoformat() == instant


@pytest.mark.parametrize(
    "written", ["", "yesterday", "0", "99999999999999", "20241399T000000Z", "2031-01-01T00:00:00Z"]
)
def test_other_dates_are_none(written):
    """What is no date, or lies ahead of us, is left out."""
    assert clean(date_published=written).date_published is None


@pytest.mark.parametrize(
    ("media_type", "source"),
    [
        ("application/json", "json"),
        ("application/rss+xml", "feed"),
        ("application/nitf+xml", "newsml"),
        ("message/rfc822", "mail"),
        ("text/markdown", "front-matter"),
    ],
)
def test_the_source_of_a_date_is_its_format(media_type, source):
    """Where a date was stated can be told from the row."""
    article = clean(media_type=media_type, date_published="2024-05-03")
    assert article.date_published_source == f"{source}:date_published"


def test_identity_is_the_canonical_address():
    """Two records with one address are versions of one article; a script is no address."""
    first = clean(url="https://www.example.org/ferry?utm_source=rss")
    second = clean(url="https://www.example.org/ferry#comments", body=HTML, body_type="text/html")
    assert first.canonical_url == "https://www.example.org/ferry"
    assert first.article_id == second.article_id
    assert clean(url="javascript:alert(1)").canonical_url is None


def test_fields_are_cleaned():
    """Tags and references in fields are read, lists are parted, bylines lose their By."""
    article = clean(
        headline="Ferry &amp; <b>storm</b>", authors=("By Mara Quill",), keywords=("sea; ferry",), in_language="en_GB"
    )
    assert (article.headline, article.authors) == ("Ferry & storm", ("Mara Quill",))
    assert (article.keywords, article.in_language) == (("sea", "ferry"), "en")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"body": "  "}, "empty"),
        ({"body": "<p> </p>", "body_type": "text/html"}, "extract_empty"),
        ({"body": "<!-- x -->", "body_type": "text/html"}, "extract_empty"),
        ({"body": "<figure><figcaption>x</figcaption></figure>", "body_type": "text/html"}, "extract_empty"),
        ({"body": "F\ufffd\ufffdhre"}, "undecodable"),
        ({"body": None}, "unsupported_type"),
    ],
)
def test_what_is_no_text_is_rejected(fields, code):
    """Each with its own reason."""
    cleaned = clean(**fields)
    assert isinstance(cleaned, Rejected)
    assert str(cleaned.reason_code) == code


def test_stated_html_is_cleaned_under_limits():
    """Fragments go to a worker like pages, texts stay in the process; both come out the same."""
    job = CleaningJob(Limits(workers=1, seconds=30, memory_bytes=4 << 30))
    documents = [stated_document(), stated_document(body=HTML, body_type="text/html")]
    assert [article.article_body for article in clean_documents(job, documents, NOON)] == [TEXT, TEXT]
