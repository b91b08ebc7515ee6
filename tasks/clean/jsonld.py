"""Read the schema.org data of a page, written as JSON-LD (https://www.w3.org/TR/json-ld11/) and often carelessly."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Node = dict[str, Any]

# From the most to the least telling; a page often has several of them.
_ARTICLE_TYPES = (
    *("NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BackgroundNewsArticle"),
    *("ReviewNewsArticle", "AskPublicNewsArticle", "LiveBlogPosting", "Article", "BlogPosting", "Report"),
    *("AdvertiserContentArticle", "SatiricalArticle", "TechArticle", "ScholarlyArticle", "SocialMediaPosting"),
    *("MedicalWebPage", "ClaimReview", "Review", "Recipe", "VideoObject", "WebPage"),
)
_RANKS = {name: rank for rank, name in enumerate(_ARTICLE_TYPES)}
_MAX_SCRIPT = 4_000_000
_MAX_DEPTH = 12
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>);?\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[\]}])")
_TAG = re.compile(r"<[^<>]{1,500}>")


def read_nodes(scripts: Iterable[str]) -> list[Node]:
    """Return every object in the JSON-LD `scripts`, outermost first; what cannot be read is left out."""
    nodes: list[Node] = []
    for script in scripts:
        if len(script) <= _MAX_SCRIPT:
            nodes.extend(_walk(_load(script), 0))
    return nodes


def _load(script: str) -> Any:  # noqa: ANN401  (JSON is any of seven types until looked at)
    for candidate in (script, _TRAILING_COMMA.sub(r"\1", _WRAPPING.sub("", script).strip().rstrip(";"))):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: Any, depth: int) -> Iterator[Node]:  # noqa: ANN401  (as above)
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            if isinstance(inner, dict | list):
                yield from _walk(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner, depth + 1)


def find_article(nodes: list[Node]) -> Node:
    """Return the node that describes the page's article, with references by @id resolved one level; empty if none."""
    ranked = [(rank, node) for node in nodes if (rank := _rank(node)) is not None]
    if not ranked:
        return {}
    article = min(ranked, key=lambda pair: pair[0])[1]
    index = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    return {name: _resolve(value, index) for name, value in article.items()}


def _rank(node: Node) -> int | None:
    ranks = [_RANKS[name] for name in types_of(node) if name in _RANKS]
    if not ranks:
        return None
    # A node without headline and date is a mention of some other article.
    return (
        min(ranks)
        + (0 if "datePublished" in node or "articleBody" in node else 100)
        + (0 if "headline" in node else 50)
    )


def _resolve(value: Any, index: dict[str, Node]) -> Any:  # noqa: ANN401  (as above)
    if isinstance(value, list):
        return [_resolve(inner, index) for inner in value]
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
        return index.get(value["@id"], value)
    return value


def types_of(node: Node) -> list[str]:
    """Return the names of a node's types, without the vocabulary's address."""
    declared = node.get("@type")
    names = declared if isinstance(declared, list) else [declared]
    return [name.rsplit("/", 1)[-1].removeprefix("schema:") for name in names if isinstance(name, str)]


def text_of(value: Any) -> str | None:  # noqa: ANN401  (as above)
    """Return a value's plain text: a string, the first of a list, or an object's name; None if it is empty."""
    if isinstance(value, list):
        return next((text for inner in value if (text := text_of(inner))), None)
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("@value"))
    return plain_text(value) if isinstance(value, str) else None


def texts_of(value: Any) -> list[str]:  # noqa: ANN401  (as above)
    """Return the plain texts of a value that may be one or a list."""
    values = value if isinstance(value, list) else [value]
    return [text for inner in values if (text := text_of(inner))]


def plain_text(text: str | None) -> str | None:
    """Return `text` without tags and character references, whitespace collapsed; None if nothing is left."""
    if not text:
        return None
    if "&" in text:
        # Twice, because half the publishers escape what is escaped already.
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAG.sub(" ", text)
    return " ".join(text.split()) or None
