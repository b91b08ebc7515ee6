"""Parse an HTML page once, within limits, into the tree that metadata and extraction share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree, html

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


def parse_page(text: str) -> HtmlElement | None:
    """Return the root element of `text` without comments and processing instructions, or None if there is no markup."""
    # The parser is told UTF-8 and given UTF-8, so a charset in the page's head cannot overrule our own decoding.
    cleaned = _DECLARATION.sub("", _CONTROLS.sub("", text))
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    # One class for every element: lxml.html's own choice by tag is a Python call for each of them.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    try:
        root = html.document_fromstring(cleaned.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None
    return root if len(root) else None
