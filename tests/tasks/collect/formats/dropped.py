"""What the tests of formats share: a file as it was dropped, split and cleaned."""

from __future__ import annotations

from datetime import UTC, datetime

from tasks.clean.article import clean_document
from tasks.collect.formats import Caps, split_document
from tasks.collect.media_type import recognise_media_type
from tasks.models import Origin, RawDocument, Unread, digest_of, stable_id

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)

PARAGRAPHS = (
    "The ferry to Lindholm sailed at nine on Monday although the harbour office had warned of heavy seas all night.",
    "Nobody on board was hurt, said Mara Quill of the port authority, and the evening crossing will leave on time.",
    "The company wants to replace the vessel within two years, once the council has agreed to pay half of its price.",
)
TEXT = "\n\n".join(PARAGRAPHS)
HTML = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def drop(payload, name, charset=None):
    """Return the file `name` as collecting hands it on."""
    digest = digest_of(payload)
    return RawDocument(
        document_id=stable_id("document", Origin.INBOX, name, digest),
        origin=Origin.INBOX,
        source=name,
        payload=payload,
        payload_digest=digest,
        received_at=NOON,
        media_type=recognise_media_type(payload, name),
        charset=charset,
    )


def split(payload, name, caps=None):
    """Return all that a file holds; every part has an id of its own."""
    parts = list(split_document(drop(payload, name), caps or Caps()))
    assert parts
    assert len({part.document_id for part in parts}) == len(parts)
    return parts


def split_one(payload, name, caps=None):
    """Return the only part of a file."""
    (part,) = split(payload, name, caps)
    return part


def refusal(payload, name, caps=None):
    """Return the code and the sentence with which a file as a whole was refused."""
    part = split_one(payload, name, caps)
    assert isinstance(part, Unread)
    return str(part.reason_code), part.reason


def clean(part):
    """Return the article or the rejection that a part comes to."""
    assert isinstance(part, RawDocument), part
    return clean_document(part, NOON)


def clean_file(payload, name):
    """Return what becomes of each part of a file that holds no unreadable one."""
    return [clean(part) for part in split(payload, name)]


def brief(parts):
    """Return where each part came from, and its code if it was refused."""
    return [(part.source, str(part.reason_code) if isinstance(part, Unread) else "") for part in parts]
