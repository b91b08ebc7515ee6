"""Measure extraction on real pages with known answers: `python -m tests.bench.quality DIR [--part tune|final|all]`.

DIR holds gold.jsonl (id, url, file, headline, article_body, authors, date_published, in_language) and the pages it
names, gzipped or not. The body's score is the F1 of multisets of word 4-shingles, averaged over pages; words are runs
of letters and digits, and single characters in scripts without spaces. Headlines and authors count when equal but for
white space, dates when the day is equal in UTC or in the zone of the gold's own time.

A third of the pages, chosen by a hash of the id, is kept for the final figure: tune on the rest.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import wraps
from hashlib import sha256
from pathlib import Path

import trafilatura

from tasks.clean import article, extract
from tasks.models import Article, Origin, RawDocument

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_STEPS = {
    "decode": article,
    "normalize_text": article,
    "parse_page": extract,
    "read_metadata": extract,
    "read_lines": extract,
    "_witness_text": extract,
    "_votes": extract,
    "choose_body": extract,
    "trim_edges": extract,
    "make_blocks": extract,
    "mark_boilerplate": article,
    "identify_language": article,
}
NOW = datetime.now(UTC)
_WARM_UP = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """What one extractor made of one page."""

    body: str = ""
    headline: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    language: str | None = None


@dataclass(slots=True)
class Score:
    """Sums over pages; precision, recall and F1 of the body, and counts of exact fields."""

    pages: int = 0
    seconds: float = 0.0
    sums: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    counted: Counter = field(default_factory=Counter)

    def add(self, name, value):
        """Take in one page's value."""
        self.sums[name] += value
        self.counted[name] += 1

    def mean(self, name):
        """Return the mean over the pages that had a value."""
        return self.sums[name] / self.counted[name] if self.counted[name] else float("nan")


def read_with_copydesk(html, url):
    payload = html.encode()
    document = RawDocument(0, Origin.CLI, url, payload, "", NOW, "text/html", "utf-8", url)
    found = article.clean_document(document, NOW)
    if not isinstance(found, Article):
        return Reading()
    day = found.date_published.date() if found.date_published else None
    return Reading(found.article_body, found.headline, found.authors, day, found.in_language)


def read_with_trafilatura(html, url, **options):
    found = trafilatura.bare_extraction(html, url=url, with_metadata=True, **options)
    if found is None:
        return Reading()
    authors = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
    day = date.fromisoformat(found.date[:10]) if found.date else None
    return Reading(found.text or "", found.title, authors, day, found.language)


READERS = {
    "copydesk": read_with_copydesk,
    "trafilatura": read_with_trafilatura,
    "trafilatura precision": lambda html, url: read_with_trafilatura(html, url, favor_precision=True),
}


def main(arguments=None):
    """Print the scores of each extractor over a folder of pages, and the pages on which ours does worst."""
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("pages", type=Path)
    parser.add_argument("--part", choices=("tune", "final", "all"), default="tune")
    parser.add_argument("--worst", type=int, default=10, help="how many of the worst pages to show")
    options = parser.parse_args(arguments)
    pages = [page for page in load_pages(options.pages) if options.part in ("all", part_of(page["id"]))]
    if not pages:
        parser.error(f"no pages of part {options.part} in {options.pages}")
    steps = time_steps()
    for page in pages[:_WARM_UP]:
        for reader in READERS.values():
            reader(page["html"], page["url"])
    steps.clear()
    scores, readings = measure(pages)
    report(scores, steps, len(pages))
    show_worst(pages, readings["copydesk"], options.worst)


def load_pages(folder):
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            page = json.loads(line)
            data = (folder / page["file"]).read_bytes()
            page["html"] = (gzip.decompress(data) if page["file"].endswith(".gz") else data).decode("utf-8", "replace")
            yield page


def part_of(page_id):
    return "tune" if int(sha256(page_id.encode()).hexdigest(), 16) % 3 else "final"


