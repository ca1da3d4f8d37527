"""Pieces this counter shared out, laid over the centre's orders until those contain them.

``order_lines.arrived`` is what counts: the centre's number and, on top, our share-outs that the
centre had not applied when it told of the order. An order contains a share-out if the page it
came in says that the centre had applied it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from leader_app.domain.changes import Entity
from leader_app.domain.command import Outcome, microseconds
from leader_app.domain.local_time import likely_now
from leader_app.domain.order import LineKey, Order, OrderLine
from leader_app.domain.share_out import Arrival
from leader_app.ports import FeedChange
from leader_app.storage import many, stages, unsent, whole_orders
from leader_app.storage.device import DeviceShelf
from leader_app.storage.goods_tables import own_arrivals
from leader_app.storage.prepared import Prepared, Row
from leader_app.storage.session import Session
from leader_app.storage.tables import command_log, command_state, device, order_lines

_own, _state, _log, _line = own_arrivals.c, command_state.c, command_log.c, order_lines.c
_place = Prepared(sa.select(_log.epoch, _log.seq).where(_log.command_id == sa.bindparam("name")))
_keep = Prepared(sa.insert(own_arrivals))
_pieces: sa.BindParameter[int] = sa.bindparam("pieces")
_slot: sa.BindParameter[str] = sa.bindparam("slot")
_add = Prepared(
    sa.update(order_lines)
    .where(_line.order_id == sa.bindparam("order_id"), _line.line_no == sa.bindparam("line_no"))
    .values(
        arrived=sa.func.max(0, _line.arrived + _pieces),
        slot=sa.case((_slot == "", _line.slot), else_=_slot),
        arrived_at=sa.case((_pieces > 0, sa.bindparam("at")), else_=_line.arrived_at),
    )
)
_of_orders = Prepared(
    sa.select(own_arrivals, _state.outcome, device.c.epoch.label("present"))
    .select_from(
        own_arrivals.outerjoin(command_state, _state.command_id == _own.command_id).join(
            device, sa.true()
        )
    )
    .where(many.among(_own.order_id))
    .order_by(_own.epoch, _own.seq)
)


def record(session: Session, command_id: str, arrivals: Sequence[Arrival]) -> None:
    """Book arrivals of a command in the log; the same command again changes nothing."""
    connection = session.connection
    place = _place.first(connection, {"name": command_id})
    wanted = {arrival.key.order_id for arrival in arrivals}
    if any(x.command_id == command_id for x in _of_orders.all(connection, many.listed(wanted))):
        return
    rows = [_row(command_id, place, x) for x in _summed(arrivals)]
    _keep.run_many(connection, rows)
    at = microseconds(_now(session))
    _add.run_many(connection, [{**row, "at": at} for row in rows])
    session.orders.clear()
    known = whole_orders.by_id(connection, wanted)
    stages.put(session, known)
    session.changed(Entity.CLAIM, *(order.claim_id for order in known))


def _now(session: Session) -> datetime:
    """Return the time by the centre's clock, as well as it can be known."""
    told = DeviceShelf(session)
    return likely_now(session.clock.now(), told.centre_lead(), told.data_at())


def _summed(arrivals: Sequence[Arrival]) -> Sequence[Arrival]:
    """Return one arrival a line: all its pieces, in the slot that was named last."""
    by_line: dict[LineKey, Arrival] = {}
    for arrival in arrivals:
        earlier = by_line.get(arrival.key)
        pieces = arrival.pieces + (earlier.pieces if earlier else 0)
        slot = arrival.slot or (earlier.slot if earlier else "")
        by_line[arrival.key] = Arrival(arrival.key, pieces, slot)
    return list(by_line.values())


def laid_over(
    connection: Connection, changes: Sequence[FeedChange], applied_seq: int
) -> list[FeedChange]:
    """Return the changes of orders with our arrivals that they do not contain."""
    names = many.listed(change.id for change in changes)
    own: dict[str, list[Row]] = defaultdict(list)
    for row in _of_orders.all(connection, names):
        own[row.order_id].append(row)
    return [
        _with_own(change, own[change.id], applied_seq) if change.id in own else change
        for change in changes
    ]


def _with_own(change: FeedChange, own: Sequence[Row], applied_seq: int) -> FeedChange:
    if not isinstance(change.item, Order):
        return change
    contained = applied_seq if change.applied_seq is None else change.applied_seq
    ours: dict[int, list[Row]] = defaultdict(list)
    for row in own:
        if not _is_contained(row, contained):
            ours[row.line_no].append(row)
    lines = tuple(_line_with(line, ours) for line in change.item.lines)
    return replace(change, item=replace(change.item, lines=lines))


def _is_contained(row: Row, applied_seq: int) -> bool:
    """Tell whether the centre had booked an arrival. Of what it put aside, nothing is booked.

    Numbers of an earlier life of this counter mean nothing to it: there its word counts.
    """
    if row.epoch == row.present:
        return bool(row.seq <= applied_seq and row.outcome != Outcome.PARKED.value)
    return row.outcome in unsent.FINAL


def _line_with(line: OrderLine, ours: Mapping[int, Sequence[Row]]) -> OrderLine:
    rows = ours.get(line.line_no, ())
    slots = [row.slot for row in rows if row.slot]
    return replace(
        line,
        arrived=max(0, line.arrived + sum(row.pieces for row in rows)),
        slot=slots[-1] if slots else line.slot,
    )


def _row(command_id: str, place: Row, arrival: Arrival) -> dict[str, object]:
    return {
        "order_id": arrival.key.order_id,
        "line_no": arrival.key.line_no,
        "command_id": command_id,
        "epoch": place.epoch,
        "seq": place.seq,
        "pieces": arrival.pieces,
        "slot": arrival.slot,
    }
