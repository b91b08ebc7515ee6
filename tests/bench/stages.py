"""Measure what each stage costs, beside its floor: `python -m tests.bench.stages [DIR]`.

DIR is a folder of HTML pages, gzipped or not; the sample articles by default. One process, one pass, CPU milliseconds a
document; the floor is trafilatura.bare_extraction with metadata on the same pages in the same run.
"""

from __future__ import annotations

import gzip
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import trafilatura

from flows.pipeline import find_happenings
from flows.settings import load_settings
from flows.steps import bind_steps
from seeds import SAMPLE_ARTICLES
from tasks.clean.article import clean_document
from tasks.landing import Batch
from tasks.models import Article, Origin, RawDocument, digest_of, stable_id

NOW = datetime.now(UTC)
WARM_UP = 2


def main(arguments):
    """Print a table: stage, CPU milliseconds a document, and the ratio to the floor."""
    folder = Path(arguments[0]) if arguments else SAMPLE_ARTICLES
    documents = [load(path) for path in sorted(folder.rglob("*.htm*"))]
    for document in documents[:WARM_UP]:
        clean_document(document, NOW)
        extract_bare(document)
    with TemporaryDirectory() as home:
        costs, mentions = measure(documents, bind_steps(load_settings(Path(home)), "bench"))
    floor = costs["floor: trafilatura, default, metadata"]
    print(f"{len(documents)} pages of {folder.name}, {mentions} mentions")
    for stage, seconds in costs.items():
        print(f"{stage:<40}{1000 * seconds / len(documents):>9.2f} ms{seconds / floor:>8.2f}")


def load(path):
    data = path.read_bytes()
    payload = gzip.decompress(data) if path.suffix == ".gz" else data
    digest = digest_of(payload)
    return RawDocument(stable_id(path.name, digest), Origin.CLI, path.name, payload, digest, NOW, "text/html")


def extract_bare(document):
    trafilatura.bare_extraction(document.payload.decode("utf-8", "replace"), with_metadata=True)


def measure(documents, steps):
    """Return the CPU seconds of each stage, and the number of mentions."""
    costs = {}
    run_id = steps.begin_run(NOW)
    timed(costs, "floor: trafilatura, default, metadata", lambda: [extract_bare(document) for document in documents])
    kept = timed(costs, "keep (WARC)", lambda: steps.keep_documents(documents, name="bench"))
    cleaned = timed(costs, "clean", lambda: [clean_document(document, NOW) for document in kept])
    prints = timed(costs, "fingerprint", lambda: steps.fingerprint_articles(cleaned, NOW))
    known = timed(costs, "look up", lambda: steps.look_up(prints, [], ()))
    placement = timed(costs, "place", lambda: steps.place_batch(kept, cleaned, prints, known))
    texts = steps.representatives(placement)
    happenings = timed(costs, "events", lambda: find_happenings(placement, texts, steps))
    steps.annotate(texts[:WARM_UP])
    notes = timed(costs, "annotate", lambda: steps.annotate(texts))
    batch = Batch("bench", run_id, known.generation, placement, notes, NOW, happenings)
    timed(costs, "land", lambda: steps.land(batch))
    timed(costs, "publish (once)", lambda: steps.publish(NOW))
    assert any(isinstance(found, Article) for found in cleaned)
    return costs, len(notes.mentions)


def timed(costs, stage, work):
    start = time.process_time()
    result = work()
    costs[stage] = time.process_time() - start
    return result


if __name__ == "__main__":
    main(sys.argv[1:])
