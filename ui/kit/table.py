"""Long lists: rows of one height, drawn by us, scrolled without a stutter."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.kit.pill import PILL_HEIGHT, paint_pill, pill_width
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Ink, Size, Space, Type

Index = QModelIndex | QPersistentModelIndex
_ELIDE = Qt.TextElideMode.ElideRight


class Role(IntEnum):
    """What a model may say about a cell beside its words."""

    SUB = Qt.ItemDataRole.UserRole + 1
    """A second, quieter line (str)."""
    INK = Qt.ItemDataRole.UserRole + 2
    """How loudly it speaks (``Ink``)."""
    PILL = Qt.ItemDataRole.UserRole + 3
    """Draw the words as a pill: ``(icon, Tone)``."""
    STRONG = Qt.ItemDataRole.UserRole + 4
    """Whether the words are bold (bool)."""


class RowDelegate(QStyledItemDelegate):
    """Draws a cell from the tokens; subclasses override :meth:`paint_cell`."""

    def __init__(self, parent: QWidget, row_height: int = Size.ROW) -> None:
        super().__init__(parent)
        self._row_height = row_height

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row and the width of its words."""
        words = str(index.data() or "")
        pill = index.data(Role.PILL)
        width = (
            pill_width(words, pill[0]) if pill else QFontMetrics(font()).horizontalAdvance(words)
        )
        return QSize(width + 2 * Space.M, self._row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, line and words."""
        painter.save()
        self._paint_ground(painter, option, index)
        box = option.rect.adjusted(Space.M, 0, -Space.M, -Size.LINE)
        self.paint_cell(painter, box, index)
        painter.restore()

    def paint_cell(self, painter: QPainter, box: QRect, index: Index) -> None:
        """Draw what is in the cell into ``box``."""
        words = str(index.data() or "")
        pill = index.data(Role.PILL)
        if pill:
            icon, tone = pill
            width = min(pill_width(words, icon), box.width())
            top = box.center().y() - PILL_HEIGHT / 2
            paint_pill(painter, QRectF(box.left(), top, width, PILL_HEIGHT), words, icon, tone)
            return
        self._paint_words(painter, box, index, words)

    def _paint_words(self, painter: QPainter, box: QRect, index: Index, words: str) -> None:
        c = colours()
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        side = Qt.AlignmentFlag(align or Qt.AlignmentFlag.AlignLeft)
        flags = int(side & Qt.AlignmentFlag.AlignHorizontal_Mask | Qt.AlignmentFlag.AlignVCenter)
        face = font(strong=bool(index.data(Role.STRONG)))
        sub = str(index.data(Role.SUB) or "")
        upper = box.adjusted(0, Space.XS, 0, -box.height() // 2 + 2) if sub else box
        _line(painter, upper, flags, words, face, c.ink(Ink(index.data(Role.INK) or Ink.PRIMARY)))
        if sub:
            lower = box.adjusted(0, box.height() // 2 + 1, 0, -Space.XS)
            _line(painter, lower, flags, sub, font(Type.CAPTION), c.text_hint)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        c, view = colours(), self.parent()
        table = view if isinstance(view, Table) else None
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        over = table is not None and table.hovered_row == index.row()
        ground = c.accent.soft if selected else c.hover if over else c.surface
        painter.fillRect(option.rect, QColor(ground))
        painter.setPen(QPen(QColor(c.line), Size.LINE))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        first = table is not None and table.first_column() == index.column()
        if selected and first and table is not None and table.hasFocus():
            bar = QRect(option.rect.left(), option.rect.top(), Space.XS - 1, option.rect.height())
            painter.fillRect(bar, QColor(c.accent.text))


class Table(QTableView):
    """A list by rows. Enter or a double click opens one; the mouse lights up a whole row."""

    opened = Signal(QModelIndex)

    def __init__(self, row_height: int = Size.ROW) -> None:
        super().__init__()
        self.hovered_row = -1
        self.setItemDelegate(RowDelegate(self, row_height))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        # Opaque, so that scrolling moves pixels and draws only the rows that come into sight.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._set_headers(row_height)
        self.entered.connect(self._hover)
        self.viewportEntered.connect(lambda: self._hover(QModelIndex()))
        self.doubleClicked.connect(self.opened)

    def stretch(self, column: int, *fixed: tuple[int, int]) -> None:
        """Let ``column`` take the room left and give ``(column, width)`` to the others."""
        header = self.horizontalHeader()
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for other, width in fixed:
            header.setSectionResizeMode(other, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(other, width)

    def first_column(self) -> int:
        """Return the logical column that is drawn leftmost."""
        return self.horizontalHeader().logicalIndex(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, then the rows."""
        QPainter(self.viewport()).fillRect(event.rect(), QColor(colours().surface))
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the row on Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Put the light out."""
        super().leaveEvent(event)
        self._hover(QModelIndex())

    def _hover(self, index: QModelIndex) -> None:
        if index.row() != self.hovered_row:
            self.hovered_row = index.row()
            self.viewport().update()

    def _set_headers(self, row_height: int) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(row_height)
        rows.hide()
        columns.setHighlightSections(False)
        columns.setFixedHeight(Size.ROW_OFFICE)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def _line(painter: QPainter, box: QRect, flags: int, words: str, face: QFont, colour: str) -> None:
    painter.setFont(face)
    painter.setPen(QColor(colour))
    painter.drawText(box, flags, QFontMetrics(face).elidedText(words, _ELIDE, box.width()))
