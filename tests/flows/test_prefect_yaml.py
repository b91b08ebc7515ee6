"""prefect.yaml: every deployment names a flow that exists, in a way that any checkout can follow."""

from __future__ import annotations

import inspect
from importlib import import_module

import pytest
import yaml
from conftest import ROOT

PROJECT = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))


def resolve(entrypoint):
    module, _, name = entrypoint.rpartition(".")
    return getattr(import_module(module), name)


@pytest.mark.parametrize("deployment", PROJECT["deployments"], ids=lambda deployment: deployment["name"])
def test_an_entrypoint_is_a_flow_that_takes_the_parameters(deployment):
    """Module paths, not files: the editable install finds them from any folder."""
    from prefect import Flow

    flow = resolve(deployment["entrypoint"])
    assert isinstance(flow, Flow)
    assert set(deployment["parameters"]) <= set(inspect.signature(flow.fn).parameters)


def test_runs_work_where_they_were_deployed_from():
    """One pull step, with no path of any machine in it."""
    (step,) = PROJECT["pull"]
    assert step == {"prefect.deployments.steps.set_working_directory": {"directory": "{{ $PWD }}"}}


def test_every_deployment_uses_the_one_pool():
    """The pool of the README."""
    assert {deployment["work_pool"]["name"] for deployment in PROJECT["deployments"]} == {"copydesk"}


def test_feeds_are_polled_on_a_schedule():
    """Every five minutes, one run at a time; one that would overlap is cancelled rather than queued."""
    (deployment,) = (found for found in PROJECT["deployments"] if found["name"] == "ingest-feeds")
    assert [schedule["cron"] for schedule in deployment["schedules"]] == ["*/5 * * * *"]
    assert deployment["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}


def test_every_flow_is_deployed():
    """A flow that exists can be scheduled."""
    from prefect import Flow

    heads = [path.stem for path in (ROOT / "flows").glob("ingest_*.py") if path.stem != "ingest_locally"]
    flows = {
        name
        for head in heads
        for name, value in vars(import_module(f"flows.{head}")).items()
        if isinstance(value, Flow)
    }
    assert flows == {deployment["entrypoint"].rpartition(".")[2] for deployment in PROJECT["deployments"]}
