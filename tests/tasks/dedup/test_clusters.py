"""What a batch means beside what is known: outcomes, versions and seats, the same however the articles are divided."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.dedup.clusters import fingerprint_articles, place_batch, representatives
from tasks.dedup.sketch import LEAD_HASHES
from tasks.known import Known, KnownArticle, KnownText
from tasks.models import (
    Article,
    CopyKind,
    DocumentState,
    Origin,
    RawDocument,
    ReasonCode,
    Rejected,
    Unread,
    digest_of,
    stable_id,
)

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
NOTHING = Known(0)
WORDS = [f"word{number}" for number in range(400)]
LONG = " ".join(WORDS)
NEAR = " ".join(["opening", "words", "differ", *WORDS[3:]])
FAR = " ".join(f"other{number}" for number in range(400))


def document(name, at=NOON):
    payload = name.encode()
    return RawDocument(stable_id(name), Origin.CLI, f"/in/{name}", payload, digest_of(payload), at, "text/plain")


def article(name, body, published=None, article_id=None, headline=None):
    return Article(
        article_id=article_id or stable_id("article", name),
        document_id=stable_id(name),
        article_body=body,
        body_digest=digest_of(" ".join(body.split()).encode()),
        word_count=len(body.split()),
        headline=headline,
        date_published=published,
        charset="utf-8",
        charset_source="utf-8",
    )


def place(*articles, known=NOTHING, at=NOON):
    """Place a batch in which each article's document is named like it."""
    names = {stable_id(name): name for name in "abcdefgh"}
    documents = [document(names[item.document_id], at) for item in articles]
    return place_batch(documents, articles, fingerprint_articles(articles, at), known)


def as_text(item, copy_of=None):
    """Return an article as the store knows its text."""
    (found,) = fingerprint_articles([item], NOON)
    return KnownText(
        item.article_id, item.body_digest, item.article_body, found.seen_on, item.date_published, found.credit, copy_of
    )


def seats(placement):
    return {seat.article_id: seat.copy_of for seat in placement.seats}


def states(placement):
    return [outcome.state for outcome in placement.outcomes]


def test_a_new_article_lands():
    """An article that nobody knew lands as version 1, seen when its document was received."""
    placement = place(article("a", LONG))
    (version,) = placement.versions
    assert states(placement) == [DocumentState.LANDED]
    assert (version.version, version.first_seen_at, version.seen_at) == (1, NOON, NOON)
    assert seats(placement) == {version.article.article_id: None}


def test_an_outcome_repeats_what_is_known():
    """The row of a document that landed has its size, digest, character set, article and place in the archive."""
    raw = replace(document("a"), stored_in="raw/x.warc.gz#0")
    found = article("a", LONG)
    (outcome,) = place_batch([raw], [found], fingerprint_articles([found], NOON), NOTHING).outcomes
    assert (outcome.document_id, outcome.source, outcome.received_at) == (raw.document_id, "/in/a", NOON)
    assert (outcome.size_bytes, outcome.payload_digest) == (1, raw.payload_digest)
    assert (outcome.charset, outcome.charset_source, outcome.media_type) == ("utf-8", "utf-8", "text/plain")
    assert (outcome.article_id, outcome.stored_in) == (found.article_id, "raw/x.warc.gz#0")
    assert (outcome.reason_code, outcome.reason) == (None, None)


FAILED_CODES = {ReasonCode.UNREADABLE, ReasonCode.NOT_A_REGULAR_FILE, ReasonCode.TIMEOUT, ReasonCode.OUT_OF_MEMORY}


@pytest.mark.parametrize("code", ReasonCode)
def test_a_rejection_keeps_its_reason(code):
    """What cleaning turned away is failed where the fault is ours, rejected where it is the document's."""
    raw = document("a")
    (outcome,) = place_batch([raw], [Rejected(raw.document_id, code, "Why.", "utf-8", "bom")], (), NOTHING).outcomes
    assert outcome.state is (DocumentState.FAILED if code in FAILED_CODES else DocumentState.REJECTED)
    assert (outcome.reason_code, outcome.reason, outcome.charset_source) == (code, "Why.", "bom")
    assert (outcome.article_id, outcome.size_bytes) == (None, 1)


def test_an_unread_document_is_a_row_too():
    """What could not be read has an outcome with its size, if that was known, and nothing else is written."""
    unread = Unread(5, Origin.CLI, "/in/huge", NOON, ReasonCode.TOO_LARGE, "Too large.", 10**12)
    placement = place_batch([unread], [], (), NOTHING)
    (outcome,) = placement.outcomes
    assert (outcome.document_id, outcome.state, outcome.size_bytes) == (5, DocumentState.REJECTED, 10**12)
    assert (outcome.payload_digest, outcome.media_type) == (None, None)
    assert (placement.versions, placement.seats, placement.fingerprints, placement.copies) == ((), (), (), ())


