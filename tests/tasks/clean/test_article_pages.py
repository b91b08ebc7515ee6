"""The door on pages: the samples come out as their golden texts, and nothing comes out that did not go in."""

from __future__ import annotations

import html
import json
import re
from datetime import UTC, datetime

import pytest
from conftest import ROOT, SHARED
from hypothesis import given
from hypothesis import strategies as st

from tasks.clean.article import clean_document
from tasks.clean.normalize import normalize_text
from tasks.collect.files import read_file
from tasks.models import Article, Origin, RawDocument, ReasonCode, Rejected

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SAMPLES = sorted((ROOT / "seeds" / "articles").glob("*.html"))
REAL_PAGES = SHARED / "corpora" / "pages"

TRACKED = "https://example.org/news/tide?id=7&utm_source=mail"


def clean(payload, url=None):
    document = RawDocument(1, Origin.CLI, "page.html", payload, "digest", NOW, "text/html", "utf-8", url)
    return clean_document(document, NOW)


def page(body, head=""):
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>".encode()


def prose(words=60):
    return "<p>" + " ".join(f"word{number} came in with the tide," for number in range(words // 6)) + " they said.</p>"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_page_comes_out_as_its_golden_text(sample):
    """Body, headline, dateline, authors, date, publisher and address, exactly."""
    golden = json.loads((ROOT / "tests" / "golden" / f"{sample.stem}.json").read_text("utf-8"))
    article = clean_document(read_file(sample, NOW, 1_000_000), NOW)
    assert article.article_body.split("\n\n") == golden["paragraphs"]
    assert article.date_published == datetime.fromisoformat(golden["date_published"])
    assert list(article.authors) == golden["authors"]
    for name in ("headline", "dateline", "in_language", "publisher", "canonical_url"):
        assert getattr(article, name) == golden[name], name


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_removed_spans_say_where_the_text_would_go_back(sample):
    """Positions rise with the number, lie within the body and never cut a paragraph."""
    article = clean_document(read_file(sample, NOW, 1_000_000), NOW)
    positions = [span.position for span in article.removed_spans]
    assert positions == sorted(positions)
    edges = {0, len(article.article_body), *(found.end() for found in re.finditer("\n\n", article.article_body))}
    assert set(positions) <= edges


def test_the_same_address_is_the_same_article_whatever_its_bytes():
    """Tracking parameters and other markup make no new article; its text makes the digest."""
    one = clean(page(f"<article>{prose() * 4}</article>"), TRACKED)
    other = clean(page(f"<div><article>{prose() * 4}</article></div>"), "https://example.org/news/tide?id=7")
    assert one.canonical_url == "https://example.org/news/tide?id=7"
    assert (one.article_id, one.body_digest) == (other.article_id, other.body_digest)


def test_a_page_without_an_address_is_known_by_its_bytes():
    """What cannot be known stays NULL."""
    article = clean(page(f"<article>{prose() * 4}</article>"))
    assert (article.url, article.canonical_url, article.date_published) == (None, None, None)


def test_a_date_from_the_future_is_not_believed():
    """A wrong clock on the other side puts no article ahead of today."""
    head = "<meta property='article:published_time' content='2031-05-01T10:00:00Z'>"
    assert clean(page(f"<article>{prose() * 4}</article>", head)).date_published is None


def test_soft_hyphens_and_controls_never_reach_the_body():
    """Entities that show nothing are taken out behind the parser too."""
    article = clean(
        page(f"<article>{prose() * 4}<p>A har&shy;bour&#8203; of ships came in, they said again.</p></article>")
    )
    assert "A harbour of ships" in article.article_body


@pytest.mark.parametrize("payload", [b"<html></html>", b"<html><body><script>x()</script></body></html>"])
def test_a_page_with_no_text_is_rejected_with_a_reason(payload):
    """Never silently empty."""
    found = clean(payload)
    assert isinstance(found, Rejected)
    assert found.reason_code in {ReasonCode.EXTRACT_EMPTY, ReasonCode.PARSE_ERROR}


MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<div class='a'>", "</div>", "<li>", "<h1>", "</h1>", "<a href='/'>", "</a>", "<br>"]
    )
    | st.text(st.characters(exclude_characters="<&>"), max_size=60),
    max_size=40,
)


@given(MARKUP)
def test_nothing_comes_out_that_did_not_go_in(parts):
    """Whatever the page, every paragraph of the body stood in it, white space and tags aside."""
    source = "".join(parts)
    found = clean(source.encode("utf-8", "ignore"))
    if isinstance(found, Article):
        text = _letters(html.unescape(re.sub("<[^>]*>", "", source)))
        assert not [paragraph for paragraph in found.article_body.split("\n\n") if _letters(paragraph) not in text]


def _letters(text):
    return "".join(normalize_text(text).split())


@pytest.mark.skipif(not REAL_PAGES.is_dir(), reason="../shared is not there: its real pages are not tested")
def test_no_real_page_comes_out_empty():
    """Every page of the corpus is an article with a body."""
    import gzip

    for file in sorted((REAL_PAGES / "html").iterdir())[::8]:
        assert isinstance(clean(gzip.decompress(file.read_bytes())), Article), file.name


def test_a_front_page_as_canonical_address_makes_no_identity():
    """Saved pages that all name the site's front page are known by their bytes."""
    head = "<link rel='canonical' href='https://www.example.com/'>"
    assert clean(page(f"<article>{prose() * 4}</article>", head)).canonical_url is None


@pytest.mark.skipif(not REAL_PAGES.is_dir(), reason="../shared is not there: its real pages are not tested")
def test_a_cleaned_real_page_stays_as_it_is():
    """Under its own headline, marked as one, the body of a real page loses nothing when it is cleaned again as text."""
    import gzip

    for file in sorted((REAL_PAGES / "html").iterdir())[3::8]:
        article = clean(gzip.decompress(file.read_bytes()))
        text = f"# {article.headline}\n\n{article.article_body}".encode()
        again = clean_document(RawDocument(1, Origin.CLI, "a.txt", text, "d", NOW, "text/plain"), NOW)
        assert (again.headline, again.article_body, again.removed_spans) == (
            article.headline,
            article.article_body,
            (),
        ), file.name
