"""A report as a spreadsheet: numbers as numbers, days as days, no text ever a formula."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from leader_app.domain.local_time import local
from leader_app.domain.text import Text, say
from leader_app.services.reports.desk import CellKind, CellValue, Chart, Report, ReportKind
from leader_app.services.written_file import written

if TYPE_CHECKING:
    from xlsxwriter import Format, Workbook, Worksheet

TITLES = {
    ReportKind.DAY: say("Report of the day"),
    ReportKind.WEEK: say("Report of the week"),
    ReportKind.PRODUCTS: say("Report on products"),
    ReportKind.MEMBERS: say("Report on members"),
    ReportKind.SHRINKAGE: say("Report on shrinkage"),
}
_FORMS = {CellKind.MONEY: "0.00", CellKind.PER_MILLE: "0.0%", CellKind.DAY: "yyyy-mm-dd"}
_WIDTH = 16
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(report: Report, path: Path, tell: Callable[[str], str], now: datetime) -> None:
    """Write a report and a sheet for each chart; ``Unavailable`` if the disk fails."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    with written(path) as draft:
        try:
            with xlsxwriter.Workbook(str(draft), _OPTIONS) as book:
                pen = _Pen.of(book, tell)
                _table(pen, report, now)
                for chart in report.charts:
                    _chart(pen, chart)
        except FileCreateError as error:
            raise OSError(*error.args) from error


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes cells as what they are, in one language."""

    book: Workbook
    tell: Callable[[str], str]
    bold: Format
    forms: dict[tuple[CellKind, bool], Format]

    @classmethod
    def of(cls, book: Workbook, tell: Callable[[str], str]) -> _Pen:
        """Return the pen of a workbook."""
        forms = {
            (kind, bold): book.add_format({"num_format": _FORMS.get(kind, "0"), "bold": bold})
            for kind in CellKind
            for bold in (False, True)
        }
        return cls(book, tell, book.add_format({"bold": True}), forms)

    def words(self, sheet: Worksheet, row: int, texts: Sequence[Text | str]) -> None:
        """Write a row of words in bold."""
        for column, text in enumerate(texts):
            sheet.write_string(row, column, self.said(text), self.bold)

    def cell(
        self,
        sheet: Worksheet,
        place: tuple[int, int],
        value: CellValue,
        kind: CellKind,
        *,
        bold: bool = False,
    ) -> None:
        """Write one cell; nothing for nothing."""
        form = self.forms[kind, bold]
        match value:
            case None:
                return
            case date():
                sheet.write_datetime(*place, value, self.forms[CellKind.DAY, bold])
            case int() if kind is CellKind.HOUR:
                sheet.write_string(*place, f"{value:02}:00")
            case int():
                sheet.write_number(*place, _number(value, kind), form)
            case _:
                sheet.write_string(*place, self.said(value), self.bold if bold else None)

    def said(self, text: Text | str) -> str:
        """Return words in the language of the file."""
        return text if isinstance(text, str) else text.told(self.tell)


def _table(pen: _Pen, report: Report, now: datetime) -> None:
    sheet = pen.book.add_worksheet()
    sheet.set_column(0, max(8, len(report.columns)), _WIDTH)
    title = pen.said(TITLES[report.kind])
    days = f"{report.first}" if report.first == report.last else f"{report.first} – {report.last}"
    pen.words(sheet, 0, [f"{title} {report.subject}".strip(), days])
    made = pen.said(say("Made {at}", at=local(now)))
    sheet.write_string(0, 2, made)
    row = _facts(pen, sheet, report) + 1
    pen.words(sheet, row, [column.heading for column in report.columns])
    sheet.freeze_panes(row + 1, 1)
    for line in report.rows:
        row += 1
        _cells(pen, sheet, row, report, line.cells)
    if report.totals:
        _cells(pen, sheet, row + 1, report, report.totals, bold=True)
        if report.totals[0] is None:
            pen.cell(sheet, (row + 1, 0), say("Total"), CellKind.TEXT, bold=True)


def _facts(pen: _Pen, sheet: Worksheet, report: Report) -> int:
    """Write the head's figures beside those of before; return the row after them."""
    row = 2
    if report.figures:
        pen.words(sheet, row, ["", "", say("Before")])
    for figure in report.figures:
        row += 1
        sheet.write_string(row, 0, pen.said(figure.name))
        pen.cell(sheet, (row, 1), figure.value, figure.kind)
        pen.cell(sheet, (row, 2), figure.before, figure.kind)
        sheet.write_string(row, 3, pen.said(figure.why))
    for remark in report.remarks:
        row += 1
        sheet.write_string(row, 0, pen.said(remark))
    return row + 1


def _cells(
    pen: _Pen,
    sheet: Worksheet,
    row: int,
    report: Report,
    cells: Sequence[CellValue],
    *,
    bold: bool = False,
) -> None:
    for place, (column, value) in enumerate(zip(report.columns, cells, strict=True)):
        pen.cell(sheet, (row, place), value, column.kind, bold=bold)


def _chart(pen: _Pen, chart: Chart) -> None:
    """Write a chart's bars on a sheet of their own, and draw them."""
    sheet = pen.book.add_worksheet()
    sheet.set_column(0, 2, _WIDTH)
    sheet.write_string(0, 0, pen.said(chart.question), pen.bold)
    sheet.write_string(1, 0, pen.said(chart.answer))
    pen.words(sheet, 3, ["", say("Now"), say("Before")])
    for row, bar in enumerate(chart.bars, 4):
        pen.cell(sheet, (row, 0), bar.label, CellKind.HOUR)  # whole numbers are hours
        pen.cell(sheet, (row, 1), bar.value, chart.kind)
        pen.cell(sheet, (row, 2), bar.before, chart.kind)
    drawn = pen.book.add_chart({"type": "column"})
    last = 3 + len(chart.bars)
    name = sheet.get_name()
    columns = [1, 2] if any(bar.before is not None for bar in chart.bars) else [1]
    for column in columns:
        drawn.add_series(
            {
                "name": [name, 3, column],
                "categories": [name, 4, 0, last, 0],
                "values": [name, 4, column, last, column],
            }
        )
    drawn.set_title({"name": pen.said(chart.question)})
    if len(columns) == 1:
        drawn.set_legend({"none": True})
    sheet.insert_chart(3, 4, drawn)


def _number(value: int, kind: CellKind) -> float:
    if kind is CellKind.MONEY:
        return value / 100
    return value / 1000 if kind is CellKind.PER_MILLE else value