def test_a_document_nobody_cleaned_is_our_fault():
    """A document that was received and is not among the cleaned is an error, not a silent loss."""
    with pytest.raises(TypeError, match="not cleaned"):
        place_batch([document("a")], [], (), NOTHING)


def test_only_articles_have_fingerprints():
    """Rejections are passed over when fingerprints are taken."""
    found = fingerprint_articles([article("a", LONG), Rejected(1, ReasonCode.EMPTY, "Empty.")], NOON)
    assert [item.article_id for item in found] == [stable_id("article", "a")]


def as_known(item, version=1, first_seen_at=NOON - timedelta(days=9)):
    return KnownArticle(item.article_id, version, item.headline, item.body_digest, first_seen_at)


def test_nothing_new_is_a_duplicate():
    """An article that is stored with the same headline and text is a duplicate: no version, no change of seats."""
    found = article("a", LONG, headline="Ferry sails")
    placement = place(found, known=Known(1, (as_known(found),), (as_text(found),)))
    assert states(placement) == [DocumentState.DUPLICATE]
    assert placement.outcomes[0].article_id == found.article_id
    assert (placement.versions, placement.fingerprints) == ((), ())


@pytest.mark.parametrize("change", [{"body_digest": "other"}, {"headline": "Ferry sails late"}])
def test_a_change_is_a_new_version(change):
    """Another text or headline of a stored article is its next version; when it was first seen stays."""
    found = article("a", LONG, headline="Ferry sails")
    placement = place(replace(found, **change), known=Known(1, (as_known(found, version=4),)))
    (version,) = placement.versions
    assert (version.version, version.first_seen_at, version.seen_at) == (5, NOON - timedelta(days=9), NOON)


def test_versions_within_a_batch():
    """Several documents of one article are its versions in their order; the last one's fingerprint is kept."""
    drafts = [article(name, body, article_id=9) for name, body in zip("abc", [LONG, LONG, FAR], strict=True)]
    placement = place(*drafts)
    assert states(placement) == [DocumentState.LANDED, DocumentState.DUPLICATE, DocumentState.LANDED]
    assert [version.version for version in placement.versions] == [1, 2]
    assert [item.body_digest for item in placement.fingerprints] == [drafts[2].body_digest]
    assert [item.article_body for item in representatives(placement)] == [FAR]


def test_an_exact_copy():
    """The same text twice is an exact copy of the representative."""
    placement = place(article("a", LONG), article("b", LONG.replace(" ", "\n")))
    (copy,) = placement.copies
    assert (copy.kind, copy.similarity) == (CopyKind.EXACT, 1.0)
    assert "same text" in copy.evidence


def test_a_near_copy():
    """Nearly the same text is a near copy, with what both have in common as evidence."""
    placement = place(article("a", LONG), article("b", NEAR))
    (copy,) = placement.copies
    assert copy.kind is CopyKind.NEAR
    assert 0.9 < copy.similarity < 1
    assert "of this text stands in the other" in copy.evidence


def test_a_copy_of_a_copy():
    """Who is joined to the representative by way of another copy only says so, with the true similarity."""
    chain = [
        article(name, " ".join(WORDS[start : start + 240])) for name, start in zip("abc", (0, 80, 160), strict=True)
    ]
    chain[0] = replace(chain[0], date_published=NOON)
    placement = place(*chain)
    assert seats(placement) == {chain[0].article_id: None} | {
        item.article_id: chain[0].article_id for item in chain[1:]
    }
    last = next(copy for copy in placement.copies if copy.article_id == chain[2].article_id)
    assert last.similarity < 0.5
    assert last.evidence.startswith("copy of another copy")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"published": NOON - timedelta(days=1)}, {"published": NOON}),
        ({"published": NOON}, {"published": None}),
    ],
)
def test_the_earliest_published_represents(first, second):
    """The copy that was published first represents the others; a date counts before none."""
    one, other = article("a", LONG, **first), article("b", LONG, **second)
    for batch in ((one, other), (other, one)):
        assert seats(place(*batch)) == {one.article_id: None, other.article_id: one.article_id}


def test_the_longest_represents_where_dates_do_not_tell():
    """Of copies without a date, the longest represents the others."""
    one, other = article("a", LONG), article("b", LONG + " and a last word")
    assert seats(place(one, other)) == {one.article_id: other.article_id, other.article_id: None}


