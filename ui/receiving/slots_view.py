"""The slots of the point: how full each is, what lies there, and how they are changed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leader_app.domain.document import DocumentKind
from leader_app.services.stock.desk import SlotView as SlotSeen
from ui.core_text import sentence
from ui.kit.card import Card
from ui.kit.stages import zone_word
from ui.kit.states import StateStack
from ui.receiving import wording
from ui.receiving.rows_model import Bar, Row
from ui.receiving.rows_view import RowsList
from ui.receiving.slot_form_view import AddForm, SlotForm
from ui.receiving.slots import Phase, SlotsViewModel
from ui.theme.tokens import Ink, Size, Space, Tone

_LIST_SHARE = 0.56


class SlotsView(QWidget):
    """Arrow keys move through the list; the form beside it is for the chosen slot."""

    print_wanted = Signal(str, object)
    """The name of a ``DocumentKind`` and the slots it is about."""

    def __init__(self, view_model: SlotsViewModel) -> None:
        super().__init__()
        self._model = view_model
        self._fresh = False
        self.list = RowsList(Size.CONTROL_LARGE + Space.S, choosing=True)
        self.form, self.adding = SlotForm(view_model), AddForm(view_model)
        self._box = Card(padding=1)
        self._box.body.addWidget(self.list)
        self.states = StateStack(self._box)
        side = QVBoxLayout()
        side.setSpacing(Space.M)
        side.addWidget(self.form, 1)
        side.addWidget(self.adding, 0, Qt.AlignmentFlag.AlignTop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.L)
        layout.addWidget(self.states)
        layout.addLayout(side, 1)
        self.list.chosen.connect(view_model.choose)
        self.list.opened.connect(lambda _: self.form.take_focus())
        self.form.label.clicked.connect(self._print_label)
        self.states.retried.connect(view_model.read)
        self.states.empty_acted.connect(self.adding.take_focus)
        view_model.changed.connect(self.refresh)
        view_model.detail_changed.connect(lambda: self.list.choose(view_model.chosen_row()))

    def retranslate(self) -> None:
        """Say every word again."""
        self.list.setAccessibleName(self.tr("Slots"))
        self.form.retranslate()
        self.adding.retranslate()
        self.refresh()

    def take_focus(self) -> None:
        """Put the keyboard into the list, or into the form while there is none."""
        if self._model.rows:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.adding.take_focus()

    def refresh(self) -> None:
        """Show the slots as they are now."""
        model = self._model
        if model.phase is Phase.LOADING:
            self.states.show_loading()
        elif model.phase is Phase.ROWS:
            self.states.show_content()
            self.list.set_rows([_row(view) for view in model.rows])
            self.list.choose(model.chosen_row())
        elif model.phase is Phase.ERROR and model.error is not None:
            title, hint = sentence(model.error.title), sentence(model.error.hint)
            self.states.show_error(title, hint, self.tr("Try again"))
        else:
            hint = self.tr("With slots, goods are found at once and a full fridge is seen early.")
            deed = self.tr("Add slots")
            self.states.show_empty("shelf", self.tr("No slots yet"), hint, deed)
        self.form.setVisible(bool(model.rows))
        if self._fresh and model.phase is Phase.ROWS and self.isVisible():
            self._fresh = False
            self.take_focus()

    def print_all(self) -> None:
        """Ask for the labels of all slots."""
        names = tuple(view.slot.slot_id for view in self._model.rows)
        if names:
            self.print_wanted.emit(DocumentKind.SHELF_LABELS.value, names)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self._fresh = True
        self._model.show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest."""
        super().hideEvent(event)
        self._model.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        super().resizeEvent(event)
        self.states.setFixedWidth(min(Size.READING, round(self.width() * _LIST_SHARE)))

    def _print_label(self) -> None:
        if self._model.chosen:
            self.print_wanted.emit(DocumentKind.SHELF_LABELS.value, (self._model.chosen,))


def _row(view: SlotSeen) -> Row:
    slot = view.slot
    over = 0 < slot.capacity_ml < view.used_ml
    used = wording.litres(view.used_ml)
    return Row(
        slot.slot_id,
        slot.slot_id,
        right=wording.of(used, wording.litres(slot.capacity_ml)) if slot.capacity_ml else used,
        ink=Ink.BAD if over else Ink.SECONDARY,
        icon="warning" if over else wording.ZONE_ICONS[slot.zone],
        tone=Tone.BAD if over else Tone.NEUTRAL,
        bar=Bar(slot.capacity_ml, view.used_ml),
        spoken=wording.dotted(zone_word(slot.zone), wording.pieces(view.pieces)),
    )
