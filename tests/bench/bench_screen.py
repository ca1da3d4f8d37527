"""What a person waits for at the screen, with small and very large stores behind it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from statistics import median, quantiles
from typing import Any

from tests.bench.bench_start import a_desktop
from tests.bench.figure import Figure

SIZES = [int(x) for x in os.environ.get("BENCH_ORDERS", "1000,100000,1000000").split(",")]
LISTS_UP_TO = 100_000
VERDICT_MS, ROWS_MS, SCROLL_MS = 100.0, 100.0, 16.0
Taken = dict[str, Any]
WAYS = {"wedge": "scanner's Enter to painted verdict", "camera": "code held up to painted verdict"}


def figures() -> Iterator[Figure]:
    """Measure in a process of its own for each size."""
    for size in SIZES:
        command = [sys.executable, "-m", "tests.bench.screen_figures", str(size)]
        with a_desktop():
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        taken = json.loads(done.stdout)
        for way, name in WAYS.items():
            yield _spread(f"{name}, {size:,} orders", taken[way], VERDICT_MS)
        yield from _lists(size, taken)


def _lists(size: int, taken: Taken) -> Iterator[Figure]:
    first, *again = (1000 * seconds for seconds in taken["orders"])
    judged = size <= LISTS_UP_TO
    limit = f"<= {ROWS_MS:.0f} ms" if judged else ""
    name = f"rows of {size:,} orders painted after the key"
    met = first <= ROWS_MS if judged else None
    yield Figure(f"{name}, first visit", f"{first:.0f} ms", limit, met)
    usual = median(again)
    met = usual <= ROWS_MS if judged else None
    yield Figure(f"{name}, later", f"{usual:.0f} ms", limit, met)
    walls, works = zip(*taken["scrolling"], strict=True)
    yield _steps(f"a step of scrolling {size:,} orders", walls)
    yield _steps(f"the window's own work in a step, {size:,} orders", works)


def _steps(name: str, seconds: Sequence[float]) -> Figure:
    ms = [1000 * second for second in seconds]
    said = f"p50 {median(ms):.1f}, p95 {_p95(ms):.1f}, max {max(ms):.1f} ms"
    return Figure(name, said, f"never > {SCROLL_MS:.0f} ms", max(ms) <= SCROLL_MS)


def _spread(name: str, seconds: list[float], most_ms: float) -> Figure:
    ms = [1000 * second for second in seconds]
    said = f"p50 {median(ms):.0f}, p95 {_p95(ms):.0f}, max {max(ms):.0f} ms"
    return Figure(name, said, f"p95 <= {most_ms:.0f} ms", _p95(ms) <= most_ms)


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1]
