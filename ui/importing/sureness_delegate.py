"""How sure the reading of a line is, as a bar with its word."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from leader_app.services.importing.desk import Entry
from ui.importing.columns import SURE
from ui.importing.groups import sureness
from ui.kit.cells import CELL, Cell, CellDelegate
from ui.kit.columns import ColumnsModel
from ui.kit.paint import rounded
from ui.kit.table import Index
from ui.theme.current import colours
from ui.theme.tokens import Radius, Space

_BAR = Space.XS


class SurenessDelegate(CellDelegate):
    """Draws the bar under the word; colour is never alone."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the word, and the bar in the column of sureness."""
        super().paint(painter, option, index)
        model = index.model()
        if not isinstance(model, ColumnsModel) or model.columns[index.column()].key != SURE:
            return
        entry = model.at(index.row())
        if not isinstance(entry, Entry) or not isinstance(index.data(CELL), Cell):
            return
        share, tone = sureness(entry)
        box = QRectF(option.rect.adjusted(Space.M, 0, -Space.M, 0))
        line = QRectF(box.left(), box.bottom() - 2 * _BAR, box.width(), _BAR)
        rounded(painter, line, Radius.SMALL / 3, colours().sunken)
        filled = QRectF(line.left(), line.top(), line.width() * share, _BAR)
        rounded(painter, filled, Radius.SMALL / 3, colours().tone(tone).text)
