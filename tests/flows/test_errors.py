"""Every error is one sentence that says what to do; what is our fault is called so."""

import errno

import pytest

from flows.errors import explain_error
from flows.settings import load_settings
from tasks.clean.article import RulesError
from warehouse import errors as warehouse_errors


def raised(call):
    """Return the error that `call` ends with."""
    try:
        call()
    except Exception as error:  # noqa: BLE001  (which one it is, is what the tests ask)
        return error
    raise AssertionError("nothing was raised")


@pytest.mark.parametrize(
    "kind", [kind for kind in vars(warehouse_errors).values() if isinstance(kind, type)] + [RulesError]
)
def test_our_own_errors_speak_for_themselves(kind):
    """Every error of the warehouse, and of the rules, is its own sentence."""
    assert explain_error(kind("Do this.")) == "Do this."


def test_a_wrong_setting(home):
    """A wrong setting is named, with what is wrong and both places where it may stand."""
    sentence = explain_error(raised(lambda: load_settings(home, batch_documents=0)))
    assert "The setting batch_documents is wrong" in sentence
    assert "greater than or equal to 1" in sentence
    assert "copydesk.toml" in sentence
    assert "COPYDESK_BATCH_DOCUMENTS" in sentence


def test_a_file_that_is_no_toml(home):
    """A slip in copydesk.toml is told with its line."""
    (home / "copydesk.toml").write_text('entities = "none"\nbatch_documents = many\n')
    sentence = explain_error(raised(lambda: load_settings(home)))
    assert sentence.startswith("copydesk.toml is not valid TOML: ")
    assert "line 2" in sentence


def test_a_full_disk():
    """A full disk says what to do, and that nothing is lost."""
    assert "disk is full" in explain_error(OSError(errno.ENOSPC, "No space left on device"))


def test_a_system_error_names_the_path(tmp_path):
    """An error of the system names the path and what the system said."""
    sentence = explain_error(raised((tmp_path / "gone").read_bytes))
    assert sentence.startswith(f"{tmp_path / 'gone'}: No such file or directory.")


@pytest.mark.parametrize("error", [OSError(errno.EIO, "Input/output error"), OSError("something odd")])
def test_a_system_error_without_a_path(error):
    """An error of the system that names no path is told all the same."""
    assert explain_error(error).startswith("The system: ")


@pytest.mark.parametrize("error", [ValueError("odd"), KeyError("odd"), TypeError("odd")])
def test_our_faults_are_owned(error):
    """Any other error is called a fault of ours, with its kind, its words and the way to a report."""
    sentence = explain_error(error)
    assert sentence.startswith(f"This is a fault of Copydesk ({type(error).__name__}: ")
    assert "odd" in sentence
    assert "--debug" in sentence


@pytest.mark.parametrize("package", ["httpx", "httpcore", "prefect"])
def test_a_server_that_went_away(package):
    """An error that arose in Prefect or its client says that nothing is lost and how to go on without it."""
    spoken = {"__name__": f"{package}.client"}
    exec("def call():\n    raise ConnectionError('no answer')", spoken)
    sentence = explain_error(raised(spoken["call"]))
    assert "no answer" in sentence
    assert "--no-prefect" in sentence
