"""Mail: a newsletter is one article, its HTML part before its text, and the letterhead its fields (RFC 5322, MIME)."""

from __future__ import annotations

import email
from dataclasses import replace
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from email.policy import default
from typing import TYPE_CHECKING

from tasks.collect.formats.records import read_text, unread, web_address
from tasks.models import RawDocument, ReasonCode, Received, Stated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from tasks.collect.formats import Caps

POLICY = default.clone(raise_on_defect=False)
TYPES = ("text/html", "text/plain")
NO_TEXT = "The mail has no text part, only attachments; drop the attached files themselves."
MOST_PARTS = 1000


def split(document: RawDocument, caps: Caps) -> Iterator[Received]:  # noqa: ARG001
    """Yield the mail itself."""
    yield read_mail(document)


def read_mail(document: RawDocument) -> Received:
    """Return a mail with what it states, or why it states nothing."""
    message = parse(document.payload)
    found = find_text(message)
    if found is None:
        return unread(document, ReasonCode.EXTRACT_EMPTY, NO_TEXT)
    body, body_type = found
    sender = _sender(message)
    stated = Stated(
        headline=header(message, "subject"),
        authors=sender,
        publisher=header(message, "list-id-name") or (sender[0] if sender else None),
        date_published=header(message, "date"),
        url=web_address(header(message, "archived-at")) or web_address(header(message, "content-location")),
        in_language=header(message, "content-language"),
        body=body,
        body_type=body_type,
    )
    return replace(document, stated=stated)


def parse(payload: bytes) -> EmailMessage:
    """Return the message in `payload`; the parser takes any bytes."""
    message: Message = email.message_from_bytes(payload, EmailMessage, policy=POLICY)
    assert isinstance(message, EmailMessage)  # noqa: S101  (the policy makes it one)
    return message


def header(message: EmailMessage, name: str) -> str | None:
    """Return a header as text, encoded words decoded; None if it is not there or past reading."""
    try:
        value = message.get(name)
    except (ValueError, LookupError, AttributeError, TypeError):
        return None
    return " ".join(str(value).split()) or None if value is not None else None


def _sender(message: EmailMessage) -> tuple[str, ...]:
    try:
        value = message.get("from")
        addresses = value.addresses if isinstance(value, AddressHeader) else ()
        names = [address.display_name or address.domain for address in addresses]
    except (ValueError, LookupError, AttributeError, TypeError):
        return ()
    return tuple(name for name in names if name)


def find_text(message: EmailMessage) -> tuple[str, str] | None:
    """Return the first HTML part that is no attachment, else the first plain one, and its type."""
    parts = [part for part, _ in zip(message.walk(), range(MOST_PARTS), strict=False)]
    for wanted in TYPES:
        for part in parts:
            if part.get_content_type() == wanted and part.get_content_disposition() != "attachment":
                text = decode_part(part)
                if text.strip():
                    return text, wanted
    return None


def decode_part(part: Message) -> str:
    """Return a part's text, its transfer encoding undone, in its declared charset."""
    content = part.get_payload(decode=True)
    payload = content if isinstance(content, bytes) else b""
    try:
        declared = part.get_content_charset()
    except (LookupError, ValueError):
        declared = None
    return read_text(payload, None if declared in {None, "us-ascii"} else declared)[0]
