"""What is printed, how it is put together, on which printer, how often."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from leader_app.domain.document import DocumentKind
from leader_app.domain.paper import PAPERS
from leader_app.services.printing.desk import Grouping
from leader_app.services.printing.queue import MOST_COPIES
from ui.kit.card import Section, row
from ui.kit.chips import Choice
from ui.kit.choices import ChoiceGrid
from ui.kit.combo import Combo
from ui.kit.label import Label
from ui.kit.page import Spoken
from ui.kit.rows import SettingRow
from ui.kit.stepper import Stepper
from ui.kit.toggle import Toggle
from ui.printing import wording
from ui.printing.view_model import PrintViewModel
from ui.theme.tokens import Ink, Space

_WHOLE = (
    DocumentKind.PICK_LIST,
    DocumentKind.PARCEL_LABELS,
    DocumentKind.SHELF_LABELS,
    DocumentKind.OWED_NOTE,
    DocumentKind.STOCKTAKE,
    DocumentKind.DAY_REPORT,
)


class OptionsView(Spoken):
    """Without any printer, the paper is chosen that a PDF is made for."""

    def __init__(self, model: PrintViewModel) -> None:
        super().__init__()
        self._model = model
        self._section = Section()
        self.kinds, self.groupings = ChoiceGrid(2), ChoiceGrid(3)
        self._blind = Toggle()
        self._blind_row = SettingRow(self._blind)
        self.where, self.paper = Combo(), Combo()
        self._where, self._copies = Label("", ink=Ink.SECONDARY), Label("", ink=Ink.SECONDARY)
        self.copies = Stepper(1, MOST_COPIES)
        body = self._section.body
        for part in (self.kinds, self.groupings, self._blind_row, self._where):
            body.addWidget(part)
        body.addWidget(self.where)
        body.addWidget(self.paper)
        body.addLayout(row(self._copies, Space.S, self.copies))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._section)
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Say every word again."""
        self._section.heading.setText(self.tr("Document"))
        self.kinds.set_choices([Choice(kind.value, wording.kind_word(kind)) for kind in _WHOLE])
        self.groupings.set_choices([Choice(x.value, wording.grouping_word(x)) for x in Grouping])
        self._blind_row.set_words(self.tr("Without what is expected"))
        self._where.setText(self.tr("Printer"))
        self._copies.setText(self.tr("Copies"))
        self.where.setAccessibleName(self.tr("Printer"))
        self.paper.setAccessibleName(self.tr("Paper"))
        self.copies.set_words(self.tr("Copies"), self.tr("One less"), self.tr("One more"))
        self._show()

    def _connect(self) -> None:
        model = self._model
        self.kinds.chosen.connect(lambda kind: model.show(kind, ()))
        self.groupings.chosen.connect(model.choose_grouping)
        self._blind.clicked.connect(lambda on: model.choose_blind(blind=on))
        self.where.activated.connect(lambda at: model.choose_printer(self.where.itemData(at)))
        self.paper.activated.connect(lambda at: model.choose_paper(self.paper.itemData(at)))
        self.copies.changed.connect(model.set_copies)
        model.changed.connect(self._show)

    def _show(self) -> None:
        model, wish = self._model, self._model.wish
        kind = wish.kind if wish is not None else None
        whole = wish is not None and not wish.ids and not wish.job_id
        changeable = wish is not None and not wish.job_id
        self.kinds.choose(kind.value if kind is not None and whole else "")
        self.groupings.setVisible(changeable and kind is DocumentKind.PICK_LIST)
        self._blind_row.setVisible(changeable and kind is DocumentKind.STOCKTAKE)
        if wish is not None:
            self.groupings.choose(wish.options.grouping.value)
            self._blind.setChecked(wish.options.blind)
        self.copies.set_value(model.copies)
        self._fill(self.where, [(x.name, x.name) for x in model.printers])
        self._fill(self.paper, [(wording.paper_word(key), key) for key in PAPERS])
        self.where.setCurrentIndex(self.where.findData(model.printer.name if model.printer else ""))
        self.paper.setCurrentIndex(self.paper.findData(model.paper.key))
        known = model.document is not None
        self.where.setVisible(known and bool(model.printers))
        self.paper.setVisible(known and not model.printers)
        for part in (self._where, self._copies, self.copies):
            part.setVisible(known)
        self._where.setText(self.tr("Printer") if model.printers else self.tr("Paper"))

    def _fill(self, box: Combo, wanted: list[tuple[str, str]]) -> None:
        there = [(box.itemText(at), box.itemData(at)) for at in range(box.count())]
        if there != wanted:
            box.clear()
            for words, key in wanted:
                box.addItem(words, key)
