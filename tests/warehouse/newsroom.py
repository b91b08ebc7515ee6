"""Builds documents, articles and batches for the tests of the warehouse, and lands them as the line does."""

import random
import re
import subprocess
import sys
import textwrap
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import duckdb

from flows.pipeline import find_happenings
from tasks.annotations import Annotations, Entity, EntityAlias, EntityKind, Mention
from tasks.dedup.clusters import REACH, fingerprint_articles, place_batch, representatives
from tasks.dedup.reports import LINKED
from tasks.landing import Batch
from tasks.models import Article, DocumentState, Origin, RawDocument, RemovedSpan, SpanKind, digest_of, stable_id
from warehouse import reports, store
from warehouse.paths import WarehousePaths
from warehouse.publish import publish

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WINDOW = 72.0
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
NAME = re.compile(r"(?i:(?:ada )?quill|borun valley)")
NOT_CONTENT = {"event_id", "run_id", "received_at", "first_seen_at", "last_seen_at", "updated_at", "seen_at"}


def prose(seed, words=150):
    """Return words that no other seed shares a 3-gram with."""
    return " ".join(f"w{seed}x{random.Random(f'{seed} {number}').randrange(10**6)}" for number in range(words))


def draft(name, body, at=NOON, **known):
    """Return a document called `name` and the article that it holds."""
    payload = f"{name}: {body}".encode()
    raw = RawDocument(stable_id("document", name), Origin.CLI, f"/in/{name}", payload, digest_of(payload), at)
    article = Article(
        article_id=stable_id("article", known.get("canonical_url") or name),
        document_id=raw.document_id,
        article_body=body,
        body_digest=digest_of(" ".join(body.split()).encode()),
        word_count=len(body.split()),
        **known,
    )
    return raw, article


def spans(*texts):
    """Return removed spans that hold `texts`."""
    return tuple(RemovedSpan(number, SpanKind.PROMO, "rule", text, 0) for number, text in enumerate(texts, 1))


def annotate(articles):
    """Find Ada Quill, by full name or family name in any case, and Borun Valley."""
    mentions, entities, aliases = [], {}, set()
    for article in articles:
        for found in NAME.finditer(article.article_body):
            place = found[0].casefold() == "borun valley"
            kind = EntityKind.PLACE if place else EntityKind.PERSON
            shown = found[0] if " " in found[0] else "Ada Quill"
            entity = Entity(stable_id(kind, shown.casefold()), shown, kind)
            entities[entity.entity_id] = min(entities.get(entity.entity_id, entity), entity, key=plainness)
            if " " not in found[0]:
                aliases.add(EntityAlias(entity.entity_id, found[0], "family_name", 0.8))
            mentions.append(
                Mention(article.article_id, entity.entity_id, found[0], kind, found.start(), found.end(), "test", 0.5)
            )
    return Annotations(tuple(mentions), tuple(entities.values()), tuple(aliases))


def plainness(entity):
    """Rank spellings as tasks/entities/annotate.py does."""
    return sum(character.isupper() for character in entity.name), entity.name


def make_batch(home, drafts, batch_id=None, run_id=1, at=NOON):
    """Return the batch that `drafts` come to beside what the store knows."""
    documents, articles = [raw for raw, _ in drafts], [article for _, article in drafts]
    prints = fingerprint_articles(articles, at)
    known = store.look_up(home, prints, reach=REACH)
    placement = place_batch(documents, articles, prints, known)
    named = batch_id or digest_of(" ".join(str(raw.document_id) for raw in documents).encode())
    texts = (*representatives(placement), *store.read_texts(home, placement.promoted))
    happenings = find_happenings(placement, texts, steps_of(home))
    return Batch(named, run_id, known.generation, placement, annotate(texts), at, happenings)


def steps_of(home):
    """Return the steps that look for events in the store of `home`."""
    return SimpleNamespace(
        event_window_hours=WINDOW,
        look_up_reports=partial(reports.look_up_reports, home, window_hours=WINDOW, least=LINKED),
        read_promoted=partial(reports.read_promoted, home),
        read_texts=partial(store.read_texts, home),
    )


def land(home, *drafts, **batch):
    """Land `drafts` as one batch."""
    assert store.land(home, make_batch(home, drafts, **batch))


def finish_a_run(home):
    """Begin a run and finish it: news, as far as publishing goes."""
    run_id = store.begin_run(home, "test", NOON)
    store.finish_run(home, run_id, NOON + timedelta(minutes=1), {DocumentState.LANDED: 1})
    return run_id


def publish_news(home, *drafts):
    """Land `drafts`, finish a run and publish; return the snapshot's number."""
    if drafts:
        land(home, *drafts)
    finish_a_run(home)
    return publish(home, NOON)


def rows(home, query, *parameters):
    """Return the rows of a query on the store itself."""
    with store.open_store(home) as con:
        return con.execute(query, list(parameters) or None).fetchall()


def published_rows(home, query):
    """Return the rows of a query on what readers see."""
    with duckdb.connect(str(WarehousePaths(home).news), read_only=True) as con:
        return con.execute(query).fetchall()


def content(home):
    """Return all rows that say something of the news: clock columns, batches and runs aside."""
    tables = ("documents", "articles", "article_versions", "removed_spans", "sketches", "copies", "entities")
    with store.open_store(home) as con:
        return {table: _content(con, table) for table in (*tables, "entity_aliases", "mentions")}


def _content(con, table):
    result = con.execute(f"SELECT * FROM {table}")
    kept = [place for place, column in enumerate(result.description) if column[0] not in NOT_CONTENT]
    return sorted((tuple(row[place] for place in kept) for row in result.fetchall()), key=repr)


def start_python(code, *arguments):
    """Start a process that runs `code` with this module at hand as newsroom, and `home` as the first argument."""
    preamble = f"import os, sys\nfrom pathlib import Path\nsys.path[:0] = [{str(ROOT)!r}, {str(HERE)!r}]\n"
    return subprocess.Popen(
        [sys.executable, "-c", preamble + "home = Path(sys.argv[1])\n" + textwrap.dedent(code), *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run_python(code, *arguments):
    """Run such a process to its end; return its exit status and what it printed."""
    process = start_python(code, *arguments)
    out, err = process.communicate(timeout=60)
    return process.returncode, out + err
