"""One printer: its name, how it is reached, its paper."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from leader_app.domain.paper import PAPERS, PaperForm
from leader_app.domain.printer import Connection
from ui.kit.card import row
from ui.kit.chips import Choice
from ui.kit.choices import ChoiceGrid
from ui.kit.combo import Combo
from ui.kit.field import Field
from ui.kit.label import Label, Paragraph
from ui.kit.page import Spoken
from ui.kit.toggle import Toggle
from ui.settings.printer_view_model import PrinterViewModel
from ui.theme.tokens import Ink, Space, Type

_tr = QCoreApplication.translate
_DPI = (203, 300)
_BAUDS = (9600, 19200, 38400, 115200)


def connection_word(connection: Connection) -> str:
    """Return how a printer is reached."""
    return {
        Connection.SYSTEM: _tr("Printers", "This computer's"),
        Connection.NETWORK: _tr("Printers", "Network"),
        Connection.USB: _tr("Printers", "USB"),
        Connection.SERIAL: _tr("Printers", "Serial port"),
        Connection.FILE: _tr("Printers", "File"),
    }[connection]


def paper_word(key: str) -> str:
    """Return what a paper is called."""
    form = PAPERS[key].form
    if form is PaperForm.LABEL:
        return _tr("Printers", "Labels %1 mm").replace("%1", key.replace("x", " × "))
    if form is PaperForm.ROLL:
        return _tr("Printers", "Receipt roll %1").replace("%1", key.replace("mm", " mm"))
    return key


def _address_words(connection: Connection) -> tuple[str, str]:
    """Return what an address is called and an example."""
    return {
        Connection.SYSTEM: (_tr("Printers", "Printer of this computer"), ""),
        Connection.NETWORK: (_tr("Printers", "Address"), "192.168.1.50:9100"),
        Connection.USB: (_tr("Printers", "Vendor and product number"), "04b8:0202"),
        Connection.SERIAL: (_tr("Printers", "Port"), "COM3"),
        Connection.FILE: (_tr("Printers", "Path"), "LPT1"),
    }[connection]


class PrinterForm(Spoken):
    """Every change goes into the draft; Enter in a field keeps it."""

    entered = Signal()

    def __init__(self, model: PrinterViewModel) -> None:
        super().__init__()
        self._model = model
        self.name, self.address = Field(QLineEdit()), Field(QLineEdit())
        self.ways, self.dots = ChoiceGrid(5), ChoiceGrid(len(_DPI))
        self.systems, self.paper, self.baud = Combo(), Combo(), Combo()
        self._system, self._paper = Label("", ink=Ink.SECONDARY), Label("", ink=Ink.SECONDARY)
        self._baud, self._dots = Label("", ink=Ink.SECONDARY), Label("", ink=Ink.SECONDARY)
        self._none = Paragraph("", Type.CAPTION, Ink.HINT)
        self._of_system = _named(self._system, self.systems, self._none)
        self._speed = _named(self._baud, self.baud)
        self.cuts, self._cuts = Toggle(), Label("", ink=Ink.SECONDARY)
        self._lay_out()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Say every word again."""
        example = self.tr("Front desk")
        self.name.set_words(self.tr("Name"), example=example)
        self.ways.set_choices([Choice(x.value, connection_word(x)) for x in Connection])
        self.dots.set_choices([Choice(str(dpi), f"{dpi} dpi") for dpi in _DPI])
        self._system.setText(self.tr("Printer of this computer"))
        self.systems.setAccessibleName(self.tr("Printer of this computer"))
        self._none.set_words(
            self.tr("This computer has no printer yet. Add it in the settings of the system first.")
        )
        self._paper.setText(self.tr("Paper"))
        self.paper.setAccessibleName(self.tr("Paper"))
        self._dots.setText(self.tr("Dots"))
        self._baud.setText(self.tr("Speed"))
        self.baud.setAccessibleName(self.tr("Speed"))
        self._cuts.setText(self.tr("Cuts the paper by itself"))
        self.cuts.setAccessibleName(self.tr("Cuts the paper by itself"))
        self._show()

    def take_focus(self) -> None:
        """Put the caret into the name."""
        self.name.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.name, 3)
        first.addWidget(_named(self._paper, self.paper), 2)
        for part, share in ((self.address, 3), (self._of_system, 3), (self._speed, 2)):
            second.addWidget(part, share)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addLayout(first)
        layout.addWidget(self.ways)
        layout.addLayout(second)
        layout.addLayout(row(self._dots, self.dots, Space.XL, self._cuts, self.cuts, 0))

    def _connect(self) -> None:
        model = self._model
        self.name.editor.textEdited.connect(lambda text: model.change(name=text))
        self.address.editor.textEdited.connect(lambda text: model.change(address=text))
        for field in (self.name, self.address):
            field.editor.returnPressed.connect(self.entered)
        self.ways.chosen.connect(lambda way: model.connect_by(Connection(way)))
        self.dots.chosen.connect(lambda dpi: model.change(dpi=int(dpi)))
        self.systems.activated.connect(lambda at: model.change(address=self.systems.itemText(at)))
        self.paper.activated.connect(lambda at: model.change(paper_key=self.paper.itemData(at)))
        self.baud.activated.connect(lambda at: model.change(baud=self.baud.itemData(at)))
        self.cuts.clicked.connect(lambda on: model.change(cuts=on))
        model.changed.connect(self._show)

    def _show(self) -> None:
        model, draft = self._model, self._model.draft
        of_system = draft.connection is Connection.SYSTEM
        form = draft.paper.form
        for field, text in ((self.name, draft.name), (self.address, draft.address)):
            if field.editor.text() != text:
                field.editor.setText(text)
        self.ways.choose(draft.connection.value)
        called, example = _address_words(draft.connection)
        self.address.set_words(called, example=example)
        names = [*model.system_names]
        if of_system and draft.address and draft.address not in names:
            names.append(draft.address)
        self._fill(self.systems, [(name, name) for name in names])
        self.systems.setCurrentIndex(self.systems.findData(draft.address))
        self._fill(self.paper, [(paper_word(key), key) for key in PAPERS])
        self.paper.setCurrentIndex(self.paper.findData(draft.paper_key))
        self._fill(self.baud, [(str(baud), baud) for baud in _BAUDS])
        self.baud.setCurrentIndex(self.baud.findData(draft.baud))
        self.dots.choose(str(draft.dpi))
        self.cuts.setChecked(draft.cuts)
        self.address.setVisible(not of_system)
        self._of_system.setVisible(of_system)
        self.systems.setVisible(of_system and bool(names))
        self._none.setVisible(of_system and not names)
        self._speed.setVisible(draft.connection is Connection.SERIAL)
        self._dots.setVisible(form is not PaperForm.SHEET)
        self.dots.setVisible(form is not PaperForm.SHEET)
        self._cuts.setVisible(not of_system and form is PaperForm.ROLL)
        self.cuts.setVisible(not of_system and form is PaperForm.ROLL)

    def _fill(self, box: Combo, wanted: list[tuple[str, object]]) -> None:
        there = [(box.itemText(at), box.itemData(at)) for at in range(box.count())]
        if there != wanted:
            box.clear()
            for words, key in wanted:
                box.addItem(words, key)


def _named(*parts: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.XS)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return whole
