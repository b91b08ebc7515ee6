"""What the tests of the watched folder share: made articles, watchers as processes, and how to wait for them."""

from __future__ import annotations

import os
import random
import signal
import threading

import pytest
from conftest import start_copydesk

PATIENCE = 60
FAST = {"COPYDESK_ENTITIES": "none", "COPYDESK_STABLE_SECONDS": "0.1"}

SYLLABLES = ("ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su", "ta", "ve", "wi", "xo", "zu", "kar")


def make_article(number):
    """Return the bytes of an article that has nothing in common with that of another number."""
    chance = random.Random(number)
    words = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(90)]
    sentences = [" ".join(words[start : start + 9]).capitalize() + "." for start in range(0, 90, 9)]
    headline = " ".join(words[:5]).capitalize()
    return f"{headline}\n\n{' '.join(sentences[:5])}\n\n{' '.join(sentences[5:])}\n".encode()


def drop(home, name, payload):
    """Put a file into the inbox by renaming it into place."""
    staged = home / "staged"
    staged.write_bytes(payload)
    target = home / "inbox" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    staged.rename(target)
    return target


def make_heap(folder, files):
    """Fill a folder: seven articles in ten, two that repeat one's bytes, one that is no article or not even a file."""
    folder.mkdir(parents=True)
    for number in range(files):
        kind, path = number % 10, folder / f"{number:05}.txt"
        if kind < 7:
            path.write_bytes(make_article(number))
        elif kind < 9:
            path.write_bytes(make_article(number - 7))
        else:
            HOSTILE[number // 10 % len(HOSTILE)](path)


def _make_odd_name(path):
    odd = os.fsencode(path.with_suffix("")) + b"\xff.txt"
    with open(odd, "wb") as file:  # noqa: PTH123  (a name of bytes)
        file.write(make_article(path.name))


HOSTILE = [
    lambda path: path.write_bytes(b""),
    lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
    lambda path: path.symlink_to("/etc/hostname"),
    os.mkfifo,
    _make_odd_name,
]


def names_below(folder):
    """Return the relative paths of all that lies below a folder, other folders and hidden ones aside."""
    return sorted(
        os.path.relpath(os.path.join(parent, name), folder)  # noqa: PTH118  (names that are not UTF-8 as they are)
        for parent, folders, names in os.walk(folder)
        if not folders.sort() and "/." not in parent
        for name in names
    )


def wait_until(is_so, process=None, seconds=PATIENCE):
    """Wait for a condition; fail if the process that brings it about ends, or time runs out, before."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.01)):
        if is_so():
            return
        assert process is None or process.poll() is None, process.communicate()
        pause.wait(0.01)
    pytest.fail("waited too long")


def start_watch(home, **environment):
    """Start a watcher of `home` as a process of its own."""
    return start_copydesk("watch", "--home", home, "--no-prefect", **FAST | environment)


def stop(process, number=signal.SIGTERM, seconds=5):
    """Ask a process to stop; return its status and what it said."""
    process.send_signal(number)
    out, err = process.communicate(timeout=seconds)
    return process.returncode, out, err


def is_empty(home):
    """Tell whether nothing is left to do."""
    return not names_below(home / "inbox") and not any((home / ".work").iterdir())


def count_ended(home):
    """Return how many files lie in done/ and failed/, reason files aside."""
    ended = [*names_below(home / "done"), *names_below(home / "failed")]
    return sum(not name.endswith(".reason.json") for name in ended)


def kill_while_working(home, files, kills, seed, **environment):
    """Start watcher after watcher and kill each at a random point, `kills` in all; the last one works to the end."""
    chance = random.Random(seed)
    for threshold in sorted(chance.sample(range(files * 19 // 20), kills)):
        process = start_watch(home, **environment)
        wait_until(lambda least=threshold: count_ended(home) >= least, process)
        threading.Event().wait(chance.uniform(0, 0.05))  # a point of its own within the batch
        process.kill()
        process.communicate(timeout=PATIENCE)
    process = start_watch(home, **environment)
    wait_until(lambda: is_empty(home), process, 600)
    assert stop(process)[0] == 0
