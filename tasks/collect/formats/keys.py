"""The usual names of an article's fields in JSON, tables and front matter, and how their values are read.

Names are compared without case and punctuation, so datePublished, date_published and "Date published" are one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tasks.collect.formats.records import web_address
from tasks.models import Stated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FIELDS: dict[str, tuple[str, ...]] = {
    # Most telling name first. After each line, where names of its kind are from.
    "headline": (
        *("headline", "headlines", "title", "maintitle"),  # schema.org, ninjs; newspaper4k, fundus, most data sets
        *("webtitle", "titlepage", "subject", "name"),  # Guardian; news-please; mail exports; schema.org Thing
    ),
    "alternative_headline": (
        *("alternativeheadline", "alternativetitle", "subtitle"),  # schema.org
        *("subheadline", "kicker", "titlerss"),  # publishers' exports; news-please
    ),
    "authors": (
        *("authors", "author", "byline", "bylines"),  # newspaper4k, fundus, news-please; New York Times, ninjs
        *("creator", "creators", "writer", "writers"),  # Dublin Core, NewsData
    ),
    "publisher": (
        *("publisher", "source", "sourcename", "outlet"),  # schema.org; NewsAPI, data sets
        *("provider", "publication", "newspaper", "sitename", "copyrightholder"),  # schema.org, data sets, trafilatura
        *("sourcedomain", "domain", "hostname", "sourceid"),  # news-please, GDELT, trafilatura, NewsData
    ),
    "date_published": (
        *(
            "datepublished",
            "publishedat",
            "datepublish",
            "publishdate",
        ),  # schema.org; NewsAPI; news-please; newspaper4k
        *("publishingdate", "publicationdate", "publisheddate", "pubdate"),  # fundus, data sets, NewsData
        *("webpublicationdate", "datepub", "published", "publishedon", "publishedtime"),  # Guardian, exports
        *("firstpublished", "firstcreated", "contentcreated"),  # ninjs
        *("date", "datetime", "time", "timestamp"),  # data sets on Hugging Face
        *("seendate", "versioncreated", "datecreated", "created", "createdat"),  # GDELT, ninjs, content systems
    ),
    "date_modified": (
        *("datemodified", "datemodify", "modifiedat", "modified"),  # schema.org, news-please
        *("updatedat", "updated", "lastmodified", "lastmod", "versioncreated"),  # exports, ninjs
    ),
    "url": (
        *("canonicalurl", "canonicallink", "url", "link", "permalink"),  # newspaper4k; nearly all
        *(
            "weburl",
            "articleurl",
            "pageurl",
            "mainentityofpage",
            "targeturi",
            "uri",
            "id",
        ),  # Guardian, schema.org, WARC
    ),
    "in_language": ("inlanguage", "language", "languages", "lang", "languagecode", "metalang"),
    "article_section": ("articlesection", "section", "sectionname", "category", "categories", "topic", "desk"),
    "keywords": ("keywords", "tags", "topics", "metakeywords", "newskeywords"),
    "image_url": (
        *("image", "imageurl", "images", "urltoimage", "topimage", "topimageurl"),  # schema.org, NewsAPI, newspaper4k
        *("mainimage", "leadimage", "coverimage", "bannerimage", "thumbnailurl", "thumbnail", "socialimage"),
    ),
}

BODIES = (
    *("articlebody", "maintext", "bodytext", "bodyplain", "bodyhtml", "bodyxhtml"),  # schema.org; news-please; ninjs
    *("contenthtml", "contenttext", "fulltext", "articletext", "plaintext", "cleanedtext"),  # JSON Feed, data sets
    *(
        "text",
        "body",
        "bodies",
        "content",
        "article",
        "rawtext",
        "maincontent",
        "story",
    ),  # newspaper4k, fundus, NewsAPI
    *("html", "articlehtml", "rawhtml", "pagehtml"),  # crawls
)
SUMMARIES = ("description", "summary", "abstract", "excerpt", "standfirst", "trailtext", "snippet", "lead", "teaser")
"""Read as the body where nothing else is."""

CUT_OFF = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+?\d+ (?:more )?char(?:acter)?s\]\s*$")
"""What NewsAPI writes where it ends a text."""
MARKUP = re.compile(
    r"</?(?:p|br|div|h[1-6]|ul|ol|li|a|b|i|em|strong|span|img|figure|blockquote|article|section|table|html|body)\b[^<>]*>"
    r"|&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,6});",
    re.IGNORECASE,
)
MOST_VALUES = 1000
DEEPEST = 8
_PUNCTUATION = re.compile(r"[\W_]+")

Record = dict[str, Any]


def fold_key(name: object) -> str:
    """Return a field's name in lower case without punctuation."""
    return _PUNCTUATION.sub("", str(name)).lower()


