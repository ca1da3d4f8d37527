"""Goods that are turned down: what is wrong, how many, words and photos."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QWidget

from leader_app.domain.delivery import Finding, FindingKind
from leader_app.ports.scanning import Frame
from ui.kit.button import Button, Kind
from ui.kit.camera_view import CameraView
from ui.kit.card import row
from ui.kit.chips import Chips, Choice
from ui.kit.field import Field
from ui.kit.label import Label
from ui.receiving import photos, typed, wording
from ui.receiving.counting import CountViewModel
from ui.receiving.panel_view import Panel
from ui.tasks import Runner
from ui.theme.tokens import Ink, Size, Space, Type

KINDS = (FindingKind.DAMAGED, FindingKind.WRONG, FindingKind.TOO_WARM)
AskFiles = Callable[[QWidget, Callable[[list[str]], object]], object]
_LONGEST_NOTE = 500
_MOST_PHOTOS = 8
_ROOMY = Size.FORM


class RejectPanel(Panel):
    """One finding of the chosen line at a time; 0 pieces take it back."""

    def __init__(
        self,
        view_model: CountViewModel,
        side: Runner,
        newest_frame: Callable[[], Frame | None],
        ask_files: AskFiles | None = None,
    ) -> None:
        super().__init__()
        self._model, self._side, self._newest = view_model, side, newest_frame
        self._ask_files = ask_files or _ask_files
        self._photos: tuple[str, ...] = ()
        self._seen: dict[str, QPixmap] = {}
        self._row = -1
        self.chips = Chips()
        self.pieces, self.note = QLineEdit(), QLineEdit()
        self.pieces.setMaxLength(9)
        self.note.setMaxLength(_LONGEST_NOTE)
        self._pieces, self._note = Field(self.pieces), Field(self.note)
        self._pieces.setFixedWidth(Size.RAIL)
        self.camera = Button("", Kind.QUIET, icon="camera")
        self.file = Button("", Kind.QUIET, icon="export")
        self._count = Label("", Type.CAPTION, Ink.SECONDARY)
        self.camera.clicked.connect(self._take_frame)
        self.file.clicked.connect(lambda: self._ask_files(self, self.add_files))
        self.chips.chosen.connect(lambda _: self._show_finding())
        self.setAcceptDrops(True)
        fields = row(self._pieces, self._note)
        for field in (self._pieces, self._note):
            fields.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        self.fields.addWidget(self.chips)
        self.fields.addLayout(fields)
        self._thumbs = [QLabel() for _ in range(_MOST_PHOTOS)]
        self._preview = CameraView(newest_frame)
        self._preview.setMaximumHeight(self._preview.minimumHeight())
        self.fields.addLayout(row(self.camera, self.file, 0))
        self.fields.addWidget(self._count)
        self.fields.addLayout(row(*self._thumbs, 0, spacing=Space.XS))
        self.fields.addWidget(self._preview)
        self.fields.addStretch(1)

    def begin(self) -> None:
        """Show what is turned down of the chosen line already, or ask."""
        self._row = self._model.chosen
        self.retranslate()
        found = self._findings()
        kind = found[0].kind if found else FindingKind.DAMAGED
        self.chips.choose(kind.value)
        self._show_finding()

    def retranslate(self) -> None:
        """Say every word again."""
        line = self._model.line_of(self._row)
        name = line.product.name if line is not None else ""
        self.set_words(self.tr("Reject goods"), name, self.tr("Reject"), self.tr("Leave"))
        self.chips.set_choices(
            [Choice(k.value, wording.finding_word(k), self._known(k)) for k in KINDS]
        )
        self._pieces.set_words(self.tr("Pieces"))
        self._note.set_words(self.tr("What is wrong"), example=self.tr("A few words"))
        self.camera.set_words(self.tr("Photo"), self.tr("Take the camera's picture"))
        self.camera.setEnabled(self._newest() is not None)
        self.file.set_words(self.tr("From a file"))
        self._preview.setAccessibleName(self.tr("What the camera sees"))
        self._show_preview()
        self._show_photos()

    def first(self) -> QWidget:
        """Begin with how many."""
        return self.pieces

    def submit(self) -> None:
        """Turn the pieces down, or say what is amiss."""
        line = self._model.line_of(self._row)
        quantity = typed.pieces(self.pieces.text(), self._model.per_carton(line))
        if line is None or quantity is None:
            self._pieces.set_wrong(self.tr("How many"))
            self.pieces.setFocus()
            return
        kind = FindingKind(self.chips.current())
        note = self.note.text().strip()
        self._model.reject(self._row, kind, quantity.pieces, note, self._photos)

    def add_files(self, paths: list[str]) -> None:
        """Keep pictures from files; reading them holds nothing up."""
        for path in paths[: _MOST_PHOTOS - len(self._photos)]:
            self._side.run(
                self, partial(photos.of_file, Path(path)), self._keep, self._model.trouble.emit
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the camera's picture where there is room for it."""
        super().resizeEvent(event)
        self._show_preview()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept picture files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep what was dropped."""
        self.add_files([x.toLocalFile() for x in event.mimeData().urls() if x.isLocalFile()])
        event.acceptProposedAction()

    def _take_frame(self) -> None:
        frame = self._newest()
        if frame is not None and len(self._photos) < _MOST_PHOTOS:
            self._keep(photos.of_frame(frame))

    def _keep(self, data: bytes) -> None:
        self._model.keep_photo(data, partial(self._kept, self._row, data))

    def _kept(self, line: int, data: bytes, photo: str) -> None:
        self._seen[photo] = _thumb(data)
        if line == self._row:
            self._photos = tuple(dict.fromkeys((*self._photos, photo)))
            self._show_photos()

    def _show_finding(self) -> None:
        kind = FindingKind(self.chips.current())
        found = next((x for x in self._findings() if x.kind is kind), None)
        self.pieces.setText(str(found.quantity) if found is not None else "")
        self.note.setText(found.note if found is not None else "")
        self._photos = found.photos if found is not None else ()
        self._show_photos()

    def _show_photos(self) -> None:
        count = len(self._photos)
        none = self.tr("A photo helps the kitchen to say yes.")
        self._count.setText(self.tr("%n photo(s) kept", "", count) if count else none)
        shown = [self._seen[photo] for photo in self._photos if photo in self._seen]
        for at, label in enumerate(self._thumbs):
            label.setVisible(at < len(shown))
            if at < len(shown):
                label.setPixmap(shown[at])

    def _show_preview(self) -> None:
        self._preview.setVisible(self._newest() is not None and self.height() >= _ROOMY)

    def _findings(self) -> list[Finding]:
        sheet, line = self._model.sheet, self._model.line_of(self._row)
        if sheet is None or line is None or not line.rejected:
            return []
        mine = (line.line_no, line.product.product_id)
        found = [x for x in sheet.findings if (x.line_no, x.product_id) == mine]
        return [x for x in found if x.kind in KINDS]

    def _known(self, kind: FindingKind) -> int | None:
        return next((x.quantity for x in self._findings() if x.kind is kind), None)


def _thumb(data: bytes) -> QPixmap:
    """Return a picture small enough for a row of them; an empty one if it cannot be shown."""
    whole = QPixmap()
    whole.loadFromData(data)
    if whole.isNull():
        return whole
    return whole.scaledToHeight(Size.CONTROL, Qt.TransformationMode.SmoothTransformation)


def _ask_files(parent: QWidget, chosen: Callable[[list[str]], object]) -> None:
    dialog = QFileDialog(parent)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters(["*.jpg *.jpeg *.png *.webp *.bmp *.heic", "*"])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(chosen)
    dialog.open()
