"""How often a step is tried and how long it may take, as Prefect tasks: the one table of the operating policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefect import task
from prefect.cache_policies import NO_CACHE

if TYPE_CHECKING:
    from collections.abc import Callable

STORE = {"retries": 3, "retry_delay_seconds": [1, 5, 20], "timeout_seconds": 300}
"""Steps that wait for the store's lock or write to the disk: worth another try."""

PURE = {"retries": 0, "timeout_seconds": 1800}
"""Steps that only compute: they fail the same way twice."""

WEB = {"retries": 0, "timeout_seconds": 3600}
"""Steps that ask others: when to ask again is said by them, not by us."""

POLICY: dict[str, dict[str, Any]] = {
    "read_documents": {"retries": 2, "retry_delay_seconds": [1, 5], "timeout_seconds": 300},
    "begin_run": STORE,
    "known_documents": STORE,
    "keep_documents": STORE,
    "clean_documents": PURE,
    "look_up": STORE,
    "read_texts": STORE,
    "look_up_reports": STORE,
    "read_promoted": STORE,
    "annotate": PURE,
    "land": STORE,
    "publish": STORE,
    "finish_run": STORE,
    "relocate": STORE,
    "poll_feeds": WEB,
    "save_polls": STORE,
    "fetch_pages": WEB,
    "fetch_addresses": WEB,
    "save_pages": STORE,
}


def as_task(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
    """Return `step` as a Prefect task with its row of the policy; nothing is cached or stored by Prefect."""
    return task(name=name.replace("_", "-"), cache_policy=NO_CACHE, persist_result=False, **POLICY[name])(step)
