"""Bars from zero that answer one question; the span before is a quieter bar behind each.

One hue and greys. What a bar stands for is said on hover and, with the arrow keys, without a mouse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.kit.paint import faded, focus_ring, rounded
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Radius, Size, Space, Type

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_CENTRE = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
_ELIDE = Qt.TextElideMode.ElideRight
_ROW = Size.CONTROL - Space.S
_LABEL_SHARE = 0.4
_REST = 0.55


@dataclass(frozen=True, slots=True)
class ChartBar:
    """One bar: its label, its value and that of the span before, with how they are written."""

    label: str
    value: int
    words: str
    before: int | None = None
    before_words: str = ""


class BarChart(QWidget):
    """Lying bars for names, standing ones (``upright``) for hours and days."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: tuple[ChartBar, ...] = ()
        self._upright = False
        self._marked = -1
        self._before = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_bars(
        self, name: str, bars: Sequence[ChartBar], *, upright: bool, before: str = ""
    ) -> None:
        """Show these; ``name`` is the question, ``before`` names the span compared to."""
        self._bars, self._upright, self._before = tuple(bars), upright, before
        self._marked = -1
        self.setAccessibleName(name)
        self._describe()
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height the bars need."""
        if self._upright:
            return QSize(Size.FORM, 5 * Size.CONTROL + Space.XL)
        return QSize(Size.FORM, max(1, len(self._bars)) * _ROW + Space.S)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), Radius.SMALL, colours().accent.text)
        for at, bar in enumerate(self._bars):
            if self._upright:
                self._paint_standing(painter, at, bar)
            else:
                self._paint_lying(painter, at, bar)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from bar to bar."""
        ahead = event.key() in {Qt.Key.Key_Right, Qt.Key.Key_Down}
        back = event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Up}
        if self._bars and (ahead or back):
            place = self._marked + (1 if ahead else -1)
            self._mark(min(max(0, place), len(self._bars) - 1), tell=True)
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what is under the mouse."""
        self._mark(self._at(event.position().toPoint()), tell=True)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the mouse."""
        super().leaveEvent(event)
        self._mark(-1, tell=False)

    def told(self, at: int) -> str:
        """Return what a bar stands for, in words."""
        bar = self._bars[at]
        said = f"{bar.label}: {bar.words}"
        return f"{said} ({self._before}: {bar.before_words})" if bar.before is not None else said

    def _mark(self, at: int, *, tell: bool) -> None:
        if at == self._marked:
            return
        self._marked = at
        self._describe()
        if tell and at >= 0:
            QToolTip.showText(self.mapToGlobal(self._foot(at)), self.told(at), self)
        self.update()

    def _describe(self) -> None:
        places = [self._marked] if self._marked >= 0 else range(len(self._bars))
        self.setAccessibleDescription("; ".join(self.told(at) for at in places))

    def _most(self) -> int:
        values = [max(bar.value, bar.before or 0) for bar in self._bars]
        return max([1, *values])

    def _paint_lying(self, painter: QPainter, at: int, bar: ChartBar) -> None:
        c, row = colours(), QRectF(0, Space.XS + at * _ROW, self.width(), _ROW)
        metrics = QFontMetrics(font(Type.CAPTION))
        left = self._label_width(metrics)
        end = max(metrics.horizontalAdvance(one.words) for one in self._bars) + Space.S
        painter.setFont(font(Type.CAPTION))
        painter.setPen(QColor(c.text_secondary))
        box = QRectF(0, row.top(), left - Space.S, row.height())
        painter.drawText(box, _RIGHT, metrics.elidedText(bar.label, _ELIDE, int(box.width())))
        room = max(1.0, row.width() - left - end)
        for value, height, colour in self._layers(bar, at):
            width = max(2.0 if value else 0.0, room * value / self._most())
            where = QRectF(left, row.center().y() - height / 2, width, height)
            rounded(painter, where, Space.XS / 2, colour)
        painter.setPen(QColor(c.text))
        after = left + room * max(0, bar.value) / self._most() + Space.XS
        painter.drawText(QRectF(after, row.top(), end, row.height()), _LEFT, bar.words)

    def _paint_standing(self, painter: QPainter, at: int, bar: ChartBar) -> None:
        c, field = colours(), self._field()
        width = field.width() / max(1, len(self._bars))
        middle = field.left() + (at + 0.5) * width
        painter.setPen(QColor(c.line_strong))
        painter.drawLine(field.bottomLeft(), field.bottomRight())
        for value, breadth, colour in self._layers(bar, at):
            height = max(2.0 if value else 0.0, field.height() * value / self._most())
            share = min(width * 0.8, breadth * 2)
            where = QRectF(middle - share / 2, field.bottom() - height, share, height)
            rounded(painter, where, Space.XS / 2, colour)
        painter.setFont(font(Type.CAPTION))
        foot = QRectF(middle - width, field.bottom() + Space.XS, 2 * width, Type.CAPTION + Space.XS)
        every = self._label_step(width)
        if at % every == 0:
            painter.setPen(QColor(c.text_secondary))
            painter.drawText(foot, _CENTRE, bar.label)
        if bar.value and (every == 1 or bar.value == self._most()):
            painter.setPen(QColor(c.text))
            top = field.bottom() - field.height() * bar.value / self._most()
            head = QRectF(middle - width, top - Type.LEAD - 2, 2 * width, Type.LEAD)
            painter.drawText(head, _CENTRE, bar.words)

    def _layers(self, bar: ChartBar, at: int) -> list[tuple[int, float, str | None]]:
        """Return value, thickness and colour of the bar before and of this one."""
        c = colours()
        dim = 0 <= self._marked != at
        fill = faded(c.accent_fill, _REST).name(QColor.NameFormat.HexArgb) if dim else c.accent_fill
        own = (max(0, bar.value), float(Space.M), fill)
        if bar.before is None:
            return [own]
        return [(max(0, bar.before), float(Space.L + Space.XS), c.line_strong), own]

    def _label_width(self, metrics: QFontMetrics) -> float:
        widest = max(metrics.horizontalAdvance(one.label) for one in self._bars) + Space.M
        return min(float(widest), self.width() * _LABEL_SHARE)

    def _label_step(self, width: float) -> int:
        metrics = QFontMetrics(font(Type.CAPTION))
        widest = max(metrics.horizontalAdvance(bar.label) for bar in self._bars) + Space.XS
        return max(1, -(-widest // max(1, int(width))))

    def _field(self) -> QRectF:
        top, foot = Type.LEAD + Space.S, Type.CAPTION + Space.M
        return QRectF(Space.S, top, self.width() - Space.L, self.height() - top - foot)

    def _at(self, where: QPoint) -> int:
        if not self._bars:
            return -1
        if self._upright:
            field = self._field()
            found = int((where.x() - field.left()) / max(1.0, field.width() / len(self._bars)))
        else:
            found = (where.y() - Space.XS) // _ROW
        return found if 0 <= found < len(self._bars) else -1

    def _foot(self, at: int) -> QPoint:
        if self._upright:
            field = self._field()
            return QPoint(int(field.left() + (at + 0.5) * field.width() / len(self._bars)), 0)
        return QPoint(int(self.width() * _LABEL_SHARE), Space.XS + at * _ROW)
