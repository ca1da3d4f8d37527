"""What a file itself says it comes to, against what was read of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Self

from leader_app.domain.money import Fen, yuan
from leader_app.domain.text import Text, say
from leader_app.domain.understood import UnderstoodOrder
from leader_app.importing.sheets.cells import pieces
from leader_app.importing.sheets.fields import Field
from leader_app.importing.sheets.goods import Goods
from leader_app.importing.sheets.grid import Grid
from leader_app.importing.sheets.headers import Layout, layout_of
from leader_app.importing.sheets.tables import Table


class Told(NamedTuple):
    """A source's own totals; ``None`` where it has none."""

    pieces: int | None
    amount: Fen | None

    @classmethod
    def by(cls, tables: Sequence[Table], grids: Sequence[Grid], goods: Goods) -> Self:
        """Return what rows of totals, or else sheets that sum up, come to."""
        whole, amounts = _of_rows(tables)
        if whole is None:
            whole = _of_summaries(grids, goods)
        return cls(whole, amounts)


def compared(told: Told, orders: Sequence[UnderstoodOrder]) -> list[Text]:
    """Return what to remark where the totals of the file are not those of ``orders``.

    A file may count what was called off or not; either is right.
    """
    remarks = []
    standing = [order for order in orders if not order.cancelled]
    counts = [_pieces(standing), _pieces(orders)]
    if told.pieces is not None and None not in counts and told.pieces not in counts:
        remarks.append(
            say(
                "The file says {told} pieces in all, the orders read come to {found}.",
                told=told.pieces,
                found=counts[0] or 0,
            )
        )
    sums = [_amount(standing), _amount(orders)]
    if told.amount is not None and None not in sums and told.amount not in sums:
        remarks.append(
            say(
                "The file says {told} yuan in all, the orders read come to {found}.",
                told=yuan(told.amount),
                found=yuan(sums[0] or Fen(0)),
            )
        )
    return remarks


def _of_rows(tables: Sequence[Table]) -> tuple[int | None, Fen | None]:
    counts, amounts = [], []
    for table in tables:
        body = table.body
        # The last row of totals is that of the sheet; before it may stand those of its pages.
        counts += body.pieces[-1:] or ([sum(body.part_pieces)] if body.part_pieces else [])
        amounts += body.amounts[-1:] or ([Fen(sum(body.part_amounts))] if body.part_amounts else [])
    whole = sum(counts) if len(counts) == len(tables) else None
    return whole, Fen(sum(amounts)) if len(amounts) == len(tables) else None


def _of_summaries(grids: Sequence[Grid], goods: Goods) -> int | None:
    for grid in grids:
        layout = layout_of(grid, goods, {})
        if layout is not None and layout.is_summary and (sold := _sold(grid, layout)):
            return sold
    return None


def _sold(grid: Grid, layout: Layout) -> int | None:
    column, name = layout.columns(Field.SOLD)[0], layout.columns(Field.PRODUCT)[0]
    counts = [
        pieces(row[column])
        for row in grid.rows[layout.at + 1 :]
        if len(row) > max(column, name) and row[name] and "计" not in row[0]
    ]
    known = [count for count in counts if isinstance(count, int)]
    return sum(known) if len(known) == len(counts) else None


def _pieces(orders: Sequence[UnderstoodOrder]) -> int | None:
    counts = [item.quantity for order in orders for item in order.items]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _amount(orders: Sequence[UnderstoodOrder]) -> Fen | None:
    amounts = [order.amount for order in orders]
    known = [amount for amount in amounts if amount is not None]
    return Fen(sum(known)) if len(known) == len(amounts) else None
