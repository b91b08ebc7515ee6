"""The flow on a real Prefect server, by hand and through deployment and worker; and what is left when it dies."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest
from conftest import ROOT, read_tables, start_copydesk

pytestmark = pytest.mark.prefect

PREFECT = Path(sys.executable).with_name("prefect")
PATIENCE = 180
SAMPLES = len(list((ROOT / "seeds" / "articles").iterdir()))

QUIET = {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1", "PREFECT_LOGGING_LEVEL": "ERROR"}


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """Start one Prefect server for all tests of this run and return its environment."""
    process, environment = start_server(tmp_path_factory.mktemp("server"))
    yield environment
    process.terminate()
    process.wait(timeout=30)


def start_server(folder):
    """Start a server on a free port and wait until it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = QUIET | {"PREFECT_HOME": str(folder), "PREFECT_API_URL": f"http://127.0.0.1:{port}/api"}
    command = [PREFECT, "server", "start", "--host", "127.0.0.1", "--port", str(port), "--no-services"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, env=os.environ | environment, stdout=log, stderr=log)
    wait_until(lambda: answers(environment["PREFECT_API_URL"]), process)
    return process, environment


def wait_until(is_so, process):
    """Wait for a condition that a process brings about, and fail if the process ends or time runs out before."""
    pause = threading.Event()
    for _ in range(PATIENCE * 5):
        if is_so():
            return
        assert process.poll() is None, "the process ended early"
        pause.wait(0.2)
    pytest.fail("waited too long")


def answers(url):
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=2) as reply:
            return reply.status == 200
    except OSError:
        return False


def prefect(environment, *arguments):
    """Run a command of Prefect's own and return what it printed."""
    done = subprocess.run(
        [PREFECT, *arguments],
        cwd=ROOT,
        env=os.environ | environment | {"PWD": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


async def flow_runs(environment):
    """Return the server's flow runs, newest first, and its artifacts."""
    from prefect.client.orchestration import PrefectClient

    async with PrefectClient(environment["PREFECT_API_URL"]) as client:
        return await client.read_flow_runs(), await client.read_artifacts()


def test_ingest_is_a_flow_run_where_an_api_is_configured(server, home):
    """PREFECT_API_URL is enough: the run is COMPLETED, has an artifact with its figures, and its rows name it."""
    process = start_copydesk("ingest", **server, COPYDESK_ENTITIES="none")
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err
    assert out.startswith(f"{SAMPLES} received: {SAMPLES} landed")
    runs, artifacts = asyncio.run(flow_runs(server))
    assert runs[0].state.type.value == "COMPLETED"
    assert f"| landed | {SAMPLES} |" in artifacts[0].data
    assert str(runs[0].id) in str(read_tables(home, ["runs"]))


def test_both_ways_to_run_land_the_same_rows(server, home, copydesk, tmp_path):
    """One line, written once: Prefect tasks or bare functions."""
    plain = tmp_path / "plain"
    assert copydesk("ingest", "--home", plain).exit_code == 0
    process = start_copydesk("ingest", **server, COPYDESK_ENTITIES="none", COPYDESK_BATCH_DOCUMENTS=5)
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err
    assert read_tables(home) == read_tables(plain)


def test_a_deployment_runs_to_completed(server, tmp_path):
    """Pool, deploy --all, worker, run: the four commands of the README."""
    target = tmp_path / "deployed"
    prefect(server, "work-pool", "create", "copydesk", "--type", "process")
    prefect(server, "--no-prompt", "deploy", "--all")
    prefect(server, "deployment", "run", "ingest-files/ingest-files", "-p", f"home={target}")
    prefect(server | {"COPYDESK_ENTITIES": "none"}, "worker", "start", "--pool", "copydesk", "--run-once")
    runs, _ = asyncio.run(flow_runs(server))
    deployed = [run for run in runs if run.deployment_id]
    assert [run.state.type.value for run in deployed] == ["COMPLETED"]
    assert len(read_tables(target)["documents"]) == SAMPLES


async def begin_run(environment):
    """Let a run of ingest-files begin whose process is nowhere, and return its id."""
    from prefect.client.orchestration import PrefectClient
    from prefect.states import Pending, Running

    async with PrefectClient(environment["PREFECT_API_URL"]) as client:
        deployment = await client.read_deployment_by_name("ingest-files/ingest-files")
        run = await client.create_flow_run_from_deployment(deployment.id)
        for state in (Pending(), Running()):
            assert (await client.set_flow_run_state(run.id, state)).status.value == "ACCEPT"
        return run.id


async def state_of(environment, flow_run_id):
    """Return the state of a flow run."""
    from prefect.client.orchestration import PrefectClient

    async with PrefectClient(environment["PREFECT_API_URL"]) as client:
        return (await client.read_flow_run(flow_run_id)).state.type.value


def deploy(environment, *arguments):
    """Make pool and deployments in the way of `copydesk up`; return what it says last."""
    command = [sys.executable, "-m", "flows.deploy", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | environment | {"PWD": str(ROOT)}, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()[-1]


def test_runs_of_a_killed_worker_hold_nobody_up(server):
    """A deployment has one slot: runs that only seem to run give it back when a server of our own is started anew."""
    ui, deployments = deploy(server).split("\t")
    assert ui == server["PREFECT_API_URL"].removesuffix("/api")
    assert deployments.split(", ")[:2] == ["ingest-files/ingest-files", "ingest-inbox/ingest-inbox"]
    run_id = asyncio.run(begin_run(server))
    deploy(server, "own-server")
    assert asyncio.run(state_of(server, run_id)) == "CRASHED"
    asyncio.run(begin_run(server))


def test_what_was_landed_outlives_the_server(tmp_path, home, copydesk):
    """The server is killed mid-run: committed batches stay, and a rerun without it completes the rest."""
    (tmp_path / "mortal").mkdir()
    process, environment = start_server(tmp_path / "mortal")
    impatient = {"PREFECT_CLIENT_MAX_RETRIES": 0, "PREFECT_API_REQUEST_TIMEOUT": 5}
    run = start_copydesk("ingest", **environment, **impatient, COPYDESK_BATCH_DOCUMENTS=1, COPYDESK_ENTITIES="none")
    wait_until(lambda: len(list(home.glob("warehouse/raw/*.warc.gz"))) >= 3, run)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(timeout=30)
    run.communicate(timeout=PATIENCE)
    assert copydesk("ingest").exit_code == 0
    plain = tmp_path / "plain"
    assert copydesk("ingest", "--home", plain).exit_code == 0
    assert read_tables(home) == read_tables(plain)


def test_prefect_alone_brings_its_own_server(home):
    """--prefect without an API starts Prefect's temporary server, with patience for small machines."""
    process = start_copydesk("ingest", "--prefect", **QUIET, COPYDESK_ENTITIES="none")
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err
    assert len(read_tables(home)["documents"]) == SAMPLES
