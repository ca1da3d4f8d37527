"""How codes come in: what the camera sees, and a line that is always ready to be typed into."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.camera_view import CameraView
from ui.kit.label import Label, restyle
from ui.kit.paint import faded
from ui.pickup.camera import CameraViewModel
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Ink, Size, Space, Type

LONGEST = 200


class CodeLine(QLineEdit):
    """Takes codes below any input method; the page hears every key first."""

    submitted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("large", "true")
        self.setFont(font(Type.TITLE))
        self.setMaxLength(LONGEST)
        self.setAcceptDrops(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)

    def grow(self, *, huge: bool) -> None:
        """Be the page's main thing, where there is no camera."""
        size = "huge" if huge else "true"
        if self.property("large") != size:
            self.setProperty("large", size)
            self.setFont(font(Type.HEADLINE if huge else Type.TITLE))
            restyle(self)

    def submit(self) -> None:
        """Hand on what was typed and be empty again."""
        text = self.text()
        self.clear()
        self.submitted.emit(text)

    def take(self, event: QKeyEvent) -> None:
        """Take a letter that was typed elsewhere on the page."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.insert(event.text())


class Preview(CameraView):
    """The camera's picture with the corners of a frame to hold a code into."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the corners over the picture."""
        super().paintEvent(event)
        if self._frame is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(faded(colours().accent.on_fill, 0.85), Space.XS - 1))
        painter.drawPath(_corners(QRectF(self.rect())))


class FinderView(QWidget):
    """Camera above, line below; without a camera the line and what it takes."""

    def __init__(self, camera: CameraViewModel) -> None:
        super().__init__()
        self._camera = camera
        self.preview = Preview(camera.newest_frame)
        self.preview.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.preview.setMinimumHeight(Size.CONTROL_HUGE * 2)
        self.line = CodeLine()
        self._caption = Label("", Type.BODY, Ink.SECONDARY)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        layout.addWidget(self.preview, 1)
        layout.addWidget(self._caption)
        layout.addWidget(self.line)
        camera.changed.connect(self.refresh)

    def limit(self, preview: int) -> None:
        """Let the picture be at most ``preview`` pixels high; what is left is the day's."""
        fixed = self.line.sizeHint().height() + self._caption.sizeHint().height() + Space.S
        shown = preview + Space.S if self._camera.present else 0
        self.preview.setMaximumHeight(preview)
        self.setMaximumHeight(fixed + shown)

    def refresh(self) -> None:
        """Show the camera as it is now."""
        self.preview.setVisible(self._camera.present)
        self.preview.set_idle(*self._camera.words())
        self.line.grow(huge=not self._camera.present)

    def retranslate(self) -> None:
        """Say every word again."""
        self._caption.setText(self.tr("Code, order or last 4 phone digits"))
        self.line.setAccessibleName(self._caption.text())
        self.line.setPlaceholderText(self.tr("Scan or type"))
        self.preview.setAccessibleName(self.tr("What the camera sees"))
        self.refresh()


def _corners(box: QRectF) -> QPainterPath:
    """Return four corners of a square in the middle."""
    side = min(box.width(), box.height()) * 0.62
    arm = side * 0.18
    square = QRectF(0, 0, side, side)
    square.moveCenter(box.center())
    path = QPainterPath()
    for x, inward in ((square.left(), 1), (square.right(), -1)):
        for y, downward in ((square.top(), 1), (square.bottom(), -1)):
            path.moveTo(x + inward * arm, y)
            path.lineTo(x, y)
            path.lineTo(x, y + downward * arm)
    return path
