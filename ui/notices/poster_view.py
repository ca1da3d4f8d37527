"""The poster studio: a design, what stands on it, and how it looks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QHideEvent, QImage, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from leader_app.domain.poster import PosterDesign
from leader_app.errors import LeaderError
from ui.core_text import together
from ui.kit.banner import Banner
from ui.kit.button import Button, Kind
from ui.kit.card import column
from ui.kit.label import Label
from ui.kit.page import Spoken
from ui.kit.paint import rounded
from ui.notices.poster import PosterViewModel
from ui.notices.poster_form_view import PosterForm
from ui.notices.poster_thumbs_view import DesignStrip
from ui.notices.poster_words import design_word
from ui.theme.current import colours
from ui.theme.tokens import Ink, Radius, Size, Space, Tone, Type

AskPath = Callable[[QWidget, str], Path | None]
_KILO = 1024


class Preview(QWidget):
    """The poster, as large as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.image, self._kept = QImage(), QImage()
        self._key: tuple[int, QSize] | None = None
        self.setMinimumWidth(Size.ROW * 5)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_image(self, image: QImage) -> None:
        """Show a picture."""
        self.image = image
        self.update()

    def sizeHint(self) -> QSize:
        """Return what it would like."""
        return QSize(Size.ROW * 7, Size.ROW * 9)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter, box = QPainter(self), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self.image.isNull():
            rounded(painter, box, Radius.CARD, colours().skeleton)
            return
        scaled = self._scaled()
        size = scaled.deviceIndependentSize()
        left, top = (box.width() - size.width()) / 2, (box.height() - size.height()) / 2
        painter.drawImage(QRectF(left, top, size.width(), size.height()), scaled)

    def _scaled(self) -> QImage:
        """Return the picture as large as it is shown, made once for a picture and a size."""
        ratio = self.devicePixelRatioF()
        wanted = self.image.size().scaled(
            (self.size().toSizeF() * ratio).toSize(), Qt.AspectRatioMode.KeepAspectRatio
        )
        key = (self.image.cacheKey(), wanted)
        if key != self._key:
            smooth, exact = (
                Qt.TransformationMode.SmoothTransformation,
                Qt.AspectRatioMode.IgnoreAspectRatio,
            )
            self._key, self._kept = key, self.image.scaled(wanted, exact, smooth)
            self._kept.setDevicePixelRatio(ratio)
        return self._kept


class PosterStudio(Spoken):
    """Ctrl+Enter puts the poster into a notice, Ctrl+S keeps it as a file, F9 copies it."""

    def __init__(self, view_model: PosterViewModel, ask_path: AskPath | None = None) -> None:
        super().__init__()
        self._model, self._ask = view_model, ask_path or _ask_path
        self.banner = Banner(wraps=True)
        self.designs, self.form = DesignStrip(), PosterForm(view_model)
        self.preview, self._size = Preview(), Label("", Type.CAPTION, Ink.HINT)
        self.use = Button("", Kind.PRIMARY, key="Ctrl+Return")
        self.copy = Button("", icon="clipboard", key="F9")
        self.save = Button("", icon="export", key="Ctrl+S")
        self._lay_out()
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        self.use.set_words(self.tr("Use in a notice"))
        self.copy.set_words(self.tr("Copy the poster"))
        self.save.set_words(self.tr("Save as a picture"))
        self.designs.retranslate()
        self.form.retranslate()
        self.refresh()

    def take_focus(self) -> None:
        """Put the keyboard on the designs."""
        self.designs.take_focus()

    def refresh(self) -> None:
        """Show what is written."""
        self.designs.choose(self._model.poster.design)
        self.form.refresh()
        self._show_painting()

    def showEvent(self, event: QShowEvent) -> None:
        """Paint once it is in sight."""
        super().showEvent(event)
        self._model.show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget old complaints."""
        super().hideEvent(event)
        self._model.hide()
        self.banner.hide()

    def _show_painting(self) -> None:
        painting = self._model.painting
        for button in (self.use, self.copy, self.save):
            button.setEnabled(painting is not None)
        name = design_word(self._model.poster.design)
        self.preview.setAccessibleName(self.tr("Poster: %1").replace("%1", name))
        if painting is None:
            return
        self.preview.set_image(painting.image)
        wide, high = painting.image.width(), painting.image.height()
        kilo = -(-len(painting.file.data) // _KILO)
        self._size.setText(f"{wide} × {high}, {painting.file.suffix.upper()} {kilo} KB")

    def _show_thumbs(self) -> None:
        for design, image in self._model.thumbs.items():
            self.designs.thumbs[design].set_image(image)

    def _copy(self) -> None:
        painting = self._model.painting
        if painting is None:
            return
        clipboard = QGuiApplication.clipboard()
        clipboard.setImage(painting.image)
        if clipboard.image().size() == painting.image.size():
            said = self.tr("Copied. Paste it into the chat with Ctrl+V.")
            self.banner.tell(said, Tone.OK)
        else:
            said = self.tr("Another program holds the clipboard. Copy once more.")
            self.banner.tell(said, Tone.WARN)

    def _save(self) -> None:
        painting = self._model.painting
        if painting is None:
            return
        name = f"{self._model.poster.headline or design_word(self._model.poster.design)}"
        safe = "".join(c if c.isalnum() else " " for c in name).strip() or "poster"
        path = self._ask(self, f"{safe}.{painting.file.suffix}")
        if path is not None:
            self._model.save(path)

    def _saved(self, path: str) -> None:
        self.banner.tell(self.tr("Saved as %1").replace("%1", Path(path).name), Tone.OK)

    def _tell(self, error: LeaderError) -> None:
        self.banner.tell(together(error.title, error.hint), Tone.BAD)

    def _unreadable(self) -> None:
        said = self.tr("The picture cannot be opened. Is it still there?")
        self.banner.tell(said, Tone.BAD)

    def _connect(self) -> None:
        model = self._model
        self.designs.chosen.connect(lambda key: model.choose_design(PosterDesign(key)))
        self.form.file_unreadable.connect(self._unreadable)
        self.use.clicked.connect(model.attach)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._save)
        model.changed.connect(self.refresh)
        model.painted.connect(self._show_painting)
        model.thumbs_changed.connect(self._show_thumbs)
        model.failed.connect(self._tell)
        model.saved.connect(self._saved)

    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setWidget(self.form)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        right = column(self.preview, self._size, self.use, self.copy, self.save, spacing=Space.S)
        right.setStretch(0, 1)
        line = QHBoxLayout()
        line.setSpacing(Space.L)
        line.addWidget(self.designs)
        line.addWidget(area, 3)
        line.addLayout(right, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.M)
        whole.addWidget(self.banner)
        whole.addLayout(line, 1)


def _ask_path(parent: QWidget, name: str) -> Path | None:
    chosen, _ = QFileDialog.getSaveFileName(parent, "", name, "PNG (*.png);;JPEG (*.jpg)")
    return Path(chosen) if chosen else None
