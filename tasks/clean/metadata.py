"""Read what a page says about itself: JSON-LD first, then meta elements, then what its markup shows."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from tasks.addresses import absolute_url
from tasks.clean.authors import clean_authors
from tasks.clean.dates import claim_date, claim_from_url
from tasks.clean.jsonld import Node, find_article, plain_text, read_nodes, text_of, texts_of
from tasks.clean.lines import fold
from tasks.clean.nouns import DateClaim, DateRole, Page
from tasks.clean.page_headline import choose_headline, strip_behind_heading, strip_site_name
from tasks.clean.urls import choose_canonical, site_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

Metas = dict[str, list[str]]

_HEADLINE_METAS = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "title")
_DESCRIPTION_METAS = ("og:description", "description", "twitter:description", "dc.description", "sailthru.description")
_AUTHOR_METAS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
)
# Names of the same meaning that sites make up, such as DCSext.author or og:article:author_name.
_AUTHOR_LIKE = re.compile(r"author(?:s|[-_:. ]?names?)?$|written by$")
_MARKED_AUTHORS = (
    "//*[@itemprop='author']//*[@itemprop='name'] | //*[@itemprop='author'][not(.//*[@itemprop='name'])]"
    " | //*[@rel='author']"
)
_WRITTEN_BY = re.compile(
    r"written|author|autor|verfasst|geschrieben|[eé]crit|escrito|scritto|geschreven|skrev", re.IGNORECASE
)
_PUBLISHED_METAS = (
    *("article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "pubdate", "publication_date"),
    *("dc.date.issued", "dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "date"),
)
_PUBLISHED_LIKE = re.compile(r"publi(?:sh|c|kation).*(?:time|date)|date.*publi|(?:^|[-_.:])pub-?date|article_date")
_NOT_PUBLISHED = re.compile(r"modif|updat|expir|unpubl|publisher")
_MODIFIED_METAS = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "lastmod",
    "last-modified",
)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}))?(?:[-_.@].*)?")
_MAX_HEADINGS = 5


def read_metadata(tree: HtmlElement, url: str | None) -> Page:
    """Return a page without blocks: everything that `tree`, fetched from `url`, says about itself."""
    article = find_article(read_nodes(_scripts(tree)))
    metas = _read_metas(tree)
    publisher = text_of(article.get("publisher")) or _first(metas, "og:site_name", "application-name")
    headings = [text for heading in tree.iter("h1") if (text := plain_text(heading.text_content()))][:_MAX_HEADINGS]
    names = _site_names(url, publisher, metas)
    headlines = _headlines(tree, article, metas, names, headings)
    headline = choose_headline(headlines, headings)
    return Page(
        blocks=(),
        headline=headline,
        alternative_headline=_other_headline(article, headlines, headline),
        headline_variants=tuple(dict.fromkeys(headlines)),
        descriptions=_descriptions(article, metas),
        stated_body=stated if isinstance(stated := article.get("articleBody"), str) else None,
        authors=_authors(tree, article, metas, names),
        publisher=publisher,
        article_section=text_of(article.get("articleSection"))
        or _first(metas, "article:section", "og:article:section"),
        keywords=_keywords(article, metas),
        in_language=_language(tree, article, metas),
        date_claims=tuple(_date_claims(tree, article, metas, url)),
        image_url=_image(article, metas, url),
        access=_access(article, metas),
        canonical_url=choose_canonical(url, _canonical_link(tree) or _first(metas, "og:url")),
    )


def _scripts(tree: HtmlElement) -> Iterable[str]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            yield script.text


def _read_metas(tree: HtmlElement) -> Metas:
    metas: Metas = defaultdict(list)
    for meta in tree.iter("meta"):
        content = plain_text(meta.get("content"))
        if content:
            for attribute in ("property", "name", "itemprop", "http-equiv"):
                if name := meta.get(attribute):
                    metas[_meta_name(name)].append(content)
    return metas


def _meta_name(name: str) -> str:
    """Return the usual spelling of a name: some write prefixes as addresses, some colons for underscores."""
    name = name.strip().lower().replace("http://ogp.me/ns#", "og:").replace("http://ogp.me/ns/article#", "article:")
    return name.removeprefix("og:") if name.startswith("og:article:") else name.replace("ed:time", "ed_time")


def _first(metas: Metas, *names: str) -> str | None:
    return next((metas[name][0] for name in names if name in metas), None)


def _site_names(url: str | None, publisher: str | None, metas: Metas) -> list[str]:
    host = site_of(url) if url else ""
    names = [publisher, *metas.get("og:site_name", []), *metas.get("application-name", []), *metas.get("publisher", [])]
    names += [
        *metas.get("twitter:site", []),
        *metas.get("apple-mobile-web-app-title", []),
        host,
        host.partition(".")[0],
    ]
    return [name for name in names if name]


def _headlines(tree: HtmlElement, article: Node, metas: Metas, names: list[str], headings: list[str]) -> list[str]:
    found = [text_of(article.get("headline")), *(_first(metas, name) for name in _HEADLINE_METAS)]
    if not any(found):
        found = [text_of(article.get("name")), *(plain_text(title.text) for title in tree.iter("title"))]
    titles = [strip_site_name(text, names) for text in found if text]
    return [strip_behind_heading(title, headings) for title in titles]


def _other_headline(article: Node, headlines: list[str], headline: str | None) -> str | None:
    candidates = [text_of(article.get("alternativeHeadline")), *headlines]
    return next((text for text in candidates if text and fold(text) != fold(headline or "")), None)


def _descriptions(article: Node, metas: Metas) -> tuple[str, ...]:
    found = [text_of(article.get("description")), *(_first(metas, name) for name in _DESCRIPTION_METAS)]
    return tuple(dict.fromkeys(text for text in found if text))


def _authors(tree: HtmlElement, article: Node, metas: Metas, names: list[str]) -> tuple[str, ...]:
    """Return the authors from the first place that names people; if none does, from the first that names anybody."""
    own_names = {fold(name) for name in names}
    anybody: tuple[str, ...] = ()
    for place in _author_places(tree, article, metas):
        authors = clean_authors(place)
        if not all(fold(author) in own_names for author in authors):
            return authors
        anybody = anybody or authors
    return anybody


def _author_places(tree: HtmlElement, article: Node, metas: Metas) -> Iterator[Iterable[str]]:
    """Yield what may name authors, most trusted first; lazily, because searching the markup is dear."""
    yield texts_of(article.get("author"))
    yield [text for name in _AUTHOR_METAS for text in metas.get(name, ())]
    yield _like_authors(metas)
    yield texts_of(article.get("creator"))
    yield _marked_authors(tree)


def _like_authors(metas: Metas) -> Iterable[str]:
    for name, texts in metas.items():
        if _AUTHOR_LIKE.search(name):
            yield from texts
    label = _first(metas, "twitter:label1")
    if label and _WRITTEN_BY.search(label):
        yield from metas.get("twitter:data1", ())


def _marked_authors(tree: HtmlElement) -> list[str]:
    marked = tree.xpath(_MARKED_AUTHORS)
    if not marked:
        return []
    # Teasers of other articles name their authors too: the first byline is the article's.
    byline = next((x for x in marked[0].iterancestors("p", "div", "ul", "section", "header")), marked[0])
    mine = [element for element in marked if element is marked[0] or byline in element.iterancestors()]
    return [text for element in mine if (text := plain_text(element.text_content()))]


def _keywords(article: Node, metas: Metas) -> tuple[str, ...]:
    values = (
        texts_of(article.get("keywords"))
        or metas.get("news_keywords")
        or metas.get("article:tag")
        or metas.get("keywords")
    )
    words = [word.strip() for value in values or () for word in value.split(",")]
    return tuple(dict.fromkeys(word for word in words if word))


def _language(tree: HtmlElement, article: Node, metas: Metas) -> str | None:
    candidates = (
        tree.get("lang"),
        text_of(article.get("inLanguage")),
        _first(metas, "og:locale", "content-language", "language", "dc.language"),
    )
    return next((tag for candidate in candidates if (tag := read_language(candidate))), None)


def read_language(candidate: str | None) -> str | None:
    """Return a language as a page declares it, en_GB or de-de, as a BCP 47 tag; None if it is none."""
    match = _LANGUAGE.fullmatch(candidate.strip()) if candidate else None
    if match is None:
        return None
    language, script, region = match.groups()
    return "-".join(filter(None, (language.lower(), script and script.title(), region and region.upper())))


def _date_claims(tree: HtmlElement, article: Node, metas: Metas, url: str | None) -> Iterable[DateClaim]:
    modified = DateRole.MODIFIED
    claims = [claim_date(text_of(article.get(name)), f"json-ld:{name}") for name in ("datePublished", "dateCreated")]
    claims.append(claim_date(text_of(article.get("dateModified")), "json-ld:dateModified", modified))
    claims += [claim_date(text, f"meta:{name}") for name in _published_names(metas) for text in metas[name]]
    claims += [claim_date(text, f"meta:{name}", modified) for name in _MODIFIED_METAS for text in metas.get(name, ())]
    claims += [_time_claim(element) for element in tree.iter("time")]
    claims.append(claim_from_url(url))
    return (claim for claim in claims if claim)


def _published_names(metas: Metas) -> list[str]:
    known = [name for name in _PUBLISHED_METAS if name in metas]
    return known + [
        name for name in metas if name not in known and _PUBLISHED_LIKE.search(name) and not _NOT_PUBLISHED.search(name)
    ]


def _time_claim(element: HtmlElement) -> DateClaim | None:
    hints = " ".join(filter(None, (element.get("itemprop"), element.get("class"), element.get("data-testid")))).lower()
    role = DateRole.MODIFIED if "modif" in hints or "updat" in hints else DateRole.PUBLISHED
    source = "microdata:datePublished" if "datepublished" in hints or element.get("pubdate") is not None else "time"
    return claim_date(element.get("datetime") or element.text, source, role)


def _image(article: Node, metas: Metas, url: str | None) -> str | None:
    image = article.get("image") or article.get("thumbnailUrl")
    first = image[0] if isinstance(image, list) and image else image
    if isinstance(first, dict):
        first = first.get("url") or first.get("contentUrl")
    candidates = (first if isinstance(first, str) else None, _first(metas, "og:image", "og:image:url", "twitter:image"))
    return next((link for candidate in candidates if (link := absolute_url(candidate, url))), None)


def _access(article: Node, metas: Metas) -> str:
    tier = (_first(metas, "article:content_tier") or "").lower()
    if tier in ("free", "metered"):
        return tier
    declared = (
        str(text_of(article.get("isAccessibleForFree")) or article.get("isAccessibleForFree"))
        .lower()
        .rsplit("/", 1)[-1]
    )
    if tier == "locked" or declared == "false":
        return "paywalled"
    return "free" if declared == "true" else "unknown"


def _canonical_link(tree: HtmlElement) -> str | None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            href: str | None = link.get("href")
            return href
    return None
