"""Order lines that wait: for pieces to come, and for their buyers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from leader_app.domain.command import from_microseconds
from leader_app.domain.neighbourhood import Member
from leader_app.domain.order import LineKey, Payment, Stage
from leader_app.domain.pickup import taken
from leader_app.domain.share_out import Demand
from leader_app.domain.stock import MovementKind
from leader_app.storage import hand_overs, many
from leader_app.storage.goods_tables import movements
from leader_app.storage.prepared import Prepared, Row
from leader_app.storage.tables import members, order_lines, orders

_order, _line, _member = orders.c, order_lines.c, members.c
_PAYING = [Payment.PAID.value, Payment.UNPAID.value]
_OPEN = [
    stage.value
    for stage in (
        Stage.UNPAID,
        Stage.WAITING,
        Stage.PARTLY_ARRIVED,
        Stage.READY,
        Stage.PARTLY_COLLECTED,
    )
]
_came_since = (
    sa.exists()
    .where(
        movements.c.product_id == _line.product_id,
        movements.c.at > _order.placed_at,
        movements.c.kind == MovementKind.RECEIVE.value,
        # Said for the index, which has everything but hand-overs.
        movements.c.kind != sa.literal_column("'hand_over'"),
    )
    .label("came_since")
)
_lacking = Prepared(
    sa.select(
        _line.order_id,
        _line.line_no,
        _line.product_id,
        _line.quantity,
        _line.arrived,
        _order.claim_id,
        _order.member_id,
        _order.payment,
        _order.placed_at,
        sa.func.coalesce(_member.building, "").label("building"),
        sa.func.coalesce(_member.room, "").label("room"),
        _came_since,
    )
    .select_from(
        orders.join(order_lines, _line.order_id == _order.order_id).outerjoin(
            members, _member.member_id == _order.member_id
        )
    )
    .where(
        many.one_of(_order.stage, _OPEN),
        many.one_of(_order.payment, _PAYING),
        _line.arrived < _line.quantity,
        many.among(_line.product_id),
    )
    .order_by(_order.placed_at, _line.order_id, _line.line_no)
)


_UNTOUCHED = [Stage.PARTLY_ARRIVED.value, Stage.READY.value]
_TOUCHED = [Stage.PARTLY_COLLECTED.value, Stage.UNPAID.value]
_here = orders.join(order_lines, _line.order_id == _order.order_id)
_of_payers = (many.one_of(_order.payment, _PAYING), _line.arrived > 0)
_whole_lines = (
    sa.select(_line.product_id, _line.slot, sa.func.sum(_line.arrived).label("pieces"))
    .select_from(_here)
    .where(many.one_of(_order.stage, _UNTOUCHED), *_of_payers)
    .group_by(_line.product_id, _line.slot)
)
_parts_of_lines = (
    sa.select(
        _line.order_id,
        _line.line_no,
        _line.product_id,
        _line.slot,
        _line.arrived,
        _order.claim_id,
    )
    .select_from(_here)
    .where(many.one_of(_order.stage, _TOUCHED), *_of_payers)
)
_RESERVED = {
    wanted: (
        Prepared(_whole_lines.where(*condition)),
        Prepared(_parts_of_lines.where(*condition)),
    )
    for wanted, condition in ((True, [many.among(_line.product_id)]), (False, []))
}


def reserved(
    connection: Connection, product_ids: Collection[str] | None
) -> Mapping[tuple[str, str], int]:
    """Return the pieces that are here for members, by product and slot of their lines."""
    whole, parts = _RESERVED[product_ids is not None]
    names = many.listed(product_ids or ())
    found = Counter({(x.product_id, x.slot): x.pieces for x in whole.all(connection, names)})
    rows = parts.all(connection, names)
    gone = gone_of(connection, {row.claim_id for row in rows})
    for row in rows:
        left = row.arrived - gone.get(LineKey(row.order_id, row.line_no), 0)
        if left > 0:
            found[row.product_id, row.slot] += left
    return found


def demand(connection: Connection, product_ids: Collection[str]) -> Sequence[Demand]:
    """Return the lines that wait for pieces of these products, oldest first."""
    rows = _lacking.all(connection, many.listed(product_ids))
    gone = gone_of(connection, {row.claim_id for row in rows})
    found = [_demand(row, gone.get(LineKey(row.order_id, row.line_no), 0)) for row in rows]
    return [x for x in found if x.missing > 0]


def gone_of(connection: Connection, claim_ids: Collection[str]) -> Mapping[LineKey, int]:
    """Return the pieces handed out of each line that these claims open."""
    deeds = hand_overs.of_claims(connection, claim_ids)
    return taken([deed for of_claim in deeds.values() for deed in of_claim])


def _demand(row: Row, gone: int) -> Demand:
    owner = Member(row.member_id, "", "", row.building, row.room)
    return Demand(
        key=LineKey(row.order_id, row.line_no),
        product_id=row.product_id,
        member_id=row.member_id,
        household=owner.household,
        missing=row.quantity - max(row.arrived, gone),
        is_paid=row.payment == Payment.PAID.value,
        owed=row.arrived > 0 or bool(row.came_since),
        placed_at=from_microseconds(row.placed_at),
    )
