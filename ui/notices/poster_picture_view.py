"""The picture on a poster: from a file, the clipboard or a drop; a click says what is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.kit.button import Button, Kind
from ui.kit.card import column, row
from ui.kit.label import Paragraph
from ui.kit.page import Spoken
from ui.kit.paint import focus_ring, rounded
from ui.posters.pictures import file_of
from ui.theme import icons
from ui.theme.current import colours
from ui.theme.tokens import Ink, Radius, Size, Space, Type

AskFile = Callable[[QWidget], Path | None]
_KINDS = "*.jpg *.jpeg *.png *.webp *.bmp"
_STEP = 0.05
_MOVES = {
    Qt.Key.Key_Left: (-_STEP, 0.0),
    Qt.Key.Key_Right: (_STEP, 0.0),
    Qt.Key.Key_Up: (0.0, -_STEP),
    Qt.Key.Key_Down: (0.0, _STEP),
}


class FocusBox(QWidget):
    """The whole picture with a ring on what a crop keeps; a click or the arrow keys move it."""

    moved = Signal(float, float)

    def __init__(self) -> None:
        super().__init__()
        self._image, self._focus = QImage(), (0.5, 0.5)
        self.setFixedSize(Size.ROW * 3, Size.ROW * 2)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def set_picture(self, image: QImage, focus: tuple[float, float]) -> None:
        """Show a picture, or that there is none."""
        self._image, self._focus = image, focus
        empty = image.isNull()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if empty else Qt.FocusPolicy.StrongFocus)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the ring."""
        step = _MOVES.get(Qt.Key(event.key()))
        if step is None or self._image.isNull():
            super().keyPressEvent(event)
            return
        self.moved.emit(self._focus[0] + step[0], self._focus[1] + step[1])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the ring there."""
        where, at = self._where(), event.position()
        if not self._image.isNull():
            across = (at.x() - where.left()) / where.width()
            self.moved.emit(across, (at.y() - where.top()) / where.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        c, painter, box = colours(), QPainter(self), QRectF(self.rect())
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        rounded(painter, box, Radius.SMALL, c.sunken, c.line)
        if self._image.isNull():
            side = float(Size.ICON_STATE)
            centre = box.center() - QPointF(side / 2, side / 2)
            icons.paint(painter, "photo", c.text_hint, QRectF(centre.x(), centre.y(), side, side))
            return
        where = self._where()
        painter.drawImage(where, self._image)
        x = where.left() + self._focus[0] * where.width()
        y = where.top() + self._focus[1] * where.height()
        for colour, thick in ((c.neutral.fill, Space.XS + 1), (c.neutral.on_fill, Size.FOCUS)):
            painter.setPen(QPen(QColor(colour), thick))
            painter.drawEllipse(QPointF(x, y), Space.S, Space.S)
        if self.hasFocus():
            focus_ring(painter, box, Radius.SMALL, c.accent.text)

    def _where(self) -> QRectF:
        room = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        size = self._image.size().toSizeF()
        if size.isEmpty():
            return room
        size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        where = QRectF(QPointF(0, 0), size)
        where.moveCenter(room.center())
        return where


class PicturePart(Spoken):
    """Ways to a picture; Ctrl+V anywhere in the studio pastes one, where no text is typed."""

    taken = Signal(bytes)
    unreadable = Signal()
    dropped = Signal()

    def __init__(self, ask_file: AskFile | None = None) -> None:
        super().__init__()
        self._ask = ask_file or _ask_file
        self.box = FocusBox()
        self.choose, self.paste = Button("", icon="photo"), Button("", icon="paste")
        self.leave_out = Button("", Kind.PLAIN, icon="trash")
        self._hint = Paragraph("", Type.CAPTION, Ink.HINT)
        buttons = column(self.choose, self.paste, self.leave_out, 0, spacing=Space.XS)
        line = row(self.box, spacing=Space.M)
        line.addLayout(buttons, 1)
        whole = column(spacing=Space.XS)
        whole.addLayout(line)
        whole.addWidget(self._hint)
        self.setLayout(whole)
        self.setAcceptDrops(True)
        self.choose.clicked.connect(self._choose)
        self.paste.clicked.connect(lambda: self.take(QGuiApplication.clipboard().mimeData()))
        self.leave_out.clicked.connect(self.dropped)

    def retranslate(self) -> None:
        """Say every word again."""
        self.choose.set_words(self.tr("Choose a picture"))
        self.paste.set_words(self.tr("Paste a picture"))
        self.leave_out.set_words(self.tr("Without a picture"))
        hint = self.tr("Or drop one here. Click on what must stay in sight.")
        self._hint.set_words(hint)
        self.box.setAccessibleName(self.tr("Picture: what must stay in sight"))

    def show_picture(self, small: QImage, focus: tuple[float, float]) -> None:
        """Show the picture of the poster, or that there is none."""
        self.box.set_picture(small, focus)
        self.leave_out.setVisible(not small.isNull())

    def take(self, data: QMimeData) -> bool:
        """Take a picture, or the file of one, that was pasted or dropped; tell if it was one."""
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self._read(paths[0])
            return True
        image = data.imageData() if data.hasImage() else None
        if isinstance(image, QImage) and not image.isNull():
            self.taken.emit(file_of(image))
            return True
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome pictures."""
        if event.mimeData().hasImage() or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        if self.take(event.mimeData()):
            event.acceptProposedAction()

    def _choose(self) -> None:
        path = self._ask(self)
        if path is not None:
            self._read(path)

    def _read(self, path: Path) -> None:
        try:
            data = path.read_bytes()
        except OSError:
            self.unreadable.emit()
        else:
            self.taken.emit(data)


def _ask_file(parent: QWidget) -> Path | None:
    chosen, _ = QFileDialog.getOpenFileName(parent, "", "", _KINDS)
    return Path(chosen) if chosen else None
