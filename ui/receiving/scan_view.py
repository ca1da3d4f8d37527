"""The left of the count: a line for scans whose caret is always there, and what came of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from leader_app.ports.scanning import Frame
from ui.kit.button import Button, Kind
from ui.kit.camera_view import CameraView
from ui.kit.card import row
from ui.kit.code_line import CodeLine
from ui.kit.label import ElidedLabel
from ui.receiving import typed
from ui.receiving.choose_view import ChoosePanel
from ui.receiving.counting import CountViewModel
from ui.receiving.last_view import LastField
from ui.receiving.lot_view import LotPanel
from ui.receiving.panel_view import Panel as Box
from ui.receiving.reject_view import AskFiles, RejectPanel
from ui.receiving.sheet import Panel
from ui.receiving.truck_view import TruckPanel
from ui.tasks import Runner
from ui.theme.tokens import Ink, Size, Space, Type

_ROOMY = Size.FORM + Size.CONTROL_HUGE
_HARMLESS = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_MORE = frozenset({Qt.Key.Key_Plus, Qt.Key.Key_Equal})
_LESS = frozenset({Qt.Key.Key_Minus, Qt.Key.Key_Underscore})
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}


class ScanView(QWidget):
    """Digits and Enter say how many of the chosen line; anything longer is a barcode."""

    def __init__(
        self,
        view_model: CountViewModel,
        side: Runner,
        newest_frame: Callable[[], Frame | None],
        ask_files: AskFiles | None = None,
    ) -> None:
        super().__init__()
        self._model = view_model
        self.line = CodeLine()
        self.line.grow(huge=True)
        self.line.installEventFilter(self)
        self.line.submitted.connect(view_model.submit)
        self.line.textChanged.connect(self._say_enter)
        self._hint = ElidedLabel("", Type.BODY, Ink.SECONDARY)
        self.last = LastField(view_model)
        self.less = Button("", Kind.QUIET, icon="minus")
        self.more = Button("", Kind.QUIET, icon="plus")
        self.lot = Button("", Kind.QUIET, key="Ctrl+L")
        self.reject = Button("", Kind.QUIET, key="Ctrl+R")
        self.lot_panel, self.truck_panel = LotPanel(view_model), TruckPanel(view_model)
        self.choose_panel = ChoosePanel(view_model)
        self.reject_panel = RejectPanel(view_model, side, newest_frame, ask_files)
        self._panels: dict[Panel, Box] = {
            Panel.LOT: self.lot_panel,
            Panel.REJECT: self.reject_panel,
            Panel.CHOOSE: self.choose_panel,
            Panel.TRUCK: self.truck_panel,
        }
        self.preview = CameraView(newest_frame)
        self.preview.setFixedHeight(self.preview.minimumHeight())
        self._newest = newest_frame
        self._stack = QStackedWidget()
        self._asked = ""
        self._lay_out()
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        self.line.setAccessibleName(self.tr("Scan, or type how many"))
        self.line.setPlaceholderText(self.tr("Scan"))
        self.less.set_words("", self.tr("One piece fewer"))
        self.more.set_words("", self.tr("One piece more"))
        self.lot.set_words(self.tr("Lot"))
        self.preview.setAccessibleName(self.tr("What the camera sees"))
        self.reject.set_words(self.tr("Reject"))
        for panel in self._panels.values():
            panel.retranslate()
        self.last.refresh()
        self._say_enter()
        self._show_line()

    def take_focus(self) -> None:
        """Put the caret where work is: into the open panel, or where scans are typed."""
        panel = self._panels.get(self._model.panel)
        if panel is not None:
            panel.take_focus()
        else:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def type_on(self, event: QKeyEvent) -> bool:
        """Take a key that was pressed elsewhere on the page; tell whether it meant anything."""
        if self._model.panel is not Panel.LAST:
            return False
        if self._key(event):
            return True
        if event.text() and event.text().isprintable() and not event.modifiers() & ~_HARMLESS:
            self.line.take(event)
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the camera's picture where there is room for it."""
        super().resizeEvent(event)
        self._show_preview()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear the keys of the line first."""
        pressed = event.type() is QEvent.Type.KeyPress
        if watched is self.line and pressed and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo) and not self.line.text():
            self._model.take_back()
            return True
        if event.modifiers() & ~_HARMLESS:
            return False
        key, model = Qt.Key(event.key()), self._model
        if key in _MOVES:
            model.move(_MOVES[key])
        elif self.line.text():
            return self._typing_key(key)
        elif key in _MORE | _LESS:
            model.step(1 if key in _MORE else -1)
        elif key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                model.take_as_announced()
        elif key == Qt.Key.Key_Escape and model.chosen >= 0:
            model.choose(-1)
        else:
            return key in _ENTER
        return True

    def _typing_key(self, key: Qt.Key) -> bool:
        if key in _ENTER:
            self.line.submit()
        elif key == Qt.Key.Key_Escape:
            self.line.clear()
        else:
            return False
        return True

    def _say_enter(self) -> None:
        """Say what Enter will do with what is typed."""
        line, said = self._model.line, typed.plain(self.line.text())
        quantity = typed.pieces(said, self._model.per_carton(line)) if line is not None else None
        if line is None:
            words = self.tr("Arrows choose a line, then type how many.")
        elif quantity is not None:
            words = self.tr("Enter: %1 of %2").replace("%1", f"{quantity.pieces:,}")
            words = words.replace("%2", line.product.name)
        elif said:
            words = self.tr("Enter: look the barcode up")
        else:
            words = self.tr("Type how many, + −, Space: as announced")
        self._hint.setText(words)

    def _show_line(self) -> None:
        chosen = self._model.line is not None
        for button in (self.less, self.more, self.lot, self.reject):
            button.setEnabled(chosen)
        self._say_enter()
        self._show_preview()

    def _show_preview(self) -> None:
        self.preview.setVisible(self.height() >= _ROOMY and self._newest() is not None)

    def _show_panel(self) -> None:
        panel = self._panels.get(self._model.panel)
        question = self._model.questions[0].barcode if self._model.questions else ""
        asked = f"{self._model.panel}{question}"
        self._hint.setVisible(panel is None)
        if panel is None:
            self._stack.setCurrentIndex(0)
        else:
            if asked != self._asked or self._stack.currentWidget() is not panel:
                panel.begin()
            else:
                panel.retranslate()
            self._stack.setCurrentWidget(panel)
        changed, self._asked = asked != self._asked, asked
        if changed and self.isVisible():
            self.take_focus()

    def _connect(self) -> None:
        model = self._model
        self.less.clicked.connect(lambda: model.step(-1))
        self.more.clicked.connect(lambda: model.step(1))
        self.lot.clicked.connect(lambda: model.open_panel(Panel.LOT))
        self.reject.clicked.connect(lambda: model.open_panel(Panel.REJECT))
        for button in (self.less, self.more, self.lot, self.reject):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for panel in self._panels.values():
            panel.closed.connect(model.close_panel)
        model.panel_changed.connect(self._show_panel)
        model.chosen_changed.connect(self._show_line)
        model.changed.connect(self._show_line)

    def _lay_out(self) -> None:
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.last, 1)
        column.addLayout(row(self.less, self.more, 0, self.lot, self.reject))
        column.addWidget(self.preview)
        column.addStretch(0)
        self._stack.addWidget(first)
        for panel in self._panels.values():
            self._stack.addWidget(panel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        layout.addWidget(self.line)
        layout.addWidget(self._hint)
        layout.addWidget(self._stack, 1)
