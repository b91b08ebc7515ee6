"""Mailboxes (RFC 4155): each message is an article; cut in memory, since the standard library wants a path."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tasks.collect.formats.mail import read_mail
from tasks.collect.formats.records import part_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tasks.collect.formats import Caps
    from tasks.models import RawDocument, Received

POSTMARK = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]{1,300}\n")
QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def split(document: RawDocument, caps: Caps) -> Iterator[Received]:  # noqa: ARG001
    """Yield the messages."""
    marks = list(POSTMARK.finditer(document.payload))
    ends = [mark.start() for mark in marks[1:]] + [len(document.payload)]
    for number, (mark, end) in enumerate(zip(marks, ends, strict=True), start=1):
        message = QUOTED.sub(rb"\1", document.payload[mark.end() : end])
        yield read_mail(part_of(document, f"#{number}", message, "message/rfc822", None))
