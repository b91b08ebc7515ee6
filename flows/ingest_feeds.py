"""Head: the feeds that are due, as a Prefect flow; ten runs that come late find nothing left to do and cost nothing."""

from __future__ import annotations

from pathlib import Path

from prefect import flow
from prefect.artifacts import acreate_markdown_artifact
from prefect.runtime import flow_run

from flows.pipeline import RunReport  # noqa: TC001  (Prefect resolves a flow's annotations)
from flows.policy import as_task
from flows.polling import FLOW, Conduct, poll_due
from flows.report import as_markdown
from flows.settings import load_settings
from flows.subscriptions import find_named


@flow(name=FLOW, persist_result=False)
async def ingest_feeds(feeds: list[str] | None = None, home: str | None = None) -> RunReport | None:
    """Poll the feeds that are due and take their new entries to the warehouse; fails where somebody else does.

    Args:
        feeds: names or addresses of feeds to be asked now, due or not.
        home: home directory; from the settings if not given.
    """
    settings = load_settings(Path(home) if home else None)
    named = find_named(settings.home, feeds) if feeds else None
    report = poll_due(settings, named, Conduct(flow_run.id, as_task))
    if report is not None:
        await acreate_markdown_artifact(
            key=FLOW, markdown=as_markdown(report), description="What the run asked, received and landed"
        )
    return report
