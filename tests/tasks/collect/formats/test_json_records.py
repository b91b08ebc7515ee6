"""JSON documents and JSON Lines: records under the names that news APIs and data sets use."""

# ruff: noqa: E501  (samples read best on one line)

import gzip
import json

import pytest
from dropped import HTML, PARAGRAPHS, TEXT, brief, clean, refusal, split, split_one

from tasks.models import Rejected

LINK = "https://www.example.org/news/ferry"
UTC_TIME = "2024-05-03T08:15:00+00:00"

RECORDS = {
    "schema.org": {
        "@type": "NewsArticle", "headline": "Ferry sails", "articleBody": TEXT, "url": LINK,
        "author": [{"@type": "Person", "name": "Mara Quill"}], "publisher": {"name": "Harbour Post"},
        "datePublished": "2024-05-03T10:15:00+02:00", "inLanguage": "en", "keywords": ["sea", "ferry"],
    },
    "newspaper4k": {
        "title": "Ferry sails", "text": TEXT, "url": LINK, "authors": ["Mara Quill"], "source": "Harbour Post",
        "publish_date": "2024-05-03 10:15:00+02:00", "meta_lang": "en", "keywords": ["sea", "ferry"],
    },
    "news-please": {
        "title": "Ferry sails", "maintext": TEXT, "url": LINK, "authors": ["Mara Quill"], "language": "en",
        "date_publish": "2024-05-03T08:15:00Z", "source_domain": "Harbour Post", "title_rss": None, "keywords": "sea, ferry",
    },
    "fundus": {
        "title": "Ferry sails", "url": LINK, "authors": ["Mara Quill"], "publisher": "Harbour Post", "lang": "en",
        "publishing_date": "2024-05-03 10:15:00+02:00", "topics": ["sea", "ferry"],
        "body": {"summary": [PARAGRAPHS[0]], "sections": [{"headline": [], "paragraphs": list(PARAGRAPHS[1:])}]},
    },
    "NewsAPI": {
        "source": {"id": None, "name": "Harbour Post"}, "author": "Mara Quill", "title": "Ferry sails", "url": LINK,
        "publishedAt": "2024-05-03T08:15:00Z", "content": TEXT, "language": "en", "tags": ["sea", "ferry"],
    },
    "data set": {
        "Title": "Ferry sails", "Article text": TEXT, "URL": LINK, "Author": "Mara Quill", "Publication": "Harbour Post",
        "timestamp": 1714724100, "lang": "en", "tags": "sea;ferry",
    },
    "GDELT": {
        "title": "Ferry sails", "content": TEXT, "url": LINK, "byline": "By Mara Quill", "domain": "Harbour Post",
        "seendate": "20240503T081500Z", "language": "en", "keywords": ["sea", "ferry"],
    },
    "ninjs 1": {
        "uri": LINK, "type": "text", "versioncreated": "2024-05-03T08:15:00Z", "headline": "Ferry sails", "byline": "Mara Quill",
        "body_text": TEXT, "language": "en", "copyrightholder": "Harbour Post", "keywords": ["sea", "ferry"],
    },
    "ninjs 2": {
        "uri": LINK, "firstCreated": "2024-05-03T08:15:00Z", "headlines": [{"role": "main", "value": "Ferry sails"}],
        "bylines": [{"value": "Mara Quill"}], "bodies": [{"contentType": "text/html", "value": HTML}], "language": "en",
        "provider": {"name": "Harbour Post"}, "keywords": ["sea", "ferry"],
    },
}  # fmt: skip


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_is_an_article(name):
    """Whatever its fields are called, a record gives the same article."""
    article = clean(split_one(json.dumps(RECORDS[name]).encode(), "ferry.json"))
    assert (article.headline, article.authors, article.publisher) == ("Ferry sails", ("Mara Quill",), "Harbour Post")
    assert (article.url, article.canonical_url, article.in_language) == (LINK, LINK, "en")
    assert article.date_published.isoformat() == UTC_TIME
    assert article.date_published_source == "json:date_published"
    assert article.keywords == ("sea", "ferry")
    assert article.article_body == TEXT


def test_milliseconds_are_read():
    """Content systems count milliseconds since 1970."""
    article = clean(split_one(json.dumps({"text": TEXT, "created": 1714724100000}).encode(), "ferry.json"))
    assert article.date_published.isoformat() == UTC_TIME


def test_a_record_states_the_same_article_again():
    """A record that is stored and split again is the same document."""
    first, second = split(json.dumps([RECORDS["schema.org"], RECORDS["fundus"]]).encode(), "ferry.json")
    for part in (first, second):
        from tasks.collect.formats import split_document

        assert list(split_document(part)) == [part]


