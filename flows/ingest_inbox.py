"""Head: the files in the inbox, as a Prefect flow; one run for everything that is ready, never one a file."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

from prefect import flow
from prefect.artifacts import acreate_markdown_artifact
from prefect.runtime import flow_run

from flows.holding import hold
from flows.inbox import FLOW, work_off
from flows.pipeline import RunReport  # noqa: TC001  (Prefect resolves a flow's annotations)
from flows.policy import as_task
from flows.report import as_markdown
from flows.settings import load_settings


@flow(name=FLOW, persist_result=False)
async def ingest_inbox(home: str | None = None, *, is_held: bool = False) -> RunReport | None:
    """Work off the inbox once; fails where somebody else does.

    Args:
        home: home directory; from the settings if not given.
        is_held: the caller holds the inbox already, as the watcher does.
    """
    settings = load_settings(Path(home) if home else None)
    with nullcontext() if is_held else hold(settings.home, "inbox"):
        report = work_off(settings, flow_run.id, as_task)
    if report is not None:
        await acreate_markdown_artifact(
            key=FLOW, markdown=as_markdown(report), description="What the run received and landed"
        )
    return report
