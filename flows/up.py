"""Everything in one foreground command: Prefect's server, the deployments, a worker and the watcher.

    nobody else works off this inbox?
    a server on this machine, unless PREFECT_API_URL names one; wait until it answers
    work pool and deployments
    watcher and worker
    until somebody says stop, or one of them ends: then stop worker, watcher and server, in this order

One that ends by itself is not started again here: that is the business of whatever runs this command, such as systemd,
which also counts the tries; half of a line that looks like a whole one helps nobody.
"""

from __future__ import annotations

import http.client
import os
import socket
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from flows.children import Children, ServiceError, listen_for_stop
from flows.holding import hold
from flows.settings import NO_ANSWER, WORK_POOL, prefect_api_is_configured, service_environment

if TYPE_CHECKING:
    from flows.children import Tell
    from flows.settings import Settings

CHECKOUT = Path(__file__).resolve().parents[1]

HOST = "127.0.0.1"
USUAL_PORT = 4200
"""Prefect's own."""

PATIENCE_SECONDS = 180.0
"""A server takes 16 to 25 s to start on a small machine, and more when it is busy."""

WORKER_GRACE, WATCHER_GRACE, DEPLOY_GRACE, SERVER_GRACE = 5.0, 5.0, 1.0, 3.0
"""Seconds between SIGTERM and SIGKILL; with what lies between them, all is over within 15 s."""

PREFECT = [sys.executable, "-m", "prefect"]
COPYDESK = [sys.executable, "-c", "from flows.cli import main; main()"]
DEPLOY = [sys.executable, "-m", "flows.deploy"]


def run_all(settings: Settings, tell: Tell) -> None:
    """Run server, worker and watcher until SIGTERM or Ctrl-C.

    Args:
        settings: home directory and the server's port.
        tell: told what happens, and each line that one of them says.

    Raises:
        LeaseTakenError: somebody else works off this inbox.
        ServiceError: something did not start, or ended by itself.
    """
    with hold(settings.home, "inbox"):  # or be told at once who does
        port = None if prefect_api_is_configured() else choose_port(settings.prefect_port)
    environment = service_environment(settings.home, CHECKOUT, f"http://{HOST}:{port}/api" if port else None)
    with (
        listen_for_stop() as is_stopped,
        Children(CHECKOUT, environment, tell, is_stopped) as children,
    ):
        is_up = not port or _start_server(children, port, tell)
        if is_up and _deploy(children, environment["PREFECT_API_URL"], tell, is_own_server=bool(port)):
            _start_line(children, settings.home, tell)
            children.wait()
        tell("up", "stopping; this takes up to 15 seconds")


def choose_port(asked: int | None) -> int:
    """Return the port for the server: the one asked for, else Prefect's usual one, else any that is free.

    Raises:
        ServiceError: the one asked for is taken.
    """
    for port in [asked] if asked else [USUAL_PORT, 0]:
        with socket.socket() as place:
            place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                place.bind((HOST, port))
            except OSError:
                continue
            found: int = place.getsockname()[1]
            return found
    raise ServiceError(
        f"Port {asked} is taken: name another one as COPYDESK_PREFECT_PORT, or, if a Prefect server listens there, "
        f"set PREFECT_API_URL=http://{HOST}:{asked}/api."
    )


def _start_server(children: Children, port: int, tell: Tell) -> bool:
    tell("up", f"starting a Prefect server on port {port}; this takes a while (at most {PATIENCE_SECONDS:g} s)")
    began = time.monotonic()
    command = [*PREFECT, "server", "start", "--host", HOST, "--port", str(port)]
    children.start("server", command, SERVER_GRACE, is_quiet=True)
    if not children.wait(lambda: answers(port), PATIENCE_SECONDS):
        return False
    tell("up", f"the server answers after {time.monotonic() - began:.0f} s")
    return True


def answers(port: int) -> bool:
    """Tell whether a Prefect server on this machine is ready."""
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/api/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _deploy(children: Children, api_url: str, tell: Tell, *, is_own_server: bool) -> bool:
    tell("up", f"deploying {CHECKOUT / 'prefect.yaml'} to the work pool {WORK_POOL}")
    command = [*DEPLOY, "own-server"] if is_own_server else DEPLOY
    errand = children.run("deploy", command, DEPLOY_GRACE, PATIENCE_SECONDS)
    if errand is None:
        return False
    if errand.status == NO_ANSWER:
        raise ServiceError(
            f"No Prefect API answers at {api_url} ({errand.held[-1]}): start it, correct "
            "PREFECT_API_URL, or unset it, and copydesk up brings a server of its own."
        )
    if errand.status:
        children.quote(errand)
        raise ServiceError("prefect.yaml could not be deployed; what Prefect says about it stands above.")
    ui, _, deployments = next(line for line in reversed(errand.held) if "\t" in line).partition("\t")
    tell("up", f"UI           {ui}")
    tell("up", f"API          {api_url}")
    tell("up", f"deployments  {deployments}")
    return True


def _start_line(children: Children, home: Path, tell: Tell) -> None:
    """Start the watcher, whose runs Prefect shows like any other, and the worker; from now on all are heard."""
    children.speak()
    watcher = children.start("watcher", [*COPYDESK, "watch", "--prefect", "--home", os.fspath(home)], WATCHER_GRACE)
    tell("up", f"watcher      process {watcher.process.pid}, works off {home / 'inbox'}")
    worker = children.start("worker", [*PREFECT, "worker", "start", "--pool", WORK_POOL], WORKER_GRACE)
    tell("up", f"worker       process {worker.process.pid}, runs the deployments")
    tell("up", "Ctrl-C stops all of it")
