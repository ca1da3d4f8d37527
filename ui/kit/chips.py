"""A row of filters of which exactly one holds, each with how many it would show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ui.kit.paint import focus_ring, rounded
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Size, Space, Type


@dataclass(frozen=True, slots=True)
class Choice:
    """One chip; ``count`` is ``None`` where nothing is counted."""

    key: str
    words: str
    count: int | None = None


class _Chip(QAbstractButton):
    def __init__(self) -> None:
        super().__init__()
        self.count: int | None = None
        self.setCheckable(True)
        self.setFixedHeight(Size.CONTROL)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_choice(self, choice: Choice) -> None:
        self.count = choice.count
        self.setText(choice.words)
        number = "" if choice.count is None else f" {choice.count:,}"
        self.setAccessibleName(choice.words + number)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(font(strong=True)).horizontalAdvance(self.text())
        number = QFontMetrics(font(Type.CAPTION)).horizontalAdvance(self._number())
        gap = Space.XS + 2 if number else 0
        return QSize(words + gap + number + 2 * Space.M, Size.CONTROL)

    def paintEvent(self, event: QPaintEvent) -> None:
        c, painter, box = colours(), QPainter(self), QRectF(self.rect())
        on = self.isChecked()
        fill = c.accent.soft if on else c.hover if self.underMouse() else None
        rounded(painter, box, box.height() / 2, fill, c.accent.text if on else c.line_strong)
        if self.hasFocus():
            focus_ring(painter, box, box.height() / 2 - 1, c.accent.text)
        inner = box.adjusted(Space.M, 0, -Space.M, 0)
        painter.setPen(QColor(c.accent.text if on else c.text_secondary))
        painter.setFont(font(strong=on))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.setFont(font(Type.CAPTION))
        painter.setPen(QColor(c.accent.text if on else c.text_hint))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(inner, int(flags), self._number())

    def _number(self) -> str:
        return "" if self.count is None else f"{self.count:,}"


class Chips(QWidget):
    """The row; arrow keys move, the count is part of each name."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.S)
        self._row.addStretch(1)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._clicked)
        self._chips: dict[str, _Chip] = {}

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Show these; what was chosen stays chosen, or else the first is."""
        if [choice.key for choice in choices] != list(self._chips):
            self._rebuild(choices)
        for choice in choices:
            self._chips[choice.key].set_choice(choice)

    def choose(self, key: str) -> None:
        """Choose without a signal."""
        self._chips[key].setChecked(True)

    def current(self) -> str:
        """Return the key of what is chosen; empty before the first choices."""
        return next((key for key, chip in self._chips.items() if chip.isChecked()), "")

    def _rebuild(self, choices: Sequence[Choice]) -> None:
        kept = self.current()
        for chip in self._chips.values():
            self._group.removeButton(chip)
            self._row.removeWidget(chip)
            chip.deleteLater()
        self._chips = {choice.key: _Chip() for choice in choices}
        for at, chip in enumerate(self._chips.values()):
            self._row.insertWidget(at, chip)
            self._group.addButton(chip)
        if self._chips:
            self.choose(kept if kept in self._chips else next(iter(self._chips)))

    def _clicked(self) -> None:
        self.chosen.emit(self.current())
