"""Turns an error into one sentence that says what to do."""

from __future__ import annotations

import errno
import traceback
from textwrap import shorten
from tomllib import TOMLDecodeError
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import ValidationError


LONGEST_QUOTE = 400

SENTENCES = frozenset({"UnknownFeedError", "NotOpmlError", "NoFeedFoundError"})
"""Errors whose message is a sentence for people already; named, so that nothing is imported for them."""


def explain_error(error: Exception) -> str:
    """Return a sentence that says what to do about `error`."""
    from pydantic import ValidationError  # noqa: PLC0415  (only where something went wrong)

    from flows.children import ServiceError  # noqa: PLC0415
    from tasks.clean.article import RulesError  # noqa: PLC0415
    from warehouse.errors import WarehouseError  # noqa: PLC0415

    if isinstance(error, WarehouseError | RulesError | ServiceError) or type(error).__name__ in SENTENCES:
        return str(error)
    if isinstance(error, ValidationError):
        return _explain_settings(error)
    if _package_that_raised(error) in {"httpx", "httpcore", "prefect"}:
        return (
            f"Prefect's API did not answer as it should ({_cut(error)}). What was landed stays landed: run the same "
            "command again when the server is back, or with --no-prefect."
        )
    if isinstance(error, TOMLDecodeError):
        return f"copydesk.toml is not valid TOML: {error}. Correct it, or take it away."
    if isinstance(error, OSError):
        return _explain_system(error)
    what = f"{type(error).__name__}: {_cut(error)}"
    return f"This is a fault of Copydesk ({what}): run it with --debug and report what it prints."


def _cut(error: Exception) -> str:
    return shorten(str(error), LONGEST_QUOTE, placeholder=" …")


def _package_that_raised(error: Exception) -> str:
    """Return the top-level package of the code in which the error arose."""
    name = ""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        name = str(frame.f_globals.get("__name__", ""))
    return name.partition(".")[0]


def _explain_settings(error: ValidationError) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    return f"The setting {key} is wrong: {first['msg']}. Look at copydesk.toml and at COPYDESK_{key.upper()}."


def _explain_system(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "The disk is full: free some space and run the same command again; nothing is lost."
    return f"{error.filename or 'The system'}: {error.strerror or error}. Check the path and its permissions."
