"""Tables: in columns on wide paper, each row under the other on narrow paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from leader_app.domain.document import Block, Column, Role, Row
from ui.printing.faces import Face, clean, face
from ui.printing.flow import Flow
from ui.printing.marks import Box, Mark
from ui.printing.measures import BOX_LINE, SHEET_LINE

_MOST_NUMBER = 0.3
_BETWEEN = "  "


@dataclass(frozen=True, slots=True)
class _Cell:
    """A column's place on the paper."""

    left: float
    width: float
    role: Role


class Table:
    """Lays the rows of one block into a flow."""

    def __init__(self, flow: Flow, block: Block) -> None:
        self._flow, self._block, self._scale = flow, _filled(block), flow.scale
        self._plain = face(flow.scale.body)
        self._strong = face(flow.scale.body, strong=True)
        self._small = face(flow.scale.small)
        self._cells = self._places() if flow.is_wide else []

    def lay_out(self) -> None:
        """Put title, headings and rows into the flow; headings again on every new page."""
        flow, rows = self._flow, self._block.rows
        first = self._height(rows[0]) if rows else 0.0
        head = face(self._scale.heading).line + self._small.line + 3 * self._scale.padding
        flow.need(min(head + first, flow.capacity))
        self._title()
        self._headings()
        flow.on_new_page = self._headings
        for row in rows:
            (self._wide if flow.is_wide else self._narrow)(row)
        flow.on_new_page = None
        flow.gap(self._scale.gap)

    def _title(self) -> None:
        block, flow, scale = self._block, self._flow, self._scale
        heading = face(scale.heading, strong=True)
        if not block.title and not block.mark:
            return
        pill = heading.width(clean(block.mark)) + 2 * scale.padding if block.mark else 0.0
        if pill > flow.inner / 2:
            flow.text(block.mark, heading)
            pill = 0.0
        at = flow.left + (pill + scale.gap / 2 if pill else 0.0)
        note = heading.width(clean(block.note))
        title = heading.width(clean(block.title))
        fits = note + scale.gap < max((flow.right - at) / 2, flow.right - at - title)
        room = flow.right - at - (note + scale.gap if fits else 0.0)
        for number, words in enumerate(heading.wrap(clean(block.title), room)):
            flow.need(heading.line)
            if not number and pill:
                flow.add(Box(flow.left, flow.top, pill, heading.line))
                left = flow.left + scale.padding
                flow.add(heading.at(clean(block.mark), left, flow.top, white=True))
            if not number and fits and block.note:
                flow.add(heading.at(clean(block.note), flow.right - note, flow.top))
            flow.add(heading.at(words, at, flow.top))
            flow.top += heading.line
        if not fits:
            flow.text(block.note, self._strong)
        flow.top += scale.padding

    def _headings(self) -> None:
        flow, small = self._flow, self._small
        names = [clean(column.name) for column in self._block.columns]
        if flow.is_wide and any(names):
            lines = [
                small.wrap(name, cell.width) for name, cell in zip(names, self._cells, strict=True)
            ]
            for cell, said in zip(self._cells, lines, strict=True):
                self._write(small, said, cell, flow.top)
            flow.top += small.line * max(map(len, lines)) + self._scale.padding / 2
        flow.rule(BOX_LINE)

    def _places(self) -> list[_Cell]:
        flow, scale, columns = self._flow, self._scale, self._block.columns
        gaps = scale.gap * (len(columns) - 1)
        widths = [self._fixed(at, column) for at, column in enumerate(columns)]
        left_over = flow.inner - gaps - sum(widths)
        shares = sum(c.share for c, w in zip(columns, widths, strict=True) if not w) or 1
        cells, left = [], flow.left
        for column, fixed in zip(columns, widths, strict=True):
            width = fixed or max(left_over * column.share / shares, 1.0)
            cells.append(_Cell(left, width, column.role))
            left += width + scale.gap
        return cells

    def _fixed(self, at: int, column: Column) -> float:
        """Return the width of a tick or of numbers, 0 for words, which share what is left."""
        if column.role is Role.TICK:
            return self._scale.box
        if column.role is not Role.NUMBER:
            return 0.0
        numbers = sum(one.role is Role.NUMBER for one in self._block.columns)
        widest = max(
            (self._strong.width(clean(row.cells[at])) for row in self._block.rows), default=0.0
        )
        heading = self._small.width(clean(column.name))
        return min(max(widest, heading), self._flow.inner * _MOST_NUMBER * 2 / (numbers + 1))

    def _wide(self, row: Row) -> None:
        flow, line = self._flow, self._plain.line
        lines = self._lines(row)
        count = max(len(cell) for cell in lines)
        height = count * line + 2 * self._scale.padding
        if height <= flow.capacity:
            flow.need(height)
        done = 0
        while done < count:
            flow.need(line + 2 * self._scale.padding)
            room = flow.bottom - flow.top - 2 * self._scale.padding
            many = max(1, min(count - done, int(room / line)))
            self._write_row(row, [cell[done : done + many] for cell in lines], first=not done)
            flow.top += many * line + 2 * self._scale.padding
            done += many
        flow.rule(SHEET_LINE)

    def _write_row(self, row: Row, lines: Sequence[list[str]], *, first: bool) -> None:
        flow = self._flow
        top = flow.top + self._scale.padding
        for cell, said in zip(self._cells, lines, strict=True):
            if cell.role is Role.TICK:
                if first:
                    flow.add(self._tick(cell.left, top))
            else:
                self._write(self._face(row, cell.role), said, cell, top)

    def _lines(self, row: Row) -> list[list[str]]:
        return [
            self._face(row, cell.role).wrap(clean(text), cell.width)
            for text, cell in zip(row.cells, self._cells, strict=True)
        ]

    def _face(self, row: Row, role: Role) -> Face:
        return self._strong if row.strong or role is Role.NUMBER else self._plain

    def _write(self, one: Face, lines: Sequence[str], cell: _Cell, top: float) -> None:
        for words in lines:
            if words:
                ends = cell.role is Role.NUMBER
                left = cell.left + (cell.width - one.width(words) if ends else 0.0)
                self._flow.add(one.at(words, left, top))
            top += one.line

    def _tick(self, left: float, top: float) -> Mark:
        side = self._scale.box
        return Box(left, top + (self._plain.line - side) / 2, side, side, BOX_LINE)

    def _height(self, row: Row) -> float:
        if self._flow.is_wide:
            count = max(len(cell) for cell in self._lines(row))
            return count * self._plain.line + 2 * self._scale.padding
        return 2 * self._plain.line

    def _narrow(self, row: Row) -> None:
        """Main words and the last number on one line, everything else small beneath."""
        flow, columns = self._flow, self._block.columns
        main, under, number, has_tick = _told(columns, row)
        left = self._scale.box + self._scale.gap / 2 if has_tick else 0.0
        taken = self._strong.width(number) + self._scale.gap if number else 0.0
        apart = taken > (flow.inner - left) / 2
        one = self._face(row, Role.MAIN)
        lines = one.wrap(main, flow.inner - left - (0.0 if apart else taken))
        small = self._small.wrap(under, flow.inner - left) if under else []
        flow.need(min(one.line * len(lines) + self._small.line * len(small), flow.capacity))
        flow.top += self._scale.padding
        for at, words in enumerate(lines):
            flow.need(one.line)
            if not at and has_tick:
                flow.add(self._tick(flow.left, flow.top))
            if not at and number and not apart:
                width = self._strong.width(number)
                flow.add(self._strong.at(number, flow.right - width, flow.top))
            flow.add(one.at(words, flow.left + left, flow.top))
            flow.top += one.line
        if apart:
            flow.text(number, self._strong)
        for words in small:
            flow.need(self._small.line)
            flow.add(self._small.at(words, flow.left + left, flow.top))
            flow.top += self._small.line
        flow.top += self._scale.padding
        flow.need(SHEET_LINE)
        flow.rule(SHEET_LINE)


def _filled(block: Block) -> Block:
    """Leave out details that no row has."""
    kept = [
        at
        for at, column in enumerate(block.columns)
        if column.role is not Role.DETAIL or any(row.cells[at].strip() for row in block.rows)
    ]
    if len(kept) == len(block.columns):
        return block
    rows = (replace(row, cells=tuple(row.cells[at] for at in kept)) for row in block.rows)
    columns = tuple(block.columns[at] for at in kept)
    return replace(block, columns=columns, rows=tuple(rows))


def _told(columns: Sequence[Column], row: Row) -> tuple[str, str, str, bool]:
    """Return the main words of a row, what stands under them, its number, and if it is ticked."""
    cells = [(column, clean(text)) for column, text in zip(columns, row.cells, strict=True)]
    numbers = [(column, text) for column, text in cells if column.role is Role.NUMBER]
    main = " ".join(text for column, text in cells if column.role is Role.MAIN and text)
    under = [text for column, text in cells if column.role is Role.DETAIL and text]
    under += [f"{column.name} {text}".strip() for column, text in numbers[:-1] if text]
    number = numbers[-1][1] if numbers else ""
    ticked = any(column.role is Role.TICK for column, _ in cells)
    return main, _BETWEEN.join(under), number, ticked
