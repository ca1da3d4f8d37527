"""Pages as they will be printed: as many side by side as fit, larger and smaller by key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea

from ui.kit.paint import focus_ring
from ui.printing.marks import Page
from ui.printing.measures import MM
from ui.printing.paint import paint_page
from ui.theme.current import colours
from ui.theme.tokens import Radius, Size, Space

_STEP, _LEAST, _MOST = 1.25, 0.25, 5.0
_PIXELS_A_MM = 4.5
_LINE = 60
_MOST_DRAWN = 60


@dataclass(frozen=True, slots=True)
class _Placed:
    """A page and where it lies on the whole ground, in pixels."""

    page: Page
    where: QRect


class Preview(QAbstractScrollArea):
    """``+`` and ``-`` change the size, ``0`` makes it fit again; the usual keys scroll."""

    turned = Signal()
    """Another page is in view, or other pages are shown."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: Sequence[Page] = ()
        self._placed: list[_Placed] = []
        self._drawn: dict[int, QImage] = {}
        self._zoom = 1.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.verticalScrollBar().setSingleStep(_LINE)
        self.horizontalScrollBar().setSingleStep(_LINE)
        self.verticalScrollBar().valueChanged.connect(self.turned)

    def set_pages(self, pages: Sequence[Page]) -> None:
        """Show these from the first on; the same ones again stay where they are."""
        if pages is self._pages:
            return
        self._pages = pages
        self._place()
        self.verticalScrollBar().setValue(0)
        self.viewport().update()
        self.turned.emit()

    def page_in_view(self) -> int:
        """Return the number of the first page of which most is in view, from 1; 0 for none."""
        top = self.verticalScrollBar().value()
        middle = top + self.viewport().height() // 2
        seen = (at for at, one in enumerate(self._placed, 1) if one.where.bottom() >= middle)
        return next(seen, len(self._placed)) if top else min(1, len(self._placed))

    def zoom(self, factor: float) -> None:
        """Show it larger or smaller; 0 makes it fit."""
        self._zoom = min(max(self._zoom * factor, _LEAST), _MOST) if factor else 1.0
        bar = self.verticalScrollBar()
        share = bar.value() / bar.maximum() if bar.maximum() else 0.0
        self._place()
        bar.setValue(round(share * bar.maximum()))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make it fit again."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is in view."""
        painter, c = QPainter(self.viewport()), colours()
        painter.fillRect(event.rect(), QColor(c.sunken))
        scale = self._scale()
        for one in self._in_view(event.rect()):
            corner = one.where.topLeft() - self._corner()
            sheet = QRect(corner, one.where.size())
            painter.fillRect(sheet.adjusted(-1, -1, 1, 1), QColor(c.line_strong))
            painter.drawImage(corner, self._picture(one, scale))
        if self.hasFocus():
            where = QRectF(self.viewport().rect())
            focus_ring(painter, where, Radius.CONTROL, c.accent.text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, or change the size."""
        bar, key = self.verticalScrollBar(), event.key()
        zooms = {Qt.Key.Key_Plus: _STEP, Qt.Key.Key_Equal: _STEP, Qt.Key.Key_Minus: 1 / _STEP}
        if key in {*zooms, Qt.Key.Key_0}:
            self.zoom(zooms.get(Qt.Key(key), 0.0))
        elif key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, change the size."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
            return
        super().wheelEvent(event)

    def _picture(self, one: _Placed, scale: float) -> QImage:
        """Return a page as pixels, drawn once while it is near."""
        known = self._drawn.get(id(one))
        if known is None or known.devicePixelRatio() != self.devicePixelRatioF():
            if len(self._drawn) >= _MOST_DRAWN:
                self._drawn.pop(next(iter(self._drawn)))
            known = self._drawn[id(one)] = self._draw(one, scale)
        return known

    def _draw(self, one: _Placed, scale: float) -> QImage:
        ratio = self.devicePixelRatioF()
        wide, high = round(one.where.width() * ratio), round(one.where.height() * ratio)
        image = QImage(max(1, wide), max(1, high), QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        paint_page(painter, one.page, scale * ratio)
        painter.end()
        image.setDevicePixelRatio(ratio)
        return image

    def _in_view(self, part: QRect) -> Iterator[_Placed]:
        seen = part.translated(self._corner())
        return (one for one in self._placed if one.where.intersects(seen))

    def _corner(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _scale(self) -> float:
        """Return the pixels of a unit: a page fills the width, but is not blown up."""
        widest = max((page.width for page in self._pages), default=1.0)
        room = max(self.viewport().width() - 2 * Space.L, Size.RAIL)
        return min(room / widest, _PIXELS_A_MM / MM) * self._zoom

    def _place(self) -> None:
        scale, room = self._scale(), self.viewport().width()
        self._placed, row = [], list[Page]()
        self._drawn.clear()
        top = int(Space.L)
        for page in self._pages:
            if row and self._width([*row, page], scale) > room:
                top = self._put(row, top, scale)
                row = []
            row.append(page)
        bottom = self._put(row, top, scale) if row else top
        widest = max((one.where.right() for one in self._placed), default=0) + Space.L
        self._set_bars(bottom, widest)

    def _put(self, row: Sequence[Page], top: int, scale: float) -> int:
        left = max(int(Space.L), (self.viewport().width() - self._width(row, scale)) // 2 + Space.L)
        high = 0
        for page in row:
            where = QRect(left, top, round(page.width * scale), round(page.height * scale))
            self._placed.append(_Placed(page, where))
            left, high = where.right() + 1 + Space.L, max(high, where.height())
        return top + high + Space.L

    def _width(self, row: Sequence[Page], scale: float) -> int:
        return sum(round(page.width * scale) + Space.L for page in row) + Space.L

    def _set_bars(self, bottom: int, widest: int) -> None:
        view = self.viewport().size()
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setRange(0, max(0, bottom - view.height()))
        self.horizontalScrollBar().setPageStep(view.width())
        self.horizontalScrollBar().setRange(0, max(0, widest - view.width()))
