"""The goods of one order, from rows, from cells that hold several, or from product columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple
from unicodedata import normalize

from leader_app.domain.text import Text, say
from leader_app.domain.understood import UnderstoodItem
from leader_app.importing.sheets.cells import fen, pieces
from leader_app.importing.sheets.fields import Field
from leader_app.importing.sheets.goods import Goods
from leader_app.importing.sheets.item_cells import ItemCells, Listed, split
from leader_app.importing.sheets.rows import Row
from leader_app.importing.sheets.states import State

_UNUSUALLY_MANY = 500


class Lines(NamedTuple):
    """The goods of an order and what there is to doubt about them."""

    items: tuple[UnderstoodItem, ...]
    doubts: list[Text]
    refunded: bool
    all_refunded: bool


class _Line(NamedTuple):
    row: int
    item: UnderstoodItem
    gone: bool


class LineReader:
    """Reads the goods of orders against one list of products."""

    def __init__(self, goods: Goods) -> None:
        self._goods = goods
        self._cells = ItemCells(goods.knows)

    def lines(self, rows: Sequence[Row], states: Sequence[State]) -> Lines:
        """Return the goods in the rows of one order; ``states`` has one state a row.

        What was called off or paid back is left out with a doubt, unless nothing else is there.
        """
        doubts: list[Text] = []
        called_off = all(state is State.CANCELLED for state in states)
        read: list[_Line] = []
        for row, state in zip(rows, states, strict=True):
            gone = state is State.CANCELLED and not called_off
            read += self._of_row(row, doubts, gone=gone)
        left = [line for line in read if not line.gone]
        all_refunded = bool(read) and not left
        items = [line.item for line in (read if all_refunded else left)]
        doubts += [
            say(
                "Row {row}: “{product}” was called off or paid back and is left out.",
                row=line.row,
                product=line.item.product,
            )
            for line in read
            if line.gone
        ]
        doubts += _sum_doubts(rows, items)
        refunded = any(row.text(Field.REFUNDED) not in {"", "0"} for row in rows)
        return Lines(tuple(items), doubts, refunded or len(left) < len(read), all_refunded)

    def _of_row(self, row: Row, doubts: list[Text], *, gone: bool) -> Iterator[_Line]:
        refunded = pieces(row.text(Field.REFUNDED))
        for listed, spec in self._listed(row, doubts):
            count, amount = self._checked(row, listed, doubts), listed.amount
            is_gone = gone
            if count is not None and refunded:
                is_gone = gone or refunded == count
                count = self._less(row, count, refunded, doubts)
                amount = None  # what the file says they cost was for all of them
            meant = self._goods.meant(listed.name, spec)
            if not meant.product_id and not self._goods.is_empty:
                doubts.append(
                    say(
                        "Row {row}: “{product}” is not on your product list.",
                        row=row.number,
                        product=listed.name,
                    )
                )
            told = str(listed.many) if isinstance(listed.many, Decimal) else ""
            item = UnderstoodItem(
                meant.product, meant.product_id, count, meant.variant, amount, told
            )
            yield _Line(row.number, item, is_gone)

    def _listed(self, row: Row, doubts: list[Text]) -> Iterator[tuple[Listed, str]]:
        if row.layout.products:
            yield from self._in_columns(row)
            return
        cell, spec = row.text(Field.PRODUCT), row.text(Field.SPEC)
        count_cell, amount = row.own(Field.QUANTITY), fen(row.own(Field.ITEM_AMOUNT))
        if len(parts := split(normalize("NFKC", cell))) > 1:
            yield from self._in_step(row, parts, count_cell, doubts)
            return
        listed = self._cells.listed(cell)
        if not count_cell:
            for one in listed:
                yield (
                    one._replace(amount=one.amount or (amount if len(listed) == 1 else None)),
                    spec,
                )
            return
        count = pieces(count_cell)
        if len(listed) > 1:
            yield from self._in_step(row, [cell], count_cell, doubts)
        elif listed and listed[0].many == count:
            yield Listed(listed[0].name, count, amount), spec
        else:
            yield Listed(cell, count, amount), spec

    def _in_columns(self, row: Row) -> Iterator[tuple[Listed, str]]:
        for column, name in row.layout.products:
            cell = row.cells[column] if column < len(row.cells) else ""
            if (count := pieces(cell)) != 0:
                yield Listed(name, count), ""

    def _in_step(
        self, row: Row, parts: Sequence[str], count_cell: str, doubts: list[Text]
    ) -> Iterator[tuple[Listed, str]]:
        """Yield the goods of a cell with several, their counts in it or in another in step."""
        counts = split(normalize("NFKC", count_cell))
        specs = split(normalize("NFKC", row.text(Field.SPEC)))
        if len(counts) == len(parts) > 1:
            paired = specs if len(specs) == len(parts) else [""] * len(parts)
            for name, count, spec in zip(parts, counts, paired, strict=True):
                yield Listed(name, pieces(count)), spec
            return
        listed = [one for part in parts for one in self._cells.listed(part)]
        told = pieces(count_cell) if count_cell else None
        if isinstance(told, int) and sum(one.many or 0 for one in listed) != told:
            doubts.append(
                say(
                    "Row {row}: the counts of the goods do not come to {told}.",
                    row=row.number,
                    told=told,
                )
            )
        yield from ((one, "") for one in listed)

    def _checked(self, row: Row, listed: Listed, doubts: list[Text]) -> int | None:
        count = listed.many
        if isinstance(count, int) and 0 < count <= _UNUSUALLY_MANY:
            return count
        if count is None:
            doubts.append(
                say(
                    "Row {row}: the file does not say how many of “{product}”.",
                    row=row.number,
                    product=listed.name,
                )
            )
        else:
            doubts.append(
                say(
                    "Row {row}: {count} of “{product}” cannot be right.",
                    row=row.number,
                    count=str(count),
                    product=listed.name,
                )
            )
        return count if isinstance(count, int) and count > 0 else None

    def _less(
        self, row: Row, count: int, refunded: int | Decimal, doubts: list[Text]
    ) -> int | None:
        if isinstance(refunded, int) and 0 < refunded <= count:
            return count - refunded or count
        doubts.append(
            say(
                "Row {row}: {refunded} of {count} pieces paid back cannot be right.",
                row=row.number,
                refunded=str(refunded),
                count=count,
            )
        )
        return None


def _sum_doubts(rows: Sequence[Row], items: Sequence[UnderstoodItem]) -> list[Text]:
    doubts = []
    counts = [item.quantity for item in items]
    for field, found in ((Field.PIECES, _sum(counts)), (Field.KINDS, len(items))):
        told = next((pieces(text) for row in rows if (text := row.text(field))), None)
        if isinstance(told, int) and found is not None and told != found:
            doubts.append(
                say(
                    "Row {row}: the file says {told} in all, the goods come to {found}.",
                    row=rows[0].number,
                    told=told,
                    found=found,
                )
            )
    return doubts


def _sum(counts: Sequence[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None
