"""What all members ordered, or one of them order by order. Names are masked."""

from __future__ import annotations

from collections.abc import Mapping

from leader_app.domain.local_time import local_day
from leader_app.domain.neighbourhood import Member
from leader_app.domain.order import Order, Stage
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.services.orders.export import STAGES
from leader_app.services.reports import charts
from leader_app.services.reports.desk import (
    Bar,
    CellKind,
    Figure,
    Report,
    ReportColumn,
    ReportKind,
    ReportRow,
)
from leader_app.services.reports.span import Span
from leader_app.services.reports.tables import totals

_PIECES = ReportColumn("pieces", say("Pieces"), CellKind.PIECES)
_VALUE = ReportColumn("value", say("Value"), CellKind.MONEY)


def of_all(span: Span) -> Report:
    """Report what each member ordered, the most first."""
    sums = span.work.reports.ordered(span.start, span.end, "member")
    earlier = span.before
    before = span.work.reports.ordered(earlier.start, earlier.end, "member")
    known = span.work.names.members({x.group for x in (*sums, *before)})
    columns = (
        ReportColumn("member", say("Member"), CellKind.TEXT),
        ReportColumn("tail", say("Phone tail"), CellKind.TEXT),
        ReportColumn("home", say("Home"), CellKind.TEXT),
        ReportColumn("orders", say("Orders"), CellKind.PIECES),
        _PIECES,
        _VALUE,
    )
    rows = tuple(
        ReportRow(
            x.group,
            (*_who(known, x.group), x.count, x.pieces, int(x.value)),
            about=x.group,
        )
        for x in sorted(sums, key=lambda x: (-x.pieces, x.group))
    )
    counts = len(sums), len(before)
    why = say("Members who ordered in these days.")
    return Report(
        kind=ReportKind.MEMBERS,
        first=span.first,
        last=span.last,
        figures=(Figure(say("Members"), counts[0], CellKind.PIECES, counts[1], why),),
        columns=columns,
        rows=rows,
        totals=totals(columns, rows),
        charts=charts.most(
            say("Who orders most?"),
            {x.group: x.pieces for x in sums},
            lambda key: _who(known, key)[0],
            {x.group: x.pieces for x in before},
        ),
    )


def of_one(span: Span, member_id: str) -> Report:
    """Report a member order by order, newest first."""
    member = span.work.names.members([member_id]).get(member_id)
    if member is None:
        raise Refused(say("This member is not here."), say("Choose another from the list."))
    found = span.work.reports.orders_of(member_id, span.start, span.end)
    columns = (
        ReportColumn("order", say("Order"), CellKind.TEXT),
        ReportColumn("day", say("Ordered on"), CellKind.DAY),
        ReportColumn("state", say("State"), CellKind.TEXT),
        _PIECES,
        _VALUE,
    )
    rows = tuple(_order_row(order, stage) for order, stage in found)
    by_day: dict[str, int] = {}
    for order, _ in found:
        name = str(local_day(order.placed_at))
        by_day[name] = by_day.get(name, 0) + _pieces(order)
    bars = [Bar(day, by_day.get(str(day), 0)) for day in span.days()]
    return Report(
        kind=ReportKind.MEMBERS,
        first=span.first,
        last=span.last,
        figures=(),
        columns=columns,
        rows=rows,
        totals=totals(columns, rows),
        charts=charts.by_day(say("When was how much ordered?"), bars),
        about=member_id,
        subject=member.masked_name,
    )


def goods_of(order: Order, names: Mapping[str, str]) -> str:
    """Return what is in an order, in words."""
    return ", ".join(f"{names.get(x.product_id, x.product_id)} ×{x.quantity}" for x in order.lines)


def _order_row(order: Order, stage: Stage) -> ReportRow:
    cells = order.order_id, local_day(order.placed_at), STAGES[stage], _pieces(order), order.total
    return ReportRow(order.order_id, cells, orders=(order.order_id,))


def _pieces(order: Order) -> int:
    return sum(line.quantity for line in order.lines)


def _who(known: Mapping[str, Member], member_id: str) -> tuple[str, str, str]:
    """Return the masked name, the phone tail and the home of a member."""
    member = known.get(member_id)
    if member is None:
        return member_id, "", ""
    home = "-".join(part for part in (member.building, member.room) if part)
    return member.masked_name, member.phone_tail, home
