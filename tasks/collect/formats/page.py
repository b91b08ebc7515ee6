"""HTML: a page is one article, and cleaning takes it apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tasks.collect.formats import Caps
    from tasks.models import RawDocument, Received


def split(document: RawDocument, caps: Caps) -> Iterator[Received]:  # noqa: ARG001
    """Yield the page itself."""
    yield document
