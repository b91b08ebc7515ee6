"""Saved pages in MHTML: the page is the article, its pictures and styles are left alone (RFC 2557)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tasks.collect.formats.mail import decode_part, header, parse
from tasks.collect.formats.records import unread, web_address
from tasks.models import RawDocument, ReasonCode, Received, Stated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from tasks.collect.formats import Caps


def split(document: RawDocument, caps: Caps) -> Iterator[Received]:  # noqa: ARG001
    """Yield the saved page itself."""
    message = parse(document.payload)
    page = _find_page(message)
    if page is None:
        yield unread(document, ReasonCode.EXTRACT_EMPTY, "The saved page holds no HTML; save it again.")
        return
    url = web_address(header(message, "snapshot-content-location")) or web_address(header(page, "content-location"))
    yield replace(document, stated=Stated(url=url, body=decode_part(page), body_type="text/html"))


def _find_page(message: EmailMessage) -> EmailMessage | None:
    """Return the part that `start` names, else the first HTML."""
    start = message.get_param("start")
    pages = [part for part in message.walk() if part.get_content_type() in {"text/html", "application/xhtml+xml"}]
    named = [part for part in pages if start and part.get("content-id") == start]
    return next((part for part in (*named, *pages) if isinstance(part, type(message))), None)
