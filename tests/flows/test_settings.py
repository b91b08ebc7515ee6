"""Every knob has a default, an environment name and a TOML key; the nearer of them wins."""

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from flows import settings as module
from flows.settings import (
    PREFECT_DEFAULTS,
    Settings,
    load_settings,
    prefect_api_is_configured,
    prepare_prefect,
    service_environment,
)

OTHER_VALUES = {
    "entities": "none",
    "batch_documents": 7,
    "workers": 3,
    "document_seconds": 2.5,
    "document_memory_bytes": 200_000_000,
    "max_document_bytes": 1000,
    "publish_every_seconds": 1.5,
    "boilerplate_rules": Path("own.toml"),
    "stable_seconds": 0.5,
    "rescan_seconds": 3.0,
    "prefect_port": 4300,
    "contact": "desk@example.org",
    "host_gap_seconds": 2.5,
    "fetch_seconds": 7.0,
    "fetch_requests": 3,
    "event_window_hours": 24.0,
}


def write_toml(home, text):
    (home / "copydesk.toml").write_text(text)


def test_every_knob_is_tried_here():
    """The table names every setting but the home directory and the list, which have tests of their own."""
    assert set(OTHER_VALUES) | {"home", "allow_hosts"} == set(Settings.model_fields)


def test_a_list_has_commas_in_the_environment(home, monkeypatch):
    """There spaces and a last comma do not count; in copydesk.toml it may be a list as well."""
    monkeypatch.setenv("COPYDESK_ALLOW_HOSTS", " paper.intra, 10.0.0.0/8,")
    assert load_settings(home).allow_hosts == ("paper.intra", "10.0.0.0/8")
    monkeypatch.delenv("COPYDESK_ALLOW_HOSTS")
    write_toml(home, 'allow_hosts = ["paper.intra:8080"]')
    assert load_settings(home).allow_hosts == ("paper.intra:8080",)


def test_defaults(home):
    """Without arguments, environment and file, every setting has its default."""
    settings = load_settings(home)
    assert (settings.home, settings.entities, settings.batch_documents) == (home, "spacy", 64)
    assert (settings.max_document_bytes, settings.publish_every_seconds) == (20_000_000, 60.0)


@pytest.mark.parametrize(("key", "value"), OTHER_VALUES.items())
def test_environment_names(home, monkeypatch, key, value):
    """Every setting is taken from COPYDESK_<KEY>."""
    monkeypatch.setenv(f"COPYDESK_{key.upper()}", str(value))
    assert getattr(load_settings(home), key) == value


@pytest.mark.parametrize(("key", "value"), OTHER_VALUES.items())
def test_toml_keys(home, key, value):
    """Every setting is taken from copydesk.toml of the home directory."""
    write_toml(home, f"{key} = {str(value)!r}" if isinstance(value, Path) else f"{key} = {value!r}")
    assert getattr(load_settings(home), key) == value


def test_the_environment_wins_over_the_file(home, monkeypatch):
    """What the environment says counts before what the file says."""
    write_toml(home, "batch_documents = 5")
    monkeypatch.setenv("COPYDESK_BATCH_DOCUMENTS", "6")
    assert load_settings(home).batch_documents == 6


def test_an_argument_wins_over_the_environment(home, monkeypatch):
    """What the command line says counts before all; what it leaves open does not count."""
    monkeypatch.setenv("COPYDESK_BATCH_DOCUMENTS", "6")
    assert load_settings(home, batch_documents=7).batch_documents == 7
    assert load_settings(home, batch_documents=None).batch_documents == 6


def test_the_home_of_the_environment(tmp_path, monkeypatch):
    """COPYDESK_HOME names the home directory, and the file in it is read."""
    write_toml(tmp_path, "batch_documents = 5")
    monkeypatch.setenv("COPYDESK_HOME", str(tmp_path))
    settings = load_settings()
    assert (settings.home, settings.batch_documents) == (tmp_path, 5)


def test_a_named_home_brings_its_own_file(home, tmp_path):
    """With a home directory on the command line its file is read, not that of COPYDESK_HOME."""
    write_toml(home, "batch_documents = 5")
    assert load_settings(tmp_path).batch_documents == 64


@pytest.mark.parametrize("name", [None, ""])
def test_the_home_is_the_current_directory(tmp_path, monkeypatch, name):
    """Where nothing names a home directory it is the current one, as an absolute path."""
    monkeypatch.delenv("COPYDESK_HOME")
    if name is not None:
        monkeypatch.setenv("COPYDESK_HOME", name)
    monkeypatch.chdir(tmp_path)
    write_toml(tmp_path, "batch_documents = 5")
    settings = load_settings()
    assert (settings.home, settings.batch_documents) == (tmp_path, 5)


