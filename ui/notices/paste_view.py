"""Pasting by hand into a chat that no robot may enter: one big step at a time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from leader_app.errors import LeaderError
from leader_app.services.notices.desk import PasteStep
from ui.core_text import together
from ui.kit.banner import Banner
from ui.kit.button import Button, Kind
from ui.kit.card import Card, row
from ui.kit.label import ElidedLabel, IconLabel, Label, Paragraph
from ui.kit.legend import KeyLegend
from ui.kit.page import Spoken
from ui.kit.progress import Progress
from ui.kit.states import StateCard
from ui.notices.paste import PasteViewModel, Turn
from ui.notices.paste_clipboard import is_readable, put
from ui.notices.paste_piece_view import PieceView
from ui.notices.today_words import title_of
from ui.theme.tokens import Ink, Size, Space, Tone, Type

K = Qt.Key
_GO = {K.Key_Return, K.Key_Enter, K.Key_Space}
_BACK = {K.Key_Left, K.Key_Backspace, K.Key_PageUp}
_NEXT = {K.Key_Right, K.Key_PageDown}


class PasteView(Spoken):
    """Enter copies, Enter again says it is pasted and copies the next; Esc leaves.

    The keys are heard here and not as shortcuts: a scanner's letters must not press them.
    """

    def __init__(self, view_model: PasteViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.banner = Banner()
        self.leave = Button("", Kind.QUIET, key="Esc", answers=False)
        self._title = ElidedLabel("", Type.LEAD, strong=True)
        self._count, self._progress = Label("", Type.BODY, Ink.SECONDARY), Progress()
        self._sign = IconLabel("people", Ink.ACCENT, Size.ICON_LARGE)
        self._chat = ElidedLabel("", Type.TITLE, strong=True)
        self._open, self._part = Label("", Type.BODY, Ink.SECONDARY), Label("", Type.BODY, Ink.HINT)
        self.piece = PieceView()
        self._state = Paragraph("", Type.LEAD, Ink.SECONDARY)
        big = Size.CONTROL_HUGE
        self.go = Button("", Kind.PRIMARY, key="Return", answers=False, height=big)
        self.copy = Button("", icon="paste", key="C", answers=False, height=Size.CONTROL_LARGE)
        self.before = Button("", icon="arrow-left", height=Size.CONTROL_LARGE)
        self.untick = Button("", icon="undo", key="U", answers=False, height=Size.CONTROL_LARGE)
        self.legend, self.done = KeyLegend(), StateCard("check-circle", Ink.OK)
        self._card = Card()
        self._lay_out()
        self._connect()
        self.done.hide()

    def retranslate(self) -> None:
        """Say every word again."""
        self.leave.set_words(self.tr("Leave"))
        self.copy.set_words(self.tr("Copy"))
        self.before.set_words("", self.tr("The one before"))
        self.untick.set_words(self.tr("Not pasted after all"))
        self.legend.set_keys(
            [
                ("Enter", self.tr("copy, then pasted and on")),
                ("C", self.tr("copy again")),
                ("← →", self.tr("look back and forth")),
                ("U", self.tr("take a tick back")),
                ("Esc", self.tr("leave, the rest waits")),
            ]
        )
        self._show()

    def take_focus(self) -> None:
        """Hear the keys."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the keys say."""
        key = event.key()
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        if event.isAutoRepeat() or not plain:
            super().keyPressEvent(event)
        elif key in _GO:
            self._advance()
        elif key == K.Key_C:
            self._model.copy()
        elif key == K.Key_U:
            self._model.not_pasted()
        elif key in _BACK:
            self._model.back()
        elif key in _NEXT:
            self._model.forward()
        elif key == K.Key_Escape:
            self._model.close()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget old complaints."""
        super().hideEvent(event)
        self.banner.hide()

    def _advance(self) -> None:
        turn = self._model.turn
        if turn is None:
            self._model.close()
        elif turn.step.done and not self._model.copied:
            self._model.forward()
        elif self._model.copied:
            self._model.pasted()
        else:
            self._model.copy()

    def _copy(self, step: PasteStep) -> None:
        readable = is_readable(step)
        well = readable and put(step)
        self._model.was_copied(well=well or not readable)
        if well:
            self.banner.hide()
        elif not readable:
            said = self.tr("This picture cannot be read. Enter goes on without it.")
            self.banner.tell(said, Tone.WARN)
        else:
            said = self.tr("Another program holds the clipboard. Press C to try again.")
            self.banner.tell(said, Tone.WARN)

    def _show(self) -> None:
        model, turn = self._model, self._model.turn
        if model.turns is None:
            return
        whole = model.whole_count
        self._count.setText(
            self.tr("%1 of %2 pasted")
            .replace("%1", str(model.done_count))
            .replace("%2", str(whole))
        )
        self._progress.set_share(model.done_count, max(1, whole))
        self._progress.setAccessibleName(self._count.text())
        self._card.setVisible(turn is not None)
        self.legend.setVisible(turn is not None)
        self.done.setVisible(turn is None)
        if turn is None:
            self._show_done(whole)
        else:
            self._show_turn(turn)

    def _show_done(self, whole: int) -> None:
        title = self.tr("All is pasted") if whole else self.tr("Nothing is left to paste")
        hint = self.tr("Everybody was told, or came before they could be.")
        self._title.setText("")
        self.done.set_words(title, hint, self.tr("Leave"))

    def _show_turn(self, turn: Turn) -> None:
        self._title.setText(title_of(turn.notice))
        self._chat.setText(turn.group or self.tr("Your WeChat group"))
        where = self.tr("Open the chat")
        if turn.rounds > 1:
            where = self.tr("Chat %1 of %2: open it")
            where = where.replace("%1", str(turn.round_no)).replace("%2", str(turn.rounds))
        self._open.setText(where)
        part = self.tr("Part %1 of %2").replace("%1", str(turn.no)).replace("%2", str(turn.count))
        self._part.setText(part if turn.count > 1 else "")
        self.piece.show_step(turn.step)
        self._state.set_words(self._state_words(turn))
        self.go.set_words(self._go_words(turn))
        self.before.setEnabled(self._model.at > 0)
        self.untick.setVisible(self._model.can_untick)
        self.setAccessibleName(f"{self._chat.text()}. {self._state_words(turn)}")

    def _state_words(self, turn: Turn) -> str:
        if self._model.copied:
            return self.tr("Copied. Paste it into the chat with Ctrl+V, send it, come back.")
        if turn.step.done:
            return self.tr("Pasted already.")
        return ""

    def _go_words(self, turn: Turn) -> str:
        if turn.step.done and not self._model.copied:
            return self.tr("Next")
        if self._model.copied:
            last = self._model.done_count + 1 >= self._model.whole_count
            return self.tr("It is pasted") if last else self.tr("It is pasted, next")
        return (
            self.tr("Copy the text") if turn.step.picture is None else self.tr("Copy the picture")
        )

    def _say_failed(self, error: LeaderError) -> None:
        self.banner.tell(together(error.title, error.hint), Tone.BAD)

    def _connect(self) -> None:
        model = self._model
        model.changed.connect(self._show)
        model.failed.connect(self._say_failed)
        model.copy_wanted.connect(self._copy)
        self.leave.clicked.connect(model.close)
        self.done.acted.connect(model.close)
        self.go.clicked.connect(self._advance)
        self.copy.clicked.connect(model.copy)
        self.before.clicked.connect(model.back)
        self.untick.clicked.connect(model.not_pasted)
        for button in (self.leave, self.go, self.copy, self.before, self.untick):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys are all heard in one place

    def _lay_out(self) -> None:
        body = self._card.body
        body.addLayout(row(self._sign, self._open, self._chat, self._part, spacing=Space.M))
        body.addWidget(self.piece, 1)
        body.addWidget(self._state)
        body.addLayout(row(self.before, self.untick, 0, self.copy, self.go, spacing=Space.M))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addWidget(self.banner)
        layout.addLayout(row(self.leave, self._title, self._count, spacing=Space.M))
        layout.addWidget(self._progress)
        layout.addWidget(self._card, 1)
        layout.addWidget(self.legend)
        layout.addWidget(self.done, 1)
