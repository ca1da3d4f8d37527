"""How a figure is taken: result and limit in turn, medians, in one run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure beside its limit; ``met`` is ``None`` when it is only for reading."""

    name: str
    measured: str
    limit: str
    met: bool | None

    def __str__(self) -> str:
        """Return the line that is printed."""
        word = {True: "met", False: "MISSED", None: ""}[self.met]
        return f"{self.name:<58} {self.measured:>26}   {self.limit:<38} {word}".rstrip()


def seconds(work: Callable[[], object]) -> float:
    """Return the wall seconds of one call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def in_turn(
    result: Callable[[], float], limit: Callable[[], float], rounds: int = ROUNDS
) -> tuple[float, float]:
    """Measure both ``rounds`` times, one after the other, and return their medians."""
    pairs = [(result(), limit()) for _ in range(rounds)]
    return statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs)
