"""The one window: first a card (opening, passphrase, first use), then the frame with its pages."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QGridLayout, QMainWindow, QVBoxLayout, QWidget

from ui.kit.button import Button, Kind
from ui.kit.card import row
from ui.kit.label import IconLabel
from ui.kit.page import Spoken
from ui.kit.progress import Progress
from ui.memory import Memory
from ui.theme import icons
from ui.theme.tokens import MINIMUM_WINDOW, USUAL_WINDOW, Motion, Size, Space

_tr = QCoreApplication.translate


class Window(QMainWindow):
    """Remembers where it was in ``memory``; ``language_turned`` asks for the other language."""

    language_turned = Signal()

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._memory = memory
        self.setWindowIcon(icons.logo())
        self.setMinimumSize(*MINIMUM_WINDOW)
        self.setCentralWidget(_Opening())
        self._is_new = not self.restoreGeometry(memory.geometry())
        if self._is_new:
            self.resize(*USUAL_WINDOW)
        self.retranslate()

    def begin(self) -> None:
        """Show it where it was, or over the whole screen the first time."""
        if self._is_new:
            self.showMaximized()
        else:
            self.show()

    def show_card(self, card: QWidget) -> None:
        """Show ``card`` in the middle of an otherwise empty window."""
        whole = _CardGround(card)
        whole.language.clicked.connect(self.language_turned)
        self.setCentralWidget(whole)

    def show_frame(self, frame: QWidget) -> None:
        """Show the frame and be done with cards."""
        self.setCentralWidget(frame)

    def raise_up(self) -> None:
        """Come to the front."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def retranslate(self) -> None:
        """Say the window's own words again."""
        self.setWindowTitle(_tr("Window", "Leader Desk"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window was."""
        self._memory.keep_geometry(self.saveGeometry())
        super().closeEvent(event)


class _CardGround(Spoken):
    """A card, and in the corner the way to the other language."""

    def __init__(self, card: QWidget) -> None:
        super().__init__()
        self.language = Button("", Kind.PLAIN, icon="language")
        layout = QGridLayout(self)
        layout.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        layout.addWidget(card, 0, 0)
        corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        layout.addWidget(self.language, 0, 0, corner)
        self.retranslate()

    def retranslate(self) -> None:
        """Name the other language in its own words."""
        self.language.set_words(_tr("Window", "中文"))


class _Opening(QWidget):
    """The sign, and a bar if opening takes long enough to wonder."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = Progress()
        self._bar.setFixedWidth(Size.FORM // 2)
        self._bar.setMaximum(0)
        self._bar.hide()
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addLayout(row(0, IconLabel("logo", size=Size.CONTROL_HUGE), 0))
        layout.addSpacing(Space.L)
        layout.addLayout(row(0, self._bar, 0))
        layout.addStretch(1)
        self._patience = QTimer(self, singleShot=True, interval=2 * Motion.PATIENCE)
        self._patience.timeout.connect(self._bar.show)
        self._patience.start()
