"""Everything in one command: once for real, and with cheap stand-ins for Prefect where something goes wrong."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from pathlib import Path

import pytest
from conftest import ROOT, read_tables, start_copydesk
from drops import FAST, drop, make_article, start_watch, stop, wait_until

from flows import up
from flows.children import ServiceError
from flows.settings import NO_ANSWER, load_settings
from flows.up import answers, choose_port, run_all
from warehouse.errors import LeaseTakenError

PATIENCE = 120

STAND_IN = """
import http.server, signal, sys

class Healthy(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/api/health" else 404)
        self.end_headers()

    def log_message(self, *_):
        pass

what = sys.argv[1]
if what == "server":
    print("a banner that nobody needs", flush=True)
    http.server.HTTPServer(("127.0.0.1", int(sys.argv[-1])), Healthy).serve_forever()
print(*sys.argv[1:], flush=True)
signal.pause()
"""

DEPLOYED = "print('panels'); print('http://127.0.0.1:4200\\ta/a, b/b')"


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """Put a script in the place of Prefect and of the watcher; returns how to put another in the place of one."""
    (tmp_path / "stand_in.py").write_text(STAND_IN)
    for name in ("PREFECT", "COPYDESK"):
        monkeypatch.setattr(up, name, [sys.executable, str(tmp_path / "stand_in.py")])
    monkeypatch.setattr(up, "DEPLOY", [sys.executable, "-c", DEPLOYED])
    return lambda name, code: monkeypatch.setattr(up, name, [sys.executable, "-c", code])


class Told:
    """What is told, and a SIGTERM to ourselves once that holds what it should."""

    def __init__(self, *awaited):
        self.lines = []
        self._awaited = set(awaited)

    def __call__(self, who, line):
        """Note a line."""
        self.lines.append((who, line))
        if self._awaited and self._awaited <= set(self.lines):
            self._awaited = set()
            os.kill(os.getpid(), signal.SIGTERM)

    def said(self, who):
        """Return the lines of one of them."""
        return [line for name, line in self.lines if name == who]


WATCHER = "watch --prefect --home {home}"
WORKER = "worker start --pool copydesk"


def test_what_a_person_at_the_terminal_reads(home, stand_in):  # noqa: ARG001  (it is in place)
    """Where the UI is, what runs, what they say, and who is stopped in which order; no banner, no panels."""
    told = Told(("watcher", WATCHER.format(home=home)), ("worker", WORKER))
    run_all(load_settings(home), told)
    said = told.said("up")
    assert [line.split("  ")[0] for line in said[3:8]] == ["UI", "API", "deployments", "watcher", "worker"]
    assert said[5] == "deployments  a/a, b/b"
    assert said[-4:] == [
        "stopping; this takes up to 15 seconds",
        "worker stopped",
        "watcher stopped",
        "server stopped",
    ]
    assert {who for who, _ in told.lines} == {"up", "watcher", "worker"}


def test_a_server_of_others_is_left_alone(home, stand_in, monkeypatch):  # noqa: ARG001  (it is in place)
    """With PREFECT_API_URL none is started."""
    monkeypatch.setenv("PREFECT_API_URL", "http://prefect.example/api")
    told = Told(("watcher", WATCHER.format(home=home)), ("worker", WORKER))
    run_all(load_settings(home), told)
    assert told.said("up")[-2:] == ["worker stopped", "watcher stopped"]
    assert "API          http://prefect.example/api" in told.said("up")


@pytest.mark.parametrize(
    ("name", "code", "sentence"),
    [
        ("PREFECT", "raise SystemExit('no such table')", "The server ended by itself (status 1)"),
        ("DEPLOY", "raise SystemExit('no such flow')", "prefect.yaml could not be deployed"),
        ("COPYDESK", "raise SystemExit('somebody else does')", "The watcher ended by itself (status 1)"),
    ],
)
def test_who_fails_is_named_and_heard(home, stand_in, name, code, sentence):
    """One sentence, below what it said itself; the server does not stay behind."""
    stand_in(name, code)
    told = Told()
    with pytest.raises(ServiceError) as caught:
        run_all(load_settings(home), told)
    assert str(caught.value).startswith(sentence)
    assert code.split("'")[1] in [line for _, line in told.lines]
    assert name == "PREFECT" or told.said("up")[-1] == "server stopped"


def test_an_api_that_does_not_answer_is_one_sentence(home, stand_in, monkeypatch):
    """It names the address and what was wrong."""
    monkeypatch.setenv("PREFECT_API_URL", "http://prefect.example/api")
    stand_in("DEPLOY", f"print('ConnectError: refused'); raise SystemExit({NO_ANSWER})")
    with pytest.raises(ServiceError, match=r"No Prefect API answers at http://prefect.example/api \(ConnectError: ref"):
        run_all(load_settings(home), Told())


@pytest.mark.parametrize("awaited", ["starting a Prefect server", "deploying"])
def test_it_can_be_stopped_before_it_is_up(home, stand_in, awaited):
    """Whoever waits half a minute for a server may lose patience."""
    stand_in("DEPLOY", "import signal; signal.pause()")
    if awaited.startswith("starting"):
        stand_in("PREFECT", "import signal; signal.pause()")
    told = Told()

    def tell(who, line):
        told(who, line)
        if line.startswith(awaited):
            os.kill(os.getpid(), signal.SIGINT)

    run_all(load_settings(home), tell)
    assert told.said("up")[-1] == "server stopped"


def test_who_works_off_the_inbox_is_named_at_once(home):
    """Before any server is started, and nothing is told."""
    watcher = start_watch(home)
    wait_until((home / "warehouse" / "news.duckdb").exists, watcher)
    told = Told()
    with pytest.raises(LeaseTakenError, match="works off the inbox: stop it"):
        run_all(load_settings(home), told)
    assert told.lines == []
    assert stop(watcher)[0] == 0


@pytest.fixture
def taken():
    """Return a port of this machine on which somebody listens, who is no Prefect server."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_port_that_was_asked_for_and_is_taken(taken):
    """Nobody looks for a server on another one then."""
    with pytest.raises(ServiceError, match=f"Port {taken} is taken: name another one as COPYDESK_PREFECT_PORT"):
        choose_port(taken)


def test_the_usual_port_or_any_other(taken, monkeypatch):
    """Two homes on one machine do not get into each other's way."""
    monkeypatch.setattr(up, "USUAL_PORT", taken)
    free = choose_port(None)
    assert free != taken
    assert choose_port(free) == free
    monkeypatch.setattr(up, "USUAL_PORT", free)
    assert choose_port(None) == free


def test_nobody_answers_on_a_free_port():
    """That is no error yet."""
    assert not answers(choose_port(None))


@pytest.fixture
def everything(home, monkeypatch):
    """Start `copydesk up` as a script does that ends its line with &, where SIGINT is ignored."""
    monkeypatch.delenv("PREFECT_HOME")
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    eager = {"COPYDESK_PREFECT_PORT": choose_port(None), "PREFECT_WORKER_QUERY_SECONDS": 1}
    process = start_copydesk("up", "--home", home, **FAST | eager)
    signal.signal(signal.SIGINT, before)
    yield process
    if process.poll() is None:
        process.terminate()
    process.communicate(timeout=30)


def descendants(pid):
    """Return the processes that came of one, by the kernel's list of children."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *descendants(child)]
    return found


async def run_deployment(api_url):
    """Ask for a run of ingest-files, which some worker must take up, and return its id."""
    from prefect.client.orchestration import PrefectClient

    async with PrefectClient(api_url) as client:
        deployment = await client.read_deployment_by_name("ingest-files/ingest-files")
        paths = [str(ROOT / "seeds" / "articles")]
        return (await client.create_flow_run_from_deployment(deployment.id, parameters={"paths": paths})).id


def sources(home, run_id):
    """Return the inbox's files and the deployment's run among the rows."""
    if not (home / "warehouse" / "news.duckdb").exists():
        return [], False
    tables = read_tables(home, ["documents", "runs"])
    return [str(row) for row in tables["documents"] if "inbox/a.txt" in str(row)], str(run_id) in str(tables["runs"])


@pytest.mark.prefect
def test_one_command_is_enough(home, everything):
    """A dropped file has its row, the worker runs a deployment, and SIGTERM ends it all within 15 s with status 0."""
    drop(home, "a.txt", make_article(1))
    lines = []
    for line in everything.stdout:
        lines.append(line)
        if line.startswith("up      Ctrl-C"):
            break
    (api_url,) = [line.split()[-1] for line in lines if line.startswith("up      API")]
    deployments = next(line for line in lines if line.startswith("up      deployments"))
    assert "ingest-files/ingest-files" in deployments
    run_id = asyncio.run(run_deployment(api_url))
    wait_until(lambda: len(sources(home, run_id)[0]) == 1, everything, PATIENCE)
    wait_until(lambda: sources(home, run_id)[1], everything, PATIENCE)
    before = descendants(everything.pid)
    assert len(before) >= 3
    everything.send_signal(signal.SIGTERM)
    out, err = everything.communicate(timeout=15)
    assert (everything.returncode, err) == (0, "")
    assert [line for line in out.splitlines() if line.endswith(" stopped")] == [
        "up      worker stopped",
        "up      watcher stopped",
        "up      server stopped",
    ]
    assert not [pid for pid in before if Path(f"/proc/{pid}").exists()]
    assert (home / ".prefect" / "prefect.db").exists()


@pytest.mark.prefect
def test_an_api_that_is_not_there_is_one_sentence_and_status_1(home):
    """Nothing listens on port 9."""
    process = start_copydesk("up", "--home", home, PREFECT_API_URL="http://127.0.0.1:9/api")
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert err.startswith("No Prefect API answers at http://127.0.0.1:9/api (ConnectError")
    assert err.count("\n") == 1
