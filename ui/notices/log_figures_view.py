"""A few figures side by side: a number, its word, and a share as a bar where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.kit.paint import rounded
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Ink, Radius, Size, Space, Type

_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


@dataclass(frozen=True, slots=True)
class Figure:
    """One; ``share`` is between 0 and 1, ``None`` draws no bar."""

    number: str
    word: str
    ink: Ink = Ink.PRIMARY
    share: float | None = None


class _FigureBox(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._figure = Figure("", "")
        self.setFixedHeight(Size.CONTROL_HUGE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_figure(self, figure: Figure) -> None:
        self._figure = figure
        self.setAccessibleName(f"{figure.word} {figure.number}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        number = QFontMetrics(font(Type.TITLE, strong=True))
        word = QFontMetrics(font(Type.CAPTION)).horizontalAdvance(self._figure.word)
        width = max(number.horizontalAdvance(self._figure.number), word)
        return QSize(width + 2 * Space.M, Size.CONTROL_HUGE)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        c, painter, box = colours(), QPainter(self), QRectF(self.rect())
        rounded(painter, box, Radius.CONTROL, c.sunken)
        inner = box.adjusted(Space.M, Space.XS, -Space.M, -Space.S)
        painter.setPen(QColor(c.ink(self._figure.ink)))
        painter.setFont(font(Type.TITLE, strong=True))
        painter.drawText(inner.adjusted(0, 0, 0, -Space.XL), _MIDDLE, self._figure.number)
        painter.setPen(QColor(c.text_hint))
        painter.setFont(font(Type.CAPTION))
        painter.drawText(inner.adjusted(0, Space.XL, 0, 0), _MIDDLE, self._figure.word)
        if self._figure.share is not None:
            track = QRectF(inner.left(), box.bottom() - Space.S, inner.width(), Space.XS)
            rounded(painter, track, Space.XS / 2, c.skeleton)
            width = track.width() * max(0.0, min(1.0, self._figure.share))
            if width >= Space.XS:
                part = QRectF(track.left(), track.top(), width, track.height())
                rounded(painter, part, Space.XS / 2, c.accent_fill)


class FigureRow(QWidget):
    """As many as are set; the same number again moves nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(Space.S)
        self._boxes: list[_FigureBox] = []

    def set_figures(self, figures: Sequence[Figure]) -> None:
        """Show these."""
        while len(self._boxes) < len(figures):
            box = _FigureBox()
            self._boxes.append(box)
            self._line.addWidget(box)
        for at, box in enumerate(self._boxes):
            box.setVisible(at < len(figures))
            if at < len(figures):
                box.set_figure(figures[at])

    def text(self) -> str:
        """Return what is shown, for a screen reader and for tests."""
        shown = [box.accessibleName() for box in self._boxes if not box.isHidden()]
        return ", ".join(shown)
