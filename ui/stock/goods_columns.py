"""The columns of the stock page's lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication

from leader_app.domain.money import Fen
from leader_app.domain.stock import Level
from leader_app.ports import StockLine
from ui.kit import words
from ui.kit.cells import Cell
from ui.kit.columns import Column
from ui.kit.expiry import expiry_look, expiry_words, widest_expiry
from ui.kit.goods import lot_word
from ui.theme.tokens import Ink

_tr = QCoreApplication.translate
GIVE_WAY = ("value", "lots", "slots")


def stock_columns(today: Callable[[], date]) -> list[Column[StockLine]]:
    """Return the columns of the list of products."""
    return [
        Column("name", lambda: _tr("Stock", "Product"), _name),
        Column(
            "expiry",
            lambda: _tr("Stock", "Next use-by"),
            lambda row: expiry_cell(row.next_expiry, today()),
            widest_expiry,
            pills=True,
        ),
        Column(
            "slots",
            lambda: _tr("Stock", "Slots"),
            lambda row: Cell(row.slots, ink=Ink.SECONDARY),
            lambda: ("冷藏-1 冷藏-3",),
        ),
        Column(
            "lots",
            lambda: _tr("Stock", "Lots"),
            lambda row: Cell(f"{row.lots:,}" if row.lots else "–", ink=Ink.SECONDARY),
            lambda: ("000",),
            on_right=True,
        ),
        Column(
            "quantity",
            lambda: _tr("Stock", "On hand"),
            _quantity,
            lambda: ("00,000 袋",),
            on_right=True,
        ),
        Column(
            "value",
            lambda: _tr("Stock", "Value"),
            lambda row: Cell(words.money(row.value), ink=Ink.SECONDARY),
            lambda: (words.money(Fen(9_999_999)),),
            on_right=True,
        ),
    ]


def lot_columns(today: Callable[[], date]) -> list[Column[Level]]:
    """Return the columns of where a product lies."""
    return [
        Column(
            "slot",
            lambda: _tr("Stock", "Slot and lot"),
            lambda row: Cell(row.key.slot or "–", strong=True, sub=lot_word(row.key.lot)),
        ),
        Column(
            "expiry",
            lambda: _tr("Stock", "Use by"),
            lambda row: expiry_cell(row.key.lot.expires_on, today()),
            widest_expiry,
            pills=True,
        ),
        Column(
            "quantity",
            lambda: _tr("Stock", "Pieces"),
            lambda row: _pieces(row.quantity),
            lambda: ("0,000",),
            on_right=True,
        ),
    ]


def expiry_cell(day: date | None, today: date) -> Cell:
    """Return a use-by day as a cell: a pill where it calls for somebody."""
    said = expiry_words(day, today)
    return Cell(said or "–", ink=Ink.SECONDARY, pill=expiry_look(day, today))


def _name(row: StockLine) -> Cell:
    ink = Ink.PRIMARY if row.quantity else Ink.HINT
    return Cell(row.product.name, strong=bool(row.quantity), ink=ink)


def _quantity(row: StockLine) -> Cell:
    short = 0 < row.product.low_stock >= row.quantity
    ink = Ink.BAD if row.quantity < 0 else Ink.WARN if short else Ink.PRIMARY
    return Cell(f"{row.quantity:,} {row.product.unit}".strip(), strong=True, ink=ink)


def _pieces(quantity: int) -> Cell:
    return Cell(f"{quantity:,}", strong=True, ink=Ink.BAD if quantity < 0 else Ink.PRIMARY)
