"""Where people write: search, secrets, and a field with its name and its error."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.kit.keys import on_key
from ui.kit.label import Label, restyle
from ui.theme import icons
from ui.theme.current import colours
from ui.theme.fonts import fixed_font, font
from ui.theme.tokens import Ink, Motion, Size, Space, Type

_tr = QCoreApplication.translate
_LEADING = QLineEdit.ActionPosition.LeadingPosition
_TRAILING = QLineEdit.ActionPosition.TrailingPosition


class SearchField(QLineEdit):
    """Says what is looked for once typing pauses, at once on Enter; Esc empties it.

    ``key`` (Ctrl+F, or / where no text is typed) puts the caret here from anywhere on the page.
    """

    searched = Signal(str)

    def __init__(self, key: str = "Ctrl+F") -> None:
        super().__init__()
        self.setFixedHeight(Size.CONTROL)
        self.setProperty("search", "true")
        self._sign = self.addAction(_icon("search"), _LEADING)
        self._pause = QTimer(self, singleShot=True, interval=Motion.CALM)
        self._pause.timeout.connect(self._say)
        self.textChanged.connect(self._wait)
        self.returnPressed.connect(self._say)
        on_key(self, key, self._take_focus)

    def set_words(self, hint: str) -> None:
        """Say what can be looked for."""
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the field on Esc."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._say()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Tint the sign anew with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_sign"):
            self._sign.setIcon(_icon("search"))

    def _wait(self) -> None:
        self._pause.start()

    def _say(self) -> None:
        self._pause.stop()
        self.searched.emit(self.text().strip())

    def _take_focus(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()


class SecretField(QLineEdit):
    """A passphrase or a PIN; what is typed is dots until the eye is pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("large", "true")
        self.setFont(font(Type.LEAD))
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self._eye: QAction = self.addAction(_icon("eye"), _TRAILING)
        self._eye.triggered.connect(self._turn)
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_eye"):
            self._show_eye()
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Name the eye."""
        self._eye.setText(_tr("SecretField", "Show what is typed"))

    def _turn(self) -> None:
        hidden = self.echoMode() is QLineEdit.EchoMode.Password
        mode = QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        self._show_eye()

    def _show_eye(self) -> None:
        hidden = self.echoMode() is QLineEdit.EchoMode.Password
        self._eye.setIcon(_icon("eye" if hidden else "eye-off"))


class Field(QWidget):
    """A field under its name, with a line below for help or for what is wrong."""

    def __init__(self, editor: QLineEdit) -> None:
        super().__init__()
        self.editor = editor
        self._name = Label("", Type.BODY, Ink.SECONDARY)
        self._name.setBuddy(editor)
        self._below = Label("", Type.CAPTION, Ink.HINT)
        self._below.setWordWrap(True)
        self._help = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS)
        for part in (self._name, editor, self._below):
            layout.addWidget(part)

    def set_words(self, name: str, help_text: str = "", example: str = "") -> None:
        """Name the field; ``example`` stands in it while it is empty."""
        self._name.setText(name)
        self.editor.setPlaceholderText(example)
        self._help = help_text
        self.editor.setAccessibleName(name)
        self.set_wrong("")

    def set_wrong(self, what: str) -> None:
        """Say what is wrong; empty when all is well."""
        self._below.setText(what or self._help)
        self._below.setVisible(bool(what or self._help))
        self._below.set_ink(Ink.BAD if what else Ink.HINT)
        self.editor.setAccessibleDescription(what or self._help)
        self.editor.setProperty("wrong", "true" if what else "false")
        restyle(self.editor)


def large_line(*, fixed: bool = False) -> QLineEdit:
    """Return a tall line to write in; ``fixed`` for codes."""
    editor = QLineEdit()
    editor.setProperty("large", "true")
    editor.setFont(fixed_font(Type.LEAD) if fixed else font(Type.LEAD))
    return editor


def _icon(name: str) -> QIcon:
    return icons.icon(name, colours().text_hint, Size.ICON_SMALL)
