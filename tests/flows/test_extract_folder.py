"""`copydesk extract`: a folder of HTML to JSON lines, with no warehouse."""

from __future__ import annotations

import gzip
import json

import pytest
from conftest import ROOT

FIELDS = {"id", "url", "headline", "article_body", "authors", "date_published", "in_language", "elapsed"}


@pytest.fixture
def pages(tmp_path):
    """Return a folder with two of the samples, one of them gzipped, and a page with nothing in it."""
    folder = tmp_path / "pages"
    folder.mkdir()
    samples = sorted((ROOT / "seeds" / "articles").glob("*.html"))[:2]
    (folder / "one.html").write_bytes(samples[0].read_bytes())
    (folder / "two.html.gz").write_bytes(gzip.compress(samples[1].read_bytes()))
    (folder / "hollow.html").write_text("<html><body></body></html>")
    return folder


def lines_of(file):
    return {line["id"]: line for line in map(json.loads, file.read_text("utf-8").splitlines())}


def test_every_page_has_a_line_under_its_stem(copydesk, pages, tmp_path, home):
    """Articles with their fields, others with a reason; and no warehouse is made."""
    result = copydesk("extract", pages, "--out", tmp_path / "out.jsonl")
    assert result.exit_code == 3
    lines = lines_of(tmp_path / "out.jsonl")
    assert set(lines) == {"one", "two", "hollow"}
    assert all(set(line) >= FIELDS for line in lines.values())
    assert lines["one"]["article_body"]
    assert lines["two"]["article_body"]
    assert lines["hollow"]["reason_code"] == "extract_empty"
    assert not (home / "warehouse").exists()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("meta.jsonl", '{"id": "one", "url": "https://example.org/1"}\n'),
        ("meta.csv", "id,url\none,https://example.org/1\n"),
    ],
)
def test_urls_come_from_a_file_beside_it(copydesk, pages, tmp_path, name, text):
    """--meta takes JSONL and CSV."""
    (tmp_path / name).write_text(text)
    copydesk("extract", pages, "--out", tmp_path / "out.jsonl", "--meta", tmp_path / name)
    lines = lines_of(tmp_path / "out.jsonl")
    assert lines["one"]["url"] == "https://example.org/1"
    assert lines["two"]["url"] is None


def test_a_folder_that_is_not_there_is_wrong_usage(copydesk, tmp_path):
    """The command says which argument is wrong."""
    assert copydesk("extract", tmp_path / "nowhere", "--out", tmp_path / "out.jsonl").exit_code == 2
