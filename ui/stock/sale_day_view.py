"""What was sold today, newest first; each may be taken back, with a reason."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from leader_app.services.stock.desk import SaleDone
from ui.kit import words
from ui.kit.card import Card, column, row
from ui.kit.cells import Cell
from ui.kit.columns import Column, ListModel
from ui.kit.goods import payment_word
from ui.kit.grid import Grid
from ui.kit.label import Label, Paragraph, centred
from ui.stock.sale import SaleViewModel
from ui.theme.tokens import Ink, Size, Space, Type

_tr = QCoreApplication.translate


class SaleDayView(Card):
    """Enter on a sale asks to take it back; the till asks why."""

    left = Signal()

    def __init__(self, view_model: SaleViewModel) -> None:
        super().__init__(padding=1)
        self._model = view_model
        self._heading = Label("", Type.BODY, Ink.SECONDARY, strong=True)
        self._takings = Label("", Type.BODY, strong=True)
        self.items = ListModel(self._columns(), lambda sale: sale.deed.deed_id, self)
        self.list = Grid(self.items, "goods", ("time",), row_height=Size.ROW, least=Size.RAIL)
        self.list.horizontalHeader().hide()
        self.list.setMinimumHeight(Size.ROW)
        self._empty = Paragraph("", Type.BODY, Ink.HINT)
        self._stack = QStackedWidget()
        self._lay_out()
        self.list.opened.connect(lambda _: self.ask_back())
        for changed in (view_model.changed, view_model.sales_changed):
            changed.connect(self.refresh)

    def retranslate(self) -> None:
        """Say every word again."""
        self._heading.setText(self.tr("Sold today"))
        self.list.setAccessibleName(self.tr("Sold today"))
        self._empty.set_words(self.tr("Nothing was sold yet today."))
        self.list.retranslate()
        self.refresh()

    def refresh(self) -> None:
        """Show the day as it is now."""
        sales = self._model.standing()
        self.items.set_rows(sales)
        self._stack.setCurrentIndex(1 if sales else 0)
        self._takings.setText(words.money(self._model.takings()) if sales else "")

    def ask_back(self) -> None:
        """Ask to take the chosen sale back."""
        self._model.ask_back(self.items.at(self.list.currentIndex().row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask on Delete, leave on Esc."""
        if event.key() == Qt.Key.Key_Delete:
            self.ask_back()
        elif event.key() == Qt.Key.Key_Escape:
            if self._model.asking is not None:
                self._model.ask_back(None)
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _columns(self) -> list[Column[SaleDone]]:
        return [
            Column(
                "time",
                lambda: "",
                lambda sale: Cell(words.clock_time(sale.deed.at), ink=Ink.HINT),
                lambda: ("00:00",),
            ),
            Column("goods", lambda: "", self._goods),
            Column("total", lambda: "", self._total, lambda: ("¥ 000.00",), on_right=True),
        ]

    def _goods(self, sale: SaleDone) -> Cell:
        what = "、".join(f"{line.product_name} ×{line.quantity}" for line in sale.lines)
        back = self._model.is_taken_back(sale)
        ink = Ink.HINT if back else Ink.PRIMARY
        return Cell(what, ink=ink, sub=_tr("Stock", "taken back") if back else _way(sale))

    def _total(self, sale: SaleDone) -> Cell:
        back = self._model.is_taken_back(sale)
        return Cell(words.money(sale.total), strong=not back, ink=Ink.HINT if back else Ink.PRIMARY)

    def _lay_out(self) -> None:
        centred(self._empty)
        nothing = QWidget()
        nothing.setLayout(column(0, self._empty, 0, margins=Space.M))
        for part in (nothing, self.list):
            self._stack.addWidget(part)
        head = QWidget()
        head.setLayout(row(self._heading, 0, self._takings, margins=Space.M))
        body = QVBoxLayout()
        body.setSpacing(0)
        body.addWidget(head)
        body.addWidget(self._stack, 1)
        self.body.addLayout(body)


def _way(sale: SaleDone) -> str:
    return payment_word(sale.deed.payment) if sale.deed.payment else ""
