"""Which sheets of a workbook hold its orders, and these orders, each once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from leader_app.domain.text import Text, say
from leader_app.domain.understood import UnderstoodOrder
from leader_app.importing.sheets.cells import moment
from leader_app.importing.sheets.fields import Field, known_field
from leader_app.importing.sheets.goods import Goods
from leader_app.importing.sheets.grid import Grid
from leader_app.importing.sheets.groups import grouped
from leader_app.importing.sheets.headers import Layout, layout_of
from leader_app.importing.sheets.lines import LineReader
from leader_app.importing.sheets.orders import order_of
from leader_app.importing.sheets.rows import Body, body_of


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of orders: its layout and what stands below its header."""

    grid: Grid
    layout: Layout
    body: Body


class Chosen(NamedTuple):
    """The orders of a workbook, remarks on them, and the number of each chain by its title."""

    orders: list[UnderstoodOrder]
    remarks: list[Text]
    chains: dict[str, int]


def tables_of(
    grids: Sequence[Grid], goods: Goods, mapping: Mapping[str, str]
) -> tuple[list[Table], list[Text]]:
    """Return the sheets to read, and remarks on those that tell the same in another form.

    Sheets with one and the same header all count (a sheet a building, a sheet a week); of
    different ones the one that says most does.
    """
    found = []
    for grid in grids:
        layout = layout_of(grid, goods, mapping)
        if layout is not None and layout.has_orders:
            found.append(Table(grid, layout, body_of(grid, layout)))
    found = [table for table in found if table.body.rows or table.body.without_goods]
    if not found:
        return [], []
    best = max(found, key=_tells)
    taken = [table for table in found if table.layout.key == best.layout.key]
    others = [
        say(
            "The sheet “{sheet}” has orders in another form; “{read}” was read instead.",
            sheet=table.grid.name,
            read=best.grid.name,
        )
        for table in found
        if table not in taken
    ]
    return taken, others


def chosen(tables: Sequence[Table], goods: Goods) -> Chosen:
    """Return the orders of all ``tables``.

    A sheet of which every order stands in an earlier one too is a copy, and left out; where only
    some do, a person has to say.
    """
    reader = LineReader(goods)
    seen: set[tuple[object, ...]] = set()
    found = Chosen([], [], {})
    for at, table in enumerate(tables):
        orders = list(_orders(table, reader, table.grid.name if at else "", found.chains))
        again = [order for order in orders if _identity(order) in seen]
        if again and len(again) == len(orders):
            found.remarks.append(
                say(
                    "The sheet “{sheet}” has nothing that is not in another sheet too.",
                    sheet=table.grid.name,
                )
            )
            continue
        told = (_twice(order) if _identity(order) in seen else order for order in orders)
        found.orders.extend(told)
        seen |= {key for order in orders if (key := _identity(order))}
    return found


def _twice(order: UnderstoodOrder) -> UnderstoodOrder:
    doubt = say("Row {row}: the same order stands in another sheet too.", row=order.places[0])
    return replace(order, confidence=0.5, doubts=(*order.doubts, doubt))


def _tells(table: Table) -> tuple[int, int, int]:
    exact = Field.QUANTITY in table.layout.fields or bool(table.layout.products)
    return (int(exact), len(table.layout.fields), len(table.body.rows))


def _identity(order: UnderstoodOrder) -> tuple[object, ...] | None:
    if not order.order_no and order.seq is None:
        return None
    return (order.order_no or order.seq, order.name, order.receiver, order.items)


def _orders(
    table: Table, reader: LineReader, untitled: str, chains: dict[str, int]
) -> Iterator[UnderstoodOrder]:
    day = _day_above(table.grid, table.layout.at)
    for group in grouped(table.body.rows, untitled, chains):
        yield order_of(group, reader, day)


def _day_above(grid: Grid, header: int) -> datetime | None:
    """Return the day that a row above the header gives for all orders."""
    for row in grid.rows[:header]:
        cells = [cell for cell in row if cell]
        if (
            len(cells) > 1
            and known_field(cells[0]) is Field.PLACED_AT
            and (day := moment(cells[1]))
        ):
            return day
    return None
