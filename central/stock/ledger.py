"""The ledger: movements by point; every quantity is a sum of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.storage.bulk import write_rows
from central.storage.goods_tables import movements
from leader_app.domain.command import microseconds
from leader_app.domain.outflow import Taken
from leader_app.domain.pickup_code import DAY_ZERO
from leader_app.domain.stock import Draw, Level, Lot, Movement, MovementKind, StockDeed, StockKey

Row = dict[str, object]
_m = movements.c
_into = sa.insert(movements)
_back = sa.insert(movements).from_select(
    [column.name for column in movements.columns],
    sa.select(
        sa.bindparam("reversal", type_=_m.deed_id.type),
        _m.number,
        _m.point_id,
        _m.kind,
        _m.product_id,
        _m.lot_code,
        _m.expires_on,
        _m.slot,
        -_m.quantity,
        _m.unit_price,
        sa.bindparam("moment", type_=_m.at.type),
    ).where(_m.deed_id == sa.bindparam("hand_over")),
)


def write(connection: Connection, rows: Sequence[Row]) -> None:
    """Add movements."""
    write_rows(connection, _into, rows)


def put_back(connection: Connection, hand_over_id: str, reversal_id: str, at: datetime) -> None:
    """Add the movements that undo those of a hand-over."""
    values = {"hand_over": hand_over_id, "reversal": reversal_id, "moment": microseconds(at)}
    connection.execute(_back, values)


def rows_of(deed: StockDeed, point_id: int) -> list[Row]:
    """Return the movements of a deed as rows."""
    return _rows(deed.deed_id, deed.kind, point_id, deed.at, deed.movements)


def rows_of_taken(
    hand_over_id: str, point_id: int, at: datetime, taken: Iterable[Taken]
) -> list[Row]:
    """Return the movements of a hand-over as rows."""
    moment = microseconds(at)
    return [
        {
            "deed_id": hand_over_id,
            "number": number,
            "point_id": point_id,
            "kind": MovementKind.HAND_OVER.value,
            "product_id": x.key.product_id,
            "lot_code": x.key.lot.code,
            "expires_on": day_number(x.key.lot.expires_on),
            "slot": x.key.slot,
            "quantity": -x.quantity,
            "unit_price": 0,
            "at": moment,
        }
        for number, x in enumerate(taken)
    ]


def levels(connection: Connection, point_id: int) -> Sequence[Level]:
    """Return what lies where at a point, by product, lot and slot; nothing where it sums to 0."""
    total = sa.func.sum(_m.quantity)
    place = (_m.product_id, _m.lot_code, _m.expires_on, _m.slot)
    statement: sa.Select[Any] = (
        sa.select(*place, total.label("quantity"))
        .where(_m.point_id == point_id)
        .group_by(*place)
        .having(total != 0)
        .order_by(*place)
    )
    return [Level(_key(row), int(row.quantity)) for row in connection.execute(statement)]


def drawn_text(draws: Sequence[Draw]) -> str:
    """Return draws as the tables of redemptions keep them."""
    return json.dumps([_drawn_row(x) for x in draws]) if draws else "[]"


def drawn_of(text: str) -> tuple[Draw, ...]:
    """Return the draws a table keeps."""
    if text == "[]":
        return ()
    return tuple(
        Draw(StockKey(product, Lot(code, day_of(day)), slot), quantity)
        for product, code, day, slot, quantity in json.loads(text)
    )


def day_number(day: date | None) -> int | None:
    """Return a day as tables count them."""
    return None if day is None else (day - DAY_ZERO).days


def day_of(number: int | None) -> date | None:
    """Return the day a table counts."""
    return None if number is None else DAY_ZERO + timedelta(days=number)


def _drawn_row(drawn: Draw) -> list[str | int | None]:
    key = drawn.key
    day = day_number(key.lot.expires_on)
    return [key.product_id, key.lot.code, day, key.slot, drawn.quantity]


def _key(row: sa.Row[Any]) -> StockKey:
    return StockKey(row.product_id, Lot(row.lot_code, day_of(row.expires_on)), row.slot)


def _rows(
    deed_id: str, kind: MovementKind, point_id: int, at: datetime, moves: Iterable[Movement]
) -> list[Row]:
    moment = microseconds(at)
    return [
        {
            "deed_id": deed_id,
            "number": number,
            "point_id": point_id,
            "kind": kind.value,
            "product_id": move.key.product_id,
            "lot_code": move.key.lot.code,
            "expires_on": day_number(move.key.lot.expires_on),
            "slot": move.key.slot,
            "quantity": move.quantity,
            "unit_price": move.unit_price,
            "at": moment,
        }
        for number, move in enumerate(moves)
    ]
