"""Head: files and folders that somebody named, as a Prefect flow."""

from __future__ import annotations

import errno
from pathlib import Path

from prefect import flow
from prefect.artifacts import acreate_markdown_artifact
from prefect.runtime import flow_run

from flows.pipeline import RunReport, run_pipeline
from flows.policy import as_task
from flows.report import as_markdown
from flows.settings import load_settings
from flows.steps import bind_steps, read_batches
from seeds import SAMPLE_ARTICLES
from tasks.collect.files import find_files, printable

FLOW = "ingest-files"


@flow(name=FLOW, persist_result=False)
async def ingest_files(paths: list[str] | None = None, home: str | None = None) -> RunReport:
    """Ingest files and folders.

    Args:
        paths: files and folders; the sample articles if none are named.
        home: home directory; from the settings if not given.
    """
    settings = load_settings(Path(home) if home else None)
    found = find_files([Path(path) for path in paths] if paths else [SAMPLE_ARTICLES])
    if found.missing and not found.files:
        raise FileNotFoundError(errno.ENOENT, "There is no such file or folder", printable(found.missing[0]))
    steps = bind_steps(settings, FLOW, flow_run.id, as_task)
    batches = read_batches(found.files, settings, as_task)
    report = run_pipeline(batches, steps, settings.publish_every_seconds)
    report.add_missing(found.missing)
    await acreate_markdown_artifact(
        key=FLOW, markdown=as_markdown(report), description="What the run received and landed"
    )
    return report
