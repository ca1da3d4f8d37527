"""The reports of a day and of a week."""

from __future__ import annotations

from datetime import date

from leader_app.domain.text import say
from leader_app.services.reports import charts, heads
from leader_app.services.reports.desk import (
    Bar,
    CellKind,
    Report,
    ReportColumn,
    ReportKind,
    ReportRow,
)
from leader_app.services.reports.span import OUT, Span, groups, pieces
from leader_app.services.reports.tables import totals, way_cells, way_columns


def of_day(span: Span) -> Report:
    """Report what came and went on a day, product by product, and when people came."""
    moved = span.moved("product")
    known = span.work.names.products(groups(moved))
    names = {key: known[key].name if key in known else key for key in groups(moved)}
    columns = (ReportColumn("product", say("Product"), CellKind.TEXT), *way_columns())
    rows = tuple(
        ReportRow(key, (names[key], *way_cells(moved, key)), span.behind(key))
        for key in sorted(names, key=lambda x: (names[x], x))
    )
    hours = span.moved("hour", [OUT])
    return Report(
        kind=ReportKind.DAY,
        first=span.first,
        last=span.last,
        figures=heads.usual(span),
        columns=columns,
        rows=rows,
        totals=totals(columns, rows),
        charts=charts.by_hour({int(x): pieces(hours, OUT, x) for x in groups(hours)}),
    )


def of_week(span: Span) -> Report:
    """Report the days of a week beside those of the week before."""
    moved, before = span.moved("day"), span.before.moved("day", [OUT])
    ordered = {x.group: x for x in span.work.reports.ordered(span.start, span.end, "day")}
    columns = (
        ReportColumn("day", say("Day"), CellKind.DAY),
        ReportColumn("ordered", say("Ordered"), CellKind.PIECES),
        *way_columns(),
    )

    def row(day: date) -> ReportRow:
        name = day.isoformat()
        wanted = ordered[name].pieces if name in ordered else 0
        return ReportRow(name, (day, wanted, *way_cells(moved, name)), span.of_day(day).behind())

    earlier = span.before.days()
    bars = [
        Bar(day, pieces(moved, OUT, str(day)), pieces(before, OUT, str(then)))
        for day, then in zip(span.days(), earlier, strict=True)
    ]
    rows = tuple(row(day) for day in span.days())
    return Report(
        kind=ReportKind.WEEK,
        first=span.first,
        last=span.last,
        figures=heads.usual(span),
        columns=columns,
        rows=rows,
        totals=totals(columns, rows),
        charts=charts.by_day(say("How much was collected each day?"), bars, is_week=True),
    )
