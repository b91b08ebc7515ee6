"""Batches land whole or not at all, once, one writer at a time; the tables do not show in which order they came."""

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import (
    NOON,
    annotate,
    content,
    draft,
    land,
    make_batch,
    prose,
    rows,
    run_python,
    spans,
    start_python,
)

from tasks.annotations import Annotations
from tasks.dedup.clusters import REACH, fingerprint_articles, place_batch
from tasks.known import Known
from tasks.models import ClusterSeat, Copy, CopyKind, DocumentState, Origin, ReasonCode, Unread, stable_id
from warehouse import store
from warehouse.errors import InvariantError, SchemaError, StoreBusyError, StoreDamagedError, WarehouseError
from warehouse.paths import WarehousePaths

TEXT = f"{prose(1)}\n\nAda Quill met Quill in Borun Valley."
NEAR = TEXT.replace(" met ", " saw ")
AWKWARD = 'O\'Brien said "no"; -- \\n\n\nNaïve café 日本 👩‍🚀 e\u0301 \u202e \x00 $1 ? %s {} DROP TABLE'
QUILL = stable_id("person", "ada quill")


def landed(home):
    return rows(home, "SELECT batch_id FROM batches ORDER BY ALL")


# Landing


def test_an_article_is_all_there(home):
    """What is known of an article is in its row, and what is not known is NULL."""
    raw, article = draft("a", TEXT, headline="Ada", authors=("A", "B"), date_published=NOON, in_language="en")
    land(home, (raw, article), run_id=7)
    columns = "article_id, headline, authors, date_published, in_language, article_body, word_count, version, copy_of"
    (row,) = rows(home, f"SELECT {columns}, publisher, url, first_seen_at, run_id FROM articles")
    expected = (article.article_id, "Ada", ["A", "B"], NOON, "en", TEXT, article.word_count, 1, None)
    assert row == (*expected, None, None, NOON, 7)


def test_awkward_text_comes_back(home):
    """Quotes, NUL, combining and astral characters in text, headline and names of authors are kept as they are."""
    land(home, draft("a", AWKWARD, headline=AWKWARD, authors=(AWKWARD, "")))
    assert rows(home, "SELECT article_body, headline, authors FROM articles") == [(AWKWARD, AWKWARD, [AWKWARD, ""])]


def test_mentions_are_character_offsets(home):
    """In SQL too, the offsets cut the surface out of the text, behind characters of any size."""
    land(home, draft("a", "👩‍🚀 e\u0301 日本 " + TEXT))
    query = "SELECT surface, article_body[start_char + 1 : end_char] FROM mentions JOIN articles USING (article_id)"
    assert [cut == surface for surface, cut in rows(home, query)] == [True] * 3


def test_spans_and_outcomes_land(home):
    """Removed spans and documents that became no article are rows too."""
    raw, article = draft("a", TEXT)
    unread = Unread(5, Origin.CLI, "/in/pipe", NOON, ReasonCode.NOT_A_REGULAR_FILE, "A pipe.")
    land(home, (raw, replace(article, removed_spans=spans("gone"))))
    batch = make_batch(home, [], batch_id="unread")
    placement = replace(batch.placement, outcomes=place_batch([unread], [], (), Known(0)).outcomes)
    assert store.land(home, replace(batch, placement=placement))
    assert rows(home, "SELECT span_no, kind, rule_id, text FROM removed_spans") == [(1, "promo", "rule", "gone")]
    assert rows(home, "SELECT source, state, reason_code FROM rejected_documents") == [
        ("/in/pipe", "failed", "not_a_regular_file")
    ]


def test_a_batch_counts_once(home):
    """The same batch again, from another run and at another time, changes no row of any table."""
    batch = make_batch(home, [draft("a", TEXT)])
    assert store.land(home, batch)
    before = content(home), landed(home)
    assert store.land(home, replace(batch, run_id=9, landed_at=NOON + timedelta(days=1)))
    assert store.land(home, replace(batch, generation=1))
    assert (content(home), landed(home)) == before


def test_a_batch_that_came_too_late_starts_over(home):
    """Where another batch has landed since the look-up, nothing is written and the answer is False."""
    late = make_batch(home, [draft("a", TEXT)])
    land(home, draft("b", NEAR))
    before = content(home), landed(home)
    assert store.land(home, late) is False
    assert (content(home), landed(home)) == before
    land(home, draft("a", TEXT))
    assert rows(home, "SELECT count(*) FROM copies") == [(1,)]


