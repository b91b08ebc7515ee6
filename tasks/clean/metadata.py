"""Read what a page says about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tasks.clean.nouns import Page

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def read_metadata(tree: HtmlElement, url: str | None) -> Page:
    """Return a page without blocks."""
    meta = {(m.get("property") or m.get("name") or "").lower(): m.get("content") for m in tree.iter("meta")}
    return Page((), headline=meta.get("og:title"), description=meta.get("description"), canonical_url=url)
