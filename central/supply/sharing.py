"""Books share-outs: pieces that came for order lines are sums, their slots the last word."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from central.booking.run import Run, accepted
from central.intake.claims import AnyRow, lines_by_order, order_of
from central.storage.tables import order_lines, orders
from leader_app.domain.command import CommandResult, LoggedCommand
from leader_app.domain.order import Order
from leader_app.domain.share_out import Arrival
from leader_app.domain.stock_deed import arrivals

_ids: sa.BindParameter[list[str]] = sa.bindparam("ids", expanding=True)
_locked = (
    sa.select(orders)
    .where(orders.c.order_id.in_(_ids), orders.c.point_id == sa.bindparam("point"))
    .order_by(orders.c.order_id)
    .with_for_update()
)
_pieces: sa.BindParameter[int] = sa.bindparam("pieces", type_=sa.Integer())
_slot: sa.BindParameter[str] = sa.bindparam("to_slot", type_=sa.Text())
_line = order_lines.c
_sum = _line.arrived + _pieces
_add = (
    sa.update(order_lines)
    .where(_line.order_id == sa.bindparam("order"), _line.line_no == sa.bindparam("line"))
    .values(
        arrived=sa.case((_sum < 0, 0), else_=_sum),
        slot=sa.case((_slot == "", _line.slot), else_=_slot),
    )
)


def share_out(run: Run, logged: LoggedCommand) -> CommandResult:
    """Book arrivals at the orders of the counter's own point; others are not touched."""
    found = arrivals(logged.command)
    wanted = sorted({x.key.order_id for x in found})
    values = {"ids": wanted, "point": run.device.point_id}
    locked = run.connection.execute(_locked, values).all()
    mine = {row.order_id for row in locked}
    rows = [_row(x) for x in found if x.key.order_id in mine]
    if rows:
        run.connection.execute(_add, rows)
    for order in _told(run, locked):
        run.draft.put(order.point_id, order)
    return accepted(logged)


def _row(arrival: Arrival) -> dict[str, object]:
    return {
        "order": arrival.key.order_id,
        "line": arrival.key.line_no,
        "pieces": arrival.pieces,
        "to_slot": arrival.slot,
    }


def _told(run: Run, locked: Sequence[AnyRow]) -> Sequence[Order]:
    """Return orders as they are now."""
    lines = lines_by_order(run.connection, [row.order_id for row in locked])
    return [order_of(run.database, row, tuple(lines[row.order_id])) for row in locked]