def test_an_empty_batch_lands(home):
    """A batch without documents is a row of batches and nothing else."""
    land(home)
    assert len(landed(home)) == 1
    assert not any(content(home).values())


def test_a_known_document_stays_as_it_was(home):
    """A document that is there already keeps its row when another batch brings it again."""
    raw, article = draft("a", TEXT)
    land(home, (raw, article), run_id=1)
    land(home, (raw, article), batch_id="other", run_id=2)
    assert rows(home, "SELECT state, run_id FROM documents") == [("landed", 1)]


def break_by_seat(batch, first, second):
    lost = ClusterSeat(first, second), ClusterSeat(second, first)
    copies = Copy(first, second, CopyKind.NEAR, 0.5, "x"), Copy(second, first, CopyKind.NEAR, 0.5, "x")
    return replace(batch, placement=replace(batch.placement, seats=lost, copies=copies))


def break_by_twin_copy(batch, first, second):
    copies = (Copy(first, second, CopyKind.NEAR, 0.5, "x"),) * 2
    return replace(batch, placement=replace(batch.placement, seats=(ClusterSeat(first, second),), copies=copies))


def break_by_twin_document(batch, _first, _second):
    return replace(batch, placement=replace(batch.placement, outcomes=batch.placement.outcomes * 2))


def break_by_missing_article(batch, _first, _second):
    return replace(batch, placement=replace(batch.placement, versions=batch.placement.versions[1:]))


def break_by_twin_entity(batch, _first, _second):
    notes = batch.annotations
    return replace(batch, annotations=replace(notes, entities=notes.entities * 2))


@pytest.mark.parametrize(
    ("break_it", "told"),
    [
        (break_by_seat, "not a representative"),
        (break_by_twin_copy, "copy .* stands twice"),
        (break_by_twin_document, "document .* stands twice"),
        (break_by_missing_article, "landed without its article"),
        (break_by_twin_entity, "entity .* stands twice"),
    ],
)
def test_a_broken_rule_is_rolled_back(home, break_it, told):
    """A batch that would break a rule is refused with the rule's name, and no row of it is there."""
    land(home, draft("before", prose(9)))
    before = content(home), landed(home)
    drafts = [draft("a", TEXT), draft("b", prose(2))]
    broken = break_it(make_batch(home, drafts), *(article.article_id for _, article in drafts))
    with pytest.raises(InvariantError, match=f"Nothing was landed: .*{told}"):
        store.land(home, broken)
    assert (content(home), landed(home)) == before
    land(home, *drafts)


def test_a_row_that_does_not_fit_is_rolled_back(home):
    """Where DuckDB itself refuses a row, the rows before it are not there either."""
    raw, article = draft("a", TEXT)
    with pytest.raises(duckdb.ConstraintException):
        store.land(home, make_batch(home, [(raw, replace(article, access=None))]))
    assert not any(content(home).values())
    assert landed(home) == []


# Versions and representatives


def test_a_new_version_replaces_the_article(home):
    """A new version takes the article's row, its mentions and its sketch; both versions are kept."""
    first = draft("a", TEXT, canonical_url="u", headline="One")
    second = draft("b", prose(2) + " Borun Valley", NOON + timedelta(hours=1), canonical_url="u", headline="Two")
    land(home, first)
    land(home, second)
    assert rows(home, "SELECT headline, version, first_seen_at, last_seen_at FROM articles") == [
        ("Two", 2, NOON, NOON + timedelta(hours=1))
    ]
    assert rows(home, "SELECT version, headline FROM article_versions ORDER BY ALL") == [(1, "One"), (2, "Two")]
    assert rows(home, "SELECT surface FROM mentions") == [("Borun Valley",)]
    assert rows(home, "SELECT count(*) > 0, count(DISTINCT article_id) FROM sketches") == [(True, 1)]


def test_nobody_is_remembered_without_a_mention(home):
    """Entities and aliases that only the old version named are forgotten; those of other articles stay."""
    land(home, draft("a", TEXT, canonical_url="u"), draft("c", prose(3) + " Borun Valley"))
    land(home, draft("b", prose(2), canonical_url="u"))
    assert rows(home, "SELECT name FROM entities") == [("Borun Valley",)]
    assert rows(home, "SELECT * FROM entity_aliases") == []


