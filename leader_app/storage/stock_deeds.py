"""Deeds that moved stock, hand-overs apart, put together from their rows and the ledger."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from leader_app.domain.command import from_microseconds, microseconds
from leader_app.domain.stock import Count, Movement, MovementKind, PaymentKind, StockDeed
from leader_app.storage import ledger, places
from leader_app.storage.goods_tables import stock_deeds
from leader_app.storage.many import ByName
from leader_app.storage.prepared import Prepared, Row

_deed = stock_deeds.c
_deeds = sa.select(stock_deeds).order_by(_deed.at, _deed.deed_id)
_by_id = ByName(_deeds, _deed.deed_id)
# Spelled out for the index, which leaves out the deeds that belong to nothing.
_of_reference = Prepared(
    _deeds.where(_deed.reference == sa.bindparam("reference"), _deed.reference != "")
)
_of_nothing = Prepared(_deeds.where(_deed.reference == ""))
_between = Prepared(
    sa.select(stock_deeds)
    .where(
        _deed.kind == sa.bindparam("kind"),
        _deed.at >= sa.bindparam("start"),
        _deed.at < sa.bindparam("end"),
    )
    .order_by(_deed.at.desc(), _deed.deed_id.desc())
    .limit(sa.bindparam("count"))
)


def by_id(connection: Connection, deed_ids: Collection[str]) -> Sequence[StockDeed]:
    """Return the deeds of these ids that are known, oldest first."""
    return _whole(connection, _by_id.all(connection, deed_ids))


def of_reference(connection: Connection, reference: str) -> Sequence[StockDeed]:
    """Return the deeds that belong to something (empty: to nothing), oldest first."""
    if not reference:
        return _whole(connection, _of_nothing.all(connection))
    return _whole(connection, _of_reference.all(connection, {"reference": reference}))


def between(
    connection: Connection, kind: MovementKind, start: datetime, end: datetime, limit: int
) -> Sequence[StockDeed]:
    """Return the deeds of a kind in a time span, newest first."""
    asked = {
        "kind": kind.value,
        "start": microseconds(start),
        "end": microseconds(end),
        "count": limit,
    }
    return _whole(connection, _between.all(connection, asked))


def _whole(connection: Connection, rows: Sequence[Row]) -> list[StockDeed]:
    moved = ledger.movements_of(connection, [row.deed_id for row in rows])
    return [_of_row(row, moved.get(row.deed_id, ())) for row in rows]


def _of_row(row: Row, moves: tuple[Movement, ...]) -> StockDeed:
    return StockDeed(
        deed_id=row.deed_id,
        kind=MovementKind(row.kind),
        device_id=row.device_id,
        staff=row.staff,
        at=from_microseconds(row.at),
        movements=moves,
        reference=row.reference,
        reason=row.reason,
        note=row.note,
        payment=PaymentKind(row.payment) if row.payment else None,
        photos=tuple(json.loads(row.photos)),
        counts=tuple(
            Count(places.key(*place), counted, expected)
            for *place, counted, expected in json.loads(row.counts)
        ),
    )
