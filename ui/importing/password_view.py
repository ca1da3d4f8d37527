"""A file that is locked: its password, asked for in place."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ui.core_text import sentence
from ui.importing.view_model import ImportViewModel
from ui.kit.button import Button, Kind
from ui.kit.card import Card, column, row
from ui.kit.field import Field, SecretField
from ui.kit.label import Label
from ui.kit.page import Spoken
from ui.theme.tokens import Size, Type


class PasswordView(Spoken):
    """Enter opens the file."""

    def __init__(self, view_model: ImportViewModel) -> None:
        super().__init__()
        self._model = view_model
        self._heading = Label("", Type.LEAD, strong=True)
        self._heading.setWordWrap(True)
        self.field = Field(SecretField())
        self.open = Button("", Kind.PRIMARY, key="Return", answers=False)
        self.back = Button("", Kind.PLAIN, icon="arrow-left")
        card = Card()
        card.setFixedWidth(Size.FORM)
        card.body.addWidget(self._heading)
        card.body.addWidget(self.field)
        card.body.addLayout(row(self.back, 0, self.open))
        whole = column(0, spacing=0)
        whole.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(2)
        self.setLayout(whole)
        self.field.editor.returnPressed.connect(self._send)
        self.open.clicked.connect(self._send)
        self.back.clicked.connect(view_model.begin_again)

    def retranslate(self) -> None:
        """Say every word again."""
        self.field.set_words(self.tr("Password of the file"))
        self.open.set_words(self.tr("Open it"))
        self.back.set_words(self.tr("Back"))
        self.refresh()

    def refresh(self) -> None:
        """Say which file it is and why it is still closed."""
        error = self._model.error
        if error is not None:
            self._heading.setText(sentence(error.title))
            self.field.set_wrong("")
        self.field.editor.selectAll()

    def take_focus(self) -> None:
        """Put the caret into the field."""
        self.field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _send(self) -> None:
        self._model.give_password(self.field.editor.text())
