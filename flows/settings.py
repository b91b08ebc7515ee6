"""Every knob: its default, its environment name COPYDESK_<KEY>, and its key in copydesk.toml.

The only module that reads the environment or that file.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

TOML_NAME = "copydesk.toml"


class Settings(BaseSettings):
    """What a run is told; command line over environment over copydesk.toml over the defaults here."""

    model_config = SettingsConfigDict(env_prefix="COPYDESK_", extra="forbid", frozen=True)

    home: Path = Path()
    """Where inbox/, done/, failed/ and warehouse/ live."""

    entities: Literal["spacy", "gazetteer", "none"] = "spacy"
    """What recognises names."""

    batch_documents: Annotated[int, Field(ge=1, le=10_000)] = 64
    """Documents that land in one transaction."""

    boilerplate_rules: Path | None = None
    """A file of boilerplate rules of your own, beside the shipped ones; the same form as seeds/boilerplate.toml."""

    workers: Annotated[int, Field(ge=1, le=256)] = os.cpu_count() or 1
    """Processes that clean pages."""

    document_seconds: Annotated[float, Field(gt=0)] = 10.0
    """Time that cleaning one page may take."""

    document_memory_bytes: Annotated[int, Field(ge=100_000_000)] = 1_000_000_000
    """Memory that cleaning one page may take."""

    max_document_bytes: Annotated[int, Field(ge=1)] = 20_000_000
    """A larger file is not read."""

    publish_every_seconds: Annotated[float, Field(ge=0)] = 60.0
    """While a run goes on, readers get a new snapshot at most this often."""

    stable_seconds: Annotated[float, Field(ge=0)] = 2.0
    """A file in the inbox that was not renamed into place is taken once it has not changed for so long."""

    rescan_seconds: Annotated[float, Field(gt=0)] = 15.0
    """The inbox is looked through at least this often, whatever the file events say."""

    event_window_hours: Annotated[float, Field(gt=0)] = 72.0
    """Articles that were published further apart do not tell one event, unless others between them do."""

    contact: str | None = None
    """An address or URL in our User-Agent, where a webmaster can write to about us."""

    allow_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    """Hosts (name, name:port, address or network) that may be asked although they are not on the public internet."""

    host_gap_seconds: Annotated[float, Field(ge=0)] = 1.0
    """Time between two requests to one host; a longer crawl-delay in its robots.txt is kept to."""

    fetch_seconds: Annotated[float, Field(gt=0)] = 30.0
    """Time that one request may take in all, redirects included."""

    fetch_requests: Annotated[int, Field(ge=1, le=256)] = 16
    """Requests in flight at once, each to another host."""

    prefect_port: Annotated[int, Field(ge=1, le=65_535)] | None = None
    """Where the server of `copydesk up` listens; if not given, Prefect's usual port or, if that is taken, any other."""

    @field_validator("allow_hosts", mode="before")
    @classmethod
    def split_list(cls, value: object) -> object:
        """Return a list that was written with commas, as environment variables are, as one."""
        return tuple(part for name in value.split(",") if (part := name.strip())) if isinstance(value, str) else value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  (the signature is pydantic's)
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  (the same)
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put the file `copydesk.toml` of the home directory behind arguments and environment."""
        home = init_settings().get("home") or env_settings().get("home") or Path()
        file = TomlConfigSettingsSource(settings_cls, Path(home) / TOML_NAME)
        return init_settings, env_settings, file


def load_settings(home: Path | None = None, **given: object) -> Settings:
    """Return the settings for a home directory; what is None among `given` is left to environment, file or default."""
    named = {key: value for key, value in ({"home": home} | given).items() if value is not None}
    settings = Settings(**named)  # type: ignore[arg-type]  # pydantic checks what mypy cannot see here
    return settings.model_copy(update={"home": settings.home.resolve()})


def prefect_api_is_configured() -> bool:
    """Tell whether the environment names a Prefect API."""
    return bool(os.environ.get("PREFECT_API_URL"))


def prefect_is_wanted(asked: bool | None) -> bool:  # noqa: FBT001  (what the command line was told)
    """Tell whether a command runs as a flow run: as asked, and else if an API is configured."""
    return prefect_api_is_configured() if asked is None else asked


WORK_POOL = "copydesk"
"""Where prefect.yaml deploys to."""

NO_ANSWER = 69
"""Exit status of a process that found no Prefect API: EX_UNAVAILABLE of sysexits.h."""

PREFECT_DEFAULTS = {
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",  # its 20 s fail on small machines
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_LEVEL": "WARNING",
}


def prepare_prefect() -> None:
    """Set what Prefect reads when it is first imported, where the user has not: patience, and no telemetry."""
    for name, value in PREFECT_DEFAULTS.items():
        os.environ.setdefault(name, value)


def service_environment(home: Path, checkout: Path, own_api_url: str | None) -> dict[str, str]:
    """Return the environment of the processes that `copydesk up` starts.

    Args:
        home: where the deployments work, which have none of their own.
        checkout: where the processes work; prefect.yaml takes it from PWD.
        own_api_url: API of a server of our own, which keeps its data in the home directory unless PREFECT_HOME says
            otherwise; None if the environment names another.
    """
    defaults = PREFECT_DEFAULTS | {"PREFECT_CLI_WRAP_LINES": "false", "PYTHONUNBUFFERED": "1"}
    fixed = {"COPYDESK_HOME": os.fspath(home), "PWD": os.fspath(checkout)}
    if own_api_url:
        defaults["PREFECT_HOME"] = os.fspath(home / ".prefect")
        fixed["PREFECT_API_URL"] = own_api_url
    return defaults | os.environ | fixed
