"""Type for paper: how wide words are, and where they break. Each thread has faces of its own."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from PySide6.QtGui import QFont, QFontMetricsF

from ui.kit.wrapping import wrapped
from ui.printing.marks import Words
from ui.printing.measures import LINE
from ui.theme.fonts import families

_MOST_KEPT = 20_000
_BROAD = 1_000_000
_kept = threading.local()


class Face:
    """One size and weight."""

    def __init__(self, size: int, *, strong: bool) -> None:
        self.size, self.strong = size, strong
        self.font = QFont(families())
        self.font.setPixelSize(size)
        self.font.setWeight(QFont.Weight.Bold if strong else QFont.Weight.Normal)
        self.font.setFeature(QFont.Tag.fromString("tnum"), 1)
        self.font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        metrics = QFontMetricsF(self.font)
        self._metrics = metrics
        self.line = max(size * LINE, metrics.ascent() + metrics.descent())
        self._rise = (self.line - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()
        self._widths: dict[str, float] = {}

    def width(self, text: str) -> float:
        """Return how wide a line is."""
        known = self._widths.get(text)
        if known is None:
            if len(self._widths) > _MOST_KEPT:
                self._widths.clear()
            known = self._widths[text] = self._metrics.horizontalAdvance(text)
        return known

    def wrap(self, text: str, width: float) -> list[str]:
        """Return the lines of a text that is at most ``width`` wide; at least one."""
        if self.width(text) <= width:
            return [text]
        return wrapped(text, self.font, width)

    def at(self, text: str, left: float, top: float, *, white: bool = False) -> Words:
        """Return a line of words whose upper left corner is there."""
        rise, line = top + self._rise, self.line
        width = self.width(text)
        return Words(left, top, width, line, rise, text, self.size, self.strong, white)


def face(size: float, *, strong: bool = False) -> Face:
    """Return the face of a size in units, kept for this thread."""
    kept: dict[tuple[int, bool], Face] | None = getattr(_kept, "faces", None)
    if kept is None:
        kept = _kept.faces = {}
    key = (round(size), strong)
    found = kept.get(key)
    if found is None:
        found = kept[key] = Face(*key[:1], strong=strong)
    return found


def forget() -> None:
    """Drop the faces this thread keeps, and what they know of widths."""
    _kept.faces = {}


def fitted(
    text: str, width: float, sizes: Sequence[float], *, strong: bool, lines: int
) -> tuple[Face, list[str]]:
    """Return the largest face of ``sizes`` (falling) in which a text takes at most ``lines``.

    In the smallest one it may take more.
    """
    for size in sizes:
        one = face(size, strong=strong)
        found = one.wrap(text, width)
        if len(found) <= lines and all(one.width(line) <= width for line in found):
            return one, found
    smallest = face(sizes[-1], strong=strong)
    return smallest, smallest.wrap(text, width)


def steps(largest: float, smallest: float, count: int = 6) -> list[float]:
    """Return sizes from ``largest`` down to ``smallest``."""
    if largest <= smallest:
        return [smallest]
    step = (largest - smallest) / (count - 1)
    return [largest - step * at for at in range(count)]


def clean(text: str) -> str:
    """Return a text as one line: breaks, tabs and control characters become spaces."""
    if text.isprintable():
        return text
    spaced = "".join(c if c.isprintable() or c in _JOINERS else " " for c in text)
    return " ".join(spaced.split())


_JOINERS = "\u200c\u200d\ufe0f"
