"""Looks after child processes: passes on what they say, notices who ends unasked, and ends them in order.

Each child has a session of its own, so that Ctrl-C and a closed terminal reach nobody but us. SIGTERM goes to the
child, which knows best how to end its own; but first to those of its descendants that have sessions of their own. A
flow run that Prefect's worker ends has no time to report it, counts as running for ever, and holds its deployment's
only slot. Whatever is left after the grace is killed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections import deque
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    Tell = Callable[[str, str], None]
    """Told who says something, and a line of it."""

LOOK_SECONDS = 0.1
"""So often we look whether somebody ended or a signal came."""

HELD_LINES = 200
"""So much of what a quiet child said is kept, the newest."""

LAST_WORDS_SECONDS = 1.0
"""What a child wrote before it ended is waited for so long; somebody it left behind may hold the pipe."""

KILL_SECONDS = 0.5
"""The kernel takes a moment to end who was killed."""

STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class ServiceError(Exception):
    """A process that others need did not start or did not last; the text is the sentence for the user."""


@dataclass(slots=True)
class Child:
    """A child process.

    Args:
        name: what people call it.
        process: the running process.
        grace: seconds between SIGTERM and SIGKILL.
        is_quiet: what it says is held until somebody asks for it.
        is_errand: it is to end by itself.
        held: what it said while it was quiet.
    """

    name: str
    process: subprocess.Popen[str]
    grace: float
    is_quiet: bool = False
    is_errand: bool = False
    held: deque[str] = field(default_factory=lambda: deque(maxlen=HELD_LINES))
    listener: Thread | None = None

    @property
    def status(self) -> int | None:
        """Exit status, negative for a signal; None while it runs."""
        return self.process.poll()

    def hear_out(self) -> None:
        """Wait until all is read that it said before it ended."""
        if self.listener:
            self.listener.join(LAST_WORDS_SECONDS)


class Children:
    """Child processes that belong together; leaving the `with` block ends them, the youngest first.

    Args:
        folder: where they work.
        environment: what they are told.
        tell: told each line that they say, and who ended.
        is_stopped: tells whether somebody asked for the end.
    """

    def __init__(
        self, folder: Path, environment: Mapping[str, str], tell: Tell, is_stopped: Callable[[], bool]
    ) -> None:
        self._folder, self._environment, self._tell, self._is_stopped = folder, environment, tell, is_stopped
        self._children: list[Child] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        while self._children:
            child = self._children.pop()
            if child.status is None:
                how = _end(child)
                child.hear_out()
                self._tell("up", f"{child.name} {how}")
            with suppress(ProcessLookupError, PermissionError):  # nobody is left
                os.killpg(child.process.pid, signal.SIGKILL)

    def start(
        self, name: str, command: Sequence[str], grace: float, *, is_quiet: bool = False, is_errand: bool = False
    ) -> Child:
        """Start a child; the arguments are the fields of `Child`, and `command` is program and arguments."""
        child = Child(name, self._open(command), grace, is_quiet, is_errand)
        self._children.append(child)
        child.listener = Thread(target=self._listen, args=[child], name=f"{name} output", daemon=True)
        child.listener.start()
        return child

    def _open(self, command: Sequence[str]) -> subprocess.Popen[str]:
        return subprocess.Popen(  # noqa: S603  (commands of our own)
            command,
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )

    def _listen(self, child: Child) -> None:
        with child.process.stdout or nullcontext(()) as lines:
            for line in map(str.rstrip, lines):
                if child.is_quiet:
                    child.held.append(line)
                elif line:
                    self._tell(child.name, line)

    def run(self, name: str, command: Sequence[str], grace: float, patience: float) -> Child | None:
        """Let a quiet child do an errand to its end; None if somebody asked for the end of all before."""
        child = self.start(name, command, grace, is_quiet=True, is_errand=True)
        if not self.wait(lambda: child.status is not None, patience):
            return None
        child.hear_out()
        self._children.remove(child)
        return child

    def wait(self, is_done: Callable[[], bool] = lambda: False, patience: float = float("inf")) -> bool:
        """Wait for a condition that the youngest child brings about; false if somebody asked for the end of all before.

        Raises:
            ServiceError: a child ended by itself, or patience did.
        """
        limit = time.monotonic() + patience
        while not self._is_stopped():
            if is_done():
                return True
            self._look_for_the_dead()
            if time.monotonic() > limit:
                self.quote(self._children[-1])
                raise ServiceError(
                    f"The {self._children[-1].name} was not ready after {patience:g} seconds: try again."
                )
            time.sleep(LOOK_SECONDS)
        return False

    def _look_for_the_dead(self) -> None:
        for child in self._children:
            if child.status is not None and not child.is_errand and not self._is_stopped():
                self.quote(child)
                raise ServiceError(
                    f"The {child.name} ended by itself ({_describe(child.status)}), and so all was stopped; "
                    "its last lines above say why."
                )

    def speak(self) -> None:
        """Let all be heard from now on; what the quiet ones said before is forgotten."""
        for child in self._children:
            child.is_quiet = False
            child.held.clear()

    def quote(self, child: Child) -> None:
        """Pass on what a child has said so far, and from now on all that it says."""
        if child.status is not None:
            child.hear_out()
        child.is_quiet = False
        while child.held:
            if line := child.held.popleft():
                self._tell(child.name, line)


@contextmanager
def listen_for_stop() -> Iterator[Callable[[], bool]]:
    """Hand out whether SIGTERM, Ctrl-C or the end of the terminal has come; more than one of them is no more than one.

    What nohup ignores stays ignored. SIGINT is always heard, and so our children hear it too: a shell that starts us
    with & has it ignored, a child would inherit that, and Prefect's worker turns SIGTERM into SIGINT.
    """
    came = False

    def note(*_: object) -> None:
        nonlocal came
        came = True

    before = {number: signal.getsignal(number) for number in STOP_SIGNALS}
    for number, handler in before.items():
        if number != signal.SIGHUP or handler != signal.SIG_IGN:
            signal.signal(number, note)
    try:
        yield lambda: came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _describe(status: int) -> str:
    return f"status {status}" if status >= 0 else f"killed by {signal.Signals(-status).name}"


def _end(child: Child) -> str:
    """Ask a child's own flock and then the child to end, kill what does not; return what became of it."""
    limit = time.monotonic() + child.grace
    family = _descendants(child.process.pid)
    flock = {process for process in family if process.session == process.pid}
    _signal(flock, signal.SIGTERM)
    _wait_for_end(flock, limit - child.grace / 2)
    child.process.terminate()
    while child.status is None and time.monotonic() < limit:
        time.sleep(LOOK_SECONDS)
    how = "stopped" if child.status is not None else f"killed, as it did not stop within {child.grace:g} seconds"
    family |= _descendants(child.process.pid)
    _signal(family, signal.SIGKILL)
    child.process.kill()
    child.process.wait()
    _wait_for_end(family, time.monotonic() + KILL_SECONDS)
    return how


def _wait_for_end(processes: set[_Process], limit: float) -> None:
    while not processes.isdisjoint(_processes()) and time.monotonic() < limit:
        time.sleep(LOOK_SECONDS)


@dataclass(frozen=True, slots=True)
class _Process:
    """A process by the kernel's table: its start time tells it from a later one with its number."""

    pid: int
    session: int
    started_at: str
    parent: int = field(compare=False)


def _processes() -> Iterator[_Process]:
    """Yield every process there is; none where there is no /proc."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            fields = (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            if fields[0] != "Z":
                yield _Process(int(folder.name), int(fields[3]), fields[19], int(fields[1]))


def _descendants(pid: int) -> set[_Process]:
    """Return all that came of a process and has not been left behind, whatever its session."""
    there, found, parents = set(_processes()), set[_Process](), {pid}
    while born := {process for process in there if process.parent in parents} - found:
        found |= born
        parents = {process.pid for process in born}
    return found


def _signal(processes: set[_Process], number: signal.Signals) -> None:
    for process in processes.intersection(_processes()):
        with suppress(ProcessLookupError):
            os.kill(process.pid, number)
