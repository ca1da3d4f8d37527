"""Who ordered and where they live, in fields."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from leader_app.domain.understood import UnderstoodOrder
from ui.kit.card import column, row
from ui.kit.field import Field
from ui.kit.page import Spoken
from ui.theme.tokens import Space


class PersonFields(Spoken):
    """Name, building, staircase, room, note; editing says ``changed``."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name, self.note = Field(QLineEdit()), Field(QLineEdit())
        self.building, self.unit = Field(QLineEdit()), Field(QLineEdit())
        self.room = Field(QLineEdit())
        whole = column(self.name, spacing=Space.M)
        whole.addLayout(row(self.building, self.unit, self.room))
        whole.addWidget(self.note)
        self.setLayout(whole)
        for field in self._fields():
            field.editor.textEdited.connect(self.changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Say every word again."""
        self.name.set_words(self.tr("Buyer"))
        self.building.set_words(self.tr("Building"))
        self.unit.set_words(self.tr("Staircase"))
        self.room.set_words(self.tr("Room"))
        self.note.set_words(self.tr("Note"))

    def show_order(self, order: UnderstoodOrder) -> None:
        """Show who ordered."""
        self.name.editor.setText(order.name or order.receiver)
        self.building.editor.setText(order.building)
        self.unit.editor.setText(order.unit)
        self.room.editor.setText(order.room)
        self.note.editor.setText(order.note)
        for field in self._fields():
            field.editor.setCursorPosition(0)

    def onto(self, order: UnderstoodOrder) -> UnderstoodOrder:
        """Return ``order`` with what stands in the fields."""
        name = _text(self.name)
        kept = order.name if name == order.receiver and not order.name else name
        return replace(
            order,
            name=kept,
            building=_text(self.building),
            unit=_text(self.unit),
            room=_text(self.room),
            note=_text(self.note),
        )

    def take_focus(self) -> bool:
        """Put the caret where something is missing; return whether something is."""
        for field in (self.name, self.building, self.room):
            half = field is not self.name and bool(_text(self.building)) == bool(_text(self.room))
            if not _text(field) and not half:
                field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def _fields(self) -> tuple[Field, ...]:
        return self.name, self.building, self.unit, self.room, self.note


def _text(field: Field) -> str:
    return field.editor.text().strip()
