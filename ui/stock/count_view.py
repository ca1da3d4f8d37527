"""Counting: scan, or type how many lie where the list says."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from leader_app.domain.document import DocumentKind
from leader_app.domain.money import Fen
from leader_app.services.stock.desk import StocktakeLine
from ui.kit import words
from ui.kit.button import Button, Kind
from ui.kit.card import Card, row
from ui.kit.cells import Cell
from ui.kit.columns import Column, ListModel
from ui.kit.expiry import expiry_words, widest_expiry
from ui.kit.goods import lot_word
from ui.kit.grid import Grid
from ui.kit.keys import on_key
from ui.kit.label import Label
from ui.kit.page import Spoken
from ui.kit.progress import Progress
from ui.kit.toggle import Toggle
from ui.stock.entry_view import EntryLine
from ui.stock.stocktake import StocktakeViewModel
from ui.stock.stocktake_start_view import scope_words
from ui.theme.tokens import Ink, Size, Space, Tone, Type

_tr = QCoreApplication.translate
_MORE = frozenset({Qt.Key.Key_Plus, Qt.Key.Key_Equal})
_HIDDEN = ("expected", "gap", "value")


class CountView(Spoken):
    """Numbers go to the chosen row, codes to whatever they name."""

    print_wanted = Signal(str, object)

    def __init__(self, view_model: StocktakeViewModel) -> None:
        super().__init__()
        self._model = view_model
        self._title = Label("", Type.LEAD, strong=True)
        self._progress, self._tally = Progress(), Label("", Type.BODY, Ink.SECONDARY)
        self.blind, self._blind_name = Toggle(), Label("", Type.BODY, Ink.SECONDARY)
        self.print = Button("", Kind.PLAIN, icon="printer")
        self.pause = Button("", Kind.QUIET)
        self.finish = Button("", Kind.PRIMARY, key="Alt+F")
        self.line = EntryLine(self._key)
        self.items = ListModel(self._columns(), lambda line: line.key, self)
        self.table = Grid(
            self.items, "name", ("expiry", "slot"), grow="counted", row_height=Size.ROW
        )
        self.table.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._lay_out()
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        hint = self.tr("Scan goods, or type how many lie at the chosen row")
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(hint)
        self._blind_name.setText(self.tr("Hide what should be there"))
        self.blind.setAccessibleName(self._blind_name.text())
        self.pause.set_words(self.tr("Pause"))
        self.finish.set_words(self.tr("Finish"))
        self.print.set_words("", self.tr("Print the list"))
        self.table.setAccessibleName(self.tr("Places to count"))
        self.table.retranslate()
        self.refresh()

    def take_focus(self) -> None:
        """Put the caret where counts are typed."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show the sheet as it is now."""
        model, sheet = self._model, self._model.sheet
        if sheet is None:
            return
        tally = model.tally()
        self._title.setText(scope_words(sheet.zone, sheet.slot))
        self._progress.set_share(tally.counted, max(1, tally.places))
        said = self.tr("%1 of %2 counted")
        said = said.replace("%1", f"{tally.counted:,}").replace("%2", f"{tally.places:,}")
        self._tally.setText(said)
        self.blind.setChecked(model.blind)
        for key in _HIDDEN:
            self.table.setColumnHidden(self.items.place(key), model.blind)
        self.items.set_rows(model.lines)
        self.table.go_to(model.number())
        self.table.scrollTo(self.items.index(max(0, model.number()), 0))
        self.finish.setEnabled(tally.counted > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hear what nothing else took; digits and letters go into the line."""
        if self._key(event):
            return
        if event.text().isprintable() and event.text():
            self.take_focus()
            self.line.insert(event.text())
            return
        super().keyPressEvent(event)

    def _key(self, event: QKeyEvent) -> bool:
        model, key = self._model, Qt.Key(event.key())
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            model.move(-1 if key == Qt.Key.Key_Up else 1)
        elif key in _MORE and event.text() == "+":
            model.one_more(1)
        elif key == Qt.Key.Key_Minus:
            model.one_more(-1)
        elif key == Qt.Key.Key_Delete:
            model.clear()
        elif key == Qt.Key.Key_Escape:
            model.pause()
        else:
            return False
        return True

    def _print(self) -> None:
        if self._model.sheet is not None:
            kind = DocumentKind.STOCKTAKE.value
            self.print_wanted.emit(kind, self._model.sheet.stocktake_id)

    def _connect(self) -> None:
        model = self._model
        self.line.submitted.connect(model.entered)
        self.table.row_chosen.connect(model.stand_at)
        self.blind.toggled.connect(lambda on: model.turn_blind(blind=on))
        self.pause.clicked.connect(model.pause)
        self.finish.clicked.connect(model.sum_up)
        self.print.clicked.connect(self._print)
        model.changed.connect(self.refresh)
        on_key(self.blind, "Alt+B", self.blind.click)

    def _lay_out(self) -> None:
        head = row(self._title, self._tally, self._progress, 0, spacing=Space.M)
        for part in (self._blind_name, self.blind, self.print, self.pause, self.finish):
            head.addWidget(part)
        box = Card(padding=1)
        box.body.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addLayout(head)
        layout.addWidget(self.line)
        layout.addWidget(box, 1)

    def _columns(self) -> list[Column[StocktakeLine]]:
        return [
            Column("slot", lambda: _tr("Stock", "Slot"), _slot, lambda: ("冷藏-1",)),
            Column("name", lambda: _tr("Stock", "Product"), _name),
            Column("expiry", lambda: _tr("Stock", "Use by"), self._expiry, widest_expiry),
            *count_columns(),
        ]

    def _expiry(self, line: StocktakeLine) -> Cell:
        today = self._model.now().date()
        return Cell(expiry_words(line.key.lot.expires_on, today) or "–", ink=Ink.SECONDARY)


def count_columns() -> list[Column[StocktakeLine]]:
    """Return the figures of a count; the last three tell what should be there."""
    return [
        Column(
            "counted",
            lambda: _tr("Stock", "Counted"),
            _counted,
            lambda: (_tr("Stock", "Count again"), "00,000"),
            pills=True,
        ),
        Column(
            "expected",
            lambda: _tr("Stock", "Should be"),
            lambda line: Cell(f"{line.expected:,}", ink=Ink.SECONDARY),
            lambda: ("00,000",),
            on_right=True,
        ),
        Column(
            "gap", lambda: _tr("Stock", "Difference"), _gap, lambda: ("−00,000",), on_right=True
        ),
        Column("value", lambda: _tr("Stock", "In yuan"), _value, _widest, on_right=True),
    ]


def _slot(line: StocktakeLine) -> Cell:
    return Cell(line.key.slot or "–", strong=True)


def _name(line: StocktakeLine) -> Cell:
    return Cell(line.product.name, strong=line.counted is None, sub=lot_word(line.key.lot))


def _counted(line: StocktakeLine) -> Cell:
    if line.moved_since:
        return Cell(_tr("Stock", "Count again"), pill=("sync", Tone.WARN))
    if line.counted is None:
        return Cell("–", ink=Ink.HINT)
    return Cell(f"{line.counted:,} {line.product.unit}".strip(), strong=True)


def _gap(line: StocktakeLine) -> Cell:
    if line.counted is None:
        return Cell("")
    gap = line.difference
    ink = Ink.BAD if gap < 0 else Ink.WARN if gap else Ink.HINT
    return Cell(f"{gap:+,}".replace("-", "−") if gap else "0", strong=bool(gap), ink=ink)


def _value(line: StocktakeLine) -> Cell:
    if line.counted is None or not line.difference:
        return Cell("")
    return Cell(words.money(line.difference_value), ink=Ink.SECONDARY)


def _widest() -> tuple[str, ...]:
    return (words.money(Fen(-9_999_999)),)
