"""Head: files, folders and addresses of articles that somebody named, as a Prefect flow."""

from __future__ import annotations

from pathlib import Path

from prefect import flow
from prefect.artifacts import acreate_markdown_artifact
from prefect.runtime import flow_run

from flows.named import FLOW, ingest_named
from flows.pipeline import RunReport  # noqa: TC001  (Prefect resolves a flow's annotations)
from flows.policy import as_task
from flows.report import as_markdown
from flows.settings import load_settings


@flow(name=FLOW, persist_result=False)
async def ingest_files(paths: list[str] | None = None, home: str | None = None) -> RunReport:
    """Ingest files, folders and articles' addresses.

    Args:
        paths: what to ingest; the sample articles if nothing is named.
        home: home directory; from the settings if not given.
    """
    settings = load_settings(Path(home) if home else None)
    report = ingest_named(paths or (), settings, flow_run.id, as_task)
    await acreate_markdown_artifact(
        key=FLOW, markdown=as_markdown(report), description="What the run received and landed"
    )
    return report
