"""A few things of which one is chosen, as cells of a grid."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from ui.kit.chips import Choice
from ui.kit.keys import key_name, on_key
from ui.kit.paint import focus_ring, rounded
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Radius, Size, Space


class _Cell(QAbstractButton):
    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFixedHeight(Size.CONTROL)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(font(strong=True)).horizontalAdvance(self.text())
        return QSize(words + 2 * Space.S, Size.CONTROL)

    def paintEvent(self, event: QPaintEvent) -> None:
        c, painter, box = colours(), QPainter(self), QRectF(self.rect())
        on = self.isChecked()
        fill = c.accent.soft if on else c.hover if self.underMouse() else c.surface
        rounded(painter, box, Radius.CONTROL, fill, c.accent.text if on else c.line_strong)
        if self.hasFocus():
            focus_ring(painter, box, Radius.CONTROL - 1, c.accent.text)
        painter.setPen(QColor(c.accent.text if on else c.text))
        face = font(strong=on)
        painter.setFont(face)
        inner = box.adjusted(Space.XS, 0, -Space.XS, 0)
        right = Qt.TextElideMode.ElideRight
        words = QFontMetrics(face).elidedText(self.text(), right, int(inner.width()))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextHideMnemonic
        painter.drawText(inner, int(flags), words)


class ChoiceGrid(QWidget):
    """Cells in ``columns``; arrow keys move, Alt and a digit choose where ``keyed``."""

    chosen = Signal(str)

    def __init__(self, columns: int, *, keyed: bool = False) -> None:
        super().__init__()
        self._columns, self._keyed = columns, keyed
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Space.S)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(lambda: self.chosen.emit(self.current()))
        self._cells: dict[str, _Cell] = {}

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Show these; what was chosen stays chosen."""
        if [choice.key for choice in choices] != list(self._cells):
            self._rebuild(choices)
        for choice in choices:
            cell = self._cells[choice.key]
            cell.setText(choice.words)
            cell.setAccessibleName(choice.words)
            cell.updateGeometry()

    def choose(self, key: str) -> None:
        """Choose without a signal; an unknown key leaves nothing chosen."""
        self._group.setExclusive(False)
        for name, cell in self._cells.items():
            cell.setChecked(name == key)
        self._group.setExclusive(True)

    def current(self) -> str:
        """Return the key of what is chosen; empty if nothing is."""
        return next((key for key, cell in self._cells.items() if cell.isChecked()), "")

    def _rebuild(self, choices: Sequence[Choice]) -> None:
        kept = self.current()
        for cell in self._cells.values():
            self._group.removeButton(cell)
            self._grid.removeWidget(cell)
            cell.deleteLater()
        self._cells = {choice.key: _Cell() for choice in choices}
        for at, cell in enumerate(self._cells.values()):
            self._grid.addWidget(cell, at // self._columns, at % self._columns)
            self._group.addButton(cell)
            if self._keyed:
                key = f"Alt+{at + 1}"
                on_key(cell, key, self._presser(cell))
                cell.setToolTip(key_name(key))
        self.choose(kept)

    def _presser(self, cell: _Cell) -> Callable[[], None]:
        return cell.click
