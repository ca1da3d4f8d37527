"""What finishing a stocktake would book, before it does."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from leader_app.services.stock.desk import StocktakeLine
from ui.kit import words
from ui.kit.banner import Banner
from ui.kit.button import Button, Kind
from ui.kit.card import Card, row
from ui.kit.cells import Cell
from ui.kit.columns import Column, ListModel
from ui.kit.grid import Grid
from ui.kit.label import Label
from ui.kit.page import Spoken
from ui.kit.states import StateStack
from ui.stock.count_view import count_columns
from ui.stock.stocktake import StocktakeViewModel
from ui.theme.tokens import Ink, Size, Space, Tone, Type

_tr = QCoreApplication.translate
_FIGURES = ("counted", "left", "more", "less", "value")


class SummaryView(Spoken):
    """Ctrl+Enter books the differences, Esc goes on counting."""

    def __init__(self, view_model: StocktakeViewModel) -> None:
        super().__init__()
        self._model = view_model
        self._title = Label("", Type.LEAD, strong=True)
        self._words = {key: Label("", Type.BODY, Ink.SECONDARY) for key in _FIGURES}
        self._figures = {key: Label("", Type.HEADLINE, strong=True) for key in _FIGURES}
        self.again = Banner(closable=False)
        self.items = ListModel(_columns(), lambda line: line.key, self)
        self.table = Grid(self.items, "name", ("slot",), row_height=Size.ROW_OFFICE)
        self.states = StateStack(self.table)
        self.book = Button("", Kind.PRIMARY, key="Ctrl+Return", height=Size.CONTROL_LARGE)
        self.back = Button("", Kind.QUIET, key="Esc", answers=False, height=Size.CONTROL_LARGE)
        self._lay_out()
        self.book.clicked.connect(view_model.finish)
        self.back.clicked.connect(view_model.count_on)
        view_model.changed.connect(self.refresh)

    def retranslate(self) -> None:
        """Say every word again."""
        self._title.setText(self.tr("What will be booked"))
        said = {
            "counted": self.tr("Places counted"),
            "left": self.tr("Left as they are"),
            "more": self.tr("Pieces found"),
            "less": self.tr("Pieces missing"),
            "value": self.tr("Difference"),
        }
        for key, words_of in said.items():
            self._words[key].setText(words_of)
        self.book.set_words(self.tr("Book the differences"))
        self.back.set_words(self.tr("Count on"))
        self.table.setAccessibleName(self.tr("Differences"))
        self.table.retranslate()
        self.refresh()

    def take_focus(self) -> None:
        """Put the keyboard on the deed."""
        self.book.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show the sheet in figures."""
        tally = self._model.tally()
        shown = {
            "counted": (f"{tally.counted:,}", Ink.PRIMARY),
            "left": (f"{tally.places - tally.counted:,}", Ink.PRIMARY),
            "more": (_signed(tally.more), Ink.WARN if tally.more else Ink.HINT),
            "less": (_signed(tally.less), Ink.BAD if tally.less else Ink.HINT),
            "value": (words.money(tally.value), Ink.BAD if tally.value < 0 else Ink.PRIMARY),
        }
        for key, (said, ink) in shown.items():
            self._figures[key].setText(said)
            self._figures[key].set_ink(ink)
        if tally.again:
            said = self.tr("Count %Ln place(s) again: something moved meanwhile", "", tally.again)
            self.again.tell(said, Tone.WARN)
        else:
            self.again.hide()
        gaps = [line for line in self._model.lines if line.counted is not None and line.difference]
        self.items.set_rows(gaps)
        if gaps:
            self.states.show_content()
        else:
            self.states.show_empty("check-circle", self.tr("Everything counted is as it should be"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on counting on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._model.count_on()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        figures = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.XL)
        grid.setVerticalSpacing(0)
        for at, key in enumerate(_FIGURES):
            grid.addWidget(self._words[key], 0, at)
            grid.addWidget(self._figures[key], 1, at)
        figures.body.addLayout(grid)
        box = Card(padding=1)
        box.body.addWidget(self.states)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addLayout(row(self._title, 0, self.back, self.book))
        layout.addWidget(figures)
        layout.addWidget(self.again)
        layout.addWidget(box, 1)


def _signed(pieces: int) -> str:
    return f"{pieces:+,}".replace("-", "−") if pieces else "0"


def _columns() -> list[Column[StocktakeLine]]:
    return [
        Column(
            "slot",
            lambda: _tr("Stock", "Slot"),
            lambda line: Cell(line.key.slot or "–"),
            lambda: ("冷藏-1",),
        ),
        Column(
            "name",
            lambda: _tr("Stock", "Product"),
            lambda line: Cell(line.product.name, strong=True),
        ),
        *count_columns(),
    ]
