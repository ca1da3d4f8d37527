"""Web tables and "XML spreadsheets" that old tools write and call xls."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.importing.sheets.cells import tidy
from leader_app.importing.sheets.delimited import decoded
from leader_app.importing.sheets.grid import Grid, Merge, fill_merged
from leader_app.importing.sheets.parts import MOST_CELLS, MOST_ROWS, too_far

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_MOST_COLUMNS = 1000
_TABLES, _ROWS, _CELLS = {"table", "worksheet"}, {"tr", "row"}, {"td", "th", "cell"}
_UNSEEN = {"script", "style", "head", "title", "documentproperties", "styles"}


@dataclass(slots=True)
class _Table:
    name: str
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    at: int = -1


def grids_of_markup(name: str, data: bytes) -> list[Grid]:
    """Return the tables of a web page or an XML spreadsheet.

    Raises:
        Refused: There is none in it, or one of absurd size.
    """
    reader = _Tables(name)
    reader.feed(_text(data))
    reader.close()
    grids = [_grid(table) for table in reader.tables if table.rows]
    if not grids:
        raise Refused(
            say("“{file}” is a web page without a table of orders.", file=name),
            say("Open it in Excel or WPS, save it as .xlsx, then import that."),
        )
    return grids


def _text(data: bytes) -> str:
    if found := _CHARSET.search(data[:4096]):
        encoding = found[1].decode().lower()
        try:
            return data.decode("gb18030" if encoding.startswith("gb") else encoding)
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(data)[0]


class _Tables(HTMLParser):
    """Collects what is in the cells of every table; one inside another counts as the next."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._name = name
        self._cell: list[str] | None = None
        self._unseen = 0
        self._place = (0, 0)
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = tag.rpartition(":")[2]
        given = {key.rpartition(":")[2]: value or "" for key, value in attrs}
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _TABLES and not (tag == "table" and self._is_new_sheet()):
            self.tables.append(_Table(given.get("name", self._name)))
            self._cell = None
        elif not self.tables:
            return
        elif tag in _ROWS:
            self._start_row(given)
        elif tag in _CELLS:
            self._start_cell(given)
        elif tag in {"br", "p", "div"} and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _CELLS | _ROWS | _TABLES:
            self._finish_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._unseen:
            self._cell.append(data)

    def _is_new_sheet(self) -> bool:
        """Return whether this is the one table of an XML worksheet that has only just begun."""
        return bool(self.tables) and not self.tables[-1].rows and self.tables[-1].at < 0

    def _start_row(self, given: dict[str, str]) -> None:
        self._finish_cell()
        table = self.tables[-1]
        table.at = _number(given.get("index"), table.at + 2) - 1
        if table.at >= MOST_ROWS:
            raise too_far(self._name, table.at + 1, 1)
        table.rows.setdefault(table.at, {})

    def _start_cell(self, given: dict[str, str]) -> None:
        self._finish_cell()
        table = self.tables[-1]
        if table.at < 0:
            self._start_row({})
        row = table.rows.setdefault(table.at, {})
        column = _number(given.get("index"), 0) - 1
        if column < 0:
            column = len(row)
            if column in row:
                column = next(free for free in range(len(row)) if free not in row)
        down = _number(given.get("rowspan"), _number(given.get("mergedown"), 0) + 1)
        across = _number(given.get("colspan"), _number(given.get("mergeacross"), 0) + 1)
        self._reserve(table, column, min(down, MOST_ROWS), min(across, _MOST_COLUMNS))
        self._place, self._cell = (table.at, column), []

    def _reserve(self, table: _Table, column: int, down: int, across: int) -> None:
        self._cells += down * across
        if self._cells > MOST_CELLS or column >= _MOST_COLUMNS:
            raise too_far(self._name, table.at + down, column + across)
        for row in range(table.at, table.at + down):
            table.rows.setdefault(row, {}).update(dict.fromkeys(range(column, column + across), ""))
        if down > 1:
            table.merges.append(((table.at, column), (table.at + down - 1, column + across - 1)))

    def _finish_cell(self) -> None:
        if self._cell is not None:
            row, column = self._place
            self.tables[-1].rows[row][column] = tidy("".join(self._cell))
            self._cell = None


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 8 else otherwise  # noqa: PLR2004


def _grid(table: _Table) -> Grid:
    height = max(table.rows) + 1
    width = max((max(row, default=-1) for row in table.rows.values()), default=-1) + 1
    if height * width > MOST_CELLS:
        raise too_far(table.name, height, width)
    rows = [
        [table.rows.get(at, {}).get(column, "") for column in range(width)] for at in range(height)
    ]
    spread = fill_merged(rows, table.merges)
    return Grid(table.name, tuple(map(tuple, rows)), spread)
