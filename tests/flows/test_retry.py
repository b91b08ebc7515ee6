"""Failed files go back to the inbox, however they are named."""

from __future__ import annotations

import pytest

from flows.retry import retry_files


@pytest.fixture
def failed(home):
    """Return failed/ with two files, one in a folder, and their reason files."""
    for name in ("a.txt", "sub/b.txt"):
        path = home / "failed" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
        path.with_name(f"{path.name}.reason.json").write_text("{}")
    return home / "failed"


def test_all_go_back(home, failed):
    """Reason files go, and so do the folders that are empty then."""
    assert retry_files(home, None) == (2, [])
    assert (home / "inbox" / "sub" / "b.txt").exists()
    assert [path.name for path in failed.iterdir()] == [".attempts"]


@pytest.mark.parametrize(
    "form", ["{failed}/sub/b.txt", "failed/sub/b.txt", "sub/b.txt", "link/failed/sub/b.txt", "sub/b.txt.reason.json"]
)
def test_a_file_is_found_by_every_form_of_its_name(home, failed, form, monkeypatch):
    """Absolute, relative to where one is, below failed/, through a link, or by its reason file."""
    monkeypatch.chdir(home)
    (home / "link").symlink_to(home)
    assert retry_files(home, [type(home)(form.format(failed=failed))]) == (1, [])
    assert (home / "inbox" / "sub" / "b.txt").exists()


def test_a_file_named_twice_goes_back_once(home, failed):
    """As failed/* names it: by itself and by its reason file."""
    assert retry_files(home, sorted(failed.glob("a.txt*")) * 2) == (1, [])


def test_unknown_names_are_told(home, failed):
    """The others go back all the same."""
    unknown = home / "inbox" / "nowhere.txt"
    assert retry_files(home, [unknown, failed / "a.txt"]) == (1, [unknown])


def test_nothing_failed_is_nothing_to_do(home):
    """A fresh home has no failed files."""
    assert retry_files(home, None) == (0, [])
