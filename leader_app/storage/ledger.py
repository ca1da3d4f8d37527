"""Books movements: facts, each deed's once, whether it is ours or comes with the feed.

A reversal is booked under its own id, with the hand-over as its reference, and once a hand-over:
whichever reversal of it was heard of first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

from leader_app.domain.changes import Entity
from leader_app.domain.command import microseconds
from leader_app.domain.order import LineKey, Order, OrderLine
from leader_app.domain.outflow import Taken, outflow
from leader_app.domain.pickup import HandOver, Reversal
from leader_app.domain.stock import Movement, MovementKind, StockDeed
from leader_app.storage import places, whole_orders
from leader_app.storage.goods_tables import movements
from leader_app.storage.many import ByName
from leader_app.storage.prepared import Params, Prepared
from leader_app.storage.session import Session
from leader_app.storage.tables import device, devices

_move = movements.c
_add = Prepared(sa.insert(movements), [x.name for x in movements.c if x.name != "heard"])
_booked = ByName(sa.select(_move.deed_id).distinct(), _move.deed_id)
_given_back = ByName(
    sa.select(_move.reference)
    .distinct()
    .where(_move.reference != "", _move.kind == MovementKind.HAND_OVER.value),
    _move.reference,
)
_counters_here = Prepared(
    sa.select(device.c.device_id).union(
        sa.select(devices.c.device_id).join(device, device.c.point_id == devices.c.point_id)
    )
)
_of_deeds = ByName(sa.select(movements).order_by(_move.deed_id, _move.n), _move.deed_id)


def is_booked(deed_id: ColumnElement[object]) -> ColumnElement[bool]:
    """Return the condition that a deed has movements."""
    return sa.exists().where(_move.deed_id == deed_id)


def movements_of(
    connection: Connection, deed_ids: Collection[str]
) -> Mapping[str, tuple[Movement, ...]]:
    """Return the movements of these deeds, each deed's in its order."""
    found: dict[str, list[Movement]] = {}
    for row in _of_deeds.all(connection, deed_ids):
        move = Movement(places.of_row(row), row.quantity, row.unit_price)
        found.setdefault(row.deed_id, []).append(move)
    return {name: tuple(moves) for name, moves in found.items()}


def book(session: Session, deeds: Sequence[StockDeed]) -> None:
    """Book the movements of deeds, those not booked before."""
    known = set(_names(_booked, session.connection, [x.deed_id for x in deeds]))
    _write(session, [row for x in deeds if x.deed_id not in known for row in _deed_rows(x)])


def book_own_hand_over(session: Session, deed: HandOver, orders: Iterable[Order]) -> None:
    """Book a hand-over of this counter, of known orders of its claim."""
    taken = outflow(deed, _lines(orders))
    _write(session, _taken_rows(deed, taken or ()))


def book_hand_overs(session: Session, deeds: Sequence[HandOver]) -> None:
    """Book what is not booked yet of hand-overs and their reversals.

    Only those at counters of this point: the goods left that one's stock. Of which it is not
    known what they took or where, those are left until their orders and counters come.
    """
    connection = session.connection
    here = set(_counters_here.values(connection))
    deeds = [deed for deed in deeds if deed.device_id in here]
    names = [deed.hand_over_id for deed in deeds]
    known = set(_names(_booked, connection, names))
    new = [deed for deed in deeds if deed.hand_over_id not in known]
    wanted = {pieces.key.order_id for deed in new for pieces in deed.lines}
    lines = _lines(whole_orders.by_id(connection, wanted)) if wanted else {}
    rows = [row for deed in new for row in _taken_rows(deed, outflow(deed, lines) or ())]
    _write(session, rows)
    book_back(session, [deed.reversal for deed in deeds if deed.reversal is not None])


def book_back(session: Session, reversals: Sequence[Reversal]) -> None:
    """Book the opposite of what was booked of hand-overs that were taken back."""
    connection = session.connection
    by_deed = {reversal.hand_over_id: reversal for reversal in reversals}
    for name in _names(_given_back, connection, by_deed):
        del by_deed[name]
    _write(
        session,
        [
            {
                **row._asdict(),
                **_who(by_deed[row.deed_id]),
                "deed_id": by_deed[row.deed_id].reversal_id,
                "quantity": -row.quantity,
                "reference": row.deed_id,
                "reason": by_deed[row.deed_id].reason,
            }
            for row in _of_deeds.all(connection, by_deed)
        ],
    )


def _names(found: ByName, connection: Connection, names: Collection[str]) -> Iterable[str]:
    return (row[0] for row in found.all(connection, names))


def _lines(orders: Iterable[Order]) -> dict[LineKey, OrderLine]:
    return {LineKey(order.order_id, line.line_no): line for order in orders for line in order.lines}


def _write(session: Session, rows: Sequence[Params]) -> None:
    if rows:
        _add.run_many(session.connection, rows)
        session.changed(Entity.STOCK, *(str(row["product_id"]) for row in rows))


def _who(deed: HandOver | Reversal | StockDeed) -> dict[str, object]:
    return {"device_id": deed.device_id, "staff": deed.staff, "at": microseconds(deed.at)}


def _deed_rows(deed: StockDeed) -> list[Params]:
    return [
        {
            **_who(deed),
            **places.named(move.key),
            "deed_id": deed.deed_id,
            "n": number,
            "kind": deed.kind.value,
            "quantity": move.quantity,
            "unit_price": move.unit_price,
            "reference": deed.reference,
            "reason": deed.reason,
            "order_id": "",
        }
        for number, move in enumerate(deed.movements)
    ]


def _taken_rows(deed: HandOver, taken: Sequence[Taken]) -> list[Params]:
    same = {
        **_who(deed),
        "deed_id": deed.hand_over_id,
        "kind": MovementKind.HAND_OVER.value,
        "unit_price": 0,
        "reference": "",
        "reason": "",
    }
    return [
        {
            **same,
            **places.named(x.key),
            "n": number,
            "quantity": -x.quantity,
            "order_id": x.order_id,
        }
        for number, x in enumerate(taken)
    ]