def test_an_alias_stays_while_somebody_uses_it(home):
    """An alias that another article still writes is kept, broken over two lines or not; one nobody writes is not."""
    land(home, draft("a", TEXT, canonical_url="u"))
    land(home, draft("c", prose(3) + " Ada Quill, QUILL"))
    batch = make_batch(home, [draft("d", prose(4) + " Ada Quill")], batch_id="broken line")
    (mention,), notes = batch.annotations.mentions, batch.annotations
    alias = replace(annotate([draft("x", "Quill")[1]]).aliases[0], alias="A. Quill")
    mention = replace(mention, surface="A.\nQuill")
    assert store.land(home, replace(batch, annotations=Annotations((mention,), notes.entities, (alias,))))
    land(home, draft("b", prose(2), canonical_url="u"))
    assert rows(home, "SELECT alias FROM entity_aliases ORDER BY ALL") == [("A. Quill",), ("QUILL",)]


def test_mentions_move_with_the_representative(home):
    """Where an earlier publication takes the seat, the mentions, copies and copy_of follow it."""
    late, early = (
        draft("late", TEXT, date_published=NOON),
        draft("early", NEAR, date_published=NOON - timedelta(days=1)),
    )
    land(home, late)
    land(home, early)
    was, head = late[1].article_id, early[1].article_id
    assert rows(home, "SELECT DISTINCT article_id FROM mentions") == [(head,)]
    assert rows(home, "SELECT article_id, copy_of FROM copies") == [(was, head)]
    assert set(rows(home, "SELECT article_id, copy_of FROM articles")) == {(was, head), (head, None)}
    assert len(rows(home, "SELECT * FROM article_mentions")) == 6


def test_a_copy_has_no_mentions_of_its_own(home):
    """A copy of a stored article leaves the mentions where they are; a view spreads them."""
    land(home, draft("a", TEXT, date_published=NOON))
    land(home, draft("b", TEXT))
    assert len(rows(home, "SELECT * FROM mentions")) == 3
    assert rows(home, "SELECT count(*) FROM article_mentions GROUP BY article_id") == [(3,), (3,)]
    assert rows(home, "SELECT count(*) FROM unique_articles") == [(1,)]


def test_who_is_left_is_annotated(home):
    """Where a representative's new version leaves the cluster, the copy that takes its seat has the mentions."""
    land(home, draft("a", TEXT, canonical_url="u", date_published=NOON), draft("b", TEXT))
    land(home, draft("c", prose(2), canonical_url="u"))
    assert len(rows(home, "SELECT * FROM mentions")) == 3


def test_a_repetition_is_a_sighting(home):
    """A document that brings nothing new is a duplicate, and moves only the moment the article was last seen."""
    land(home, draft("a", TEXT, canonical_url="u"))
    land(home, draft("b", TEXT, NOON + timedelta(hours=2), canonical_url="u"))
    assert rows(home, "SELECT source, state FROM documents ORDER BY ALL") == [
        ("/in/a", "landed"),
        ("/in/b", "duplicate"),
    ]
    assert rows(home, "SELECT version, updated_at, last_seen_at FROM articles") == [
        (1, NOON, NOON + timedelta(hours=2))
    ]


@pytest.mark.parametrize("spellings", [("BORUN VALLEY", "Borun Valley"), ("borun Valley", "Borun valley")])
def test_one_spelling_wins(tmp_path, spellings):
    """The plainest spelling of a name wins, together or apart, whichever came first."""
    drafts = [draft(name, f"{prose(name)} {spelling}") for name, spelling in zip("ab", spellings, strict=True)]
    for place, batches in enumerate([[drafts], [drafts[:1], drafts[1:]], [drafts[1:], drafts[:1]]]):
        folder = tmp_path / str(place)
        for batch in batches:
            land(folder, *batch)
        assert rows(folder, "SELECT name FROM entities") == [
            (min(spellings, key=lambda name: (sum(map(str.isupper, name)), name)),)
        ]


BODIES = [
    TEXT,
    NEAR,
    TEXT.replace(" ", "\n"),
    NEAR + " And more.",
    prose(2) + " Quill",
    prose(3) + " BORUN VALLEY",
    "Short.",
    "Short.",
]
POOL = [draft(f"{n}", body, date_published=NOON if n % 3 == 1 else None) for n, body in enumerate(BODIES)]


