"""``python run.py bench [NAME …]``: every benchmark, or those whose name holds a NAME.

A benchmark is a module ``bench_*.py`` here with ``figures() -> Iterable[Figure]``. Figures are
printed as they come; the exit status is 0 whatever they are, because a figure on a shared machine
is something to read, not a test.
"""

from __future__ import annotations

import importlib
import sys
import time
from pathlib import Path


def main(wanted: list[str]) -> int:
    """Run the benchmarks and print their figures."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    for name in names:
        if wanted and not any(word in name for word in wanted):
            continue
        print(f"== {name}", flush=True)
        started = time.perf_counter()
        for figure in importlib.import_module(f"tests.bench.{name}").figures():
            print(figure, flush=True)
        print(f"== {name}: {time.perf_counter() - started:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
