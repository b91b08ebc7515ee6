"""A page that breaks its limits costs its own worker, is told apart, and stops nobody else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tasks.clean.batch import CleaningJob, clean_documents
from tasks.limits import Limits
from tasks.models import Article, Origin, RawDocument, ReasonCode, Rejected, digest_of, stable_id

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ROOMY = Limits(workers=1, seconds=30, memory_bytes=1_000_000_000)
SENTENCE = "The harbour master counted the boats twice before he let the pilots out into the fog. "
GOOD = f"<html><body><article><h1>Fog</h1>{f'<p>{SENTENCE * 3}</p>' * 6}</article></body></html>".encode()


def page(payload, media_type="text/html"):
    digest = digest_of(payload)
    return RawDocument(stable_id(digest), Origin.CLI, "page", payload, digest, NOW, media_type)


def clean(limits, *documents):
    return list(clean_documents(CleaningJob(limits), documents, NOW))


def test_pages_and_texts_come_back_in_their_order():
    """Whoever cleaned it, the n-th answer belongs to the n-th document."""
    documents = [page(GOOD), page(SENTENCE.encode(), "text/plain"), page(b"<html></html>")]
    found = clean(ROOMY, *documents)
    assert [answer.document_id for answer in found] == [document.document_id for document in documents]
    assert [type(answer) for answer in found] == [Article, Article, Rejected]


def test_a_page_that_takes_too_long_is_a_timeout():
    """Its worker is ended; the reason says how long it had."""
    (found,) = clean(Limits(workers=1, seconds=0.001, memory_bytes=1_000_000_000), page(GOOD * 50))
    assert found.reason_code is ReasonCode.TIMEOUT
    assert "0.001 seconds" in found.reason


def test_a_page_that_eats_memory_is_out_of_memory_and_the_next_one_lands():
    """The limit is the worker's own, and the worker is there again for the next page."""
    limits = Limits(workers=1, seconds=60, memory_bytes=100_000_000)
    greedy = b"<html><body>" + b"<p>word</p>" * 1_500_000
    found = clean(limits, page(greedy), page(GOOD))
    assert found[0].reason_code is ReasonCode.OUT_OF_MEMORY
    assert isinstance(found[1], Article)


POISON = {
    "nesting": b"<html><body>" + b"<div>" * 20_000 + SENTENCE.encode() * 20 + b"</div>" * 20_000,
    "one huge text node": b"<html><body><p>" + b"word " * 2_200_000 + b"</p>",
    "twenty thousand attributes": b"<p " + b" ".join(b'a%d="x"' % n for n in range(20_000)) + b">" + GOOD,
    "frameset": b"<html><frameset><frame src='a.html'></frameset></html>",
    "script only": b"<html><body><script>" + b"x = 1; " * 100_000 + b"</script></body></html>",
    "markup that never ends": b"<html><body><p>" + b"<b><i><p>" * 5_000,
    "no markup at all": b"\x01\x02 plain",
}


@pytest.mark.parametrize("name", POISON)
def test_a_poison_page_is_read_or_rejected_with_a_reason(name):
    """Never an exception, never silently empty."""
    (found,) = clean(ROOMY, page(POISON[name]))
    assert found.reason if isinstance(found, Rejected) else found.article_body
