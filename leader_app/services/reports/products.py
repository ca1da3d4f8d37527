"""What moved of all products, or of one of them day by day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from leader_app.domain.stock import MovementKind
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.services.reports import charts, heads
from leader_app.services.reports.desk import (
    Bar,
    CellKind,
    CellValue,
    Report,
    ReportColumn,
    ReportKind,
    ReportRow,
)
from leader_app.services.reports.span import OUT, SOLD, Moved, Span, groups, pieces
from leader_app.services.reports.tables import totals, way_cells, way_columns

_FAR = datetime(9999, 1, 1, tzinfo=UTC)


def of_all(span: Span) -> Report:
    """Report what moved of each product; the chart compares what goes best."""
    moved, before = span.moved("product"), span.before.moved("product", [OUT, SOLD])
    ordered = {
        x.group: x.pieces for x in span.work.reports.ordered(span.start, span.end, "product")
    }
    keys = groups(moved) | ordered.keys()
    known = span.work.names.products(keys | groups(before))
    names = {key: product.name for key, product in known.items()}
    columns = (
        ReportColumn("product", say("Product"), CellKind.TEXT),
        ReportColumn("ordered", say("Ordered"), CellKind.PIECES),
        *way_columns(),
    )

    def row(key: str) -> ReportRow:
        cells = names.get(key, key), ordered.get(key, 0), *way_cells(moved, key)
        return ReportRow(key, cells, span.behind(key), about=key)

    rows = tuple(row(key) for key in sorted(keys, key=lambda x: (names.get(x, x), x)))
    return Report(
        kind=ReportKind.PRODUCTS,
        first=span.first,
        last=span.last,
        figures=heads.usual(span),
        columns=columns,
        rows=rows,
        totals=totals(columns, rows),
        charts=charts.most(
            say("Which goods go best?"),
            _gone(moved),
            lambda key: names.get(key, key),
            _gone(before),
        ),
    )


def of_one(span: Span, product_id: str) -> Report:
    """Report a product day by day, with what was left of it in the evening."""
    product = span.work.names.products([product_id]).get(product_id)
    if product is None:
        raise Refused(
            say("This product is not here."), say("Choose another from the list of products.")
        )
    moved = span.moved("day", product_id=product_id)
    left = _evenings(span, product_id)
    columns = (
        ReportColumn("day", say("Day"), CellKind.DAY),
        *way_columns(),
        ReportColumn("level", say("In stock at night"), CellKind.PIECES),
    )

    def row(day: date) -> ReportRow:
        name = day.isoformat()
        cells: tuple[CellValue, ...] = (day, *way_cells(moved, name), left[day])
        return ReportRow(name, cells, span.of_day(day).behind(product_id))

    rows = tuple(row(day) for day in span.days())
    gone = [Bar(x, max(0, pieces(moved, OUT, str(x)) + pieces(moved, SOLD, str(x)))) for x in left]
    return Report(
        kind=ReportKind.PRODUCTS,
        first=span.first,
        last=span.last,
        figures=(),
        columns=columns,
        rows=rows,
        totals=totals(columns, rows),
        charts=charts.by_day(say("How much goes in a day?"), gone),
        about=product_id,
        subject=product.name,
    )


def _gone(moved: Moved) -> Mapping[str, int]:
    """Return the pieces members and walk-in customers took, by product."""
    return {x: pieces(moved, OUT, x) + pieces(moved, SOLD, x) for x in groups(moved)}


def _evenings(span: Span, product_id: str) -> dict[date, int]:
    """Return the stock at the end of each day: that of now, less what moved since."""
    since = span.work.reports.moved(span.start, _FAR, list(MovementKind), "day", product_id)
    level = span.work.stock.totals([product_id]).get(product_id, 0)
    changes = {date.fromisoformat(x.group): x.pieces for x in since}
    level -= sum(change for day, change in changes.items() if day > span.last)
    found: dict[date, int] = {}
    for day in reversed(span.days()):
        found[day] = level
        level -= changes.get(day, 0)
    return dict(sorted(found.items()))
