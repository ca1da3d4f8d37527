"""Figures over days, goods and members, made from the ledger and the orders."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import Clock, Store
from leader_app.services.reports import days, members, products, shrinkage, workbook
from leader_app.services.reports.desk import Report, ReportKind, ReportRow
from leader_app.services.reports.span import Span

LONGEST = timedelta(days=731)
_WEEK = timedelta(days=6)


class Reporting:
    """Keeps ``Reports``; ``speech`` gives the words of the language to write files in."""

    def __init__(
        self, store: Store, clock: Clock, speech: Callable[[], Callable[[str], str]]
    ) -> None:
        self._store = store
        self._clock = clock
        self._speech = speech

    def make(
        self, kind: ReportKind, first: date, last: date | None = None, about: str = ""
    ) -> Report:
        """Make a report of a day, the week around ``first``, or the days first to last.

        ``Refused`` for a product or member that is not here and for a span that ends before it
        begins or is longer than two years.
        """
        first, last = _days(kind, first, last)
        with self._store.read() as work:
            span = Span(work, first, last)
            match kind:
                case ReportKind.DAY:
                    return days.of_day(span)
                case ReportKind.WEEK:
                    return days.of_week(span)
                case ReportKind.PRODUCTS:
                    return products.of_one(span, about) if about else products.of_all(span)
                case ReportKind.MEMBERS:
                    return members.of_one(span, about) if about else members.of_all(span)
                case ReportKind.SHRINKAGE:
                    return shrinkage.of_all(span)

    def names(
        self,
        report: Report,  # noqa: ARG002 - a row knows its orders itself
        row: ReportRow,
    ) -> Sequence[tuple[str, str]]:
        """Return the orders behind a row: order number and what is in it."""
        with self._store.read() as work:
            orders = {name: work.orders.get(name) for name in row.orders}
            known = {name: order for name, order in orders.items() if order is not None}
            wanted = {line.product_id for order in known.values() for line in order.lines}
            goods = {name: x.name for name, x in work.names.products(wanted).items()}
        return [(name, members.goods_of(order, goods)) for name, order in known.items()]

    def export(self, report: Report, path: Path) -> Path:
        """Write an xlsx file, whole or not at all; ``Unavailable`` if that cannot be done."""
        workbook.write(report, path, self._speech(), self._clock.now())
        return path


def _days(kind: ReportKind, first: date, last: date | None) -> tuple[date, date]:
    if kind is ReportKind.DAY:
        return first, first
    if kind is ReportKind.WEEK:
        monday = first - timedelta(days=first.weekday())
        return monday, monday + _WEEK
    last = last or first
    if last < first:
        raise Refused(
            say("These days end before they begin."), say("Choose a last day after the first.")
        )
    if last - first > LONGEST:
        raise Refused(say("These are too many days."), say("Choose two years at most."))
    return first, last
