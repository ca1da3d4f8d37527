"""The total in large figures, and one key for each way to pay."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from leader_app.domain.stock import PaymentKind
from leader_app.services.stock.desk import SaleDone
from ui.kit import words
from ui.kit.button import Button, Kind
from ui.kit.card import Card, column, row
from ui.kit.goods import payment_word
from ui.kit.label import ElidedLabel, IconLabel, Label
from ui.kit.page import Spoken
from ui.stock.cart import change_for
from ui.stock.sale import SaleViewModel
from ui.stock.wording import TAKE_BACK, payment_choices, take_back_words
from ui.theme.tokens import Ink, Size, Space, Tone, Type


class TillView(Spoken):
    """Enter pays the way it was paid last; Alt+1 ... Alt+5 choose another way and pay."""

    receipt_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, view_model: SaleViewModel) -> None:
        super().__init__()
        self._model = view_model
        self._card = Card()
        self._caption = Label("", Type.BODY, Ink.SECONDARY)
        self._count = Label("", Type.BODY, Ink.HINT)
        self._sign = IconLabel("check-circle", Ink.OK, Size.ICON_LARGE)
        self.total = Label("", Type.QUANTITY, strong=True)
        self._change = ElidedLabel("", Type.BODY, Ink.SECONDARY)
        self.usual = Button(
            "", Kind.PRIMARY, key="Return", answers=False, height=Size.CONTROL_LARGE
        )
        self.ways: dict[PaymentKind, Button] = {}
        self.receipt = Button("", icon="printer", key="Alt+P", height=Size.CONTROL_LARGE)
        self.undo = Button("", icon="undo", key="Alt+Z", answers=False, height=Size.CONTROL_LARGE)
        self.reasons = {why: Button("", key=f"Alt+{at}") for at, why in enumerate(TAKE_BACK, 1)}
        self.leave = Button("")
        self._deeds = QStackedWidget()
        self._lay_out()
        view_model.changed.connect(self.refresh)
        self.receipt.clicked.connect(self.receipt_wanted)
        self.undo.clicked.connect(self.undo_wanted)

    def retranslate(self) -> None:
        """Say every word again."""
        for kind, words_of in payment_choices():
            self.ways[kind].set_words(words_of)
        self.receipt.set_words(self.tr("Receipt"))
        self.undo.set_words(self.tr("Undo"))
        for why, button in self.reasons.items():
            button.set_words(take_back_words(why))
        self.leave.set_words(self.tr("Leave it"))
        self.refresh()

    def refresh(self) -> None:
        """Show what is to be paid, or what was."""
        model = self._model
        if model.asking is not None:
            self._show_asking(model.asking)
            return
        done = model.done if not model.cart.lines and not model.busy else None
        self._card.set_look(Tone.OK if done else "plain")
        self._sign.setVisible(done is not None)
        self._deeds.setCurrentIndex(1 if done else 0)
        if done is not None:
            way = payment_word(done.deed.payment) if done.deed.payment else ""
            self._caption.setText(self.tr("Sold, %1").replace("%1", way))
            total, pieces = done.total, sum(line.quantity for line in done.lines)
            cash = done.deed.payment is PaymentKind.CASH
        else:
            self._caption.setText(self.tr("Total"))
            total, pieces, cash = model.cart.total, model.cart.pieces, True
        self.total.setText(words.money(total))
        self.total.set_ink(Ink.PRIMARY if pieces else Ink.HINT)
        self.total.setAccessibleName(f"{self._caption.text()} {words.money(total)}")
        self._count.setText(self.tr("%Ln piece(s)", "", pieces) if pieces else "")
        said = [f"{words.money(given)} → {words.money(back)}" for given, back in change_for(total)]
        change = self.tr("Change: %1").replace("%1", "   ".join(said[:2])) if said and cash else ""
        self._change.setText(change)
        self.usual.set_words(payment_word(model.payment))
        for button in (self.usual, *self.ways.values()):
            button.setEnabled(bool(model.cart.lines) and not model.busy)

    def _show_asking(self, sale: SaleDone) -> None:
        self._card.set_look(Tone.WARN)
        self._sign.hide()
        self._deeds.setCurrentIndex(2)
        self._caption.setText(self.tr("Take back: why?"))
        self._count.setText("")
        self.total.setText(words.money(sale.total))
        self.total.set_ink(Ink.PRIMARY)
        self._change.setText("、".join(f"{x.product_name} ×{x.quantity}" for x in sale.lines))
        for button in (self.usual, *self.ways.values()):
            button.setEnabled(False)

    def _lay_out(self) -> None:
        ways = QWidget()
        grid = QGridLayout(ways)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(Space.S)
        grid.addWidget(self.usual, 0, 0, 1, 2)
        self.usual.clicked.connect(lambda: self._model.pay(self._model.payment))
        for at, (kind, _) in enumerate(payment_choices()):
            button = Button("", key=f"Alt+{at + 1}")
            button.clicked.connect(lambda _=False, kind=kind: self._model.pay(kind))
            self.ways[kind] = button
            grid.addWidget(button, 1 + at // 2, at % 2)
        after = QWidget()
        after.setLayout(column(self.receipt, self.undo, 0))
        asked = QWidget()
        asked.setLayout(column(*self.reasons.values(), self.leave, 0))
        for why, button in self.reasons.items():
            button.clicked.connect(
                lambda _=False, why=why: self._model.take_back(take_back_words(why))
            )
        self.leave.clicked.connect(lambda: self._model.ask_back(None))
        for part in (ways, after, asked):
            self._deeds.addWidget(part)
        body = self._card.body
        body.setSpacing(Space.XS)
        body.addLayout(row(self._sign, self._caption, 0, self._count))
        body.addWidget(self.total)
        body.addWidget(self._change)
        body.addSpacing(Space.S)
        body.addWidget(self._deeds)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._card)
