"""Which lot a line is, until when it is good, and where it was put."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from leader_app.domain.stock import Lot
from ui.kit import expiry
from ui.kit.card import row
from ui.kit.field import Field
from ui.receiving import typed
from ui.receiving.counting import CountViewModel
from ui.receiving.panel_view import Panel

_LONGEST = 40


class LotPanel(Panel):
    """Reads the day in every way people write it, and says how it was understood."""

    def __init__(self, view_model: CountViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.code, self.day, self.slot = QLineEdit(), QLineEdit(), QLineEdit()
        for editor in (self.code, self.day, self.slot):
            editor.setMaxLength(_LONGEST)
        self._code, self._day, self._slot = Field(self.code), Field(self.day), Field(self.slot)
        self.fields.addLayout(row(self._code, self._slot))
        self.fields.addWidget(self._day)
        self.fields.addStretch(1)
        self.day.textChanged.connect(self._understand)

    def begin(self) -> None:
        """Show the chosen line's lot."""
        line = self._model.line
        if line is not None:
            self.code.setText(line.lot.code)
            self.slot.setText(line.slot)
            day = line.lot.expires_on
            self.day.setText(day.isoformat() if day is not None else "")
        self.retranslate()

    def retranslate(self) -> None:
        """Say every word again."""
        line = self._model.line
        name = line.product.name if line is not None else ""
        self.set_words(self.tr("Lot and use-by day"), name, self.tr("Keep"), self.tr("Leave"))
        self._code.set_words(self.tr("Lot"), example=self.tr("As printed"))
        self._slot.set_words(self.tr("Slot"), example=self.tr("As planned"))
        self._understand()

    def first(self) -> QWidget:
        """Begin with what is missing."""
        return self.code if not self.code.text() else self.day

    def submit(self) -> None:
        """Keep both, if the day is one."""
        line = self._model.line
        try:
            day = typed.day(self.day.text(), self._model.today())
        except ValueError:
            self._day.set_wrong(self.tr("This is no day. Write it as 2026-11-30."))
            self.day.setFocus()
            return
        if line is not None:
            lot = Lot(self.code.text().strip(), day)
            self._model.describe(line.row, lot, self.slot.text().strip())

    def _understand(self) -> None:
        today = self._model.today()
        help_text = self.tr("2026-11-30, 261130, 11-30, or +7 for a week from today")
        try:
            day = typed.day(self.day.text(), today)
        except ValueError:
            day = None
        if day is not None:
            words = expiry.date_words(day, today)
            left = expiry.expiry_words(day, today)
            help_text = words if words == left else f"{words} · {left}"
        self._day.set_words(self.tr("Use by"), help_text, self.tr("No day"))