def time_steps():
    """Wrap the steps of extraction so that their CPU seconds add up in the dictionary that is returned."""
    seconds = defaultdict(float)

    def timed(name, step):
        @wraps(step)
        def wrapper(*args, **kwargs):
            start = time.process_time()
            try:
                return step(*args, **kwargs)
            finally:
                seconds[name] += time.process_time() - start

        return wrapper

    for name, module in _STEPS.items():
        setattr(module, name, timed(name, getattr(module, name)))
    return seconds


def measure(pages):
    scores = {name: Score() for name in READERS}
    readings = {name: {} for name in READERS}
    for page in pages:
        # In turn on each page, so that a busy machine slows all of them alike.
        for name, reader in READERS.items():
            start = time.process_time()
            reading = reader(page["html"], page["url"])
            scores[name].seconds += time.process_time() - start
            judge(scores[name], reading, page)
            readings[name][page["id"]] = reading
    return scores, readings


def judge(score, reading, page):
    score.pages += 1
    for name, value in zip(("precision", "recall", "F1"), body_score(page["article_body"], reading.body), strict=True):
        score.add(name, value)
    score.add("empty", not reading.body)
    score.add("headline", squeeze(reading.headline) == squeeze(page["headline"]))
    authors = page["authors"] or ()
    score.add("authors", sorted(map(squeeze, reading.authors)) == sorted(map(squeeze, authors)))
    if page["date_published"]:
        score.add("date", reading.published in days_of(page["date_published"]))
    languages = {"no" if code in ("nb", "nn") else code for code in page["in_language"].split(",")}
    if reading.language:
        score.add("language", reading.language.partition("-")[0].replace("nb", "no").replace("nn", "no") in languages)


def body_score(gold, found):
    """Return precision, recall and F1 of the shingles of `found`."""
    wanted, got = shingles(gold), shingles(found)
    shared = (wanted & got).total()
    precision = shared / got.total() if got else 0.0
    recall = shared / wanted.total() if wanted else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if shared else 0.0


def shingles(text):
    words = _WORD.findall(text.replace("\u00ad", "").lower())
    return (
        Counter(zip(*(words[start:] for start in range(4)), strict=False))
        if len(words) > 3
        else Counter([tuple(words)])
    )


def squeeze(text):
    return " ".join((text or "").replace("\u00ad", "").split())


def days_of(stamp):
    moment = datetime.fromisoformat(stamp)
    return {moment.date(), moment.astimezone(UTC).date()} if moment.tzinfo else {moment.date()}


def report(scores, steps, count):
    columns = ("F1", "precision", "recall", "headline", "date", "authors", "language", "empty")
    say(f"{count} pages".ljust(24) + "".join(column.rjust(11) for column in (*columns, "CPU ms")))
    for name, score in scores.items():
        cells = [f"{score.mean(column):.4f}" for column in columns] + [f"{1000 * score.seconds / score.pages:.1f}"]
        say(name.ljust(24) + "".join(cell.rjust(11) for cell in cells))
    ours, theirs = scores["copydesk"], scores["trafilatura"]
    say(f"\nF1 above trafilatura: {ours.mean('F1') - theirs.mean('F1'):+.4f}")
    say(f"CPU of trafilatura.bare_extraction(with_metadata=True): {ours.seconds / theirs.seconds:.2f}")
    say(
        "CPU ms by step: " + ", ".join(f"{name.strip('_')} {1000 * value / count:.1f}" for name, value in steps.items())
    )


def show_worst(pages, readings, count):
    scored = [(body_score(page["article_body"], readings[page["id"]].body)[2], page) for page in pages]
    for score, page in sorted(scored, key=lambda pair: pair[0])[:count]:
        say(f"\n{page['id']}  F1 {score:.3f}")
        body = readings[page["id"]].body
        for sign, text, other in (("+", body, page["article_body"]), ("-", page["article_body"], body)):
            known = shingles(other)
            for line in filter(None, text.split("\n")):
                own = shingles(line)
                if (own & known).total() < 0.3 * own.total() and squeeze(line) not in squeeze(other):
                    say(f"  {sign} {line[:110]}")


def say(text):
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
