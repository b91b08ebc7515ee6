"""Head: files and folders that somebody named, as a Prefect flow; the policy of every step stands in one table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from prefect import flow, task
from prefect.artifacts import acreate_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run

from flows.pipeline import RunReport, run_pipeline
from flows.report import as_markdown
from flows.settings import load_settings
from flows.steps import bind_steps, read_batches, read_files
from seeds import SAMPLE_ARTICLES
from tasks.collect.files import find_files

if TYPE_CHECKING:
    from collections.abc import Callable

FLOW = "ingest-files"

STORE = {"retries": 3, "retry_delay_seconds": [1, 5, 20], "timeout_seconds": 300}
"""Steps that wait for the store's lock or write to the disk: worth another try."""

PURE = {"retries": 0, "timeout_seconds": 1800}
"""Steps that only compute: they fail the same way twice."""

POLICY: dict[str, dict[str, Any]] = {
    "read_files": {"retries": 2, "retry_delay_seconds": [1, 5], "timeout_seconds": 300},
    "begin_run": STORE,
    "known_documents": STORE,
    "keep_documents": STORE,
    "clean_documents": PURE,
    "look_up": STORE,
    "read_texts": STORE,
    "annotate": PURE,
    "land": STORE,
    "publish": STORE,
    "finish_run": STORE,
}


def as_task(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
    """Return `step` as a Prefect task with its row of the policy; nothing is cached or stored by Prefect."""
    return task(name=name.replace("_", "-"), cache_policy=NO_CACHE, persist_result=False, **POLICY[name])(step)


@flow(name=FLOW, persist_result=False)
async def ingest_files(paths: list[str] | None = None, home: str | None = None) -> RunReport:
    """Ingest files and folders.

    Args:
        paths: files and folders; the sample articles if none are named.
        home: home directory; from the settings if not given.
    """
    settings = load_settings(Path(home) if home else None)
    found = find_files([Path(path) for path in paths] if paths else [SAMPLE_ARTICLES])
    steps = bind_steps(settings, FLOW, flow_run.id, as_task)
    batches = read_batches(found.files, settings, as_task("read_files", read_files))
    report = run_pipeline(batches, steps, settings.publish_every_seconds)
    await acreate_markdown_artifact(
        key=FLOW, markdown=as_markdown(report), description="What the run received and landed"
    )
    return report
