"""Says which stored article a document is a new version of, where its own address does not.

An article is known by its addresses, by the entries of feeds that carried it, and, at one host, by its text: a slug
that was edited, a link that moved or a second feed makes no second article. Keys are written down for what came by
feeds only, so that files mean the same in any order.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tasks.addresses import is_http, url_key
from tasks.models import Article, stable_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tasks.known import Known
    from tasks.models import Cleaned, Received

FEWEST_WORDS = 40
"""A shorter text may be two articles' by chance."""


def keys_of(document: Received, article: Article) -> tuple[int, ...]:
    """Return the keys by which `article` may be known already, the most telling first."""
    links = (article.canonical_url, article.url, *(sighting.link for sighting in document.sightings))
    urls = dict.fromkeys(url_key(link) for link in links if link and is_http(link))
    entries = [sighting.key_id for sighting in document.sightings if sighting.key_id is not None]
    return (*urls, *entries, *_body_keys(document, article))


def _body_keys(document: Received, article: Article) -> tuple[int, ...]:
    host = urlsplit(article.canonical_url or article.url or "").hostname
    if not (document.sightings and host and article.word_count >= FEWEST_WORDS):
        return ()
    return (stable_id("body", host, article.body_digest),)


def identify(received: Sequence[Received], cleaned: Iterable[Cleaned], known: Known) -> list[Cleaned]:
    """Return what was cleaned, each article under the id that it is known by, in the store or earlier in the batch."""
    stored = {article.article_id for article in known.articles}
    keys = dict(known.keys)
    by_document = {found.document_id: found for found in cleaned}
    identified: list[Cleaned] = []
    for document in received:
        found = by_document.get(document.document_id)
        if isinstance(found, Article):
            found = _identify(document, found, stored, keys)
        if found is not None:
            identified.append(found)
    return identified


def _identify(document: Received, article: Article, stored: set[int], keys: dict[int, int]) -> Article:
    own = keys_of(document, article)
    if article.article_id not in stored:
        known = next((keys[key] for key in own if key in keys), article.article_id)
        article = replace(article, article_id=known)
    if document.sightings:
        for key in own:
            keys.setdefault(key, article.article_id)
    return article


def new_keys(
    received: Sequence[Received], identified: Mapping[int, Cleaned], known: Known
) -> tuple[tuple[int, int], ...]:
    """Return the keys that the batch's documents from feeds add, each with its article's id."""
    keys = dict(known.keys)
    added: dict[int, int] = {}
    for document in received:
        found = identified.get(document.document_id)
        if document.sightings and isinstance(found, Article):
            for key in keys_of(document, found):
                if key not in keys:
                    added.setdefault(key, found.article_id)
    return tuple(sorted(added.items()))