@pytest.mark.parametrize(
    "envelope",
    [
        lambda records: records,
        lambda records: {"status": "ok", "articles": records},
        lambda records: {"response": {"status": "ok", "results": records}},
        lambda records: {"hits": {"total": 2, "hits": [{"_id": "x", "_source": record} for record in records]}},
        lambda records: {"rows": [{"row_idx": 1, "row": record} for record in records]},
        lambda records: {"@context": "https://schema.org", "@graph": records},
    ],
)
def test_lists_and_envelopes_are_opened(envelope):
    """Each record of an API's answer is a document of its own."""
    parts = split(json.dumps(envelope([{"title": "a", "text": TEXT}, {"title": "b", "text": HTML}])).encode(), "a.json")
    assert brief(parts) == [("a.json#1", ""), ("a.json#2", "")]
    assert [clean(part).headline for part in parts] == ["a", "b"]
    assert [clean(part).article_body for part in parts] == [TEXT, TEXT]


def test_a_bad_line_costs_itself_only():
    """Lines are counted from one, blank ones too; each bad one says what is wrong with it."""
    good = json.dumps({"title": "a", "text": TEXT}).encode()
    parts = split(good + b"\n\n{broken\n[1]\n" + good + b'\n{"id": 7}\n', "many.jsonl")
    assert brief(parts) == [
        ("many.jsonl#1", ""),
        ("many.jsonl#3", "parse_error"),
        ("many.jsonl#4", "parse_error"),
        ("many.jsonl#5", ""),
        ("many.jsonl#6", "extract_empty"),
    ]
    assert parts[0].payload == good
    assert "Line 3" in parts[1].reason
    assert "it has id" in parts[-1].reason


def test_a_broken_end_costs_what_follows_it():
    """Records before the place where an array breaks off are read."""
    parts = split(b'[{"text": "The ferry sailed."}, {"text": "It came', "cut.json")
    assert brief(parts) == [("cut.json#1", ""), ("cut.json#2", "parse_error")]


@pytest.mark.parametrize(
    ("payload", "name", "code"),
    [
        (b'{"a":' * 100_000, "deep.json", "parse_error"),
        (b'[{"a":' + b"[" * 100_000, "deep.json", "parse_error"),
        (b'{"a":' + b"[" * 100_000, "deep.jsonl", "parse_error"),
        (b'{"a": 1' + b"0" * 5000 + b"}", "long.json", "parse_error"),
        (b"{broken", "broken.json", "parse_error"),
        (b'{"version": "2.0", "name": "a package"}', "package.json", "extract_empty"),
        (b"[]", "none.json", "empty"),
        (b'{"status": "ok", "articles": []}', "none.json", "empty"),
        (b"[1, 2", "numbers.json", None),
        (b'"a string"', "string.json", "parse_error"),
    ],
)
def test_hostile_json_is_refused_with_a_reason(payload, name, code):
    """No bytes get an error out of the readers of JSON."""
    found = {part_code for _, part_code in brief(split(payload, name))}
    assert found == {code or "parse_error"}


def test_a_deep_body_is_not_followed_for_ever():
    """A body nested deeper than any format's is no body."""
    value = [TEXT]
    for _ in range(500):
        value = [value]
    assert refusal(json.dumps({"body": value}).encode(), "deep.json")[0] == "extract_empty"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_other_encodings_are_read(encoding, name):
    """A byte order mark or an old charset is no obstacle."""
    part = split(json.dumps({"title": "Fähre", "text": TEXT}, ensure_ascii=False).encode(encoding) + b"", name)[0]
    assert clean(part).headline == "Fähre"


def test_a_summary_stands_in_for_the_text_and_is_marked():
    """Without a text the summary is the body; so is a text that an API cut off."""
    summary = split_one(json.dumps({"title": "a", "description": TEXT}).encode(), "a.json").stated
    cut = split_one(json.dumps({"title": "a", "content": TEXT + "… [+1234 chars]"}).encode(), "a.json").stated
    assert (summary.body, summary.is_summary) == (TEXT, True)
    assert (cut.body, cut.is_summary) == (TEXT, True)


def test_a_page_in_a_record_is_read_as_a_page():
    """Raw HTML in a record goes through extraction; what the record states wins over what the page says."""
    page = f"<html><head><title>Old</title></head><body><nav><a href=/>Home</a></nav><article>{HTML}</article></body></html>"
    article = clean(split_one(json.dumps({"html": page, "title": "Ferry", "url": LINK}).encode(), "a.json"))
    assert (article.headline, article.article_body, article.canonical_url) == ("Ferry", TEXT, LINK)


def test_links_that_are_no_web_address_are_dropped():
    """A script or a file is nobody's address."""
    part = split_one(
        json.dumps({"text": TEXT, "url": "javascript:alert(1)", "image": "file:///etc/passwd"}).encode(), "a.json"
    )
    assert (clean(part).url, clean(part).canonical_url, clean(part).image_url) == (None, None, None)


def test_a_text_that_lost_its_letters_is_undecodable():
    """Replacement characters in a stated body count as they do anywhere."""
    cleaned = clean(split_one(json.dumps({"text": "Die F\ufffdhre f\ufffdhrt"}).encode(), "a.json"))
    assert isinstance(cleaned, Rejected)
    assert cleaned.reason_code == "undecodable"


def test_lines_in_a_gzip_are_named_after_it():
    """What is compressed is read, and named after its file and member."""
    parts = split(gzip.compress(json.dumps({"text": TEXT}).encode()), "a.jsonl.gz")
    assert brief(parts) == [("a.jsonl.gz!/a.jsonl#1", "")]
