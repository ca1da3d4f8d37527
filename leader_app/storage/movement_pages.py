"""Movements, counted and paged: places of a page are found in an index alone, then its rows."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

from leader_app.domain.command import from_microseconds, microseconds
from leader_app.domain.money import Fen
from leader_app.domain.stock import MovementKind
from leader_app.ports import MovementQuery, MovementRow
from leader_app.storage import many, places
from leader_app.storage.goods_tables import movements
from leader_app.storage.prepared import Prepared, Row

_move = movements.c
# As the index has them, so that nothing is sorted.
_ORDER = (_move.at, _move.product_id, _move.kind, _move.slot, _move.heard)
_all = Prepared(sa.select(sa.func.coalesce(sa.func.max(_move.heard), 0)))
_rows = Prepared(sa.select(movements).where(many.among(_move.heard)))


def count(connection: Connection, query: MovementQuery) -> int:
    """Count movements."""
    if query == MovementQuery():
        # None is ever deleted, so the newest number is how many there are.
        return int(_all.value(connection))
    counting = sa.select(sa.func.count()).select_from(movements).where(*_conditions(query))
    return int(connection.execute(counting).scalar_one())


def page(
    connection: Connection, query: MovementQuery, offset: int, limit: int
) -> Sequence[MovementRow]:
    """Return movements, newest first."""
    places_in_ledger = _found(connection, query, offset, limit)
    rows = {row.heard: row for row in _rows.all(connection, many.listed(places_in_ledger))}
    return [_movement(rows[heard]) for heard in places_in_ledger]


def _found(connection: Connection, query: MovementQuery, offset: int, limit: int) -> list[int]:
    """Return where the movements of a page are; a page near the end is counted from there.

    Only of all movements: to know how many there are of some takes as long as to skip them.
    """
    total = count(connection, query) if query == MovementQuery() else 0
    if offset * 2 < total or not total:
        return _places(connection, query, [x.desc() for x in _ORDER], offset, limit)
    last = min(offset + limit, total)
    size = max(0, last - offset)
    return _places(connection, query, list(_ORDER), total - last, size)[::-1]


def _places(
    connection: Connection,
    query: MovementQuery,
    order: Sequence[ColumnElement[object]],
    offset: int,
    limit: int,
) -> list[int]:
    wanted = (
        sa.select(_move.heard)
        .where(*_conditions(query))
        .order_by(*order)
        .offset(offset)
        .limit(limit)
    )
    return list(connection.execute(wanted).scalars())


def _conditions(query: MovementQuery) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if query.product_id is not None:
        conditions.append(_move.product_id == query.product_id)
    if query.key is not None:
        conditions += [_move[name] == value for name, value in places.named(query.key).items()]
    if query.slot is not None:
        conditions.append(_move.slot == query.slot)
    if query.kinds:
        conditions.append(_move.kind.in_(sorted(kind.value for kind in query.kinds)))
    if query.start is not None:
        conditions.append(_move.at >= microseconds(query.start))
    if query.end is not None:
        conditions.append(_move.at < microseconds(query.end))
    if query.reference is not None:
        # Said again for the index, which leaves out what belongs to nothing.
        found = _move.reference == query.reference
        conditions += [found, _move.reference != ""] if query.reference else [found]
    return conditions


def _movement(row: Row) -> MovementRow:
    return MovementRow(
        deed_id=row.deed_id,
        kind=MovementKind(row.kind),
        key=places.of_row(row),
        quantity=row.quantity,
        unit_price=Fen(row.unit_price),
        at=from_microseconds(row.at),
        device_id=row.device_id,
        staff=row.staff,
        reference=row.reference,
        reason=row.reason,
        order_id=row.order_id,
    )
