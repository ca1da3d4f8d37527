"""The message that was chosen: what became of it, what to do, and the keys for it."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout

from leader_app.domain.outgoing import MessageState
from leader_app.services.notices.desk import MessageNote
from ui.core_text import sentence, together
from ui.kit.button import Button, Kind
from ui.kit.card import column, row, rule
from ui.kit.keys import key_name, on_key
from ui.kit.label import ElidedLabel
from ui.kit.page import Spoken
from ui.notices.log import LogViewModel
from ui.notices.log_words import answer_words, piece_words
from ui.theme.tokens import Ink, Size, Space, Type

_TEXT_HEIGHT = Size.RAIL + Size.ICON_LARGE


class MessageStrip(Spoken):
    """A line under the messages; it keeps its height, so that nothing jumps."""

    def __init__(self, view_model: LogViewModel) -> None:
        super().__init__()
        self._model = view_model
        self._note: MessageNote | None = None
        self._who = ElidedLabel("", Type.BODY, strong=True)
        self._words = ElidedLabel("", Type.CAPTION, Ink.SECONDARY)
        self.there = Button("", icon="check")
        self.again = Button("", icon="sync")
        self.account = Button("", Kind.PLAIN, icon="people")
        self.read = Button("", Kind.PLAIN, icon="eye")
        self.read.setCheckable(True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(_TEXT_HEIGHT)
        self.text.hide()
        line = row(spacing=Space.S)
        line.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        line.addLayout(column(self._who, self._words, spacing=0), 1)
        for button in (self.there, self.again, self.read, self.account):
            line.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(rule())
        layout.addLayout(line)
        layout.addWidget(self.text)
        self.there.clicked.connect(self._is_there)
        self.again.clicked.connect(self._again)
        self.account.clicked.connect(self._account)
        on_key(self.there, "Alt+Y", self.there.click)
        on_key(self.again, "Alt+R", self.again.click)
        self.read.toggled.connect(self._show_text)
        on_key(self.account, "Alt+B", self.account.click)
        on_key(self.read, "Alt+V", self.read.click)

    def retranslate(self) -> None:
        """Say every word again."""
        self.there.set_words(self.tr("It is there"), key_name("Alt+Y"))
        self.account.set_words(self.tr("Account"), key_name("Alt+B"))
        self.read.set_words(self.tr("What was said"), key_name("Alt+V"))
        self.text.setAccessibleName(self.tr("What was said"))
        self.show_note(self._note)

    def show_note(self, note: MessageNote | None) -> None:
        """Show a message; none leaves the line empty."""
        self._note = note
        state = note.message.state if note else None
        self.there.setVisible(state is MessageState.UNSURE)
        self.again.setVisible(state in {MessageState.UNSURE, MessageState.REFUSED})
        self.account.setVisible(note is not None)
        self.read.setVisible(note is not None and any(note.message.pieces))
        self._show_text()
        not_there = self.tr("Not there: send again")
        unsure = state is MessageState.UNSURE
        self.again.set_words(not_there if unsure else self.tr("Send again"), key_name("Alt+R"))
        self._who.setText(note.who if note else "")
        said = ""
        if note is not None:
            said = " ".join(filter(None, (together(note.words, note.hint), piece_words(note))))
            said = " · ".join(filter(None, (said, answer_words(note))))
            self.setAccessibleName(f"{note.who}: {sentence(note.words)}")
        self._words.setText(said)

    def act(self) -> None:
        """Do on Enter what is expected: look at the account, never send."""
        self._account()

    def _show_text(self) -> None:
        pieces = self._note.message.pieces if self._note else ()
        said = "\n\n".join(filter(None, pieces))
        self.text.setVisible(self.read.isChecked() and bool(said))
        if self.text.toPlainText() != said:
            self.text.setPlainText(said)

    def _is_there(self) -> None:
        if self._note is not None:
            self._model.settle(self._note.message.message_id, arrived=True)

    def _again(self) -> None:
        note = self._note
        if note is None:
            return
        if note.message.state is MessageState.UNSURE:
            self._model.settle(note.message.message_id, arrived=False)
        else:
            self._model.retry(note.message.message_id)

    def _account(self) -> None:
        if self._note is not None:
            self._model.look_at(self._note)