@pytest.fixture(scope="module")
def whole():
    """Return what the tables hold after one batch with everything."""
    with tempfile.TemporaryDirectory() as folder:
        land(Path(folder), *POOL)
        return content(Path(folder))


@settings(max_examples=8, deadline=None)
@given(drafts=st.permutations(POOL), data=st.data())
def test_order_and_division_do_not_show(whole, drafts, data):
    """In whatever order and batches the articles come, the tables are the same, clock columns and run_id aside."""
    with tempfile.TemporaryDirectory() as folder:
        while drafts:
            size = data.draw(st.integers(2, len(drafts))) if len(drafts) > 1 else 1
            land(Path(folder), *drafts[:size])
            drafts = drafts[size:]
        assert content(Path(folder)) == whole


# Looking up


def test_an_empty_store_knows_nothing(home):
    """A look-up in a new store finds nothing, and makes the store."""
    assert store.look_up(home, (), reach=REACH) == Known(0)
    assert store.known_documents(home, []) == {}
    assert WarehousePaths(home).store.exists()


def test_known_documents(home):
    """Documents that were received before come back with what became of them; others do not."""
    raw, article = draft("a", TEXT)
    land(home, (raw, article))
    found = store.known_documents(home, [raw.document_id, 12345, raw.document_id])
    assert list(found) == [raw.document_id]
    assert (found[raw.document_id].state, found[raw.document_id].reason_code) == (DocumentState.LANDED, None)


def test_a_look_up_brings_the_whole_cluster(home):
    """An article like one member of a cluster, or with its digest or id, brings all its members, and nobody else."""
    text = [draft(name, body) for name, body in zip("abc", [TEXT, NEAR, prose(5)], strict=True)]
    land(home, *text)
    for wanted in (draft("x", NEAR + " more"), draft("y", TEXT), draft("b", prose(7))):
        known = store.look_up(home, fingerprint_articles([wanted[1]], NOON), reach=REACH)
        assert {item.article_id for item in known.texts} == {text[0][1].article_id, text[1][1].article_id}


def test_texts_come_back_as_they_were(home):
    """A stored text comes back with its digest, date and credit when a copy of it is looked up."""
    _, article = drafted = draft(
        "a", f"{prose(1)} (Reuters)", canonical_url="https://example.org/a", date_published=NOON
    )
    land(home, drafted)
    (known,) = store.look_up(home, fingerprint_articles([article], NOON), reach=REACH).texts
    assert (known.article_id, known.body_digest, known.article_body) == (
        article.article_id,
        article.body_digest,
        article.article_body,
    )
    assert (known.date_published, known.copy_of) == (NOON, None)


# Runs


def test_a_run_is_recorded(home):
    """A run is running when it begins, counts what lands, and is closed with its final figures."""
    run_id = store.begin_run(home, "ingest-files", NOON, "prefect-id")
    land(home, draft("a", TEXT), run_id=run_id)
    columns = "flow, prefect_flow_run_id, state, finished_at, received, landed, duplicates, rejected, failed"
    assert rows(home, f"SELECT {columns} FROM runs") == [("ingest-files", "prefect-id", "running", None, 1, 1, 0, 0, 0)]
    store.finish_run(home, run_id, NOON, {DocumentState.LANDED: 1, DocumentState.DUPLICATE: 2, DocumentState.FAILED: 3})
    assert rows(home, f"SELECT {columns} FROM runs") == [
        ("ingest-files", "prefect-id", "completed", NOON, 6, 1, 2, 0, 3)
    ]


def test_runs_have_ids_of_their_own(home):
    """Every run of a warehouse has another id."""
    assert len({store.begin_run(home, "test", NOON) for _ in range(3)}) == 3


# One writer at a time, and what a crash leaves

DIE_WHILE_LANDING = """
    import newsroom
    from warehouse import store
    batch = newsroom.make_batch(home, [newsroom.draft("a", newsroom.prose(1) + " Ada Quill")])
    text = store.statement
    store.statement = lambda name: os._exit(9) if name == "verify_batch" else text(name)
    store.land(home, batch)
"""

HOLD_THE_LOCK = """
    from warehouse.paths import WarehousePaths
    from warehouse.store import open_store
    with open_store(home) as con:
        con.execute("BEGIN; DELETE FROM articles")
        print("held", flush=True)
        sys.stdin.read()
"""


