"""Printers: which there are, how each is reached, what paper is in it."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout

from leader_app.domain.printer import Connection, Printer
from ui.core_text import together
from ui.kit.banner import Banner
from ui.kit.button import Button, Kind
from ui.kit.card import Section, row
from ui.kit.cells import Cell
from ui.kit.columns import Column, ListModel
from ui.kit.grid import Grid
from ui.kit.label import Paragraph
from ui.kit.page import Spoken
from ui.settings.printer_form_section import PrinterForm, connection_word, paper_word
from ui.settings.printer_view_model import PrinterViewModel
from ui.theme.tokens import Ink, Size, Space, Tone


class PrinterSection(Spoken):
    """The printers on the left, the one that was chosen on the right."""

    def __init__(self, model: PrinterViewModel) -> None:
        super().__init__()
        self._model = model
        self._list, self._form = Section(), Section()
        self.items = ListModel(self._columns(), lambda printer: printer.name, self)
        self.list = Grid(self.items, "name", row_height=Size.ROW)
        self._none = Paragraph("", ink=Ink.HINT)
        self.add = Button("", Kind.QUIET, icon="plus")
        self.form = PrinterForm(model)
        self.save = Button("", Kind.PRIMARY)
        self.test, self.forget = Button("", icon="printer"), Button("", Kind.PLAIN, icon="trash")
        self.banner, self._wrong = Banner(wraps=True), ""
        self._lay_out()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Say every word again."""
        self._list.heading.setText(self.tr("Printers"))
        self.list.setAccessibleName(self.tr("Printers"))
        self._none.set_words(
            self.tr("None yet. Label, receipt and office printers can be used side by side.")
        )
        self.add.set_words(self.tr("Add a printer"))
        self.save.set_words(self.tr("Save"))
        self.test.set_words(self.tr("Print a test page"))
        self.forget.set_words(self.tr("Remove"))
        self.list.retranslate()
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Look what there is whenever somebody looks."""
        super().showEvent(event)
        self._model.load()

    def _columns(self) -> list[Column[Printer]]:
        return [
            Column("name", lambda: self.tr("Name"), self._cell),
        ]

    def _cell(self, printer: Printer) -> Cell:
        where = f"{connection_word(printer.connection)}  {printer.address}"
        if printer.connection is Connection.SYSTEM:
            where = printer.address
        return Cell(printer.name, strong=True, sub=f"{where}  {paper_word(printer.paper_key)}")

    def _lay_out(self) -> None:
        self._list.body.addWidget(self.list, 1)
        self._list.body.addWidget(self._none)
        self._list.body.addStretch(0)
        self._list.body.addLayout(row(self.add, 0))
        self._form.body.addWidget(self.form)
        self._form.body.addWidget(self.banner)
        self._form.body.addStretch(1)
        self._form.body.addLayout(row(self.save, self.test, 0, self.forget))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addWidget(self._list, 2)
        layout.addWidget(self._form, 3)

    def _connect(self) -> None:
        model = self._model
        model.changed.connect(self._show)
        model.saved.connect(self._say_saved)
        model.tested.connect(self._say_tested)
        self.list.row_chosen.connect(self._choose)
        self.add.clicked.connect(self._begin_new)
        self.save.clicked.connect(model.save)
        self.form.entered.connect(model.save)
        self.test.clicked.connect(model.test)
        self.forget.clicked.connect(model.forget)

    def _show(self) -> None:
        model = self._model
        self.items.set_rows(model.printers)
        self.list.go_to(self.items.find(model.editing))
        self.list.setVisible(bool(model.printers))
        self._none.setVisible(not model.printers)
        name = model.editing or self.tr("New printer")
        self._form.heading.setText(name)
        self.test.setVisible(bool(model.editing))
        self.forget.setVisible(bool(model.editing))
        self.save.setEnabled(bool(model.draft.name.strip()))
        if model.error is not None:
            self._wrong = together(model.error.title, model.error.hint)
            self.banner.tell(self._wrong, Tone.BAD)
        elif self._wrong and self.banner.text() == self._wrong:
            self.banner.dismiss()

    def _choose(self, number: int) -> None:
        printer = self.items.at(number)
        if printer is not None:
            self._model.edit(printer.name)

    def _begin_new(self) -> None:
        self._model.begin_new()
        self.form.take_focus()

    def _say_saved(self, name: str) -> None:
        self.banner.tell(self.tr("%1 is set up.").replace("%1", name), Tone.OK)

    def _say_tested(self, name: str) -> None:
        said = self.tr("A test page goes to %1. The page Printing shows what came of it.")
        self.banner.tell(said.replace("%1", name), Tone.OK)
