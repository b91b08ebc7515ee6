"""Runs a function in a worker process with a limit on time and memory: whatever it meets, it costs its worker at most.

The workers come from a fork server that has imported the stages once and nothing else, so that one that was killed is
replaced in milliseconds. They live as long as the process that asked for them.
"""

from __future__ import annotations

import atexit
import multiprocessing
import resource
import signal
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from tasks.models import ReasonCode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

Result = TypeVar("Result")

PRELOADED = ["tasks.clean.article", "tasks.collect.files"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may cost, and how many may run at once."""

    workers: int
    seconds: float
    memory_bytes: int


@dataclass(frozen=True, slots=True)
class Broken:
    """A call that broke its limits, with a code for programs and a sentence for people."""

    reason_code: ReasonCode
    reason: str


Arguments = tuple[Any, ...]


def map_within(limits: Limits, function: Callable[..., Result], calls: Sequence[Arguments]) -> list[Result | Broken]:
    """Call `function` with each of `calls` in the workers, and return the results in the order of the calls.

    Args:
        limits: for each call.
        function: at the top of an importable module; its arguments and result are pickled.
        calls: the arguments of each call.
    """
    futures = [_schedule(limits, function, arguments) for arguments in calls]
    pairs = zip(calls, futures, strict=True)
    return [_result(limits, function, arguments, future) for arguments, future in pairs]


def _schedule(limits: Limits, function: Callable[..., Result], arguments: Arguments) -> Future[Result]:
    future: Future[Result] = _pool(limits).schedule(function, args=arguments, timeout=limits.seconds)
    return future


def _result(
    limits: Limits, function: Callable[..., Result], arguments: Arguments, future: Future[Any]
) -> Result | Broken:
    try:
        try:
            result: Result = future.result()
            return result  # noqa: TRY300  (the else would stand behind two handlers)
        except BrokenProcessPool:  # a worker that was ended in mid-sentence broke the pool for all: ask a new one once
            return _schedule(limits, function, arguments).result()
    except TimeoutError:
        sentence = f"This took longer than {limits.seconds:g} seconds; the document is kept, look what is odd about it."
        return Broken(ReasonCode.TIMEOUT, sentence)
    except (ProcessExpired, BrokenProcessPool, MemoryError):
        sentence = "This ran out of its memory, or a parser crashed; the document is kept, look what is odd about it."
        return Broken(ReasonCode.OUT_OF_MEMORY, sentence)


def _pool(limits: Limits) -> ProcessPool:
    """Return the workers, new ones where the old have come to grief."""
    if not _start(limits).active:
        _start.cache_clear()
    return _start(limits)


@cache
def _start(limits: Limits) -> ProcessPool:
    """Start the workers when the first call needs one."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    pool = ProcessPool(limits.workers, initializer=_prepare_worker, initargs=(limits.memory_bytes,), context=context)
    atexit.register(_end, pool)
    return pool


def _prepare_worker(memory_bytes: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))


def _end(pool: ProcessPool) -> None:
    pool.stop()
    pool.join()
