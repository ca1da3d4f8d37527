"""Spreadsheets of thousands of rows: read, looked over, imported, imported again."""

from __future__ import annotations

import tempfile
import tracemalloc
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

from leader_app.importing.reading import read_file
from tests.bench.figure import ROUNDS, Figure, seconds
from tests.importing.desks import ImportRig, import_rig

SHEETS = Path(__file__).resolve().parents[1] / "importing" / "corpus" / "sheets"
FILES = {
    "6,803 rows of csv": "14_large_gbk.csv",
    "5,592 rows, 9,360 merges": "15_large_merged.xlsx",
}
GOODS = (
    ("纯牛奶", "箱", 5500),
    ("土鸡蛋(30枚)", "盒", 3200),
    ("丹东草莓(2斤/盒)", "盒", 4500),
    ("麒麟西瓜", "个", 3900),
    ("赣南脐橙", "箱", 4900),
    ("全麦吐司", "袋", 1800),
)
READ_SECONDS, IMPORT_SECONDS, MOST_MB = 1.0, 3.0, 120


def figures() -> Iterator[Figure]:
    """Measure each file, on a store of its own each time it is imported."""
    for what, name in FILES.items():
        path = SHEETS / name
        reading = partial(read_file, path, ())
        times = [seconds(reading) for _ in range(ROUNDS)]
        yield _taken(f"{what}: read", times, READ_SECONDS)
        runs = [_imported(path) for _ in range(ROUNDS)]
        yield _taken(f"{what}: preview and import", [first for first, _ in runs], IMPORT_SECONDS)
        yield _taken(f"{what}: the same once more", [again for _, again in runs], IMPORT_SECONDS)
        yield _memory(what, path)


def _imported(path: Path) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder, import_rig(Path(folder), GOODS) as rig:
        return seconds(lambda: _bring(rig, path)), seconds(lambda: rig.desk.read_file(path))


def _bring(rig: ImportRig, path: Path) -> None:
    rig.desk.bring_in(rig.desk.read_file(path))


def _taken(name: str, times: list[float], limit: float) -> Figure:
    taken = median(times)
    return Figure(name, f"{taken:.2f} s", f"<= {limit:.0f} s", taken <= limit)


def _memory(what: str, path: Path) -> Figure:
    tracemalloc.start()
    read_file(path, ())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    megabytes = most / (1 << 20)
    limit = f"<= {MOST_MB} MB"
    return Figure(f"{what}: memory of reading", f"{megabytes:.0f} MB", limit, megabytes <= MOST_MB)
