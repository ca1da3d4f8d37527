"""The count: scans on the left, the lines of the truck on the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from leader_app.ports.scanning import Frame
from ui.core_text import sentence
from ui.kit.button import Button, Kind
from ui.kit.card import Card, row
from ui.kit.chips import Chips, Choice
from ui.kit.label import ElidedLabel
from ui.kit.states import StateStack
from ui.receiving import wording
from ui.receiving.count_delegate import ROW, CountDelegate
from ui.receiving.count_model import CountModel
from ui.receiving.counting import CountViewModel
from ui.receiving.reject_view import AskFiles
from ui.receiving.rows_view import ChoiceList
from ui.receiving.scan_view import ScanView
from ui.receiving.sheet import Panel, Phase, Show, fits, lines_left
from ui.tasks import Runner
from ui.theme.tokens import Ink, Size, Space, Type

_LEFT_SHARE = 0.34
_LEAST_LEFT = Size.FORM * 11 // 16


class CountView(QWidget):
    """By keyboard and scanner throughout; the mouse may help."""

    checked = Signal()

    def __init__(
        self,
        view_model: CountViewModel,
        side: Runner,
        newest_frame: Callable[[], Frame | None],
        ask_files: AskFiles | None = None,
    ) -> None:
        super().__init__()
        self._model = view_model
        self.scan = ScanView(view_model, side, newest_frame, ask_files)
        self.chips = Chips()
        self.items = CountModel(view_model, self)
        self.list = ChoiceList(self.items)
        self.list.setItemDelegate(CountDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.states = StateStack(self.list, ROW)
        self.rest = Button("", Kind.QUIET, icon="check", key="Ctrl+M", height=Size.CONTROL_LARGE)
        self.truck = Button("", Kind.QUIET, key="Ctrl+T", height=Size.CONTROL_LARGE)
        self.check = Button("", Kind.PRIMARY, key="Ctrl+Return", height=Size.CONTROL_LARGE)
        self._sum = ElidedLabel("", Type.LEAD, Ink.SECONDARY)
        self._lay_out()
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        self.list.setAccessibleName(self.tr("Lines of the count"))
        self.check.set_words(self.tr("Check and sign"))
        self.scan.retranslate()
        self.list.viewport().update()
        self.refresh()

    def take_focus(self) -> None:
        """Put the caret where scans are typed."""
        self.scan.take_focus()

    def refresh(self) -> None:
        """Show the count as it is now."""
        model = self._model
        lines = model.sheet.lines if model.sheet is not None else ()
        words = {
            Show.ALL: self.tr("All"),
            Show.OPEN: self.tr("To count"),
            Show.DIFFERENT: self.tr("Different"),
        }
        counts = {show: sum(fits(line, show) for line in lines) for show in Show}
        self.chips.set_choices([Choice(show.value, words[show], counts[show]) for show in Show])
        self.chips.choose(model.show.value)
        self._show_phase()
        self._show_foot()
        self._show_chosen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        super().resizeEvent(event)
        width = round(self.width() * _LEFT_SHARE)
        self.scan.setFixedWidth(max(_LEAST_LEFT, min(Size.FORM, width)))

    def _show_phase(self) -> None:
        model = self._model
        if model.phase in {Phase.LOADING, Phase.CLOSED}:
            self.states.show_loading()
        elif model.phase is Phase.ERROR and model.error is not None:
            title, hint = sentence(model.error.title), sentence(model.error.hint)
            self.states.show_error(title, hint, self.tr("Try again"))
        elif model.rows:
            self.states.show_content()
        elif model.show is Show.ALL:
            hint = self.tr("What you scan is listed here. Without a barcode: Ctrl+N.")
            self.states.show_empty("box", self.tr("Nothing counted yet"), hint)
        else:
            self.states.show_empty("check-circle", self.tr("No such line"), "")

    def _show_foot(self) -> None:
        model = self._model
        lines = model.sheet.lines if model.sheet is not None else ()
        left, is_open = lines_left(lines), model.phase is Phase.OPEN
        here = sum(line.earlier + line.counted for line in lines)
        expected = sum(line.expected for line in lines)
        said = self.tr("%1 of %2 pieces here") if expected else self.tr("%1 pieces here")
        said = said.replace("%1", f"{here:,}").replace("%2", f"{expected:,}")
        self._sum.setText(said)
        self.rest.set_words(self.tr("The other %n as announced", "", left))
        self.rest.setVisible(bool(left))
        self.check.setEnabled(is_open and bool(lines))
        self.truck.setEnabled(is_open)
        self.truck.set_words(self._truck_words())

    def _truck_words(self) -> str:
        sheet = self._model.sheet
        known = (sheet.chilled_decidegrees, sheet.frozen_decidegrees) if sheet else (None, None)
        measured = [f"{wording.degrees(one)}°" for one in known if one is not None]
        return " / ".join(measured) if measured else self.tr("Truck °C")

    def _show_chosen(self) -> None:
        at = self.items.place(self._model.chosen)
        self.list.choose(at)
        if at >= 0:
            self.list.scrollTo(self.items.index(at))

    def _clicked(self, index: QModelIndex) -> None:
        line = self.items.line(index.row())
        if line is not None:
            self._model.choose(line.row)
        self.take_focus()

    def _filter(self, key: str) -> None:
        self._model.filter(Show(key))
        self.take_focus()

    def _connect(self) -> None:
        model = self._model
        self.list.clicked.connect(self._clicked)
        self.list.doubleClicked.connect(lambda _: model.open_panel(Panel.LOT))
        self.chips.chosen.connect(self._filter)
        self.states.retried.connect(lambda: model.open(model.delivery_id))
        self.rest.clicked.connect(model.take_rest)
        self.truck.clicked.connect(lambda: model.open_panel(Panel.TRUCK))
        self.check.clicked.connect(self.checked)
        for button in (self.rest, self.truck, self.check):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        model.changed.connect(self.refresh)
        model.chosen_changed.connect(self._show_chosen)

    def _lay_out(self) -> None:
        box = Card(padding=1)
        box.body.addWidget(self.states)
        right = QVBoxLayout()
        right.setSpacing(Space.S)
        right.addWidget(self.chips)
        right.addWidget(box, 1)
        both = QHBoxLayout()
        both.setSpacing(Space.L)
        both.addWidget(self.scan)
        both.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addLayout(both, 1)
        layout.addLayout(row(self._sum, self.truck, self.rest, self.check, spacing=Space.M))
