"""One delivery in full, beside the list."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from leader_app.domain.delivery import DeliveryLine
from leader_app.services.receiving.desk import ClaimNote, SlotUse
from ui.core_text import sentence
from ui.kit import words
from ui.kit.button import Button, Kind
from ui.kit.card import Card, column, row, rule
from ui.kit.chips import Chips, Choice
from ui.kit.label import ElidedLabel, Paragraph, centred
from ui.kit.pill import StatusPill
from ui.receiving import wording
from ui.receiving.overview import Entry, Group, OverviewViewModel
from ui.receiving.overview_words import card_words
from ui.receiving.rows_model import Bar, Row
from ui.receiving.rows_view import RowsList
from ui.receiving.warning_view import WarningLines
from ui.theme.tokens import Ink, Size, Space, Tone, Type

_GOODS, _SLOTS, _CLAIMS = "goods", "slots", "claims"


class Drawer(Card):
    """Shows ``view_model.chosen``: goods, where they will lie, what became of the claims."""

    opened = Signal(str)

    def __init__(self, view_model: OverviewViewModel) -> None:
        super().__init__(padding=0)
        self._model = view_model
        self._shown = ""
        self._title = ElidedLabel("", Type.TITLE, strong=True)
        self._state = StatusPill()
        self._when = ElidedLabel("", Type.BODY, Ink.SECONDARY)
        self._warning = WarningLines(2)
        self.chips = Chips()
        self.rows = RowsList()
        self._nothing = Paragraph("", Type.BODY, Ink.HINT)
        centred(self._nothing)
        self.count = Button(
            "", Kind.PRIMARY, icon="scan", key="Return", answers=False, height=Size.CONTROL_LARGE
        )
        self.count.clicked.connect(self._open)
        self.chips.chosen.connect(lambda _: self.refresh())
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty())
        self._pages.addWidget(self._content())
        self.body.addWidget(self._pages)
        view_model.changed.connect(self.refresh)

    def retranslate(self) -> None:
        """Say every word again."""
        self._nothing.set_words(self.tr("Choose a delivery to see what is in it."))
        self.refresh()

    def refresh(self) -> None:
        """Show the delivery as it is now."""
        entry = self._model.chosen
        self._pages.setCurrentIndex(0 if entry is None else 1)
        if entry is None:
            return
        said = card_words(entry, self._model.now())
        self._title.setText(said.title)
        self._state.set_state(*said.pill)
        self._when.setText(wording.dotted(said.when, said.amount))
        self.setAccessibleName(said.spoken())
        warnings = entry.plan.warnings if entry.plan is not None else ()
        self._warning.set_lines([sentence(text) for text in warnings])
        self._show_rows(entry)
        coming = entry.group is Group.COMING
        self.count.setVisible(coming)
        going_on = entry.card is not None and entry.card.in_progress
        self.count.set_words(self.tr("Go on counting") if going_on else self.tr("Count it"))

    def _show_rows(self, entry: Entry) -> None:
        choices = []
        if entry.claims:
            choices.append(Choice(_CLAIMS, self.tr("Claims"), len(entry.claims)))
        if entry.card is not None:
            choices.append(Choice(_GOODS, self.tr("Goods"), entry.card.products))
        if entry.plan is not None:
            choices.append(Choice(_SLOTS, self.tr("Slots")))
        self.chips.set_choices(choices)
        which = f"{entry.group} {entry.key}"
        if which != self._shown and choices:
            self._shown = which
            self.chips.choose(choices[0].key)
        shown = self.chips.current()
        self.rows.setAccessibleName({c.key: c.words for c in choices}.get(shown, ""))
        if shown == _CLAIMS:
            self.rows.set_rows([self._claim(note) for note in entry.claims])
        elif shown == _SLOTS and entry.plan is not None:
            used = [use for use in entry.plan.uses if use.added_ml]
            self.rows.set_rows([slot_row(use) for use in used])
        else:
            lines = entry.card.delivery.lines if entry.card else ()
            self.rows.set_rows([self._goods(line) for line in lines])

    def _goods(self, line: DeliveryLine) -> Row:
        product = self._model.products.get(line.product_id)
        name = product.name if product is not None else line.product_id
        unit = product.unit if product is not None else ""
        icon = wording.ZONE_ICONS[product.zone] if product is not None else "box"
        today = self._model.now().date()
        return Row(
            f"{line.line_no}",
            name,
            wording.lot_words(line.lot, today),
            f"{line.quantity:,} {unit}".strip(),
            icon=icon,
        )

    def _claim(self, note: ClaimNote) -> Row:
        claim = note.claim
        icon, tone = wording.CLAIM_LOOKS[claim.state]
        said = wording.dotted(
            wording.finding_word(claim.finding.kind),
            words.moment(claim.at, self._model.now()),
            claim.answer or claim.finding.note,
        )
        return Row(
            claim.kitchen_claim_id,
            f"{note.product_name} ×{claim.finding.quantity:,}",
            said,
            words.money(claim.credit) if claim.credit else "",
            pill=(wording.claim_word(claim.state), icon, tone),
        )

    def _open(self) -> None:
        if self._model.chosen is not None:
            self.opened.emit(self._model.chosen.key)

    def _empty(self) -> QWidget:
        empty = QWidget()
        empty.setLayout(column(0, self._nothing, 0, margins=Space.L))
        return empty

    def _content(self) -> QWidget:
        whole = QWidget()
        layout = column(spacing=Space.S, margins=Space.L)
        layout.addLayout(row(self._title, self._state))
        layout.addWidget(self._when)
        layout.addWidget(self._warning)
        layout.addWidget(rule())
        layout.addWidget(self.chips)
        layout.addWidget(self.rows, 1)
        layout.addWidget(self.count)
        whole.setLayout(layout)
        return whole


def slot_row(use: SlotUse) -> Row:
    """Return the row of a slot, with how full it becomes."""
    tone = Tone.BAD if use.overflows else Tone.NEUTRAL
    ink = Ink.BAD if use.overflows else Ink.SECONDARY
    return Row(
        use.slot.slot_id,
        use.slot.slot_id,
        right=wording.room(use),
        ink=ink,
        icon="warning" if use.overflows else wording.ZONE_ICONS[use.slot.zone],
        tone=tone,
        bar=Bar(use.slot.capacity_ml, use.used_ml, use.added_ml),
    )
