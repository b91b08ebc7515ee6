"""Plain-text articles come out as their golden texts say, the project's own samples and the real ones."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.clean.article import clean_document, count_words
from tasks.models import Origin, RawDocument, Rejected, SpanKind, digest_of

ROOT = Path(__file__).parents[3]
SAMPLES = sorted((ROOT / "seeds" / "articles").glob("*.txt"))
SHARED = ROOT.parent / "shared" / "seeds"
NOW = datetime(2026, 1, 1, tzinfo=UTC)

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the real articles in ../shared/seeds are not here")


def clean(payload):
    document = RawDocument(1, Origin.CLI, "a.txt", payload, digest_of(payload), NOW, media_type="text/plain")
    article = clean_document(document, NOW)
    assert not isinstance(article, Rejected)
    return article


def clean_real(number):
    (file,) = SHARED.glob(f"{number}_*.txt")
    return clean(file.read_bytes())


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_sample_comes_out_as_its_golden_text(file):
    """Headline, dateline, language, body and removed lines are exactly as written down."""
    golden = json.loads((ROOT / "tests" / "golden" / f"{file.stem}.json").read_text("utf-8"))
    article = clean(file.read_bytes())
    assert article.article_body.split("\n\n") == golden["paragraphs"]
    assert [span.text for span in article.removed_spans] == golden["removed"]
    assert (article.headline, article.dateline) == (golden["headline"], golden["dateline"])
    assert article.in_language == golden["in_language"]


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_clean_body_stays_as_it_is(file):
    """Cleaning a body under its own headline again removes nothing."""
    body = clean(file.read_bytes()).article_body
    again = clean(f"# A headline\n\n{body}".encode())
    assert (again.article_body, again.removed_spans) == (body, ())


def test_byline_and_kicker_go_to_their_fields():
    """What stands above the body of a text is not lost."""
    body = "The council met on Monday and agreed to repair the bridge before the winter comes. " * 5
    article = clean(f"POLITICS\n\nBridge reopens after years\n\nBy Ana Li\n\nHALVORA (CPA) — {body}".encode())
    assert (article.alternative_headline, article.headline) == ("POLITICS", "Bridge reopens after years")
    assert (article.authors, article.dateline) == (("Ana Li",), "HALVORA (CPA)")
    assert article.article_body == body.strip()


@needs_shared
@pytest.mark.parametrize(
    ("number", "removed"),
    [
        ("000", ["You Might Like", "Learn more about RevenueStripe..."]),
        ("001", ["Related Articles", "Back to top button"]),
        ("002", ["SEE ALSO: ", "Source link"]),
        (
            "003",
            ["Here are more", "Reach out to us", "Here are more", "Reach out to us", "Related Articles", "Back to top"],
        ),
        ("004", ["Putin tells Xi", "— max seddon", "Related article: ", "Related article: "]),
    ],
)
def test_real_article_loses_its_remnants_only(number, removed):
    """Every named remnant is a removed span, and there are no others."""
    spans = clean_real(number).removed_spans
    assert [span.text[: len(start)] for span, start in zip(spans, removed, strict=True)] == removed


@needs_shared
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_real_article_loses_no_letter(number):
    """Headline, dateline, body and removed spans together are the file, white space and the dateline's dash aside."""
    (file,) = SHARED.glob(f"{number}_*.txt")
    article = clean(file.read_bytes())
    fields = [article.headline or "", article.dateline or "", article.article_body]
    fields += [span.text for span in article.removed_spans]
    kept = sorted("".join("".join(fields).split()))
    sent = sorted("".join(file.read_text("utf-8").split()))
    if article.dateline:
        sent.remove("—")
    assert kept == sent


@needs_shared
@pytest.mark.parametrize(
    ("number", "crosshead"),
    [
        ("001", "What power does this relationship hold?"),
        ("004", "'Alternative' to West"),
        ("004", "'No-limits' relationship"),
    ],
)
def test_real_crosshead_stays(number, crosshead):
    """A crosshead is a paragraph of its own."""
    assert crosshead in clean_real(number).article_body.split("\n\n")


