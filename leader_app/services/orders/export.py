"""Orders to a spreadsheet file, whole or not at all."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from leader_app.domain.local_time import local
from leader_app.domain.money import Fen, yuan
from leader_app.domain.order import Stage
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import OrderQuery, OrderSummary, Store
from leader_app.services.written_file import written

if TYPE_CHECKING:
    from xlsxwriter import Format, Worksheet

_PAGE = 500
_MOST_ROWS = 1_048_575
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")

HEADINGS = (
    say("Order"),
    say("Name"),
    say("Phone tail"),
    say("State"),
    say("Placed"),
    say("Pieces"),
    say("Total (yuan)"),
    say("Shelf slots"),
    say("Goods"),
)
STAGES = {
    Stage.UNPAID: say("Unpaid"),
    Stage.WAITING: say("On its way"),
    Stage.PARTLY_ARRIVED: say("Partly here"),
    Stage.READY: say("Ready"),
    Stage.PARTLY_COLLECTED: say("Partly collected"),
    Stage.COLLECTED: say("Collected"),
    Stage.CANCELLED: say("Cancelled"),
    Stage.REFUND_RUNNING: say("Refund running"),
    Stage.REFUNDED: say("Refunded"),
}


class Row(NamedTuple):
    """One order, in the order of ``HEADINGS``."""

    order: str
    name: str
    phone_tail: str
    state: str
    placed: datetime
    pieces: int
    total: Fen
    slots: str
    goods: str


Translate = Callable[[str], str]
_Page = Callable[[OrderQuery, int, int], Sequence[OrderSummary]]
Write = Callable[[Path, Sequence[str], Iterable[Row]], int]


class ExportToFile:
    """Writes what a query matches; ``speech`` gives the words of the language to write in."""

    def __init__(self, store: Store, speech: Callable[[], Translate]) -> None:
        self._store = store
        self._speech = speech

    def __call__(self, path: Path, file_format: str, query: OrderQuery) -> int:
        """Write csv or xlsx and return the number of orders.

        The file is complete or the old one untouched. ``Refused`` for another format,
        ``Unavailable`` if it cannot be written there.
        """
        if file_format not in _WRITERS:
            raise Refused(
                say("Orders cannot be written as {format}.", format=file_format),
                say("Choose csv or xlsx."),
            )
        translate = self._speech()
        headings = [heading.told(translate) for heading in HEADINGS]
        with written(path) as draft, self._store.read() as work:
            rows = _rows(work.orders.page, query, translate)
            return _WRITERS[file_format](draft, headings, rows)


def _rows(page: _Page, query: OrderQuery, translate: Translate) -> Iterator[Row]:
    stages = {stage: word.told(translate) for stage, word in STAGES.items()}
    offset = 0
    while found := page(query, offset, _PAGE):
        for row in found:
            yield Row(
                row.order_id,
                row.member_name,
                row.phone_tail,
                stages[row.stage],
                local(row.placed_at).replace(tzinfo=None),
                row.pieces,
                row.total,
                row.slots,
                row.goods,
            )
        offset += len(found)


def safe_cell(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _write_csv(path: Path, headings: Sequence[str], rows: Iterable[Row]) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(headings)
        for row in rows:
            placed, total = f"{row.placed:%Y-%m-%d %H:%M:%S}", yuan(row.total)
            texts = [safe_cell(text) for text in (row.order, row.name, row.phone_tail, row.state)]
            out.writerow(
                [*texts, placed, row.pieces, total, safe_cell(row.slots), safe_cell(row.goods)]
            )
            count += 1
    return count


def _write_xlsx(path: Path, headings: Sequence[str], rows: Iterable[Row]) -> int:
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    count = 0
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            sheet = book.add_worksheet()
            moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
            money = book.add_format({"num_format": "0.00"})
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(headings) - 1, 16)
            sheet.write_row(0, 0, headings, book.add_format({"bold": True}))
            for row in rows:
                count += 1
                _write_row(sheet, count, row, moment, money)
    except FileCreateError as error:
        raise OSError(*error.args) from error
    return count


def _write_row(sheet: Worksheet, number: int, row: Row, moment: Format, money: Format) -> None:
    if number > _MOST_ROWS:
        raise Refused(say("There are too many orders for one sheet."), say("Choose csv."))
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            sheet.write_string(number, column, cell)
    sheet.write_datetime(number, 4, row.placed, moment)
    sheet.write_number(number, 5, row.pieces)
    sheet.write_number(number, 6, row.total / 100, money)


_WRITERS: dict[str, Write] = {"csv": _write_csv, "xlsx": _write_xlsx}
