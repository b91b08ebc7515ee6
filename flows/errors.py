"""Turns the errors that a user can do something about into one sentence; all others stay what they are."""

from __future__ import annotations

import errno
from tomllib import TOMLDecodeError
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import ValidationError


def explain_error(error: Exception) -> str | None:
    """Return a sentence that says what to do about `error`, or None if it is a fault of ours."""
    from pydantic import ValidationError  # noqa: PLC0415

    from tasks.clean.article import RulesError  # noqa: PLC0415
    from warehouse.errors import WarehouseError  # noqa: PLC0415

    if isinstance(error, WarehouseError | RulesError):
        return str(error)
    if isinstance(error, ValidationError):
        return _explain_settings(error)
    if isinstance(error, TOMLDecodeError):
        return f"copydesk.toml is not valid TOML: {error}. Correct it, or take it away."
    if isinstance(error, OSError):
        return _explain_system(error)
    return None


def _explain_settings(error: ValidationError) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    return f"The setting {key} is wrong: {first['msg']}. Look at copydesk.toml and at COPYDESK_{key.upper()}."


def _explain_system(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "The disk is full: free some space and run the same command again; nothing is lost."
    return f"{error.filename or 'The system'}: {error.strerror or error}. Check the path and its permissions."
