"""The passphrase, on the screen."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ui.core_text import together
from ui.enrol.frame import CardPage
from ui.enrol.unlock_view_model import SHORTEST, Slip, UnlockViewModel
from ui.kit.button import Button, Kind
from ui.kit.field import Field, SecretField
from ui.theme.tokens import Size, Tone


class UnlockPage(CardPage):
    """One field to open; two to choose."""

    def __init__(self, model: UnlockViewModel) -> None:
        super().__init__()
        self._model = model
        self._words, self._again = Field(SecretField()), Field(SecretField())
        self._deed = Button("", Kind.PRIMARY, height=Size.CONTROL_LARGE)
        for part in (self._words, self._again, self._deed):
            self.form.addWidget(part)
        self._again.setVisible(model.first)
        for field in (self._words, self._again):
            field.editor.returnPressed.connect(self._submit)
        self._deed.clicked.connect(self._submit)
        model.changed.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        """Say every word again."""
        if self._model.first:
            self.heading.setText(self.tr("Choose a passphrase"))
            self.hint.set_words(
                self.tr(
                    "This computer has no keyring, so a passphrase protects the data on it. "
                    "Without the passphrase nobody can open it, you included."
                )
            )
        else:
            self.heading.setText(self.tr("Unlock this counter"))
            self.hint.set_words(self.tr("The data on this computer is protected."))
        help_text = self.tr("At least %1 characters").replace("%1", str(SHORTEST))
        self._words.set_words(self.tr("Passphrase"), help_text if self._model.first else "")
        self._again.set_words(self.tr("Passphrase again"))
        self._show()

    def take_focus(self) -> None:
        """Put the caret into the passphrase."""
        self._words.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _submit(self) -> None:
        self._model.submit(self._words.editor.text(), self._again.editor.text())

    def _show(self) -> None:
        model = self._model
        self._words.set_wrong(self.tr("Too short") if model.slip is Slip.SHORT else "")
        different = model.slip is Slip.DIFFERENT
        self._again.set_wrong(self.tr("The two are not the same") if different else "")
        if model.busy:
            self._deed.set_words(self.tr("Opening…"))
        else:
            self._deed.set_words(self.tr("Protect and go on") if model.first else self.tr("Unlock"))
        self._deed.setEnabled(not model.busy)
        if model.error is None:
            self.banner.hide()
        else:
            self.banner.tell(together(model.error.title, model.error.hint), Tone.BAD)
            self._words.editor.selectAll()