@needs_shared
def test_real_wrapped_article_is_unwrapped():
    """The paragraphs of 004 are whole, its compound joined, its post an embed."""
    article = clean_real("004")
    assert "\n" not in article.article_body.replace("\n\n", "")
    assert "their first face-to-face talks since" in article.article_body
    assert [span.kind for span in article.removed_spans[:2]] == [SpanKind.EMBED, SpanKind.EMBED]


@needs_shared
@pytest.mark.parametrize(
    ("number", "has_one"), [("000", False), ("001", True), ("002", True), ("003", True), ("004", False)]
)
def test_real_headline_is_taken_only_where_there_is_one(number, has_one):
    """Two of the five have none, and none is invented."""
    assert (clean_real(number).headline is not None) is has_one


PARAGRAPHS = st.lists(
    st.sampled_from(
        [
            "The council met on Monday and agreed to repair the bridge before the winter comes to the valley again.",
            "Engineers told the committee that the third pier had moved by four centimetres since the spring.",
            "I asked the road where it would go\nIt said to somewhere I do not know",
            "Bridge Reopens",
            "Bridge reopens after eleven years",
            "POLITICS",
            "Q: Why?",
            "Dear Editor,",
            "LONDON — The river fell.",
            "By Ana Li",
            "May 3, 2024",
            "- A rope",
            "“We will rebuild”",
            "Related Articles",
            "More reading",
            "What power does it hold?",
            "She never came back",
            "“Nobody asked us,” said Ana Li, who runs the bakery beside the eastern ramp of the bridge.",
        ]
    ),
    min_size=1,
    max_size=9,
)


def clean_again(article):
    """Clean what a reader sees of an article; where it has no headline, its body alone."""
    text = f"{article.headline}\n\n{article.article_body}" if article.headline else article.article_body
    return clean(text.encode())


@settings(deadline=None)  # the first call reads the rules
@given(PARAGRAPHS)
def test_cleaning_what_was_cleaned_changes_nothing(paragraphs):
    """Headline, blank line and body come back as they were, and nothing more is removed."""
    document = RawDocument(1, Origin.CLI, "a.txt", "\n\n".join(paragraphs).encode(), "d", NOW, media_type="text/plain")
    article = clean_document(document, NOW)
    if not isinstance(article, Rejected):
        again = clean_again(article)
        assert (again.headline, again.article_body, again.removed_spans) == (article.headline, article.article_body, ())


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_cleaned_sample_stays_as_it_is(file):
    """The same for the samples."""
    article = clean(file.read_bytes())
    again = clean_again(article)
    assert (again.headline, again.article_body, again.removed_spans) == (article.headline, article.article_body, ())


@needs_shared
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_cleaned_real_article_stays_as_it_is(number):
    """The same for the real ones."""
    article = clean_real(number)
    again = clean_again(article)
    assert (again.headline, again.article_body, again.removed_spans) == (article.headline, article.article_body, ())


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("Published: May 3, 2024 10:04 a.m. ET", "2024-05-03T14:04:00+00:00", None),
        ("Updated 10:04 a.m. ET, May 3, 2024", None, "2024-05-03T14:04:00+00:00"),
        ("May 3, 2024", "2024-05-03T00:00:00+00:00", None),
    ],
)
def test_date_line_of_a_text_is_its_date(line, published, modified):
    """What is removed as a date line is not lost."""
    body = "The council met on Monday and agreed to repair the bridge before the winter comes. " * 5
    article = clean(f"Bridge reopens after years\n\n{line}\n\n{body}".encode())
    moments = [moment.isoformat() if moment else None for moment in (article.date_published, article.date_modified)]
    assert moments == [published, modified]
    assert article.date_published_source in (None, "text")


@pytest.mark.parametrize(("body", "count"), [("Two words", 2), ("市长来了。", 5), ("東京 2020 大会", 5), ("", 0)])
def test_words_are_counted_in_every_script(body, count):
    """Where no space parts words, each character counts as one."""
    assert count_words(body) == count