def test_death_while_landing_leaves_nothing(home):
    """A process that dies inside the landing transaction leaves no row of it, and the same batch lands afterwards."""
    land(home, draft("before", prose(9)))
    before = content(home)
    assert run_python(DIE_WHILE_LANDING, home) == (9, "")
    assert content(home) == before
    land(home, draft("a", prose(1) + " Ada Quill"))
    assert rows(home, "SELECT count(*) FROM articles") == [(2,)]


def test_one_writer_at_a_time(home):
    """While another process has the store, we are told so; when it is killed, the next one goes on at once."""
    land(home, draft("a", TEXT))
    holder = start_python(HOLD_THE_LOCK, home)
    try:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreBusyError, match=r"store\.lock: wait until it is done"), store.open_store(home, 0):
            pass
    finally:
        holder.kill()
        holder.communicate(timeout=30)
    assert rows(home, "SELECT count(*) FROM articles") == [(1,)]


def test_who_waits_gets_the_lock(home):
    """A writer that waits goes on as soon as the other lets go."""
    holder = start_python(HOLD_THE_LOCK, home)
    assert holder.stdout.readline() == "held\n"
    waiter = start_python(
        "from warehouse.store import hold_lock\nfrom warehouse.paths import WarehousePaths\n"
        "print('waiting', flush=True)\nwith hold_lock(WarehousePaths(home).lock): print('got it')",
        home,
    )
    assert waiter.stdout.readline() == "waiting\n"
    holder.communicate("", timeout=30)
    assert waiter.communicate(timeout=60)[0] == "got it\n"


def test_a_store_opened_by_another_program(home):
    """Somebody who opens the private file itself with another tool is pointed to the published one."""
    land(home, draft("a", TEXT))
    code = "import duckdb\ncon = duckdb.connect(sys.argv[2])\nprint('open', flush=True)\nsys.stdin.read()"
    other = start_python(code, home, WarehousePaths(home).store)
    assert other.stdout.readline() == "open\n"
    with pytest.raises(StoreBusyError, match=r"read news\.duckdb instead"), store.open_store(home):
        pass
    other.communicate("", timeout=30)


def test_an_error_gives_the_store_back(home):
    """After an error inside, the lock is free and what was not committed is gone."""

    def fail():
        with store.open_store(home) as con:
            con.execute("BEGIN; DELETE FROM schema_migrations")
            raise SchemaError("x")

    with pytest.raises(SchemaError):
        fail()
    with store.open_store(home, 0) as con:
        assert con.execute("SELECT count(*) > 1 FROM schema_migrations").fetchall() == [(True,)]


@pytest.mark.parametrize("name", ["a b'c\"d;e", "früh 日本", "100%#[x]*", "md:x", "x.duckdb"])
def test_odd_names_of_the_home(tmp_path, name):
    """A home directory may be called anything that DuckDB can write to."""
    land(tmp_path / name, draft("a", TEXT))
    assert rows(tmp_path / name, "SELECT count(*) FROM articles") == [(1,)]


def test_a_name_that_duckdb_cannot_write_to(tmp_path):
    """A question mark in the path, which DuckDB misreads, is told in words."""
    with pytest.raises(WarehouseError, match="question mark"):
        land(tmp_path / "what?")


def test_a_file_that_is_no_database(home):
    """A store that is no DuckDB file is a sentence that says what to do, and is left as it is."""
    paths = WarehousePaths(home)
    paths.store.parent.mkdir(parents=True)
    paths.store.write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreDamagedError, match="restore it from a backup"), store.open_store(home):
        pass
    assert paths.store.read_bytes() == b"not a database" * 1000


def test_old_readers_can_open_the_store(home):
    """The file is written in the form of DuckDB 1.5.0, which the oldest reader that we support can open."""
    with store.open_store(home) as con:
        (tags,) = con.execute("SELECT tags FROM duckdb_databases() WHERE database_name = 'store'").fetchone()
    assert tags["storage_version"].startswith("v1.5.0")


def test_a_question_with_two_answers(home):
    """A query that should have one row and has not is an error, not a guess."""
    with store.open_store(home) as con, pytest.raises(InvariantError, match="had 2"):
        store.fetch_one(con, "SELECT unnest([1, 2])")
