"""The thin list of the day."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStackedWidget, QVBoxLayout, QWidget

from leader_app.services.pickup.verdict import HandOverNote
from ui.kit.card import Card, column, row
from ui.kit.label import Label, Paragraph, centred
from ui.pickup.history import HistoryViewModel
from ui.pickup.history_delegate import HistoryDelegate
from ui.pickup.history_model import HistoryModel, HistoryRole
from ui.theme.tokens import Ink, Space, Type


class DayList(QListView):
    """Arrow keys move; Enter asks to take one back; Esc leaves."""

    opened = Signal(QModelIndex)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open or leave."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.currentIndex().isValid() and not event.isAutoRepeat():
                self.opened.emit(self.currentIndex())
            return
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        if event.text().isprintable() and event.text():
            event.ignore()  # the page takes it to the line for codes
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the newest."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))


class HistoryView(Card):
    """What went over the counter today; the page is told which one to take back."""

    undo_asked = Signal(object)

    def __init__(self, view_model: HistoryViewModel) -> None:
        super().__init__(padding=1)
        self._model = view_model
        self._heading = Label("", Type.BODY, Ink.SECONDARY, strong=True)
        self._count = Label("", Type.BODY, Ink.HINT)
        self._items = HistoryModel(view_model.now, self)
        self.list = _list(self._items)
        self._empty = Paragraph("", Type.BODY, Ink.HINT)
        centred(self._empty)
        self._empty.setMinimumHeight(Space.XL)
        nothing = QWidget()
        nothing.setLayout(column(0, self._empty, 0, margins=Space.M))
        self._stack = QStackedWidget()
        self._stack.addWidget(nothing)
        self._stack.addWidget(self.list)
        head = QWidget()
        head.setLayout(row(self._heading, 0, self._count, margins=Space.M))
        body = QVBoxLayout()
        body.setSpacing(0)
        body.addWidget(head)
        body.addWidget(self._stack, 1)
        self.body.addLayout(body)
        self.list.opened.connect(self._open)
        self.list.doubleClicked.connect(self._open)
        view_model.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the day as it is now."""
        self._items.set_notes(self._model.notes)
        self._stack.setCurrentIndex(1 if self._model.notes else 0)
        standing = [note for note in self._model.notes if note.reversed_at is None]
        self._count.setText(f"{len(standing):,}" if self._model.notes else "")

    def retranslate(self) -> None:
        """Say every word again."""
        self._heading.setText(self.tr("Today"))
        self._empty.set_words(self.tr("Nothing was handed over yet today."))
        self.list.setAccessibleName(self.tr("Handed over today"))
        self.refresh()

    def _open(self, index: QModelIndex) -> None:
        note = index.data(HistoryRole.NOTE)
        if isinstance(note, HandOverNote):
            self.undo_asked.emit(note)


def _list(model: HistoryModel) -> DayList:
    view = DayList()
    view.setModel(model)
    view.setItemDelegate(HistoryDelegate(view))
    view.setProperty("ground", "clear")
    view.setUniformItemSizes(True)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return view
