"""The console script as a process: errors a user can mend are one sentence and status 1."""

from __future__ import annotations

import pytest
from conftest import start_copydesk

pytestmark = pytest.mark.usefixtures("home")


def finish(process):
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def test_no_warehouse_yet_is_one_sentence():
    """Nobody sees a traceback for asking too early."""
    code, _, err = finish(start_copydesk("status"))
    assert code == 1
    assert err.startswith("There is no warehouse in")
    assert "Traceback" not in err


def test_debug_shows_the_traceback():
    """Whoever asks for it gets it."""
    code, _, err = finish(start_copydesk("status", "--debug"))
    assert code == 1
    assert "Traceback" in err


def test_a_wrong_setting_is_named():
    """The sentence says which setting and where it comes from."""
    code, _, err = finish(start_copydesk("ingest", COPYDESK_ENTITIES="magic"))
    assert code == 1
    assert "setting entities is wrong" in err
    assert "COPYDESK_ENTITIES" in err


def test_a_home_that_cannot_be_written_is_one_sentence(tmp_path):
    """A file where the home should be is the user's to mend."""
    (tmp_path / "file").write_text("")
    code, _, err = finish(start_copydesk("ingest", "--home", tmp_path / "file"))
    assert code == 1
    assert "Check the path" in err


def test_a_prefect_api_that_does_not_answer_is_one_sentence():
    """Nothing listens on port 9: the user hears that, and that nothing is lost."""
    code, _, err = finish(
        start_copydesk("ingest", PREFECT_API_URL="http://127.0.0.1:9/api", PREFECT_CLIENT_MAX_RETRIES=0)
    )
    assert code == 1
    assert err.startswith("Prefect's API did not answer")


def test_nothing_but_missing_paths_is_a_failure(tmp_path):
    """Where there is nothing to do, nothing was done."""
    code, _, err = finish(start_copydesk("ingest", tmp_path / "nowhere.txt"))
    assert code == 1
    assert err.endswith("nowhere.txt: There is no such file or folder. Check the path and its permissions.\n")


def test_a_store_that_cannot_be_opened_is_one_sentence(home):
    """A damaged file says what to do about it."""
    (home / "warehouse" / ".state").mkdir(parents=True)
    (home / "warehouse" / ".state" / "store.duckdb").write_bytes(b"not a database at all" * 1000)
    code, _, err = finish(start_copydesk("ingest"))
    assert code == 1
    assert "restore it from a backup" in err
    assert "Traceback" not in err


def test_a_misspelt_option_of_sql_is_wrong_usage():
    """A query may begin with a comment; a lone option that does not exist is none."""
    code, _, err = finish(start_copydesk("sql", "--frmat=csv"))
    assert code == 2
    assert "--frmat" in err
