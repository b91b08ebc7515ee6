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
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    WorkPoolFilter,
    WorkPoolFilterName,
)
from prefect.client.schemas.objects import StateType
from prefect.exceptions import ObjectAlreadyExists
from prefect.settings import get_current_settings
from prefect.states import Crashed
from prefect.workers.process import ProcessWorker

from flows.settings import NO_ANSWER, WORK_POOL

ANSWER_SECONDS = 20.0

OPEN = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]

BURIED = "The process of this run is gone: the worker was killed, or the machine went down."

OWN_SERVER = "own-server"


def deploy(*, is_own_server: bool) -> int:
    """Make the work pool if there is none, deploy whatever prefect.yaml has, and return the exit status.

    Args:
        is_own_server: the server has just been started and no worker of ours runs yet, so that runs of the pool which
            count as running are those of a process that was killed.
    """
    try:
        _make_pool()
    except TransportError as error:
        print(f"{type(error).__name__}: {error}")  # noqa: T201  (whoever started us reads it)
        return NO_ANSWER
    if is_own_server:
        _bury_the_dead()
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


def _bury_the_dead() -> None:
    """Mark runs as crashed whose process cannot be there any more; each holds its deployment's only slot."""
    mine = WorkPoolFilter(name=WorkPoolFilterName(any_=[WORK_POOL]))
    open_states = FlowRunFilterState(type=FlowRunFilterStateType(any_=OPEN))
    with get_client(sync_client=True) as client:
        for run in client.read_flow_runs(flow_run_filter=FlowRunFilter(state=open_states), work_pool_filter=mine):
            client.set_flow_run_state(run.id, Crashed(message=BURIED), force=True)


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
    sys.exit(deploy(is_own_server=OWN_SERVER in sys.argv))
