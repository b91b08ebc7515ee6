"""Parse an HTML page once, within limits, into the tree that metadata and extraction share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree, html

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Characters that XML forbids: the tree would hold them, but refuses to take them back when somebody edits it.
_CONTROLS = bytes([*range(9), *range(14, 28), 31, 127])
_SPACES = bytes.maketrans(b"\v\f\x1c\x1d\x1e", b" " * 5)  # what normalize.py takes for the end of a line
_NONCHARACTERS = ("\ufffe".encode(), "\uffff".encode())
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]{0,200}\?>")


def parse_page(text: str) -> HtmlElement | None:
    """Return the root element of `text` without comments and processing instructions, or None if there is no markup.

    Raises:
        MemoryError: the parser ran out of it.
    """
    # The parser is told UTF-8 and given UTF-8, so a charset in the page's head cannot overrule our own decoding.
    markup = _DECLARATION.sub(b"", text.encode("utf-8", "ignore").translate(_SPACES, _CONTROLS))
    for character in _NONCHARACTERS:
        markup = markup.replace(character, b"")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    # One class for every element: lxml.html's own choice by tag is a Python call for each of them.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    try:
        root = html.document_fromstring(markup, parser=parser)
    except (etree.LxmlError, ValueError):
        if any(entry.type == etree.ErrorTypes.ERR_NO_MEMORY for entry in parser.error_log):
            raise MemoryError from None
        return None
    return root if len(root) else None
