"""Sheets of xlsx and xls files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from leader_app.domain.text import Text, say
from leader_app.errors import LeaderError, Refused
from leader_app.importing.sheets import parts
from leader_app.importing.sheets.cells import is_inexact, shown
from leader_app.importing.sheets.grid import Grid, Place, fill_merged
from leader_app.importing.sheets.passwords import opened

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_MOST_STEPS = 5_000_000


def sheets_of_xlsx(name: str, data: bytes) -> tuple[list[Grid], list[Text]]:
    """Return the visible sheets of an xlsx file and what to remark on it.

    Raises:
        Refused: It is damaged, no workbook, or absurdly large.
    """
    found = parts.unpacked(name, data)
    grids, remarks = _sheets(name, found.file, found.unread)
    if found.has_macros:
        remarks.append(say("The macros in “{file}” were not run.", file=name))
    return grids, remarks


def sheets_of_ole(name: str, data: bytes, password: str) -> tuple[list[Grid], list[Text]]:
    """Return the visible sheets of an xls file, or of any workbook locked by ``password``.

    Raises:
        Refused: It is damaged, no workbook, absurdly large, or ``password`` does not open it.
    """
    with intact(name):
        clear = opened(name, data, password)
    if clear.startswith(b"PK"):
        return sheets_of_xlsx(name, clear)
    return _sheets(name, io.BytesIO(clear), {})


@contextmanager
def intact(name: str) -> Iterator[None]:
    """Refuse the file ``name`` when whatever reads it stumbles.

    The readers of these formats fail on hostile files in every way there is, one of them with a
    panic that is no ``Exception``; what that means is always the same.
    """
    try:
        yield
    except (LeaderError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        raise parts.damaged(name) from error


def _sheets(
    name: str, file: io.BytesIO, unread: dict[str, frozenset[Place]]
) -> tuple[list[Grid], list[Text]]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    grids, remarks = [], []
    with intact(name), CalamineWorkbook.from_filelike(file) as book:
        for sheet in book.sheets_metadata:
            if sheet.typ is not SheetTypeEnum.WorkSheet:
                continue
            if sheet.visible is not SheetVisibleEnum.Visible:
                remarks.append(say("The hidden sheet “{sheet}” was not read.", sheet=sheet.name))
                continue
            grids.append(_grid(name, book, sheet.name, unread.get(sheet.name, frozenset())))
    if not grids and not remarks:
        raise Refused(
            say("“{file}” has no sheet with cells.", file=name),
            say("Copy the orders into a sheet of their own, save it, then import that."),
        )
    return grids, remarks


def _grid(file: str, book: CalamineWorkbook, title: str, unread: frozenset[Place]) -> Grid:
    sheet = book.get_sheet_by_name(title)
    if sheet.total_height * sheet.total_width > parts.MOST_CELLS:
        raise parts.too_far(file, sheet.total_height, sheet.total_width)
    values = sheet.to_python(skip_empty_area=False)
    rows = [[shown(value) if value != "" else "" for value in row] for row in values]
    spread = _spread(sheet, rows)
    inexact = frozenset(
        (at, column)
        for at, row in enumerate(values)
        for column, value in enumerate(row)
        if is_inexact(value)
    )
    return Grid(title, tuple(map(tuple, rows)), spread, unread, inexact)


def _spread(sheet: CalamineSheet, rows: list[list[str]]) -> frozenset[Place]:
    merges = sheet.merged_cell_ranges or []
    steps = sum(min(bottom, len(rows)) - top for (top, _), (bottom, _) in merges)
    return fill_merged(rows, merges) if steps <= _MOST_STEPS else frozenset()
