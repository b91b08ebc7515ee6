"""Makes the work pool and deploys prefect.yaml; run as a process of its own, in the checkout, by `copydesk up`.

One process for all of it, because importing Prefect costs more than the work. The last line that it prints says where
the UI is and what is deployed, or why the API could not be reached.
"""

from __future__ import annotations

import sys

from httpx import TransportError  # what Prefect's client raises where nobody answers
from prefect.cli import app
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.filters import WorkPoolFilter, WorkPoolFilterName
from prefect.exceptions import ObjectAlreadyExists
from prefect.settings import get_current_settings
from prefect.workers.process import ProcessWorker

from flows.settings import NO_ANSWER, WORK_POOL

ANSWER_SECONDS = 20.0


def deploy() -> int:
    """Make the work pool if there is none, deploy whatever prefect.yaml has, and return the exit status."""
    try:
        _make_pool()
    except TransportError as error:
        print(f"{type(error).__name__}: {error}")  # noqa: T201  (whoever started us reads it)
        return NO_ANSWER
    status = _deploy_all()
    if status == 0:
        print(_describe())  # noqa: T201  (the same)
    return status


def _make_pool() -> None:
    template = ProcessWorker.get_default_base_job_template()
    pool = WorkPoolCreate(name=WORK_POOL, type=ProcessWorker.type, base_job_template=template)
    with get_client(httpx_settings={"timeout": ANSWER_SECONDS}, sync_client=True) as client:
        try:
            client.create_work_pool(pool)
        except ObjectAlreadyExists:
            return


def _deploy_all() -> int:
    sys.argv = ["prefect", "--no-prompt", "deploy", "--all"]
    try:
        app()
    except SystemExit as ending:
        return int(ending.code or 0)
    return 0


def _describe() -> str:
    with get_client(sync_client=True) as client:
        mine = WorkPoolFilter(name=WorkPoolFilterName(any_=[WORK_POOL]))
        found = client.read_deployments(work_pool_filter=mine)
        flows = {flow.id: flow.name for flow in client.read_flows()}
    names = sorted(f"{flows.get(deployment.flow_id, '?')}/{deployment.name}" for deployment in found)
    return f"{get_current_settings().ui_url or 'no UI'}\t{', '.join(names)}"


if __name__ == "__main__":
    sys.exit(deploy())
