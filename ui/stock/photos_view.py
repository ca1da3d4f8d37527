"""Pictures of a deed: from the camera, from a file, from the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QImageWriter,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QHBoxLayout, QWidget

from leader_app.ports.scanning import Frame
from ui.kit.button import Button
from ui.kit.keys import key_name, on_key
from ui.kit.page import Spoken
from ui.kit.paint import faded, focus_ring
from ui.stock.deeds import MOST_PHOTOS, Photo
from ui.theme import icons
from ui.theme.current import colours
from ui.theme.tokens import Radius, Size, Space

AskFile = Callable[[QWidget], Path | None]
_KINDS = "*.jpg *.jpeg *.png *.webp *.bmp *.heic"


class _Thumb(QAbstractButton):
    """A small picture; pressing it leaves it out."""

    def __init__(self, photo: Photo) -> None:
        super().__init__()
        self.photo_id = photo.photo_id
        picture = QImage.fromData(photo.data)
        high = 2 * Size.CONTROL_LARGE
        self._picture = picture if picture.isNull() else picture.scaledToHeight(high)
        self.setFixedSize(Size.CONTROL_LARGE, Size.CONTROL_LARGE)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        c, painter, box = colours(), QPainter(self), QRectF(self.rect())
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        shape = QPainterPath()
        shape.addRoundedRect(box, Radius.SMALL, Radius.SMALL)
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(box, c.sunken)
        side = min(self._picture.width(), self._picture.height())
        if side:
            left, top = (self._picture.width() - side) / 2, (self._picture.height() - side) / 2
            painter.drawImage(box, self._picture, QRectF(left, top, side, side))
        else:
            icons.paint(painter, "photo", c.text_hint, box)
        if self.underMouse() or self.hasFocus():
            painter.fillRect(box, faded(c.window, 0.6))
            icons.paint(
                painter, "cross", c.text, box.adjusted(Space.M, Space.M, -Space.M, -Space.M)
            )
        painter.restore()
        if self.hasFocus():
            focus_ring(painter, box, Radius.SMALL, c.accent.text)

    def sizeHint(self) -> QSize:
        return self.size()


class PhotoStrip(Spoken):
    """Pictures that were taken, and ways to take one more."""

    taken = Signal(bytes)
    dropped = Signal(str)

    def __init__(
        self, newest_frame: Callable[[], Frame | None], ask_file: AskFile | None = None
    ) -> None:
        super().__init__()
        self._newest, self._ask = newest_frame, ask_file or _ask_file
        self.camera, self.file = Button("", icon="camera"), Button("", icon="photo")
        self._thumbs: list[_Thumb] = []
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(Space.S)
        for part in (self.camera, self.file):
            self._line.addWidget(part)
        self._line.addStretch(1)
        self.camera.clicked.connect(self._take)
        self.file.clicked.connect(self._choose)
        on_key(self, "Alt+P", self._take)
        on_key(self, QKeySequence(QKeySequence.StandardKey.Paste).toString(), self._paste)

    def set_photos(self, photos: tuple[Photo, ...]) -> None:
        """Show these."""
        if [photo.photo_id for photo in photos] != [thumb.photo_id for thumb in self._thumbs]:
            for thumb in self._thumbs:
                self._line.removeWidget(thumb)
                thumb.hide()
                thumb.deleteLater()
            self._thumbs = [self._thumb(photo) for photo in photos]
            for at, thumb in enumerate(self._thumbs):
                self._line.insertWidget(at, thumb)
        room = len(photos) < MOST_PHOTOS
        self.camera.setVisible(room and self._newest() is not None)
        self.file.setVisible(room)
        self.retranslate()

    def retranslate(self) -> None:
        """Say every word again."""
        self.camera.set_words(self.tr("Take a picture"), key_name("Alt+P"))
        few = not self._thumbs and self.camera.isHidden()
        said = self.tr("Add a picture")
        self.file.set_words(said if few else "", said)
        for at, thumb in enumerate(self._thumbs, start=1):
            thumb.setAccessibleName(self.tr("Leave picture %1 out").replace("%1", str(at)))
            thumb.setToolTip(thumb.accessibleName())

    def _thumb(self, photo: Photo) -> _Thumb:
        made = _Thumb(photo)
        made.clicked.connect(lambda: self.dropped.emit(photo.photo_id))
        return made

    def _take(self) -> None:
        frame = self._newest()
        if frame is None:
            self._choose()
            return
        kind = QImage.Format.Format_BGR888
        picture = QImage(frame.pixels, frame.width, frame.height, frame.stride, kind)
        self.taken.emit(_encoded(picture, b"jpeg"))

    def _choose(self) -> None:
        path = self._ask(self)
        if path is not None:
            try:
                self.taken.emit(path.read_bytes())
            except OSError:
                self.taken.emit(b"")

    def _paste(self) -> None:
        data = QGuiApplication.clipboard().mimeData()
        image = data.imageData() if data.hasImage() else None
        if isinstance(image, QImage):
            self.taken.emit(_encoded(image, b"png"))


def _encoded(picture: QImage, kind: bytes) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(kind)).write(picture)
    return bytes(buffer.data().data())


def _ask_file(parent: QWidget) -> Path | None:
    chosen, _ = QFileDialog.getOpenFileName(parent, "", "", _KINDS)
    return Path(chosen) if chosen else None
