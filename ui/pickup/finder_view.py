"""How codes come in: what the camera sees, and a line that is always ready to be typed into."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.kit.camera_view import CameraView
from ui.kit.code_line import CodeLine
from ui.kit.label import Label
from ui.kit.paint import faded
from ui.pickup.camera import CameraViewModel
from ui.theme.current import colours
from ui.theme.tokens import Ink, Size, Space, Type


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
