"""Books share-outs: pieces that came for order lines are sums, their slots the last word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import sqlalchemy as sa

from central.booking.run import Run, accepted
from central.intake.claims import lines_by_order, order_of
from central.storage.bulk import write_rows
from central.storage.tables import order_lines, orders
from leader_app.domain.body import MOST, UnreadableCommandError
from leader_app.domain.command import CommandResult, LoggedCommand
from leader_app.domain.order import LineKey, Order, OrderLine
from leader_app.domain.share_out import Arrival
from leader_app.domain.stock_deed import arrivals

_ids: sa.BindParameter[list[str]] = sa.bindparam("ids", expanding=True)
_locked = (
    sa.select(orders)
    .where(orders.c.order_id.in_(_ids), orders.c.point_id == sa.bindparam("point"))
    .order_by(orders.c.order_id)
    .with_for_update()
)
_line = order_lines.c
_set = (
    sa.update(order_lines)
    .where(_line.order_id == sa.bindparam("of_order"), _line.line_no == sa.bindparam("of_line"))
    .values(arrived=sa.bindparam("now_arrived"), slot=sa.bindparam("now_slot"))
)


@dataclass(slots=True)
class SharingDesk:
    """Keeps ``Booking`` for share-outs; ``orders`` are the point's own, locked.

    Orders of other points, and those nobody knows, are not touched.
    """

    run: Run
    found: dict[bytes, tuple[Arrival, ...]]
    orders: dict[str, Order]
    _changed: set[LineKey] = field(default_factory=set)

    def book(self, logged: LoggedCommand) -> CommandResult:
        """Book one share-out; ``UnreadableCommandError`` if its body cannot be read."""
        if logged.hash not in self.found:
            raise UnreadableCommandError
        for arrival in self.found[logged.hash]:
            order = self.orders.get(arrival.key.order_id)
            if order is not None:
                lines = tuple(_after(line, order.order_id, arrival) for line in order.lines)
                self.orders[order.order_id] = replace(order, lines=lines)
                self._changed.add(arrival.key)
        return accepted(logged)

    def write(self) -> None:
        """Write the lines that changed, and tell the point of their orders."""
        touched = {key.order_id for key in self._changed}
        rows = [
            {
                "of_order": name,
                "of_line": line.line_no,
                "now_arrived": line.arrived,
                "now_slot": line.slot,
            }
            for name in sorted(touched)
            for line in self.orders[name].lines
            if LineKey(name, line.line_no) in self._changed
        ]
        write_rows(self.run.connection, _set, rows)
        for name in sorted(touched):
            self.run.draft.put(self.orders[name].point_id, self.orders[name])


def sharing_desk(run: Run, commands: Sequence[LoggedCommand]) -> SharingDesk:
    """Return a desk for these share-outs of a run, their orders locked until it ends."""
    found: dict[bytes, tuple[Arrival, ...]] = {}
    for logged in commands:
        try:
            found[logged.hash] = arrivals(logged.command)
        except UnreadableCommandError:
            continue
    wanted = sorted({x.key.order_id for few in found.values() for x in few})
    return SharingDesk(run, found, _locked_orders(run, wanted))


def _locked_orders(run: Run, wanted: Sequence[str]) -> dict[str, Order]:
    values = {"ids": wanted, "point": run.device.point_id}
    rows = run.connection.execute(_locked, values).all()
    lines = lines_by_order(run.connection, [row.order_id for row in rows])
    return {row.order_id: order_of(run.database, row, tuple(lines[row.order_id])) for row in rows}


def _after(line: OrderLine, order_id: str, arrival: Arrival) -> OrderLine:
    if arrival.key != LineKey(order_id, line.line_no):
        return line
    arrived = min(MOST, max(0, line.arrived + arrival.pieces))
    return replace(line, arrived=arrived, slot=arrival.slot or line.slot)
