"""Status and explanations are answers from the published tables."""

import os
from dataclasses import replace
from datetime import timedelta

import pytest
from newsroom import NOON, annotate, draft, make_batch, prose, spans

from tasks.models import DocumentState, Origin, RawDocument, digest_of, stable_id
from warehouse import store
from warehouse.publish import publish
from warehouse.status import explain, read_status

URL = "https://example.org/ferry?id=1"
TEXT = f"{prose(1)} Ada Quill met Quill."
FIRST = draft("a", TEXT, url=URL, canonical_url="https://example.org/ferry", headline="Ferry")
FIRST = FIRST[0], replace(FIRST[1], removed_spans=spans("Read more"))
COPY = draft("b", TEXT)
ODD = draft("\\xff.txt", prose(3))


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """Return a home directory with an article, its copy and another, landed in one of seven runs."""
    home = tmp_path_factory.mktemp("published")
    runs = [store.begin_run(home, f"flow {number}", NOON + timedelta(hours=number)) for number in range(7)]
    batch = make_batch(home, [FIRST, COPY, ODD], run_id=runs[0])
    assert annotate([FIRST[1]]).mentions
    assert store.land(home, batch)
    store.finish_run(home, runs[0], NOON, {DocumentState.LANDED: 3})
    publish(home, NOON)
    return home


def test_the_snapshot_is_described(published):
    """Status tells the snapshot's number, its time, and what it holds."""
    assert read_status(published)["snapshot"] == {
        "snapshot_no": 1,
        "published_at": NOON,
        "articles": 3,
        "unique_articles": 2,
        "entities": 1,
    }


def test_the_last_runs_are_shown(published):
    """Status tells the last five runs, newest first, with their figures."""
    runs = read_status(published)["runs"]
    assert [run["flow"] for run in runs] == [f"flow {number}" for number in (6, 5, 4, 3, 2)]
    assert (runs[0]["state"], runs[0]["received"]) == ("running", 0)


def test_documents_are_counted_by_state(published):
    """Status tells how many documents there are in each state."""
    assert read_status(published)["documents"] == {"landed": 3}


@pytest.mark.parametrize(
    "target",
    [
        "/in/a",
        URL,
        "https://example.org/ferry",
        str(FIRST[0].document_id),
        str(FIRST[1].article_id),
    ],
)
def test_every_name_of_an_article(published, target):
    """Path, address, canonical address, document id and article id lead to the same explanation."""
    found = explain(published, target)
    assert [row["source"] for row in found["documents"]] == ["/in/a"]
    assert [row["article_id"] for row in found["articles"]] == [FIRST[1].article_id]


def test_every_decision_is_told(published):
    """An explanation tells the document, the article, its versions, what was removed, its copies and its names."""
    found = explain(published, "/in/a")
    assert list(found) == [
        *("documents", "articles", "versions", "sightings", "removed_spans", "copies", "mentions"),
    ]
    assert found["versions"][0]["characters"] == len(TEXT)
    assert found["removed_spans"][0]["text"] == "Read more"
    assert (found["copies"][0]["kind"], {found["copies"][0]["article_id"], found["copies"][0]["copy_of"]}) == (
        "exact",
        {FIRST[1].article_id, COPY[1].article_id},
    )
    (named,) = found["mentions"]
    assert (named["name"], named["mentions"], named["surfaces"]) == ("Ada Quill", 2, ["Ada Quill", "Quill"])


def test_a_copy_has_the_names_of_its_representative(published):
    """What a copy names is explained from its representative."""
    assert [row["name"] for row in explain(published, "/in/b")["mentions"]] == ["Ada Quill"]


@pytest.mark.parametrize("target", ["/in/nothing", "", "0", "-5", "--5", "²", "٣", "9" * 60, "1e3", "'; DROP TABLE x"])
def test_what_nobody_has_heard_of(published, target):
    """An unknown target, numbers of any size and script included, comes to empty lists."""
    assert not any(explain(published, target).values())


def test_a_path_that_is_no_utf8(published):
    """A file is found by its name as the system gives it, though the tables hold it in printable form."""
    found = explain(published, os.fsdecode(b"/in/\xff.txt"))
    assert [row["source"] for row in found["documents"]] == ["/in/\\xff.txt"]


def test_a_rejected_document_is_explained(home):
    """A document that became no article is explained by its row alone."""
    raw = RawDocument(stable_id("x"), Origin.CLI, "/in/x", b"", digest_of(b""), NOON)
    batch = make_batch(home, [draft("a", TEXT)])
    outcome = replace(batch.placement.outcomes[0], document_id=raw.document_id, source="/in/x", article_id=None)
    rejected = replace(outcome, state=DocumentState.REJECTED, reason="Empty.")
    placement = replace(batch.placement, outcomes=(*batch.placement.outcomes, rejected))
    assert store.land(home, replace(batch, placement=placement))
    publish(home, NOON)
    found = explain(home, "/in/x")
    assert [row["reason"] for row in found["documents"]] == ["Empty."]
    assert not any(rows for kind, rows in found.items() if kind != "documents")