def test_a_stored_representative_gives_way():
    """A stored representative becomes a copy where an earlier publication of its text comes in."""
    stored, new = article("a", LONG, NOON), article("b", NEAR, NOON - timedelta(days=1))
    placement = place(new, known=Known(1, (), (as_text(stored),)))
    assert seats(placement) == {new.article_id: None, stored.article_id: new.article_id}
    assert [copy.article_id for copy in placement.copies] == [stored.article_id]
    assert [text.article_id for text in representatives(placement)] == [new.article_id]


def test_copies_are_not_annotated():
    """Names are read in representatives only."""
    one, copy, other = article("a", LONG, NOON), article("b", NEAR), article("c", FAR)
    found = representatives(place(one, copy, other))
    assert [(text.article_id, text.article_body) for text in found] == [
        (one.article_id, one.article_body),
        (other.article_id, other.article_body),
    ]


def test_a_new_version_leaves_its_cluster():
    """A version with another text is no copy any longer, and who is left is seated anew."""
    first, other = article("a", LONG), article("b", LONG, NOON)
    changed = replace(first, article_body=FAR, body_digest="new", word_count=400)
    placement = place(changed, known=Known(1, (as_known(first),), (as_text(first), as_text(other, first.article_id))))
    assert seats(placement) == {first.article_id: None, other.article_id: None}
    assert placement.copies == ()


def test_a_copy_that_takes_the_seat_is_to_be_read():
    """Where the representative leaves, the names of the stored copy that is left have never been read."""
    first, other = article("a", LONG), article("b", LONG, NOON)
    changed = replace(first, article_body=FAR, body_digest="new", word_count=400)
    stored = (as_text(first), as_text(other, first.article_id))
    placement = place(changed, known=Known(1, (as_known(first),), stored))
    assert placement.promoted == (other.article_id,)


class Memory:
    """The store as far as clusters need it, in memory: texts, sketches, seats, and the look-up by its contract."""

    def __init__(self):
        self.texts, self.prints, self.seats, self.copies, self.components = {}, {}, {}, {}, {}

    def look_up(self, wanted):
        """Return every text that copying joins with one that a wanted text may copy or leave."""
        touched = {
            stored.article_id
            for stored in self.prints.values()
            for new in wanted
            if stored.article_id == new.article_id
            or stored.body_digest == new.body_digest
            or len(stored.sketch & new.sketch) >= LEAD_HASHES
        }
        components = {self.components[item] for item in touched}
        members = [item for item in self.prints if self.components[item] in components]
        return Known(0, (), tuple(as_text(self.texts[item], self.seats[item]) for item in members))

    def land(self, articles):
        """Place the articles beside what is known, and remember them."""
        placement = place(*articles, known=self.look_up(fingerprint_articles(articles, NOON)))
        self.prints |= {item.article_id: item for item in placement.fingerprints}
        self.texts |= {item.article_id: item for item in articles}
        self.seats |= seats(placement)
        self.components |= {seat.article_id: seat.component for seat in placement.seats}
        for seat in placement.seats:
            self.copies.pop(seat.article_id, None)
        self.copies |= {copy.article_id: copy for copy in placement.copies}


def stretch(start, length):
    return " ".join(WORDS[start : start + length])


DATES = st.sampled_from([None, NOON, NOON - timedelta(days=1), NOON - timedelta(days=2)])
POOLS = st.lists(st.tuples(st.integers(0, 5), st.sampled_from([120, 180, 240]), DATES), min_size=2, max_size=8).map(
    lambda rows: [
        article(name, stretch(start * 30, size), date)
        for name, (start, size, date) in zip("abcdefgh", rows, strict=False)
    ]
)


@settings(deadline=None)
@given(POOLS, st.randoms(use_true_random=False), st.data())
def test_order_and_division_do_not_count(articles, shuffler, data):
    """In any order and any division into batches, the same articles have the same seats and the same copies."""
    whole = Memory()
    whole.land(articles)
    shuffled = list(articles)
    shuffler.shuffle(shuffled)
    divided = Memory()
    while shuffled:
        size = data.draw(st.integers(1, len(shuffled)))
        divided.land(shuffled[:size])
        shuffled = shuffled[size:]
    assert (divided.seats, divided.copies) == (whole.seats, whole.copies)


def test_stored_dates_compare_with_new_ones():
    """Dates from the store, in whatever form of UTC it hands them out, rank beside those of new articles."""
    late = article("b", LONG, datetime.fromisoformat("2026-11-20T14:00:00+02:00"))
    placement = place(article("a", LONG, NOON), known=Known(1, (), (as_text(late),)))
    assert len(placement.copies) == 1
