"""Extraction and cleaning alone: a folder of HTML in, one JSON line a page out, no warehouse."""

from __future__ import annotations

import csv
import gzip
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from flows.steps import cleaning_job
from tasks.clean.batch import clean_timed
from tasks.collect.files import find_files, read_file
from tasks.models import Article, RawDocument, Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from flows.settings import Settings
    from tasks.clean.batch import Timed
    from tasks.models import Received

HTML = "text/html"
SUFFIXES = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz")


def extract_folder(folder: Path, out: Path, urls: Mapping[str, str], settings: Settings) -> tuple[int, int]:
    """Write a line to `out` for every page below `folder`; return how many there were and how many gave an article.

    A line holds id (the file's name without its suffixes), url, headline, article_body, authors, date_published,
    in_language and elapsed (seconds); where the page gave no article, also reason_code and reason.
    """
    pages = iter(path for path in find_files([folder]).files if path.name.lower().endswith(SUFFIXES))
    done = landed = 0
    with out.open("w", encoding="utf-8") as file:
        while batch := list(islice(pages, settings.batch_documents)):
            for line in _extract(batch, urls, settings):
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
                done, landed = done + 1, landed + ("reason_code" not in line)
    return done, landed


def read_urls(meta: Path) -> dict[str, str]:
    """Return url by id from a JSONL or CSV file with those two fields."""
    with meta.open(encoding="utf-8", newline="") as file:
        is_csv = meta.suffix.lower() == ".csv"
        rows = csv.DictReader(file) if is_csv else (json.loads(line) for line in file if line.strip())
        return {str(row["id"]): str(row["url"]) for row in rows if row.get("url")}


def _extract(paths: list[Path], urls: Mapping[str, str], settings: Settings) -> Iterator[dict[str, Any]]:
    names = [_stem(path) for path in paths]
    now = datetime.now(UTC)
    received = [
        _as_page(read_file(path, now, settings.max_document_bytes), urls.get(name), settings)
        for name, path in zip(names, paths, strict=True)
    ]
    pages = [document for document in received if isinstance(document, RawDocument)]
    done = clean_timed(cleaning_job(settings), pages, now)
    cleaned = {timed.cleaned.document_id: timed for timed in done}
    for name, document in zip(names, received, strict=True):
        yield {"id": name, "url": urls.get(name)} | _as_line(document, cleaned.get(document.document_id))


def _stem(path: Path) -> str:
    name = path.name
    for suffix in sorted(SUFFIXES, key=len, reverse=True):
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return path.stem


def _as_page(document: Received, url: str | None, settings: Settings) -> Received:
    """Unpack what is gzipped, under the same limit of size, and say that it is HTML."""
    if not isinstance(document, RawDocument):
        return document
    payload = document.payload
    if payload.startswith(b"\x1f\x8b"):
        with gzip.open(io.BytesIO(payload)) as unpacked:
            payload = unpacked.read(settings.max_document_bytes)
    return replace(document, payload=payload, media_type=HTML, url=url)


def _as_line(document: Received, timed: Timed | None) -> dict[str, Any]:
    found = timed.cleaned if timed else document
    line: dict[str, Any] = {
        "headline": None,
        "article_body": "",
        "authors": [],
        "date_published": None,
        "in_language": "und",
        "elapsed": round(timed.elapsed, 6) if timed else 0.0,
    }
    if isinstance(found, Article):
        published = found.date_published
        return line | {
            "headline": found.headline,
            "article_body": found.article_body,
            "authors": list(found.authors),
            "date_published": published.isoformat() if published else None,
            "in_language": found.in_language,
        }
    if isinstance(found, Rejected) or not isinstance(found, RawDocument):
        return line | {"reason_code": found.reason_code.value, "reason": found.reason}
    raise TypeError(f"{document.source} was read but not cleaned.")
