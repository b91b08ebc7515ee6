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
    usable = _drop_shared_stamp([item for item in items if isinstance(item, Item) and _find_fault(item) is None])
    shared = _find_shared_guids(usable)
    named = [replace(item, guid=None) if item.guid in shared else item for item in usable]
    return tuple(_merge(map(_make_entry, named))), tuple(BrokenEntry(at, why) for at, why in reasons.items() if why)


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


def _find_shared_guids(items: Iterable[Item]) -> set[str | None]:
    """Return the guids that stand with more than one page, or with more than one text where there are no pages."""
    pages: defaultdict[str | None, set[str]] = defaultdict(set)
    for item in items:
        guid = item.guid if item.guid is None or len(item.guid) <= LONGEST_GUID else None
        pages[guid].add(_page_of(item))
    too_long = {item.guid for item in items if item.guid and len(item.guid) > LONGEST_GUID}
    return {guid for guid, found in pages.items() if len(found) > 1} | too_long


def _page_of(item: Item) -> str:
    return normalise_url(item.stated.url) if item.stated.url else digest_item(item)


def _make_entry(item: Item) -> Entry:
    link, digest = item.stated.url, digest_item(item)
    entry_id = item.guid or (normalise_url(link) if link else digest)
    return Entry(entry_id=entry_id, link=link, stated=item.stated, digest=digest)


def digest_item(item: Item) -> str:
    """Return the digest of what a reader would see of an entry: headline, text, link, and when it was changed.

    Markup, tracking parameters and counters of comments do not count: they change without an edit.
    """
    stated = item.stated
    seen = [plain_text(stated.headline), plain_text(stated.body), item.revised]
    link = normalise_url(stated.url) if stated.url else ""
    told = "\x1f".join([*(" ".join(COUNTERS.sub(" ", text or "").split()) for text in seen), link])
    return digest_of(told.encode("utf-8", "surrogatepass"))


def _merge(entries: Iterable[Entry]) -> Iterable[Entry]:
    """Return each name once; another page that came to the name of an earlier one goes by its digest."""
    found: dict[str, Entry] = {}
    for entry in entries:
        same = found.get(entry.entry_id)
        if same is not None and _page_key(same) != _page_key(entry):
            found.setdefault(entry.digest, replace(entry, entry_id=entry.digest))
        else:
            found.setdefault(entry.entry_id, entry)
    return found.values()


def _page_key(entry: Entry) -> str:
    return normalise_url(entry.link) if entry.link else entry.digest
