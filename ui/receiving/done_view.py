"""What was booked, and the papers that belong to it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leader_app.domain.delivery import FindingKind
from leader_app.domain.document import DocumentKind
from leader_app.services.receiving.desk import ReceiptDone
from ui.kit.button import Button, Kind
from ui.kit.card import Card, row
from ui.kit.label import Label
from ui.kit.rows import Fact, FactRows
from ui.kit.verdict import VerdictField
from ui.receiving import wording
from ui.receiving.checking import CheckViewModel
from ui.theme.tokens import Ink, Size, Space, Tone, Type

_KEYS = {
    DocumentKind.PARCEL_LABELS: "Ctrl+P",
    DocumentKind.PICK_LIST: "Ctrl+K",
    DocumentKind.OWED_NOTE: "Ctrl+O",
    DocumentKind.DELIVERY_NOTE: "Ctrl+J",
}


class DoneView(QWidget):
    """One loud field, what it means in numbers, and a button for each paper that makes sense."""

    left = Signal()

    def __init__(self, view_model: CheckViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.field = VerdictField()
        self._facts = FactRows()
        self._heading = Label("", Type.LEAD, Ink.SECONDARY, strong=True)
        self.papers = {
            paper: Button("", Kind.QUIET, icon="printer", key=key, height=Size.CONTROL_LARGE)
            for paper, key in _KEYS.items()
        }
        self.back = Button("", Kind.PRIMARY, key="Return", height=Size.CONTROL_LARGE)
        self.back.clicked.connect(self.left)
        box = Card()
        box.body.addWidget(self._facts)
        for paper, button in self.papers.items():
            button.clicked.connect(partial(view_model.print, paper))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.L)
        layout.addWidget(self.field)
        layout.addWidget(box)
        layout.addWidget(self._heading)
        layout.addLayout(row(*self.papers.values(), 0, spacing=Space.M))
        layout.addStretch(1)
        layout.addLayout(row(0, self.back))
        view_model.changed.connect(self.refresh)

    def retranslate(self) -> None:
        """Say every word again."""
        self._heading.setText(self.tr("Print"))
        self.papers[DocumentKind.PARCEL_LABELS].set_words(self.tr("Parcel labels"))
        self.papers[DocumentKind.PICK_LIST].set_words(self.tr("Pick list"))
        self.papers[DocumentKind.OWED_NOTE].set_words(self.tr("Owed-goods notes"))
        self.papers[DocumentKind.DELIVERY_NOTE].set_words(self.tr("Delivery note"))
        self.back.set_words(self.tr("Back to the list"))
        self.refresh()

    def take_focus(self) -> None:
        """Put the keyboard on the first paper."""
        shown = [button for button in self.papers.values() if button.isVisibleTo(self)]
        (shown[0] if shown else self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show what was booked."""
        done = self._model.done
        if done is None:
            return
        moves = done.receipt.stock.movements
        pieces = sum(move.quantity for move in moves)
        products = len({move.key.product_id for move in moves})
        more = self.tr("One more truck is to come.")
        why = wording.amount(products, pieces)
        said = why if done.receipt.final else wording.dotted(why, more)
        title = self.tr("Received")
        self.field.set_verdict("check-circle", title, said, Tone.OK, settled=True)
        self._facts.set_facts(self._about(done))
        papers = self._model.papers()
        for paper, button in self.papers.items():
            button.setVisible(paper in papers)
        self._heading.setVisible(bool(papers))
        self.setAccessibleName(f"{title} {said}")

    def _about(self, done: ReceiptDone) -> list[Fact]:
        arrived = self.tr("%n order line(s) have their goods", "", done.arrived_lines)
        ready = self.tr("%n order(s) can be collected", "", len(done.ready_orders))
        facts = [
            Fact(self.tr("Members"), wording.dotted(arrived, ready), Ink.OK),
        ]
        found = [x for x in done.receipt.findings if x.kind is not FindingKind.OVER]
        claims = self.tr("%n claim(s) go to the kitchen", "", len(done.claims))
        said = claims if done.claims else self.tr("nothing to claim")
        facts.append(Fact(self.tr("Kitchen"), said, Ink.WARN if found else Ink.PRIMARY))
        short = {x.share.demand.member_id for x in self._model.shares.lines if x.share.missing}
        if short:
            owed = self.tr("%n member(s) are owed goods; they come first next time", "", len(short))
            facts.append(Fact(self.tr("Owed"), owed, Ink.WARN))
        return facts
