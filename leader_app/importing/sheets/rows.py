"""The rows of a sheet: which are orders, which are headers and totals, which belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from leader_app.domain.money import Fen
from leader_app.importing.sheets.cells import fen, is_empty, pieces
from leader_app.importing.sheets.fields import Field
from leader_app.importing.sheets.grid import Grid
from leader_app.importing.sheets.headers import Layout

_TOTAL = re.compile(
    r"^.{0,12}(?:小计|合计|总计|共计|总数|总量|汇总|累计|total)\s*[:：]?\s*.{0,16}$", re.IGNORECASE
)
_SURELY_REPEATED = 3
_SUBTOTAL = re.compile(r"小计")
_TOLD = re.compile(r"(\d{1,7})\s*[份件个单盒]")
_ROUNDED = re.compile(r"\d(?:\.\d+)?e\+?\d+", re.IGNORECASE)
_EXTENSION = re.compile(r"\s*\[\d{4}\]$")


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is part of an order; ``number`` is what the spreadsheet calls it."""

    grid: Grid
    layout: Layout
    number: int
    cells: tuple[str, ...]

    def text(self, wanted: Field) -> str:
        """Return what the row has for ``wanted``; empty where it says nothing."""
        cells = self.cells
        for column in self.layout.fields.get(wanted, ()):
            if column < len(cells) and not is_empty(cells[column]):
                return cells[column]
        return ""

    def texts(self, wanted: Field) -> Iterator[str]:
        """Yield everything the row has for ``wanted``, best first."""
        for column in self.layout.columns(wanted):
            if column < len(self.cells) and not is_empty(self.cells[column]):
                yield self.cells[column]

    def own(self, wanted: Field) -> str:
        """Return what the row itself has for ``wanted``, not a merged cell from above."""
        for column in self.layout.columns(wanted):
            if column < len(self.cells) and (self.number - 1, column) not in self.grid.spread:
                return self.cells[column]
        return ""

    @property
    def has_goods(self) -> bool:
        """Whether the row names goods or counts some."""
        counted = any(
            column < len(self.cells) and pieces(self.cells[column]) != 0
            for column, _ in self.layout.products
        )
        return counted or bool(self.text(Field.PRODUCT))

    @property
    def person(self) -> tuple[str, ...]:
        """Who ordered, as far as the row says."""
        return (
            without_extension(self.text(Field.NAME)),
            without_extension(self.text(Field.RECEIVER)),
            self.text(Field.PHONE),
        )


@dataclass(slots=True)
class Body:
    """What stands below a header: orders' rows, and what the sheet itself counts up."""

    rows: list[Row] = field(default_factory=list)
    without_goods: list[int] = field(default_factory=list)
    pieces: list[int] = field(default_factory=list)
    amounts: list[Fen] = field(default_factory=list)
    part_pieces: list[int] = field(default_factory=list)
    part_amounts: list[Fen] = field(default_factory=list)


def body_of(grid: Grid, layout: Layout) -> Body:
    """Return the rows below the header, without blanks, repeated headers and totals."""
    body = Body()
    for at in range(layout.at + 1, len(grid.rows)):
        cells = grid.rows[at]
        if not any(cells) or _repeats(cells, layout.headers):
            continue
        row = Row(grid, layout, at + 1, cells)
        if _is_total(row):
            _count(row, body)
        elif row.has_goods:
            body.rows.append(row)
        elif _names_somebody(row):
            body.without_goods.append(row.number)
    return body


def is_rounded(text: str) -> bool:
    """Return whether a long number was cut down to ``2.61E+17`` before it came here."""
    return _ROUNDED.fullmatch(text) is not None


def without_extension(name: str) -> str:
    """Return a name without the extension in brackets that tools put behind it."""
    return _EXTENSION.sub("", name)


def _repeats(cells: tuple[str, ...], header: tuple[str, ...]) -> bool:
    """Return whether a row says the header once more, in three columns or nearly all."""
    filled = sum(map(bool, cells))
    same = sum(bool(cell) and cell == above for cell, above in zip(cells, header, strict=False))
    return same >= _SURELY_REPEATED or (same > 1 and same * 5 >= filled * 4)


def _is_total(row: Row) -> bool:
    """Return whether a row has a word for a sum in it and names neither buyer nor goods."""
    if _sum_word(row) is None:
        return False
    told = (row.text(Field.NAME), row.text(Field.PRODUCT), row.text(Field.SEQ))
    if any(cell and not _TOTAL.match(cell) and pieces(cell) is None for cell in told):
        return False
    return not any(row.text(home) for home in (Field.PHONE, Field.ROOM, Field.ADDRESS))


def _sum_word(row: Row) -> str | None:
    return next((cell for cell in row.cells if cell and _TOTAL.match(cell)), None)


def _names_somebody(row: Row) -> bool:
    people = (Field.NAME, Field.RECEIVER, Field.PHONE, Field.SEQ, Field.ORDER_NO)
    return sum(bool(row.text(person)) for person in people) > 1 and not row.grid.spread & {
        (row.number - 1, column) for column in row.layout.columns(Field.NAME)
    }


def _count(row: Row, body: Body) -> None:
    word = _sum_word(row) or ""
    partly = _SUBTOTAL.search(word) is not None
    if (count := _told_pieces(row, word)) is not None:
        (body.part_pieces if partly else body.pieces).append(count)
    amount = fen(row.text(Field.AMOUNT) or row.text(Field.ITEM_AMOUNT))
    if amount is not None:
        (body.part_amounts if partly else body.amounts).append(amount)


def _told_pieces(row: Row, word: str) -> int | None:
    if row.layout.products:
        counts = [
            pieces(row.cells[column])
            for column, _ in row.layout.products
            if column < len(row.cells)
        ]
        whole = [count for count in counts if isinstance(count, int)]
        return sum(whole) if whole and any(whole) else None
    count = pieces(row.text(Field.PIECES) or row.text(Field.QUANTITY) or "?")
    if isinstance(count, int):
        return count
    found = _TOLD.search(word)
    return int(found[1]) if found else None
