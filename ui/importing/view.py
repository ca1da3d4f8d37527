"""The import page: paste or open, look over, bring in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from leader_app.errors import LeaderError
from ui.core_text import together
from ui.importing.done_view import DoneView
from ui.importing.mapping_view import MappingView
from ui.importing.password_view import PasswordView
from ui.importing.product_view import ProductView
from ui.importing.review_view import ReviewView
from ui.importing.start_view import StartView, local_files
from ui.importing.view_model import ImportViewModel, Phase
from ui.kit.button import Button, Kind
from ui.kit.page import Page
from ui.kit.states import Skeleton
from ui.kit.title import TitleLine
from ui.theme.tokens import Size, Tone

AskFile = Callable[[QWidget], Path | None]


class ImportPage(Page):
    """``ask_file`` asks which file to open; files may be dropped anywhere on the page."""

    orders_wanted = Signal()

    def __init__(self, view_model: ImportViewModel, ask_file: AskFile | None = None) -> None:
        self._columns = Button("", Kind.QUIET, icon="pencil")
        self._again = Button("", Kind.QUIET, icon="undo", key="Alt+B")
        super().__init__(TitleLine(self._columns, self._again))
        self._model, self._ask_file = view_model, ask_file or _ask_file
        self.setAcceptDrops(True)
        self.start, self.review = StartView(view_model), ReviewView(view_model)
        self.mapping, self.password = MappingView(view_model), PasswordView(view_model)
        self.done, self.product = DoneView(view_model), ProductView(view_model)
        self._reading = Skeleton(Size.ROW_OFFICE)
        self._stack = QStackedWidget()
        for part in self._parts():
            self._stack.addWidget(part)
        self._stack.addWidget(self._reading)
        self.body.addWidget(self._stack, 1)
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Say every word of the page again."""
        self._columns.set_words(self.tr("Columns"), self.tr("Say what the columns hold"))
        self._again.set_words(self.tr("Another"), self.tr("Leave this and begin anew"))
        for part in self._parts():
            part.retranslate()
        self._show_phase()

    def take_focus(self) -> None:
        """Put the keyboard where work begins."""
        part = self._stack.currentWidget()
        for one in self._parts():
            if one is part:
                one.take_focus()

    def showEvent(self, event: QShowEvent) -> None:
        """Have the product list at hand."""
        super().showEvent(event)
        self._model.show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and text."""
        data = event.mimeData()
        if local_files(data) or data.hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file that was dropped, or read the text."""
        files = local_files(event.mimeData())
        if files:
            self._open(files)
        else:
            self._model.read_text(event.mimeData().text())
        event.acceptProposedAction()

    def _parts(
        self,
    ) -> tuple[StartView, ReviewView, MappingView, PasswordView, DoneView, ProductView]:
        return self.start, self.review, self.mapping, self.password, self.done, self.product

    def _connect(self) -> None:
        model = self._model
        self.start.file_wanted.connect(self._ask)
        self.start.box.files_pasted.connect(self._open)
        self.review.product_wanted.connect(self._add_product)
        self.product.left.connect(self._show_phase)
        self.done.orders_wanted.connect(self.orders_wanted)
        self._columns.clicked.connect(model.ask_columns)
        self._again.clicked.connect(model.begin_again)
        model.phase_changed.connect(self._show_phase)
        model.failed.connect(self._tell)
        model.learned.connect(self._learned)
        model.lines_changed.connect(self._name)

    def _show_phase(self) -> None:
        phase = self._model.phase
        if phase is not Phase.ERROR:
            self.banner.hide()
        elif self._model.error is not None:
            self._tell(self._model.error)
        if phase is Phase.DONE:
            self.start.clear()
        part = {
            Phase.START: self.start,
            Phase.ERROR: self.start,
            Phase.READING: self._reading,
            Phase.PASSWORD: self.password,
            Phase.MAPPING: self.mapping,
            Phase.REVIEW: self.review,
            Phase.DONE: self.done,
        }[phase]
        self._refresh(part)
        self._stack.setCurrentWidget(part)
        self._name()
        if self.isVisible():
            self.take_focus()

    def _refresh(self, part: QWidget) -> None:
        for one in (self.mapping, self.password, self.done):
            if one is part:
                one.refresh()

    def _name(self) -> None:
        phase, preview = self._model.phase, self._model.preview
        busy = phase in {Phase.REVIEW, Phase.MAPPING, Phase.DONE}
        note = preview.origin.source if preview is not None and busy else ""
        self.title.set_name(self.tr("Import"), note)
        has_columns = preview is not None and bool(preview.understood.columns)
        self._columns.setVisible(phase is Phase.REVIEW and has_columns)
        self._again.setVisible(busy)

    def _add_product(self, word: str) -> None:
        self.product.begin(word)
        self._stack.setCurrentWidget(self.product)
        self.product.take_focus()

    def _ask(self) -> None:
        path = self._ask_file(self)
        if path is not None:
            self._model.read_file(path)

    def _open(self, files: list[Path]) -> None:
        self._model.read_file(files[0])
        if len(files) > 1:
            self.toast.tell(self.tr("One file at a time: the first was opened"))

    def _tell(self, error: LeaderError) -> None:
        self.banner.tell(together(error.title, error.hint), Tone.BAD)

    def _learned(self, word: str, product: str) -> None:
        said = self.tr("“%1” is %2 from now on")
        self.toast.tell(said.replace("%1", word).replace("%2", product), Tone.OK)


def _ask_file(parent: QWidget) -> Path | None:
    kinds = "Excel, WPS, CSV, TXT (*.xlsx *.xls *.xlsm *.et *.csv *.tsv *.txt *.html);;* (*)"
    chosen, _ = QFileDialog.getOpenFileName(parent, "", "", kinds)
    return Path(chosen) if chosen else None
