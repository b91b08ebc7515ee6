"""The options that many commands of the command line share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Home = Annotated[
    Path | None,
    typer.Option(help="Home directory; default COPYDESK_HOME, else the current directory.", show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]
Prefect = Annotated[
    bool | None,
    typer.Option(
        help="Run as a Prefect flow run, or not; default: if PREFECT_API_URL is set. Without an API, --prefect starts "
        "Prefect's temporary server.",
        show_default=False,
    ),
]

WORKED = 0
COULD_NOT = 1
SOME_TURNED_AWAY = 3
