"""Who gets what of goods that came too short; a person may set it otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leader_app.domain.order import LineKey
from leader_app.services.receiving.desk import ShareLine
from ui.kit import words
from ui.kit.button import Button, Kind
from ui.kit.card import row
from ui.kit.label import Label, Paragraph
from ui.kit.toggle import Toggle
from ui.receiving import wording
from ui.receiving.checking import CheckViewModel
from ui.receiving.rows_model import Row
from ui.receiving.rows_view import RowsList
from ui.receiving.shares import ProductShare
from ui.theme.tokens import Ink, Size, Space, Tone, Type

_MORE = frozenset({Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Right})
_LESS = frozenset({Qt.Key.Key_Minus, Qt.Key.Key_Underscore, Qt.Key.Key_Left})


class SharesView(QWidget):
    """The rule in words, each product's sum, and under it the lines that wait for it."""

    def __init__(self, view_model: CheckViewModel) -> None:
        super().__init__()
        self._model = view_model
        self._keys: dict[str, LineKey] = {}
        self._typed, self._typed_at = "", ""
        self._rule = Paragraph("", Type.CAPTION, Ink.SECONDARY)
        self.list = RowsList(Size.CONTROL_LARGE, choosing=True)
        self.list.installEventFilter(self)
        self.less = Button("", Kind.QUIET, icon="minus")
        self.more = Button("", Kind.QUIET, icon="plus")
        self.ruled = Button("", Kind.QUIET, icon="undo")
        self.all = Toggle()
        self._all = Label("", Type.BODY, Ink.SECONDARY)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        layout.setSpacing(Space.S)
        layout.addWidget(self._rule)
        layout.addWidget(self.list, 1)
        layout.addLayout(row(self.less, self.more, self.ruled, 0, self._all, self.all))
        self.less.clicked.connect(lambda: self._step(-1))
        self.more.clicked.connect(lambda: self._step(1))
        self.ruled.clicked.connect(view_model.by_the_rule)
        self.all.toggled.connect(lambda on: view_model.show_all(wanted=on))
        self.list.chosen.connect(lambda _: self._show_buttons())
        view_model.shares_changed.connect(self.refresh)

    def retranslate(self) -> None:
        """Say every word again."""
        self._rule.set_words(
            self.tr(
                "Served first: what is owed from last time, then paid orders before unpaid ones. "
                "Every household gets one piece, earliest order first, before any gets a second."
            )
        )
        self.list.setAccessibleName(self.tr("Who gets what"))
        self.less.set_words("", self.tr("One piece fewer"))
        self.more.set_words("", self.tr("One piece more"))
        self.ruled.set_words(self.tr("By the rule"))
        self._all.setText(self.tr("Show all"))
        self.all.setAccessibleName(self.tr("Show all"))
        self.refresh()

    def refresh(self) -> None:
        """Show the shares as they are now."""
        model = self._model
        self._keys, rows = {}, []
        mine: dict[str, list[ShareLine]] = {}
        for line in model.lines():
            mine.setdefault(line.share.demand.product_id, []).append(line)
        for product in model.products():
            if product.product_id in mine:
                rows.append(_product_row(product, self._sum(product)))
                rows += self._rows(mine[product.product_id])
        self.list.set_rows(rows)
        if self.list.currentIndex().row() < 0 and len(rows) > 1:
            self.list.choose(1)
        self.all.setChecked(not model.only_short)
        self._show_buttons()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear + and − and digits while a line is chosen."""
        pressed = event.type() is QEvent.Type.KeyPress
        if watched is self.list and pressed and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _MORE | _LESS:
            self._step(1 if key in _MORE else -1)
            return True
        text = event.text()
        if text.isascii() and text.isdigit() and not event.modifiers() & ~_HARMLESS:
            self._digit(text)
            return True
        return False

    def _digit(self, digit: str) -> None:
        """Set what is typed, digit by digit; a number too large begins anew."""
        chosen = self._chosen()
        key = self._keys.get(chosen)
        if key is None:
            return
        line = self._model.shares.line(key)
        typed = self._typed + digit if self._typed_at == chosen else digit
        if line is not None and int(typed) > line.share.demand.missing:
            typed = digit
        self._typed, self._typed_at = typed, chosen
        self._model.set_grant(key, int(typed))

    def _step(self, delta: int) -> None:
        key = self._keys.get(self._chosen())
        self._typed = ""
        if key is not None:
            self._model.step(key, delta)

    def _chosen(self) -> str:
        found = self.list.rows.row(self.list.currentIndex().row())
        return found.key if found is not None else ""

    def _show_buttons(self) -> None:
        chosen = self._chosen() in self._keys
        self.less.setEnabled(chosen)
        self.more.setEnabled(chosen)
        self.ruled.setEnabled(bool(self._model.shares.changed))

    def _sum(self, product: ProductShare) -> str:
        said = self.tr("%1 given of %2, %3 wanted").replace("%1", f"{product.given:,}")
        said = said.replace("%2", f"{product.supply:,}").replace("%3", f"{product.waited:,}")
        free = self.tr("%n left to give", "", product.free)
        return wording.dotted(said, free) if product.free else said

    def _rows(self, lines: Sequence[ShareLine]) -> list[Row]:
        rows = []
        for line in lines:
            demand = line.share.demand
            name = f"{demand.key.order_id}/{demand.key.line_no}"
            self._keys[name] = demand.key
            rows.append(self._row(name, line))
        return rows

    def _row(self, name: str, line: ShareLine) -> Row:
        demand, short = line.share.demand, line.share.missing
        changed = demand.key in self._model.shares.changed
        sub = wording.dotted(
            self.tr("changed by hand") if changed else "",
            self.tr("owed from last time") if demand.owed else "",
            self.tr("paid") if demand.is_paid else self.tr("not paid"),
            words.moment(demand.placed_at, self._model.now()),
            line.slot,
        )
        short_words = self.tr("%1 short").replace("%1", f"{short:,}")
        whole = (self.tr("Gets all"), "check", Tone.OK)
        state = (short_words, "warning", Tone.WARN) if short else whole
        given = self.tr("%1 of %2").replace("%1", f"{line.share.granted:,}")
        right = given.replace("%2", f"{demand.missing:,}")
        return Row(name, f"{line.member_name}  {demand.key.order_id}", sub, right, pill=state)


def _product_row(product: ProductShare, words_of_sum: str) -> Row:
    icon, tone = ("warning", Tone.WARN) if product.is_short else ("check", Tone.OK)
    return Row(f"product {product.product_id}", product.name, words_of_sum, icon=icon, tone=tone)


_HARMLESS = Qt.KeyboardModifier.KeypadModifier
