"""The window's start: seconds, memory and what it costs to do nothing, beside an empty window.

A start ends when the pickup page of an enrolled counter is on the screen with its store open: the
line ``ready: page pickup`` in the log. The empty window prints a line at the same point.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from unittest.mock import patch

import psutil

from tests.bench.figure import Figure
from tests.desktop import desktop
from tests.e2e.neighbourhood import Counter, neighbourhood

ROUNDS = 7
PATIENCE_SECONDS = 30.0
SETTLED_SECONDS = 3.0
IDLE_SECONDS = 20.0
POLL_SECONDS = 0.002
MIB = 1 << 20
EMPTY = [sys.executable, "-m", "tests.bench.empty_window"]


@dataclass(frozen=True, slots=True)
class Start:
    """How long a window took until it was there, and its memory then and when all was quiet."""

    seconds: float
    first_mib: float
    settled_mib: float


def figures() -> Iterator[Figure]:
    """Measure the start of the real window on a virtual screen."""
    with TemporaryDirectory(prefix="leader-desk-bench-") as folder, ExitStack() as stack:
        stack.enter_context(a_desktop())
        here = stack.enter_context(neighbourhood(Path(folder)))
        counter = here.enrol("one")
        pairs = [(_ours(counter), _empty()) for _ in range(ROUNDS)]
        yield from _compared([ours for ours, _ in pairs], [empty for _, empty in pairs])
        yield _idle(counter)


@contextmanager
def a_desktop() -> Iterator[None]:
    """Be on a throw-away desktop: a screen, a keyring, a home."""
    with desktop() as environment, patch.dict(os.environ, environment):
        yield


def _compared(ours: list[Start], empty: list[Start]) -> Iterator[Figure]:
    yield _times(
        "cold start to the painted pickup page",
        median(start.seconds for start in ours),
        median(start.seconds for start in empty),
        "s",
    )
    least = median(start.settled_mib for start in empty)
    first = median(start.first_mib for start in ours)
    settled = median(start.settled_mib for start in ours)
    yield _times("memory (RSS) when the page is there", first, least, "MiB")
    yield _times(f"memory (RSS) {SETTLED_SECONDS:.0f} s later", settled, least, "MiB")


def _times(name: str, ours: float, limit: float, unit: str) -> Figure:
    measured = f"{ours:.2f} {unit} = {ours / limit:.2f} x"
    return Figure(name, measured, f"<= 2 x {limit:.2f} {unit} (empty window)", ours <= 2 * limit)


def _idle(counter: Counter) -> Figure:
    with running(_window(counter), _noted(counter)) as (process, _):
        time.sleep(SETTLED_SECONDS)
        spent = _cpu_seconds(process)
        time.sleep(IDLE_SECONDS)
        share = (_cpu_seconds(process) - spent) / IDLE_SECONDS
    name = f"CPU doing nothing for {IDLE_SECONDS:.0f} s, connected"
    return Figure(name, f"{share:.2%}", "< 1 % of one core", share < 0.01)


def _cpu_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _ours(counter: Counter) -> Start:
    return _started(_window(counter), _noted(counter))


def _empty() -> Start:
    with TemporaryDirectory() as folder:
        said = Path(folder) / "said"
        return _started(EMPTY, lambda: said, said)


def _window(counter: Counter) -> list[str]:
    base = str(counter.base_dir)
    return [sys.executable, "-m", "leader_app", "--base-dir", base, "--camera", "none"]


def _noted(counter: Counter) -> Callable[[], Path]:
    return lambda: counter.base_dir / "logs" / "leader-app.log"


def _started(command: list[str], log: Callable[[], Path], output: Path | None = None) -> Start:
    with running(command, log, output) as (process, taken):
        first = process.memory_info().rss / MIB
        time.sleep(SETTLED_SECONDS)
        return Start(taken, first, process.memory_info().rss / MIB)


@contextmanager
def running(
    command: list[str], log: Callable[[], Path], output: Path | None = None
) -> Iterator[tuple[psutil.Process, float]]:
    """Start a window and yield it, once it is ready, with the seconds that took."""
    before = _lines_ready(log())
    with ExitStack() as stack:
        out = stack.enter_context(output.open("wb")) if output else None
        # Without compiled modules it would be Python's compiler that is measured.
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        started = time.perf_counter()
        window = stack.enter_context(subprocess.Popen(command, stdout=out, env=environment))
        stack.callback(window.terminate)
        while _lines_ready(log()) == before:
            if window.poll() is not None or time.perf_counter() - started > PATIENCE_SECONDS:
                raise RuntimeError("the window did not get ready")
            time.sleep(POLL_SECONDS)
        yield psutil.Process(window.pid), time.perf_counter() - started


def _lines_ready(log: Path) -> int:
    return log.read_bytes().count(b"ready") if log.exists() else 0
