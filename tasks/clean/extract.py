"""Take an HTML page apart into headline, blocks of body text and metadata: the only module that imports trafilatura."""

from __future__ import annotations

from datetime import UTC, datetime

from tasks.clean.nouns import Block, DateClaim, Failure, Page, Precision
from tasks.models import ReasonCode

MIN_WORDS = 20
"""Fewer words than these are a caption or a menu, not an article."""


def extract_page(html: str, url: str | None = None) -> Page | Failure:
    """Return what `html`, fetched from `url`, says about its article, or why that cannot be told."""
    import trafilatura  # noqa: PLC0415  (half a second that plain text does not need)

    if not html.strip():
        return Failure(ReasonCode.EMPTY, "The page is empty.")
    found = trafilatura.bare_extraction(html, url=url, include_comments=False, with_metadata=True)
    text = getattr(found, "text", None) or ""
    if len(text.split()) < MIN_WORDS:
        return Failure(ReasonCode.EXTRACT_EMPTY, "No running text was found on the page.")
    headline = found.title or None
    lines = [line.removeprefix("- ") for line in text.split("\n") if line.strip() and line.strip() != headline]
    day = datetime.fromisoformat(found.date).replace(tzinfo=UTC) if found.date else None
    return Page(
        blocks=tuple(Block(line) for line in lines),
        headline=headline,
        authors=tuple(name.strip() for name in (found.author or "").split(";") if name.strip()),
        publisher=found.sitename or None,
        date_claims=(DateClaim(day, Precision.DAY, "meta"),) if day else (),
        image_url=found.image or None,
        canonical_url=found.url or None,
    )
