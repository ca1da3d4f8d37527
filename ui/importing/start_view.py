"""Where an import begins: pasted text, or a file opened or dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from ui.importing.view_model import ImportViewModel
from ui.kit.button import Button, Kind
from ui.kit.card import Card, column, row
from ui.kit.label import Label, Paragraph
from ui.kit.page import Spoken
from ui.theme.fonts import font
from ui.theme.tokens import Ink, Type

MOST_TEXT = 2_000_000


class PasteBox(QPlainTextEdit):
    """Takes text as it is; files that are pasted are opened instead."""

    files_pasted = Signal(list)
    sent = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFont(font(Type.BODY))
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Open files; take only the words of anything else."""
        files = local_files(source)
        if files:
            self.files_pasted.emit(files)
        else:
            self.insertPlainText(source.text()[:MOST_TEXT])

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take files and text."""
        return source.hasText() or bool(local_files(source))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read on Ctrl and Enter."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.sent.emit()
            return
        super().keyPressEvent(event)


class StartView(Spoken):
    """A box to paste into; Ctrl+Enter reads it, Ctrl+O opens a file."""

    file_wanted = Signal()

    def __init__(self, view_model: ImportViewModel) -> None:
        super().__init__()
        self._model = view_model
        self._heading = Label("", Type.LEAD, strong=True)
        self._hint = Paragraph()
        self.box = PasteBox()
        self.read = Button("", Kind.PRIMARY, icon="paste", key="Ctrl+Return", answers=False)
        self.open = Button("", Kind.QUIET, icon="clipboard", key="Ctrl+O")
        self._files = Label("", Type.BODY, Ink.SECONDARY)
        self._formats = Paragraph("", Type.CAPTION, Ink.HINT)
        card = Card()
        card.body.addWidget(self._heading)
        card.body.addWidget(self._hint)
        card.body.addWidget(self.box, 1)
        card.body.addLayout(row(self._files, 0, self.open, self.read))
        card.body.addWidget(self._formats)
        whole = column(card)
        whole.setContentsMargins(0, 0, 0, 0)
        self.setLayout(whole)
        self.box.textChanged.connect(self._show)
        self.box.sent.connect(self._send)
        self.read.clicked.connect(self._send)
        self.open.clicked.connect(self.file_wanted)

    def retranslate(self) -> None:
        """Say every word again."""
        self._heading.setText(self.tr("Paste the order chain from the group"))
        self._hint.set_words(
            self.tr(
                "Copy the whole chain, talk around it included. Pasting it again later adds only "
                "what is new."
            )
        )
        self.box.setPlaceholderText("#接龙\n…\n1. …")
        self.box.setAccessibleName(self.tr("Text of the chain"))
        self.read.set_words(self.tr("Read it"))
        self.open.set_words(self.tr("Open a file"))
        self._files.setText(self.tr("or drop a file here"))
        self._formats.set_words(
            self.tr("Excel, WPS, CSV and text files of the usual group-buying tools are read.")
        )
        self._show()

    def take_focus(self) -> None:
        """Put the caret into the box."""
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Empty the box: its text was brought in."""
        self.box.clear()

    def _show(self) -> None:
        self.read.setEnabled(bool(self.box.toPlainText().strip()))

    def _send(self) -> None:
        self._model.read_text(self.box.toPlainText())


def local_files(source: QMimeData) -> list[Path]:
    """Return the files on this computer that are pasted or dropped."""
    paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
    return [path for path in paths if path.is_file()]
