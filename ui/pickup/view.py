"""The counter's page: codes on the left, the verdict on the right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QObject, Qt, QTimer
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QHideEvent,
    QImage,
    QImageWriter,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from leader_app.services.pickup.verdict import HandOverNote
from ui.kit.button import Button, Kind
from ui.kit.keys import on_key
from ui.kit.page import Page
from ui.kit.title import TitleLine
from ui.pickup.camera import CameraViewModel
from ui.pickup.card import Face
from ui.pickup.card_view import CardView
from ui.pickup.finder_view import FinderView
from ui.pickup.history import HistoryViewModel
from ui.pickup.history_view import HistoryView
from ui.pickup.keys import PickupKeys, is_paste
from ui.pickup.parts_view import DropShade
from ui.pickup.pictures import PictureInput
from ui.pickup.view_model import PickupViewModel
from ui.theme.tokens import Size, Space

_LEFT_SHARE = 0.30
_TICK_MS = 30_000
_HARMLESS = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where codes come from beside the keyboard scanner."""

    camera: CameraViewModel
    pictures: PictureInput
    is_trailing: Callable[[QKeyEvent], bool]


class PickupPage(Page):
    """Everything by keyboard and scanner; the line for codes has the caret whenever it can."""

    def __init__(
        self, view_model: PickupViewModel, history: HistoryViewModel, inputs: Inputs
    ) -> None:
        self._undo = Button("", Kind.QUIET, icon="undo", key="F9")
        super().__init__(TitleLine(self._undo))
        self._model, self._history, self._inputs = view_model, history, inputs
        self.finder = FinderView(inputs.camera)
        self.card = CardView(view_model)
        self.day = HistoryView(history)
        self._keys = PickupKeys(view_model, inputs.is_trailing, self.card.take_back)
        self.line = self.finder.line
        self.line.installEventFilter(self)
        self.line.submitted.connect(view_model.typed)
        self._undo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._undo.clicked.connect(self.undo_last)
        self.day.undo_asked.connect(self._ask_back)
        self.day.list.left.connect(self.take_focus)
        on_key(self, "F10", self.day.list.setFocus)
        self.setAcceptDrops(True)
        self._shade = DropShade(self)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._time_passed)
        self._lay_out()
        for changed in (view_model.changed, history.changed):
            changed.connect(self._show_state)
        inputs.camera.changed.connect(self._share_left)
        view_model.read_settings()
        self.retranslate()

    def retranslate(self) -> None:
        """Say every word of the page again."""
        self._undo.set_words(self.tr("Undo last"))
        for part in (self.finder, self.card, self.day):
            part.retranslate()
        self._show_state()

    def take_focus(self) -> None:
        """Put the caret where codes are typed."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def undo_last(self) -> None:
        """Ask why the newest hand-over shall be taken back."""
        note = self._newest()
        if note is not None:
            self._ask_back(note)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear the keys of the line first."""
        pressed = event.type() is QEvent.Type.KeyPress
        if watched is self.line and pressed and isinstance(event, QKeyEvent):
            return self._line_key(event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hear what nothing else on the page took."""
        if self._line_key(event):
            return
        if event.text().isprintable() and event.text():
            self.line.take(event)
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept pictures and texts."""
        data = event.mimeData()
        if data.hasImage() or data.hasText() or _file(data) is not None:
            event.acceptProposedAction()
            self._shade.cover()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the shade away."""
        super().dragLeaveEvent(event)
        self._shade.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at what was dropped."""
        self._shade.hide()
        if self._take(event.mimeData()):
            event.acceptProposedAction()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self._history.show()
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest."""
        super().hideEvent(event)
        self._history.hide()
        self._tick.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        super().resizeEvent(event)
        self._share_left()

    def _line_key(self, event: QKeyEvent) -> bool:
        if is_paste(event):
            return self._take(QGuiApplication.clipboard().mimeData())
        if event.matches(QKeySequence.StandardKey.Undo) and not self.line.text():
            self.undo_last()
            return True
        if event.modifiers() & ~_HARMLESS:
            return False
        return self._typing_key(event) if self.line.text() else self._keys.press(event)

    def _typing_key(self, event: QKeyEvent) -> bool:
        """Hear a key while a code is being typed."""
        if event.key() in _ENTER:
            self._keys.submitted(event)
            self.line.submit()
        elif event.key() == Qt.Key.Key_Escape:
            self.line.clear()
        else:
            return False
        return True

    def _take(self, data: QMimeData) -> bool:
        path = _file(data)
        if path is not None:
            self._inputs.pictures.file(path)
        elif data.hasImage():
            self._inputs.pictures.data(_png(data.imageData()))
        elif data.hasText():
            self._model.pasted(data.text())
        else:
            return False
        return True

    def _ask_back(self, note: HandOverNote) -> None:
        self._model.ask_back(note)
        self.take_focus()

    def _newest(self) -> HandOverNote | None:
        done = self._model.card.done
        if self._model.card.face is Face.DONE and done is not None and done.note.own:
            return done.note
        return self._history.newest_undoable()

    def _time_passed(self) -> None:
        """Say anew how old things are and what can still be undone."""
        self._history.tick()
        self.card.refresh()
        self._show_state()

    def _show_state(self) -> None:
        self._undo.setEnabled(self._newest() is not None)
        note = self.tr("Fast: complete orders are handed over as they are scanned")
        self.title.set_name(self.tr("Pickup"), note if self._model.fast else "")

    def _share_left(self) -> None:
        width = round(self.width() * _LEFT_SHARE)
        width = max(Size.FORM * 5 // 8, min(Size.FORM, width))
        self.finder.setFixedWidth(width)
        self.day.setFixedWidth(width)
        self.finder.limit(min(width * 3 // 4, self.height() * 2 // 5))

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(Space.M)
        left.addWidget(self.finder, 3)
        left.addWidget(self.day, 2)
        both = QHBoxLayout()
        both.setSpacing(Space.L)
        both.addLayout(left)
        both.addWidget(self.card, 1)
        self.body.addLayout(both, 1)


def _file(data: QMimeData) -> Path | None:
    local = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return Path(local[0]) if local else None


def _png(image: object) -> bytes:
    if not isinstance(image, QImage):
        return b""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
