"""Makes entries of what a feed lists: which identity each has, what counts as an edit, and which are one."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tasks.addresses import normalise_url
from tasks.collect.formats.markup import plain_text
from tasks.models import Stated, digest_of
from tasks.web import BrokenEntry, Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST_GUID = 2000
"""A longer one is no name but a mistake."""
FEWEST_STAMPED = 3

COMMENTS = (
    r"comments?|replies|views|shares|likes|commentaires?|réactions?|kommentare?|kommentarer?|comentarios?|comentários?"
    r"|comment[oi]|reacties?|komentarz[ey]?|komentářů|комментари\w*|yorum|件のコメント|条评论"
)
COUNTERS = re.compile(
    rf"[(\[]?\b(?:\d[\d.,]{{0,9}}|no|keine|aucun|sin|nessun)\s?(?:{COMMENTS})\b[)\]]?"
    rf"|\b(?:{COMMENTS})\s?[:(\[]\s?\d[\d.,]{{0,9}}[)\]]?",
    re.IGNORECASE,
)
"""Counters that change without anybody editing: "12 comments", "Kommentare (3)"."""


class NotAFeedError(Exception):
    """The document lists no entries in any format that is read; the message is a sentence for people."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry as its format has it, before it is held against the others; its link is `stated.url`."""

    stated: Stated
    guid: str | None = None
    revised: str | None = None
    """When it says that it was last changed, in any spelling."""


@dataclass(frozen=True, slots=True)
class _Known:
    entry: Entry
    """Without its name."""
    guid: str | None
    page: str
    """Its normalised link, or its digest where it has none."""


Entries = tuple[tuple[Entry, ...], tuple[BrokenEntry, ...]]


def make_entries(items: Sequence[Item | str]) -> Entries:
    """Return the entries of one document, in its order, and those that cannot be used.

    - An entry is named by its guid, unless the document gives that guid to different pages; then, or where there is
      none, by its normalised link; where there is no link either, by its digest.
    - Entries of the same name and page are one, the first.
    - An entry needs a link or a text.

    Args:
        items: what the document lists; a string is the reason why one could not be read.
    """
    reasons = {number: _find_fault(item) for number, item in enumerate(items, start=1)}
    usable = [item for item in items if isinstance(item, Item) and _find_fault(item) is None]
    known = [_look_at(item) for item in _drop_shared_stamp(usable)]
    shared = _find_shared_guids(known)
    broken = tuple(BrokenEntry(number, reason) for number, reason in reasons.items() if reason)
    return tuple(_merge(known, shared)), broken


def _find_fault(item: Item | str) -> str | None:
    if isinstance(item, str):
        return item
    if item.stated.url is None and item.stated.body is None:
        return "The entry has neither a link nor a text, so there is nothing to read."
    return None


def _drop_shared_stamp(items: list[Item]) -> list[Item]:
    """A time of day that all entries share is when the document was written, not when each of them was changed."""
    stamps = {item.revised for item in items}
    is_shared = len(items) >= FEWEST_STAMPED and len(stamps) == 1 and ":" in (next(iter(stamps)) or "")
    return [replace(item, revised=None) for item in items] if is_shared else items


def _look_at(item: Item) -> _Known:
    """Return an entry with what it is held against others by, worked out once: sitemaps have fifty thousand."""
    page = normalise_url(item.stated.url) if item.stated.url else None
    digest = digest_item(item, page)
    guid = item.guid if item.guid and len(item.guid) <= LONGEST_GUID else None
    return _Known(Entry("", item.stated.url, item.stated, digest), guid, page or digest)


def _find_shared_guids(known: Iterable[_Known]) -> set[str | None]:
    """Return the guids that stand with more than one page, or with more than one text where there are no pages."""
    pages: defaultdict[str | None, set[str]] = defaultdict(set)
    for each in known:
        pages[each.guid].add(each.page)
    return {guid for guid, found in pages.items() if len(found) > 1}


def _merge(known: Iterable[_Known], shared: set[str | None]) -> Iterable[Entry]:
    """Return each name once; another page that came to the name of an earlier one goes by its digest."""
    pages: dict[str, str] = {}
    found: dict[str, Entry] = {}
    for each in known:
        name = each.page if each.guid is None or each.guid in shared else each.guid
        if pages.setdefault(name, each.page) != each.page:
            name = each.entry.digest
        found.setdefault(name, replace(each.entry, entry_id=name))
    return found.values()


def digest_item(item: Item, page: str | None) -> str:
    """Return the digest of what a reader would see of an entry: headline, text, link, and when it was changed.

    Markup, tracking parameters and counters of comments do not count: they change without an edit.

    Args:
        item: the entry.
        page: its normalised link.
    """
    stated = item.stated
    seen = [plain_text(stated.headline), plain_text(stated.body), item.revised]
    told = "\x1f".join([*(" ".join(COUNTERS.sub(" ", text or "").split()) for text in seen), page or ""])
    return digest_of(told.encode("utf-8", "surrogatepass"))
