"""A signature: drawn with mouse, finger or pen, or a name that is typed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ui.kit.button import Button, Kind
from ui.kit.card import Card, row
from ui.kit.label import ElidedLabel
from ui.kit.paint import focus_ring, rounded
from ui.kit.pill import StatusPill
from ui.receiving import photos
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import LIGHT, Radius, Size, Space, Tone, Type

_PAUSE_MS = 600
_LONGEST = 60
_PEN = 2.5


class SignaturePad(QWidget):
    """Paper to write on; ``drawn`` comes once the pen rests."""

    drawn = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._strokes: list[list[QPointF]] = []
        self._note, self._writing = "", False
        self.setMinimumHeight(Size.CONTROL_HUGE)
        self.setMaximumHeight(Size.FORM // 2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._rest = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._rest.timeout.connect(self.drawn)

    def set_note(self, note: str) -> None:
        """Say what the paper is for while it is empty."""
        self._note = note
        self.update()

    def clear(self) -> None:
        """Take a fresh sheet."""
        self._rest.stop()
        self._strokes = []
        self.update()

    def is_blank(self) -> bool:
        """Tell whether nothing is written."""
        return not self._strokes

    def flush(self) -> None:
        """Tell at once what the pen has just left."""
        if self._rest.isActive():
            self._rest.stop()
            self.drawn.emit()

    def png(self) -> bytes:
        """Return what is written, dark on white whatever the theme."""
        picture = photos.blank_signature()
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        share = min(
            picture.width() / max(1, self.width()), picture.height() / max(1, self.height())
        )
        painter.scale(share, share)
        _write(painter, self._strokes, LIGHT.text)
        painter.end()
        return photos.encoded(picture, "png")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the pen down."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._writing = True
            self._rest.stop()
            self._strokes.append([event.position()])
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Write."""
        if self._writing:
            self._strokes[-1].append(event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lift the pen."""
        if self._writing:
            self._writing = False
            self._rest.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the paper and what is written on it."""
        c, painter, box = colours(), QPainter(self), QRectF(self.rect())
        rounded(painter, box, Radius.CONTROL, c.sunken, c.line_strong)
        if self.hasFocus():
            focus_ring(painter, box, Radius.CONTROL - 1, c.accent.text)
        base = box.bottom() - Space.L
        painter.setPen(QPen(QColor(c.line_strong), Size.LINE))
        painter.drawLine(QPointF(box.left() + Space.L, base), QPointF(box.right() - Space.L, base))
        if self.is_blank():
            painter.setPen(QColor(c.text_hint))
            painter.setFont(font(Type.BODY))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._note)
        _write(painter, self._strokes, c.text)


class SignatureBox(Card):
    """Paper, the way to type a name instead, and whether it is kept."""

    signed = Signal(bytes)
    """The picture of a signature; empty when it was taken back."""

    def __init__(self) -> None:
        super().__init__(padding=Space.M)
        self.setMaximumHeight(Size.FORM * 3 // 4)
        self.body.setSpacing(Space.S)
        self.heading = ElidedLabel("", Type.BODY, strong=True)
        self._state = StatusPill()
        self.pad = SignaturePad()
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST)
        self.again = Button("", Kind.PLAIN, icon="cross")
        self.body.addLayout(row(self.heading, self._state))
        self.body.addWidget(self.pad, 1)
        self.body.addLayout(row(self.name, self.again))
        self._is_signed, self._names = False, ("", "")
        self._written = ""
        self.pad.drawn.connect(self._draw)
        self.name.editingFinished.connect(self._write_name)
        self.again.clicked.connect(self._clear)

    def set_words(
        self, who: str, draw_here: str, type_here: str, again: str, states: tuple[str, str]
    ) -> None:
        """Name everything; ``states`` are the words for signed and not."""
        self.heading.setText(who)
        self.setAccessibleName(who)
        self.pad.setAccessibleName(f"{who}: {draw_here}")
        self.name.setAccessibleName(f"{who}: {type_here}")
        self.name.setPlaceholderText(type_here)
        self.again.set_words("", again)
        self._names = states
        self._draw_here = draw_here
        self.set_signed(is_signed=self._is_signed)

    def set_signed(self, *, is_signed: bool) -> None:
        """Show whether a signature is kept."""
        self._is_signed = is_signed
        words = self._names[0] if is_signed else self._names[1]
        tone = Tone.OK if is_signed else Tone.NEUTRAL
        self._state.set_state(words, "check" if is_signed else "clock", tone)
        self.again.setEnabled(is_signed or not self.pad.is_blank())
        self.pad.set_note(words if is_signed else self._draw_here)

    def begin(self) -> None:
        """Take a fresh sheet; what is kept stays kept."""
        self.pad.clear()
        self._written = ""
        self.name.clear()

    def flush(self) -> None:
        """Keep what was written a moment ago."""
        self.pad.flush()
        self._write_name()

    def _draw(self) -> None:
        self._written = ""
        self.name.clear()
        self.signed.emit(self.pad.png())

    def _write_name(self) -> None:
        name = self.name.text().strip()
        if name and name != self._written:
            self._written = name
            self.pad.clear()
            self.signed.emit(photos.of_name(name))

    def _clear(self) -> None:
        self.begin()
        self.signed.emit(b"")


def _write(painter: QPainter, strokes: list[list[QPointF]], colour: str) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), _PEN)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in strokes:
        if len(stroke) == 1:
            painter.drawPoint(stroke[0])
            continue
        path = QPainterPath(stroke[0])
        for point in stroke[1:]:
            path.lineTo(point)
        painter.drawPath(path)
