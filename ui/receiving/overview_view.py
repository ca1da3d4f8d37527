"""The list of deliveries, and the chosen one in full."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.core_text import sentence
from ui.kit.states import StateStack
from ui.receiving.drawer_view import Drawer
from ui.receiving.entry_delegate import EntryDelegate
from ui.receiving.overview import Group, OverviewViewModel, Phase
from ui.receiving.overview_model import OverviewModel
from ui.receiving.rows_view import ChoiceList
from ui.theme.tokens import Size, Space

_LIST_SHARE = 0.52
_TICK_MS = 30_000
_CARD = 3 * Size.ROW


class OverviewView(QWidget):
    """Arrow keys move through the list, Enter counts the chosen delivery."""

    opened = Signal(str)
    loose_wanted = Signal()

    def __init__(self, view_model: OverviewViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.items = OverviewModel(view_model, self)
        self.list = ChoiceList(self.items)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.drawer = Drawer(view_model)
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.L)
        line.addWidget(self.list)
        line.addWidget(self.drawer, 1)
        self.states = StateStack(both, _CARD)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.states)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._time_passed)
        self.list.chosen.connect(view_model.choose)
        self.list.opened.connect(self._open)
        self.drawer.opened.connect(self.opened)
        self.states.retried.connect(view_model.read)
        self.states.empty_acted.connect(self.loose_wanted)
        view_model.changed.connect(self.refresh)

    def retranslate(self) -> None:
        """Say every word again."""
        self.list.setAccessibleName(self.tr("Deliveries"))
        self.drawer.retranslate()
        self.list.viewport().update()
        self.refresh()

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show things as they are now."""
        model = self._model
        if model.phase is Phase.LOADING:
            self.states.show_loading()
        elif model.phase is Phase.ENTRIES:
            self.states.show_content()
            self.list.choose(model.chosen_row())
        elif model.phase is Phase.ERROR and model.error is not None:
            title, hint = sentence(model.error.title), sentence(model.error.hint)
            self.states.show_error(title, hint, self.tr("Try again"))
        else:
            title = self.tr("No delivery is announced")
            hint = self.tr("They come with the next sync. Other goods can be counted at any time.")
            deed = self.tr("Count goods without a manifest")
            self.states.show_empty("truck", title, hint, deed)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self._model.show()
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest."""
        super().hideEvent(event)
        self._model.hide()
        self._tick.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        super().resizeEvent(event)
        width = round(self.width() * _LIST_SHARE)
        self.list.setFixedWidth(max(Size.FORM * 3 // 4, min(Size.READING, width)))

    def _time_passed(self) -> None:
        """Say anew how far off the trucks are."""
        self.list.viewport().update()
        self.drawer.refresh()

    def _open(self, row: int) -> None:
        entry = self._model.entries[row] if row < len(self._model.entries) else None
        if entry is not None and entry.group is Group.COMING:
            self.opened.emit(entry.key)