def read_record(record: Mapping[Any, Any]) -> Stated | None:
    """Return what a record under the usual names says of an article, or None if it holds no text of one."""
    named = {fold_key(name): value for name, value in record.items() if value not in (None, "", [], {})}
    body, is_summary = read_body(named), False
    if body is None:
        body, is_summary = next((text for name in SUMMARIES if (text := text_of(named.get(name)))), None), True
    if body is None:
        return None
    whole = CUT_OFF.sub("", body)
    return Stated(**_read_fields(named), body=whole, body_type=type_of(whole), is_summary=is_summary or whole != body)


def read_header(record: Mapping[Any, Any]) -> Stated:
    """Return what front matter says of the text below it."""
    return Stated(**_read_fields({fold_key(name): value for name, value in record.items()}))


def _read_fields(named: Record) -> Record:
    fields: Record = {field: _first(named, names) for field, names in FIELDS.items()}
    fields["authors"] = tuple(_all(named, FIELDS["authors"]))
    fields["keywords"] = tuple(_all(named, FIELDS["keywords"]))
    fields["url"] = _first_link(named, FIELDS["url"])
    fields["image_url"] = _first_link(named, FIELDS["image_url"])
    return fields


def read_body(named: Record) -> str | None:
    """Return the text of a record whose names are folded."""
    return next((text for name in BODIES if (text := "\n\n".join(_paragraphs(named.get(name))))), None)


def _paragraphs(value: Any, depth: int = 0) -> Iterator[str]:  # noqa: ANN401  (JSON)
    """Yield the texts of a body: a string, a list of paragraphs, ninjs renditions, or fundus' sections."""
    if isinstance(value, str):
        yield from filter(None, [value.strip()])
    elif isinstance(value, list) and depth < DEEPEST:
        for inner in value:
            yield from _paragraphs(inner, depth + 1)
    elif isinstance(value, dict) and depth < DEEPEST:
        named = {fold_key(name): inner for name, inner in value.items()}
        chosen = next(
            (named[name] for name in ("value", "html", "text", "rendered", "content") if named.get(name)), None
        )
        parts = [chosen] if chosen else [named.get(name) for name in ("summary", "headline", "sections", "paragraphs")]
        for part in parts:
            yield from _paragraphs(part, depth + 1)


def type_of(text: str) -> str:
    """Return text/html where a text holds tags or character references, else text/plain."""
    return "text/html" if MARKUP.search(text) else "text/plain"


def text_of(value: Any, depth: int = 0) -> str | None:  # noqa: ANN401  (JSON)
    """Return a value as one text: a string or number, the first of a list, or an object's name."""
    if isinstance(value, bool) or depth > DEEPEST:
        return None
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, list):
        return next((text for inner in value[:MOST_VALUES] if (text := text_of(inner, depth + 1))), None)
    if isinstance(value, dict):
        names = ("name", "value", "@value", "rendered", "text", "title", "full_name", "byline", "original", "$date")
        return next((text for name in names if (text := text_of(value.get(name), depth + 1))), None)
    return value.isoformat() if hasattr(value, "isoformat") else None


def _first(named: Record, names: Sequence[str]) -> str | None:
    return next((text for name in names if (text := text_of(named.get(name)))), None)


def _all(named: Record, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        value = named.get(name)
        values = value[:MOST_VALUES] if isinstance(value, list) else [value]
        if found := [text for inner in values if (text := text_of(inner))]:
            yield from found
            return


def _first_link(named: Record, names: Sequence[str]) -> str | None:
    for name in names:
        value = named.get(name)
        inner = value[0] if isinstance(value, list) and value else value
        if isinstance(inner, dict):
            inner = next((inner[key] for key in ("url", "href", "@id", "contentUrl", "src") if inner.get(key)), None)
        if isinstance(inner, str) and (address := web_address(inner)):
            return address
    return None
