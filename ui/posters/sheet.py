"""The sheet a poster is painted on: words, panels, codes; it remembers where words stand."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QLinearGradient, QPainter, QPainterPath, QPen

from leader_app.domain.poster import Shape
from ui.kit.qr import modules, row_runs
from ui.posters.lettering import LEADING, Fitted, fit, shown
from ui.theme.fonts import has_bold
from ui.theme.poster_colours import CODE_DARK, CODE_LIGHT, PosterColours

MARGIN = 64.0
_HEAVY = 0.018
_STROKES = 8
_TIGHT = 1.18
_QUIET_MODULES = 4
_LEAST_MODULE = 4
_LEVELS = ("H", "Q", "M")
_EASY_MODULES = 41
_ROUND = 28.0


@dataclass(frozen=True, slots=True)
class Written:
    """A text that was painted: what of it, where, and the box it had."""

    text: str
    lines: tuple[str, ...]
    size: float
    where: QRectF
    box: QRectF


class Sheet:
    """Pixels and a painter; used by one thread, from its making to :meth:`finish`."""

    def __init__(self, shape: Shape, colours: PosterColours) -> None:
        self.width, self.height = map(float, shape.pixels)
        self.colours = colours
        self.image = QImage(*shape.pixels, QImage.Format.Format_RGB32)
        self.painter = QPainter(self.image)
        self.painter.setRenderHints(
            QPainter.RenderHint.Antialiasing
            | QPainter.RenderHint.TextAntialiasing
            | QPainter.RenderHint.SmoothPixmapTransform
        )
        self.written: list[Written] = []
        self.codes: list[QRectF] = []

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - 2 * MARGIN

    @property
    def is_low(self) -> bool:
        """Whether it is no higher than wide."""
        return self.height <= self.width

    def finish(self) -> QImage:
        """End painting and return the picture."""
        self.painter.end()
        return self.image

    def ground(self) -> None:
        """Fill the sheet."""
        run = QLinearGradient(0, 0, 0, self.height)
        run.setColorAt(0, QColor(self.colours.ground))
        run.setColorAt(1, QColor(self.colours.ground_low))
        self.painter.fillRect(QRectF(0, 0, self.width, self.height), QBrush(run))

    def panel(self, box: QRectF, fill: str, radius: float = _ROUND, line: str = "") -> None:
        """Draw a rounded box."""
        self.painter.setPen(QPen(QColor(line), 2) if line else Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(fill))
        self.painter.drawRoundedRect(box, radius, radius)

    def shape(self, path: QPainterPath, fill: str) -> None:
        """Fill a shape."""
        self.painter.fillPath(path, QColor(fill))

    def rule(self, left: float, top: float, right: float, colour: str, thick: float = 2) -> None:
        """Draw a level line."""
        self.painter.fillRect(QRectF(left, top, right - left, thick), QColor(colour))

    def write(
        self,
        text: str,
        box: QRectF,
        size: float,
        ink: str,
        *,
        strong: bool = False,
        lines: int = 2,
        across: float = 0.0,
        down: float = 0.0,
    ) -> QRectF:
        """Write a text into a box; ``across`` and ``down`` 0, 0.5, 1: at its start, middle, end.

        Returns what it took; nothing is painted of nothing.
        """
        if not shown(text):
            return QRectF(box.left(), box.top(), 0, 0)
        tight = _TIGHT if strong else LEADING
        made = fit(text, box.width(), box.height(), size, strong=strong, lines=lines, leading=tight)
        return self.place(text, made, box, ink, strong=strong, across=across, down=down)

    def place(
        self,
        text: str,
        made: Fitted,
        box: QRectF,
        ink: str,
        *,
        strong: bool = False,
        across: float = 0.0,
        down: float = 0.0,
    ) -> QRectF:
        """Paint fitted lines into their box; see :meth:`write`."""
        painter = self.painter
        painter.setFont(made.face)
        painter.setPen(QColor(ink))
        metrics = painter.fontMetrics()
        top = box.top() + (box.height() - made.height) * down
        rise = (made.pitch - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()
        for number, line in enumerate(made.lines):
            wide = metrics.horizontalAdvance(line)
            left = box.left() + (box.width() - wide) * across
            self._line(line, QPointF(left, top + number * made.pitch + rise), made.size, strong)
        left = box.left() + (box.width() - made.width) * across
        where = QRectF(left, top, made.width, made.height)
        self.written.append(Written(shown(text), made.lines, made.size, where, QRectF(box)))
        return where

    def pill(self, text: str, left: float, top: float, most: float, size: float = 34) -> QRectF:
        """Write a few words on a rounded ground of the accent; returns its box."""
        if not shown(text):
            return QRectF(left, top, 0, 0)
        pad = size * 0.75
        made = fit(text, most - 2 * pad, size * 1.5, size, strong=True, lines=1)
        box = QRectF(left, top, made.width + 2 * pad, size * 1.8)
        self.panel(box, self.colours.accent, box.height() / 2)
        inside = box.adjusted(pad, 0, -pad, 0)
        self.place(text, made, inside, self.colours.on_accent, strong=True, across=0.5, down=0.5)
        return box

    def code_side(self, text: str, wanted: float) -> float:
        """Return how wide the white ground of a code will be."""
        rows = _rows(text)
        whole = len(rows) + 2 * _QUIET_MODULES
        return float(max(_LEAST_MODULE, int(wanted // whole)) * whole)

    def code(self, text: str, left: float, top: float, wanted: float) -> QRectF:
        """Draw a code of modules of whole pixels on its white ground."""
        rows, side = _rows(text), self.code_side(text, wanted)
        one = round(side / (len(rows) + 2 * _QUIET_MODULES))
        box = QRectF(round(left), round(top), side, side)
        self.panel(box, CODE_LIGHT, one * 2.0)
        self.painter.save()
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        dark, edge = QColor(CODE_DARK), _QUIET_MODULES * one
        for y, row in enumerate(rows):
            for start, length in row_runs(row):
                at = (round(left) + edge + start * one, round(top) + edge + y * one)
                self.painter.fillRect(QRect(*at, length * one, one), dark)
        self.painter.restore()
        self.codes.append(box)
        return box

    def _line(self, text: str, at: QPointF, size: float, strong: bool) -> None:
        if strong and not has_bold():
            reach = size * _HEAVY
            for turn in range(_STROKES):
                angle = 2 * pi * turn / _STROKES
                self.painter.drawText(at + QPointF(cos(angle), sin(angle)) * reach, text)
        self.painter.drawText(at, text)


def _rows(text: str) -> tuple[bytes, ...]:
    """Return the code with as much to spare as leaves its modules easy to see."""
    made = [modules(text, level) for level in _LEVELS]
    return next((rows for rows in made if len(rows) <= _EASY_MODULES), made[-1])
