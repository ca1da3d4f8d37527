"""The columns of the list of lines."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from leader_app.domain.understood import UnderstoodItem
from leader_app.services.importing.desk import WANTED, Entry
from ui.importing.groups import state_look, state_word, state_words, sureness_word
from ui.kit.cells import Cell
from ui.kit.columns import Column
from ui.theme.tokens import Ink

_tr = QCoreApplication.translate
SURE = "sure"
GIVE_WAY = ("number", "sure", "home")


def line_columns() -> list[Column[Entry]]:
    """Return the columns."""
    return [
        Column(
            "number",
            lambda: _tr("Import", "No."),
            lambda row: Cell(_number(row), ink=Ink.HINT),
            lambda: ("0000",),
            on_right=True,
        ),
        Column("name", lambda: _tr("Import", "Buyer"), _name, lambda: ("欧阳小满妈妈",)),
        Column(
            "home",
            lambda: _tr("Import", "Home"),
            lambda row: Cell(home_words(row), ink=Ink.SECONDARY),
            lambda: ("00-0-0000",),
        ),
        Column("goods", lambda: _tr("Import", "Goods"), _goods),
        Column(
            "state",
            lambda: _tr("Import", "State"),
            lambda row: Cell(state_word(row), pill=state_look(row)),
            state_words,
            pills=True,
        ),
        Column(
            SURE,
            lambda: _tr("Import", "How sure"),
            lambda row: Cell(sureness_word(row), ink=Ink.SECONDARY),
            lambda: (_tr("Import", "Very unsure"),),
        ),
    ]


def home_words(entry: Entry) -> str:
    """Return building, staircase and room as neighbours write them: 3-1-201."""
    order = entry.order
    parts = [order.building or ("?" if order.room else ""), order.unit, order.room]
    return "-".join(part for part in parts if part)


def goods_words(items: tuple[UnderstoodItem, ...]) -> str:
    """Return goods in one line: 丹东草莓 ×2, 土鸡蛋 ×1."""
    return "，".join(f"{goods_name(item)} ×{_quantity(item)}" for item in items)


def goods_name(item: UnderstoodItem) -> str:
    """Return what an item is, its kind in brackets."""
    return f"{item.product}（{item.variant}）" if item.variant else item.product


def _quantity(item: UnderstoodItem) -> str:
    return item.told or "?" if item.quantity is None else str(item.quantity)


def _number(row: Entry) -> str:
    return str(row.order.seq if row.order.seq is not None else row.number + 1)


def _name(row: Entry) -> Cell:
    quiet = row.left_out or row.standing not in WANTED
    return Cell(
        row.order.name or row.order.receiver or "–",
        strong=True,
        ink=Ink.HINT if quiet else Ink.PRIMARY,
    )


def _goods(row: Entry) -> Cell:
    quiet = row.left_out or row.standing not in WANTED or row.order.cancelled
    return Cell(goods_words(row.order.items) or "–", ink=Ink.HINT if quiet else Ink.PRIMARY)
