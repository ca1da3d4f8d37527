"""What is to be pasted, as large as there is room for: the text to read, or the picture."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QStackedLayout, QWidget

from leader_app.services.notices.desk import PasteStep
from ui.kit.label import IconLabel
from ui.theme.fonts import font
from ui.theme.tokens import Ink, Size, Space, Type


class _Picture(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_image(self, image: QImage) -> None:
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(Size.FORM, Size.RAIL)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = QSizeF(self.size())
        fitted = QSizeF(self._image.size()).scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        left = (room.width() - fitted.width()) / 2
        top = (room.height() - fitted.height()) / 2
        painter.drawImage(QRectF(left, top, fitted.width(), fitted.height()), self._image)


class PieceView(QWidget):
    """The text cannot be written in: what is shown is what is copied."""

    def __init__(self) -> None:
        super().__init__()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFont(font(Type.LEAD))
        self.text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.picture = _Picture()
        self._tick = IconLabel("check-circle", Ink.OK, Size.ICON_STATE)
        self._layout = QStackedLayout(self)
        self._layout.addWidget(self.text)
        self._layout.addWidget(self.picture)
        self._tick.setParent(self)
        self.setMinimumHeight(Size.RAIL)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_step(self, step: PasteStep) -> None:
        """Show it, with a tick once it is pasted."""
        if step.picture is None:
            if self.text.toPlainText() != step.text:
                self.text.setPlainText(step.text)
            self._layout.setCurrentWidget(self.text)
        else:
            self.picture.set_image(QImage.fromData(step.picture))
            self._layout.setCurrentWidget(self.picture)
        self._tick.setVisible(step.done)
        self._tick.move(self.width() - self._tick.width() - Space.L, Space.M)
        self._tick.raise_()
