"""One order in full, beside the list."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from leader_app.domain.document import DocumentKind
from leader_app.domain.order import Payment, Stage
from leader_app.services.pickup.verdict import HandOverNote, VerdictLine
from ui.kit import words
from ui.kit.button import Button, Kind
from ui.kit.card import Card, column, row, rule
from ui.kit.keys import key_name, on_key
from ui.kit.label import ElidedLabel, Label, Paragraph, centred
from ui.kit.pill import StatusPill
from ui.kit.rows import Fact, FactRows
from ui.kit.stages import stage_look, stage_word, zone_word
from ui.orders.view_model import Detail, OrdersViewModel
from ui.theme.tokens import Ink, Size, Space, Type

WIDTH = Size.FORM * 3 // 4
_LABELLED = {Stage.WAITING, Stage.PARTLY_ARRIVED, Stage.READY, Stage.PARTLY_COLLECTED}


class Drawer(Card):
    """Shows ``view_model.detail``; Enter opens the order at the counter, Ctrl+P its label."""

    print_wanted = Signal(str, object)
    """A kind of document and the ids of what it is about."""

    def __init__(self, view_model: OrdersViewModel) -> None:
        super().__init__(padding=0)
        self._model = view_model
        self.setFixedWidth(WIDTH)
        self._member = ElidedLabel("", Type.TITLE, strong=True)
        self._state = StatusPill()
        self._facts, self._lines, self._deeds = FactRows(), FactRows(), FactRows()
        self._goods_heading = Label("", Type.BODY, Ink.SECONDARY, strong=True)
        self._deeds_heading = Label("", Type.BODY, Ink.SECONDARY, strong=True)
        self.open = Button(
            "", Kind.PRIMARY, icon="pickup", key="Return", answers=False, height=Size.CONTROL_LARGE
        )
        self.open.clicked.connect(view_model.hand_to_counter)
        self.label = Button("", icon="printer", height=Size.CONTROL_LARGE)
        self.label.clicked.connect(self._print_label)
        on_key(self.label, "Ctrl+P", self.label.click)
        self._nothing = Paragraph("", Type.BODY, Ink.HINT)
        centred(self._nothing)
        self._pages = QStackedWidget()
        empty = QWidget()
        empty.setLayout(column(0, self._nothing, 0, margins=Space.L))
        self._pages.addWidget(empty)
        self._pages.addWidget(self._content())
        self.body.addWidget(self._pages)
        view_model.detail_changed.connect(self.refresh)

    def retranslate(self) -> None:
        """Say every word again."""
        self._goods_heading.setText(self.tr("Goods"))
        self._deeds_heading.setText(self.tr("Handed over"))
        self.open.set_words(self.tr("Open at the counter"))
        said = self.tr("Print the label (%1)").replace("%1", key_name("Ctrl+P"))
        self.label.set_words("", said)
        self._nothing.set_words(self.tr("Choose an order to see what is in it."))
        self.refresh()

    def refresh(self) -> None:
        """Show the order as it is now."""
        detail = self._model.detail
        self._pages.setCurrentIndex(0 if detail is None else 1)
        if detail is None:
            return
        now = self._model.now()
        verdict, order = detail.verdict, detail.order
        self._member.setText(f"{verdict.member_name} {verdict.phone_tail}".strip())
        stage = self._model.stage_of(order.order_id)
        if stage is not None:
            self._state.set_state(stage_word(stage), *stage_look(stage))
        self.label.setVisible(stage in _LABELLED)
        self._facts.set_facts(self._about(detail, now))
        mine = [line for line in verdict.lines if line.key.order_id == order.order_id]
        self._lines.set_facts([_goods(line) for line in mine])
        deeds = sorted(verdict.hand_overs, key=lambda note: note.at, reverse=True)
        self._deeds.set_facts([self._deed(note, now) for note in deeds])
        self._deeds_heading.setVisible(bool(deeds))
        self._deeds.setVisible(bool(deeds))
        self.setAccessibleName(self._member.text())

    def _print_label(self) -> None:
        detail = self._model.detail
        if detail is not None:
            kind = DocumentKind.PARCEL_LABELS.value
            self.print_wanted.emit(kind, (detail.order.order_id,))

    def _about(self, detail: Detail, now: datetime) -> list[Fact]:
        order = detail.order
        paid = {
            Payment.UNPAID: self.tr("Not paid"),
            Payment.PAID: self.tr("Paid"),
            Payment.REFUND_RUNNING: self.tr("Refund running"),
            Payment.REFUNDED: self.tr("Refunded"),
        }[order.payment]
        facts = [
            Fact(self.tr("Order"), order.order_id),
            Fact(self.tr("Ordered"), words.moment(order.placed_at, now)),
            Fact(self.tr("Total"), f"{words.money(order.total)}  {paid}"),
        ]
        others = len(detail.verdict.order_ids) - 1
        if others > 0:
            said = self.tr("%n other order(s)", "", others)
            facts.append(Fact(self.tr("Same code"), said))
        if order.note:
            facts.append(Fact(self.tr("Note"), order.note))
        return facts

    def _deed(self, note: HandOverNote, now: datetime) -> Fact:
        what = "、".join(f"{one.product_name} ×{one.quantity}" for one in note.goods)
        said = f"{note.device_name}  {what}"
        if note.reversed_at is not None:
            said = self.tr("taken back: %1").replace("%1", said)
        ink = Ink.HINT if note.reversed_at is not None else Ink.PRIMARY
        return Fact(words.moment(note.at, now), said, ink)

    def _content(self) -> QWidget:
        inside = QWidget()
        inside.setProperty("ground", "clear")
        parts = QVBoxLayout(inside)
        parts.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        parts.setSpacing(Space.M)
        parts.addLayout(row(self._member, self._state))
        parts.addWidget(self._facts)
        parts.addWidget(rule())
        parts.addWidget(self._goods_heading)
        parts.addWidget(self._lines)
        parts.addWidget(self._deeds_heading)
        parts.addWidget(self._deeds)
        parts.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(area, 1)
        layout.addLayout(row(self.open, self.label, margins=Space.L))
        return whole


def _goods(line: VerdictLine) -> Fact:
    said = f"{line.product_name} ×{line.ordered} {line.unit}"
    if line.taken:
        return Fact(_place(line), f"{said}  ({line.taken}/{line.ordered})", Ink.HINT)
    here = line.arrived >= line.ordered
    return Fact(_place(line), said, Ink.PRIMARY if here else Ink.WARN)


def _place(line: VerdictLine) -> str:
    return line.slot or zone_word(line.zone)
