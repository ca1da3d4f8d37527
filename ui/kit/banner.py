"""A line that tells, with at most one thing to do about it. Never a dialog."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QEasingCurve,
    QEvent,
    QObject,
    QPoint,
    QPropertyAnimation,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.button import Button, Kind
from ui.kit.card import Card
from ui.kit.label import ElidedLabel, IconLabel, Label
from ui.theme.current import duration
from ui.theme.tokens import Ink, Motion, Size, Space, Tone

_tr = QCoreApplication.translate
_SIGNS = {
    Tone.NEUTRAL: ("info", Ink.SECONDARY),
    Tone.ACCENT: ("info", Ink.ACCENT),
    Tone.OK: ("check-circle", Ink.OK),
    Tone.WARN: ("warning", Ink.WARN),
    Tone.BAD: ("cross-circle", Ink.BAD),
}


class Banner(Card):
    """An inline line; hidden until :meth:`tell`."""

    acted = Signal()
    closed = Signal()

    def __init__(self, *, closable: bool = True, wraps: bool = False) -> None:
        super().__init__(Tone.NEUTRAL, padding=0)
        self._sign = IconLabel("info")
        self._words: Label = Label() if wraps else ElidedLabel()
        self._words.setWordWrap(wraps)
        self._deed = Button("", Kind.PLAIN)
        self._close = Button("", Kind.PLAIN, icon="cross")
        line = QHBoxLayout()
        line.setContentsMargins(Space.L, Space.XS, Space.S, Space.XS)
        line.setSpacing(Space.M)
        for part in (self._sign, self._words, self._deed, self._close):
            line.addWidget(part, 1 if part is self._words else 0)
        self.body.addLayout(line)
        self._close.setVisible(closable)  # not before it has a parent: it would be a window
        self.setMinimumHeight(Size.ROW)
        self._deed.clicked.connect(self.acted)
        self._close.clicked.connect(self.dismiss)
        self.retranslate()
        self.hide()

    def tell(self, words: str, tone: Tone = Tone.NEUTRAL, deed: str = "") -> None:
        """Show ``words``, with a button that says ``deed`` if that is not empty."""
        self.set_look(tone)
        self._sign.set_icon(*_SIGNS[tone])
        self._words.setText(words)
        self.setAccessibleName(words)
        self._deed.set_words(deed)
        self._deed.setVisible(bool(deed))
        self.show()

    def dismiss(self) -> None:
        """Take it away."""
        self.hide()
        self.closed.emit()

    def text(self) -> str:
        """Return what it says; empty when hidden."""
        return "" if self.isHidden() else self._words.text()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Name the closing button."""
        self._close.set_words("", _tr("Banner", "Close"))


class Toast(Banner):
    """A banner that floats over the title line of ``host`` and leaves by itself."""

    def __init__(self, host: QWidget) -> None:
        super().__init__()
        self._host = host
        self.setProperty("floating", "true")
        self.setParent(host)
        self.hide()
        self._leave = QTimer(self, singleShot=True)
        self._leave.timeout.connect(self.dismiss)
        self._slide = QPropertyAnimation(self, b"pos", self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        host.installEventFilter(self)

    def tell(self, words: str, tone: Tone = Tone.NEUTRAL, deed: str = "") -> None:
        """Show ``words`` for some seconds; longer where there is something to undo."""
        was_there = self.isVisible()
        super().tell(words, tone, deed)
        self._place()
        self.raise_()
        self._leave.start(Motion.TOAST * (2 if deed else 1))
        if not was_there and duration(Motion.CALM):
            self._slide.stop()
            self._slide.setDuration(duration(Motion.CALM))
            self._slide.setStartValue(self.pos() - QPoint(0, Space.L))
            self._slide.setEndValue(self.pos())
            self._slide.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle when the page grows."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._slide.stop()
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        host = self._host
        width = min(Size.READING, host.width() - 2 * Space.XL)
        self.resize(width, max(self.sizeHint().height(), Size.ROW))
        self.move((host.width() - width) // 2, Space.S)
