"""Reads the plain text out of a fragment of HTML, each pattern passing over it once."""

from __future__ import annotations

import html
import re

UNSEEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"</?[a-z!?][^<>]*>?", re.IGNORECASE)


def plain_text(text: str | None) -> str | None:
    """Return `text` without tags, scripts and character references, on one line; None if nothing is left.

    A sign that opens no tag ("5 < 6") stays.
    """
    if not text:
        return None
    shown = TAG.sub(" ", UNSEEN.sub(" ", text)) if "<" in text else text
    return " ".join(html.unescape(shown).split()) or None
