"""How cold the truck is."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.kit.field import Field
from ui.receiving import typed, wording
from ui.receiving.counting import CountViewModel
from ui.receiving.panel_view import Panel

_LONGEST = 10


class TruckPanel(Panel):
    """Two temperatures; an empty one means that nobody measured."""

    def __init__(self, view_model: CountViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.chilled, self.frozen = QLineEdit(), QLineEdit()
        self._chilled, self._frozen = Field(self.chilled), Field(self.frozen)
        for editor, field in ((self.chilled, self._chilled), (self.frozen, self._frozen)):
            editor.setMaxLength(_LONGEST)
            self.fields.addWidget(field)
        self.fields.addStretch(1)

    def begin(self) -> None:
        """Show what was measured."""
        sheet = self._model.sheet
        if sheet is not None:
            self.chilled.setText(wording.degrees(sheet.chilled_decidegrees))
            self.frozen.setText(wording.degrees(sheet.frozen_decidegrees))
        self.retranslate()

    def retranslate(self) -> None:
        """Say every word again."""
        about = self.tr("As the thermometer in the truck says")
        self.set_words(self.tr("Truck temperatures"), about, self.tr("Keep"), self.tr("Leave"))
        unit = self.tr("In °C; empty if nobody measured")
        self._chilled.set_words(self.tr("Chilled goods"), unit, "4")
        self._frozen.set_words(self.tr("Frozen goods"), "", "-18")

    def first(self) -> QWidget:
        """Begin with the chilled goods."""
        return self.chilled

    def submit(self) -> None:
        """Keep both, if they are temperatures."""
        found: list[int | None] = []
        for editor, field in ((self.chilled, self._chilled), (self.frozen, self._frozen)):
            try:
                found.append(typed.decidegrees(editor.text()))
            except ValueError:
                field.set_wrong(self.tr("This is no temperature. Write it as -18.5."))
                editor.setFocus()
                return
        self._model.set_temperatures(*found)
