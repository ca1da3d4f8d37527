"""Posters: painting and packing one with a photograph of 12 megapixels, and memory over many."""

from __future__ import annotations

import os
import tracemalloc
from collections.abc import Iterator
from functools import partial
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from leader_app.domain.poster import PosterDesign
from tests.bench.figure import ROUNDS, Figure, seconds
from tests.fakes.posters import strawberries, usual
from ui.posters.render import MOST_BYTES, render

MOST_MS = 300
_MANY = 30
_KILO = 1024


def figures() -> Iterator[Figure]:
    """Measure every design, as it is painted for the preview."""
    application = QApplication.instance() or QApplication([])
    picture = strawberries(4000, 3000)
    for design in PosterDesign:
        for name, data in (("drawn", b""), ("photograph", picture)):
            poster = usual(design)
            taken = median(seconds(partial(render, poster, data)) for _ in range(ROUNDS)) * 1000
            size = len(render(poster, data).data)
            met = taken <= MOST_MS and size <= MOST_BYTES
            said = f"{taken:.0f} ms, {size // _KILO} KiB"
            yield Figure(f"poster {design}, {name}", said, f"<= {MOST_MS} ms, 2 MiB", met)
    yield _memory(picture)
    del application


def _memory(picture: bytes) -> Figure:
    peaks = []
    for count in (1, _MANY):
        tracemalloc.start()
        for _ in range(count):
            render(usual(PosterDesign.FRESH), picture)
        peaks.append(tracemalloc.get_traced_memory()[1] / _KILO)
        tracemalloc.stop()
    said = f"{peaks[0]:.0f} KiB, {peaks[1]:.0f} KiB"
    return Figure(f"peak of 1 and of {_MANY} posters", said, "", None)
