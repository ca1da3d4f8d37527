"""The page where things are printed: what it will look like, on what, and the queue."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from leader_app.errors import LeaderError
from leader_app.services.printing.desk import PrintState
from ui.core_text import sentence, together
from ui.kit.button import Button, Kind
from ui.kit.card import Card, row
from ui.kit.page import Page
from ui.kit.states import StateStack
from ui.kit.tabs import Tab, Tabs
from ui.kit.title import TitleLine
from ui.printing import wording
from ui.printing.options_view import OptionsView
from ui.printing.preview_view import Preview
from ui.printing.queue_view import QueueView
from ui.printing.view_model import Phase, PrintViewModel
from ui.theme.tokens import Size, Space, Tone

_STRANGE = '\\/:*?"<>|'
_OPTIONS, _QUEUE = "options", "queue"
_ROOM_FOR_BOTH, _LEAST, _ALL_ROOM = 800, 430, 1000
_Ask = Callable[[QWidget, str], str]


class PrintPage(Page):
    """Ctrl+P prints, Ctrl+S saves a PDF, Esc leaves; ``left`` asks for where one came from.

    ``ask`` returns the path to save to, empty for none; tests answer by themselves.
    """

    left = Signal()
    printers_wanted = Signal()
    """There is no printer yet: settings, Printers should be shown."""

    def __init__(self, model: PrintViewModel, ask: _Ask | None = None) -> None:
        self.save = Button("", Kind.QUIET, icon="export", key="Ctrl+S")
        self.print = Button("", Kind.PRIMARY, icon="printer", key="Ctrl+P")
        super().__init__(TitleLine(self.save, self.print))
        self._model, self._ask = model, ask or _ask_for_path
        self.preview, self.options = Preview(), OptionsView(model)
        self.queue, self.tabs = QueueView(model), Tabs()
        self.state = StateStack(self.preview)
        self._lay_out()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Say every word again."""
        self.save.set_words(self.tr("Save as PDF"))
        self.print.set_words(self.tr("Print"))
        self._model.say_again()
        self._show_tabs()
        self._show()

    def take_focus(self) -> None:
        """Put the keyboard on the pages."""
        self.preview.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the queue whenever somebody looks."""
        super().showEvent(event)
        self._model.begin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show options and queue at once where there is room for both."""
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        ground = Card(padding=Size.LINE)
        ground.body.addWidget(self.state)
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addLayout(row(self.tabs, 0))
        column.addWidget(self.options)
        column.addWidget(self.queue, _ALL_ROOM)
        column.addStretch(1)
        beside.setFixedWidth(Size.FORM * 3 // 4)
        beside.setMinimumHeight(_LEAST)  # not what both need together: the window may be low
        both = QHBoxLayout()
        both.setSpacing(Space.L)
        both.addWidget(ground, 1)
        both.addWidget(beside)
        self.body.addLayout(both, 1)

    def _arrange(self) -> None:
        told = 0 if self.banner.isHidden() else self.banner.sizeHint().height() + Space.M
        both = self.height() - told >= _ROOM_FOR_BOTH
        shown = self.tabs.current()
        self.tabs.setVisible(not both)
        self.options.setVisible(both or shown == _OPTIONS)
        self.queue.setVisible(both or shown == _QUEUE)

    def _show_tabs(self) -> None:
        troubles = sum(note.state is PrintState.FAILED for note in self._model.jobs)
        queue = self.tr("Queue") + (f" ({troubles})" if troubles else "")
        self.tabs.set_tabs(
            [Tab(_OPTIONS, self.tr("Document"), "Alt+1"), Tab(_QUEUE, queue, "Alt+2")]
        )
        self._arrange()

    def _connect(self) -> None:
        model = self._model
        model.changed.connect(self._show)
        model.queued.connect(self._say_queued)
        model.saved.connect(self._say_saved)
        model.refused.connect(self._say_refused)
        self.print.clicked.connect(model.print_it)
        self.save.clicked.connect(self._save)
        self.preview.turned.connect(self._show_title)
        self.banner.acted.connect(self.printers_wanted)
        self.banner.closed.connect(self._arrange)
        model.queue_changed.connect(self._show_tabs)
        self.tabs.chosen.connect(lambda _: self._arrange())

    def _show(self) -> None:
        model = self._model
        self.print.setEnabled(model.can_print())
        self.save.setEnabled(model.can_save())
        match model.phase:
            case Phase.NOTHING:
                title = self.tr("Choose what to print")
                hint = self.tr("Other pages bring their own papers here as well.")
                self.state.show_empty("printer", title, hint)
            case Phase.LOADING:
                self.state.show_loading()
            case Phase.SHOWN:
                self.preview.set_pages(model.pages)
                self.state.show_content()
            case Phase.ERROR:
                error = model.error
                assert error is not None  # noqa: S101 - the phase says so
                self.state.show_empty("printer", sentence(error.title), sentence(error.hint))
        self._show_title()
        self._show_printers()

    def _show_title(self) -> None:
        model, note = self._model, ""
        if model.phase is Phase.SHOWN and model.wish is not None and model.document is not None:
            note = wording.kind_word(model.document.kind)
            where = self.tr("page %1 of %2").replace("%2", str(len(model.pages)))
            note += "  " + where.replace("%1", str(self.preview.page_in_view()))
        self.title.set_name(self.tr("Printing"), note)
        self.preview.setAccessibleName(note or self.tr("Preview"))

    def _show_printers(self) -> None:
        lacks = self._model.phase is Phase.SHOWN and not self._model.printers
        words = self.tr("No printer is set up yet. A PDF can be saved.")
        if lacks and self.banner.text() != words:
            self.banner.tell(words, Tone.WARN, self.tr("Add a printer"))
        elif not lacks and self.banner.text() == words:
            self.banner.dismiss()
        self._arrange()

    def _save(self) -> None:
        document = self._model.document
        if document is None or not self._model.can_save():
            return
        name = f"{document.title} {document.made_at:%Y-%m-%d}.pdf"
        path = self._ask(self, "".join("-" if c in _STRANGE else c for c in name))
        if path:
            self._model.save_pdf(Path(path).with_suffix(".pdf"))

    def _say_queued(self, title: str, printer: str) -> None:
        words = self.tr("%1 goes to %2").replace("%1", title).replace("%2", printer)
        self.toast.tell(words, Tone.OK)

    def _say_saved(self, name: str) -> None:
        self.toast.tell(self.tr("Saved as %1").replace("%1", name), Tone.OK)

    def _say_refused(self, error: LeaderError) -> None:
        self.banner.tell(together(error.title, error.hint), Tone.BAD)
        self._arrange()


def _ask_for_path(page: QWidget, name: str) -> str:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    path, _ = QFileDialog.getSaveFileName(page, "", str(Path(folder) / name), "PDF (*.pdf)")
    return path
