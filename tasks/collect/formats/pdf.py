"""PDF with a text layer: one article a file; the only module that imports pypdfium2."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2

from tasks.collect.formats.records import unread
from tasks.models import RawDocument, ReasonCode, Received, Stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tasks.collect.formats import Caps

MOST_PAGES = 500
SCANNED = "The PDF has no text layer: it looks scanned. Run a text recognition (OCR) on it and drop the result."
LOCKED = "The PDF is protected by a password; save it without one."
HYPHEN = "\ufffe"
"""What PDFium puts for a hyphen at the end of a line that parts a word."""


def split(document: RawDocument, caps: Caps) -> Iterator[Received]:
    """Yield the PDF itself, with its text."""
    try:
        with pypdfium2.PdfDocument(document.payload) as pdf:
            text = _read_text(pdf, caps.total_bytes)
            title, author = _confirmed(pdf, "Title", text), _confirmed(pdf, "Author", text)
    except pypdfium2.PdfiumError as error:
        is_locked = "password" in str(error).lower()
        code = ReasonCode.UNREADABLE if is_locked else ReasonCode.PARSE_ERROR
        yield unread(document, code, LOCKED if is_locked else f"This is no sound PDF ({error}); save it again.")
        return
    if not text.strip():
        yield unread(document, ReasonCode.EXTRACT_EMPTY, SCANNED)
        return
    yield replace(document, stated=Stated(headline=title, authors=(author,) if author else (), body=text))


def _read_text(pdf: pypdfium2.PdfDocument, limit: int) -> str:
    pages: list[str] = []
    size = 0
    for number in range(min(len(pdf), MOST_PAGES)):
        page = pdf[number]
        layer = page.get_textpage()
        pages.append(layer.get_text_bounded().replace(f"{HYPHEN}\r\n", "").replace(HYPHEN, ""))
        layer.close()
        page.close()
        size += len(pages[-1])
        if size > limit:
            break
    return "\f".join(pages)


def _confirmed(pdf: pypdfium2.PdfDocument, name: str, text: str) -> str | None:
    """Return a field of the metadata if the text says the same: programs write their own names there."""
    value = " ".join(pdf.get_metadata_value(name).split())
    return value if value and value.lower() in " ".join(text.split()).lower() else None
