"""What a page shows when there is nothing, not yet anything, or something went wrong."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QLinearGradient, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from ui.kit.button import Button, Kind
from ui.kit.label import IconLabel, Label, Paragraph, centred
from ui.theme.current import colours, duration
from ui.theme.tokens import Ink, Motion, Size, Space, Type

_SWEEP = 1400
_FRAME = 40
_MIDDLE = Qt.AlignmentFlag.AlignHCenter


class StateCard(QWidget):
    """A drawing, a sentence, what to do, and at most one button for it."""

    acted = Signal()

    def __init__(self, icon: str, ink: Ink = Ink.HINT) -> None:
        super().__init__()
        self._sign = IconLabel(icon, ink, Size.ICON_STATE)
        self._title = centred(Label("", Type.TITLE, strong=True))
        self._hint = Paragraph()
        centred(self._hint)
        self._deed = Button("", Kind.QUIET)
        self._deed.clicked.connect(self.acted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        layout.setSpacing(Space.S)
        layout.addStretch(2)
        layout.addWidget(self._sign, 0, _MIDDLE)
        layout.addSpacing(Space.S)
        layout.addWidget(self._title)
        self._hint.setFixedWidth(Size.FORM)
        layout.addWidget(self._hint, 0, _MIDDLE)
        layout.addSpacing(Space.S)
        layout.addWidget(self._deed, 0, _MIDDLE)
        layout.addStretch(3)

    def set_words(self, title: str, hint: str = "", deed: str = "") -> None:
        """Say what is so and what to do."""
        self._title.setText(title)
        self._hint.set_words(hint)
        self._hint.setVisible(bool(hint))
        self._deed.set_words(deed)
        self._deed.setVisible(bool(deed))
        self.setAccessibleName(f"{title} {hint}".strip())

    def set_icon(self, icon: str, ink: Ink) -> None:
        """Show another drawing."""
        self._sign.set_icon(icon, ink)


class Skeleton(QWidget):
    """Grey rows where the real ones will be."""

    def __init__(self, row_height: int = Size.ROW) -> None:
        super().__init__()
        self._row_height = row_height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._step = 0
        self._tick = QTimer(self, interval=_FRAME)
        self._tick.timeout.connect(self._go_on)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to shimmer."""
        super().showEvent(event)
        if duration(Motion.CALM):
            self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop."""
        super().hideEvent(event)
        self._tick.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as many rows as there is room for, fading downwards."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._brush())
        bar = Type.BODY
        rows = self.height() // self._row_height
        for at in range(rows):
            top = at * self._row_height + (self._row_height - bar) / 2
            painter.setOpacity(1 - at / max(rows, 1))
            left = float(Space.L)
            for share in (0.10, 0.22 + 0.05 * (at % 3), 0.30 - 0.06 * (at % 2), 0.12):
                width = share * (self.width() - 5 * Space.L)
                painter.drawRoundedRect(QRectF(left, top, width, bar), Space.XS, Space.XS)
                left += width + Space.L

    def _brush(self) -> QLinearGradient:
        c, middle = colours(), self._step / _SWEEP
        sweep = QLinearGradient(0, 0, self.width(), 0)
        sweep.setColorAt(0, QColor(c.skeleton))
        sweep.setColorAt(min(max(middle, 0.01), 0.99), QColor(c.skeleton_light))
        sweep.setColorAt(1, QColor(c.skeleton))
        return sweep

    def _go_on(self) -> None:
        self._step = (self._step + _FRAME) % _SWEEP
        self.update()


class StateStack(QWidget):
    """One place that is content, loading, empty or an error; the content never jumps."""

    retried = Signal()
    empty_acted = Signal()

    def __init__(self, content: QWidget, row_height: int = Size.ROW) -> None:
        super().__init__()
        self._layout = QStackedLayout(self)
        self._content = content
        self._skeleton = Skeleton(row_height)
        self._empty = StateCard("box")
        self._error = StateCard("warning", Ink.BAD)
        for part in (content, self._skeleton, self._empty, self._error):
            self._layout.addWidget(part)
        self._patience = QTimer(self, singleShot=True, interval=Motion.PATIENCE)
        self._patience.timeout.connect(lambda: self._layout.setCurrentWidget(self._skeleton))
        self._error.acted.connect(self.retried)
        self._empty.acted.connect(self.empty_acted)

    def show_content(self) -> None:
        """Show what the page is for."""
        self._turn(self._content)

    def show_loading(self) -> None:
        """Show the skeleton, if loading lasts long enough to be noticed."""
        if self._layout.currentWidget() is not self._skeleton and not self._patience.isActive():
            self._patience.start()

    def show_empty(self, icon: str, title: str, hint: str = "", deed: str = "") -> None:
        """Say that there is nothing, and what could be done; ``deed`` emits ``empty_acted``."""
        self._empty.set_icon(icon, Ink.HINT)
        self._empty.set_words(title, hint, deed)
        self._turn(self._empty)

    def show_error(self, title: str, hint: str, retry: str = "") -> None:
        """Say what went wrong and what to do; ``retry`` emits ``retried``."""
        self._error.set_words(title, hint, retry)
        self._turn(self._error)

    def _turn(self, part: QWidget) -> None:
        self._patience.stop()
        self._layout.setCurrentWidget(part)
