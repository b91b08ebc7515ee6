"""Child processes that belong together: what they say is passed on, who dies is told, and all end in order."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from flows.children import Children, ServiceError, listen_for_stop
from flows.errors import explain_error

GRACE = 20.0
"""Long enough for any machine; nobody who stops when asked waits for it."""

OBEDIENT = "import signal; print('ready', flush=True); signal.pause()"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + OBEDIENT
PARENT = (
    "import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', {child!r}], "
    "start_new_session={is_apart}).pid, flush=True); import signal; signal.pause()"
)
REPORTING = (
    "import signal, sys; signal.signal(signal.SIGTERM, lambda *_: (print('I was asked', flush=True), sys.exit())); "
    + OBEDIENT
)


class Stage:
    """A folder to work in, what was told, and whether somebody asked for the end."""

    def __init__(self, folder):
        self.told = []
        self.is_stopped = False
        self.children = Children(folder, os.environ, lambda *line: self.told.append(line), lambda: self.is_stopped)

    def start(self, name, code, grace=GRACE, **options):
        """Start a child that runs `code`."""
        return self.children.start(name, [sys.executable, "-c", code], grace, **options)

    def start_ready(self, name, code, grace=GRACE):
        """Start a child and wait until it says that it is ready."""
        child = self.start(name, code, grace)
        assert self.children.wait(lambda: (name, "ready") in self.told, GRACE)
        return child

    def said(self, name):
        """Return the lines of one of them."""
        return [line for who, line in self.told if who == name]


@pytest.fixture
def stage(tmp_path):
    return Stage(tmp_path)


def is_running(pid):
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def test_the_youngest_ends_first(stage):
    """Worker, watcher, server: whoever needs another ends before it."""
    with stage.children:
        for name in ("server", "watcher", "worker"):
            stage.start_ready(name, OBEDIENT)
    assert stage.said("up") == ["worker stopped", "watcher stopped", "server stopped"]


def test_who_ignores_sigterm_is_killed(stage):
    """After its grace, and that is told; the others are stopped all the same."""
    with stage.children:
        stage.start_ready("server", OBEDIENT)
        deaf = stage.start_ready("worker", DEAF, grace=0.2)
    assert deaf.status == -signal.SIGKILL
    assert stage.said("up") == ["worker killed, as it did not stop within 0.2 seconds", "server stopped"]


@pytest.mark.parametrize("is_apart", [True, False])
@pytest.mark.parametrize("child", [OBEDIENT, DEAF])
def test_nobody_is_left_behind(stage, child, is_apart):
    """Neither in the session of the child nor in one of its own."""
    with stage.children:
        stage.start("worker", PARENT.format(child=child, is_apart=is_apart), grace=1.0)
        stage.children.wait(lambda: len(stage.said("worker")) == 2, GRACE)
    (pid,) = (int(line) for line in stage.said("worker") if line.isdigit())
    assert not is_running(pid)


def test_a_descendant_in_a_session_of_its_own_is_asked_first(stage):
    """A flow run reports its end while worker and server are still there."""
    with stage.children:
        stage.start("worker", PARENT.format(child=REPORTING, is_apart=True))
        stage.children.wait(lambda: len(stage.said("worker")) == 2, GRACE)
    assert stage.told.index(("worker", "I was asked")) < stage.told.index(("up", "worker stopped"))


@pytest.mark.parametrize(
    ("code", "how"),
    [
        ("print('no more'); raise SystemExit(3)", "status 3"),
        ("print('no more', flush=True); import os; os.kill(os.getpid(), 9)", "killed by SIGKILL"),
        ("print('no more')", "status 0"),
    ],
)
@pytest.mark.parametrize("is_quiet", [True, False])
def test_who_ends_by_itself_ends_all(stage, code, how, is_quiet):
    """Its last words are heard, the sentence names it, and the others are stopped."""
    with stage.children:
        stage.start_ready("server", OBEDIENT)
        stage.start("watcher", code, is_quiet=is_quiet)
        with pytest.raises(ServiceError, match=rf"The watcher ended by itself \({how}\)") as caught:
            stage.children.wait()
    assert stage.said("watcher") == ["no more"]
    assert stage.said("up") == ["server stopped"]
    assert explain_error(caught.value) == str(caught.value)


def test_waiting_ends_when_it_is_done(stage):
    """A condition that holds is enough, with nobody there."""
    assert stage.children.wait(lambda: True)


def test_waiting_ends_when_somebody_says_stop(stage):
    """And no death counts any more: a terminal may have ended them all."""
    with stage.children:
        stage.start_ready("server", OBEDIENT)
        stage.is_stopped = True
        assert not stage.children.wait()


def test_patience_ends(stage):
    """What a quiet child said so far is heard then."""
    with stage.children:
        child = stage.start("server", OBEDIENT, is_quiet=True)
        stage.children.wait(lambda: child.held, GRACE)
        with pytest.raises(ServiceError, match="server was not ready after 0 seconds"):
            stage.children.wait(patience=0)
    assert stage.said("server") == ["ready"]


def test_a_quiet_child_is_heard_once_it_may_speak(stage):
    """What it said before is forgotten."""
    with stage.children:
        child = stage.start("server", REPORTING, is_quiet=True)
        stage.children.wait(lambda: child.held, GRACE)
        stage.children.speak()
    assert stage.said("server") == ["I was asked"]


def test_an_errand_is_run_to_its_end(stage):
    """Its status and what it said are there to look at, and nobody hears of it."""
    with stage.children:
        errand = stage.children.run("deploy", [sys.executable, "-c", "print('a'); raise SystemExit(4)"], GRACE, GRACE)
    assert (errand.status, list(errand.held)) == (4, ["a"])
    assert stage.told == []


def test_an_errand_is_given_up_when_somebody_says_stop(stage):
    """It is stopped like the others."""
    stage.is_stopped = True
    with stage.children:
        assert stage.children.run("deploy", [sys.executable, "-c", OBEDIENT], GRACE, GRACE) is None
    assert stage.said("up") == ["deploy stopped"]


def test_bytes_that_are_no_text_do_no_harm(stage):
    """What a child prints is passed on as well as it can be."""
    with stage.children:
        stage.start("worker", "import os; os.write(1, b'\\xff\\n\\nb\\n'); import signal; signal.pause()")
        stage.children.wait(lambda: len(stage.said("worker")) == 2, GRACE)
    assert stage.said("worker") == ["�", "b"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_is_a_word(number):
    """Twice is no more than once, and afterwards all is as it was."""
    before = signal.getsignal(number)
    with listen_for_stop() as is_stopped:
        assert not is_stopped()
        os.kill(os.getpid(), number)
        os.kill(os.getpid(), number)
        assert is_stopped()
    assert signal.getsignal(number) is before


def test_nohup_is_respected_and_an_ignored_interrupt_is_not(stage):
    """Children of a command that a shell started with & still hear SIGINT."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGHUP, signal.SIGINT)}
    try:
        with listen_for_stop() as is_stopped, stage.children:
            os.kill(os.getpid(), signal.SIGHUP)
            stage.start("a", "import signal; print(signal.getsignal(signal.SIGINT).__name__); " + OBEDIENT)
            stage.children.wait(lambda: len(stage.said("a")) == 2, GRACE)
            assert not is_stopped()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert stage.said("a") == ["default_int_handler", "ready"]