def test_a_relative_home_is_made_absolute(tmp_path, monkeypatch):
    """A relative home directory is that of the moment: a later change of directory does not move it."""
    monkeypatch.chdir(tmp_path)
    assert load_settings(Path("news")).home == tmp_path / "news"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("batch_documents", 0),
        ("batch_documents", 10_001),
        ("batch_documents", "many"),
        ("workers", 0),
        ("document_seconds", 0),
        ("document_memory_bytes", 1),
        ("max_document_bytes", 0),
        ("publish_every_seconds", -1),
        ("entities", "magic"),
        ("prefect_port", 65_536),
    ],
)
def test_wrong_values_are_refused(home, monkeypatch, key, value):
    """A value that makes no sense is refused by its name, wherever it comes from."""
    with pytest.raises(ValidationError, match=key):
        load_settings(home, **{key: value})
    monkeypatch.setenv(f"COPYDESK_{key.upper()}", str(value))
    with pytest.raises(ValidationError, match=key):
        load_settings(home)


def test_unknown_keys_in_the_file_are_refused(home):
    """A misspelt key in the file is told, not ignored."""
    write_toml(home, "batch_document = 5")
    with pytest.raises(ValidationError, match="batch_document"):
        load_settings(home)


def test_unknown_names_in_the_environment_are_left_alone(home, monkeypatch):
    """Another program's COPYDESK_ names in the environment stop nobody."""
    monkeypatch.setenv("COPYDESK_THEME", "dark")
    assert load_settings(home).batch_documents == 64


def test_settings_are_fixed(home):
    """Settings do not change during a run."""
    with pytest.raises(ValidationError, match="frozen"):
        load_settings(home).batch_documents = 3


@pytest.mark.parametrize(("value", "configured"), [(None, False), ("", False), ("http://127.0.0.1:4200/api", True)])
def test_a_prefect_api(monkeypatch, value, configured):
    """A Prefect API is configured where the environment names one."""
    if value is not None:
        monkeypatch.setenv("PREFECT_API_URL", value)
    assert prefect_api_is_configured() is configured


def test_prefect_is_prepared(monkeypatch):
    """Prefect is told to be patient and to send nothing, except where the user said otherwise."""
    for name in PREFECT_DEFAULTS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(module.os, "environ", {"PREFECT_LOGGING_LEVEL": "DEBUG"})
    prepare_prefect()
    assert os.environ == PREFECT_DEFAULTS | {"PREFECT_LOGGING_LEVEL": "DEBUG"}
    assert (os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"], os.environ["DO_NOT_TRACK"]) == ("false", "1")
    assert os.environ["PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"] == "180"


def test_the_environment_of_services_with_a_server_of_our_own(home, tmp_path, monkeypatch):
    """They find our server, the home directory and the checkout, keep Prefect's data at home, and send nothing."""
    monkeypatch.setattr(module.os, "environ", {"PATH": "/bin", "PREFECT_API_URL": ""})
    found = service_environment(home, tmp_path, "http://127.0.0.1:4300/api")
    assert (found["PATH"], found["COPYDESK_HOME"], found["PWD"]) == ("/bin", str(home), str(tmp_path))
    assert (found["PREFECT_API_URL"], found["PREFECT_HOME"]) == ("http://127.0.0.1:4300/api", str(home / ".prefect"))
    assert (found["PREFECT_SERVER_ANALYTICS_ENABLED"], found["DO_NOT_TRACK"]) == ("false", "1")


@pytest.mark.parametrize("own_api_url", [None, "http://127.0.0.1:4300/api"])
def test_services_keep_what_the_user_says_about_prefect(home, tmp_path, monkeypatch, own_api_url):
    """A PREFECT_HOME is the user's, and so is an API that is none of ours, with its profile."""
    named = {"PREFECT_HOME": "/data/prefect", "PREFECT_LOGGING_LEVEL": "INFO"}
    monkeypatch.setattr(module.os, "environ", named | {"PREFECT_API_URL": "http://prefect.example/api"})
    found = service_environment(home, tmp_path, own_api_url)
    assert named.items() <= found.items()
    assert found["PREFECT_API_URL"] == (own_api_url or "http://prefect.example/api")


def test_prefects_data_stay_where_they_are_with_a_server_of_others(home, tmp_path, monkeypatch):
    """The profile of the user may hold the key to it."""
    monkeypatch.setattr(module.os, "environ", {"PREFECT_API_URL": "http://prefect.example/api"})
    assert "PREFECT_HOME" not in service_environment(home, tmp_path, None)
