"""Things side by side that go on in the next row where the width ends."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.theme.tokens import Space


class FlowBox(QWidget):
    """As high as its rows need; hidden things take no room."""

    def __init__(self, spacing: int = Space.S) -> None:
        super().__init__()
        self._spacing = spacing
        self._things: list[QWidget] = []

    def set_things(self, things: Sequence[QWidget]) -> None:
        """Hold these, in this order; others go for good."""
        for old in self._things:
            if old not in things:
                old.deleteLater()
        self._things = list(things)
        before: QWidget | None = None
        for thing in things:
            if thing.parentWidget() is not self:
                thing.setParent(self)
                thing.show()
            if before is not None:
                QWidget.setTabOrder(before, thing)
            before = thing
        self.place()

    def place(self) -> None:
        """Put everything where it belongs, after something changed its size."""
        left, top, height = 0, 0, 0
        for thing in self._things:
            if thing.isHidden():
                continue
            size = thing.sizeHint()
            if left and left + size.width() > self.width():
                left, top = 0, top + height + self._spacing
                height = 0
            thing.setGeometry(left, top, min(size.width(), max(self.width(), 1)), size.height())
            left += size.width() + self._spacing
            height = max(height, size.height())
        self.setFixedHeight(top + height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the rows anew."""
        super().resizeEvent(event)
        self.place()

    def event(self, event: QEvent) -> bool:
        """Break the rows anew when something in them grew."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.place()
        return super().event(event)
