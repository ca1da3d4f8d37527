"""What the centre's commands list, as plain rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.intake.claims import deeds_by_claim, hand_over_of, orders_by_claim
from central.storage.database import Database
from central.storage.tables import (
    devices,
    extra_redemptions,
    incidents,
    orders,
    points,
    redemptions,
)
from leader_app.domain.command import from_microseconds
from leader_app.domain.order import Stage, stage
from leader_app.domain.pickup import HandOver, taken

Line = dict[str, Any]
_CHUNK = 500


def find_point(connection: Connection, wanted: str) -> int:
    """Return a point's number from its number or name; ``LookupError`` for neither."""
    for row in connection.execute(sa.select(points)):
        if wanted in {str(row.point_id), row.name}:
            return int(row.point_id)
    raise LookupError(wanted)


def list_orders(
    database: Database, connection: Connection, point_id: int | None, wanted: Stage | None
) -> Iterator[Line]:
    """Yield orders, oldest first, with the stage they are in."""
    statement = sa.select(orders.c.claim_id).distinct().order_by(orders.c.claim_id)
    if point_id is not None:
        statement = statement.where(orders.c.point_id == point_id)
    claim_ids = list(connection.scalars(statement))
    found = []
    for start in range(0, len(claim_ids), _CHUNK):
        chunk = claim_ids[start : start + _CHUNK]
        deeds = deeds_by_claim(connection, chunk)
        for claim_id, opened in orders_by_claim(database, connection, chunk).items():
            gone = taken(deeds[claim_id])
            found += [(order, stage(order, gone)) for order in opened]
    for order, present in sorted(found, key=lambda pair: pair[0].order_id):
        if wanted in (None, present):
            yield {
                "order": order.order_id,
                "point": order.point_id,
                "member": order.member_id,
                "claim": order.claim_id,
                "state": present.value,
                "total": order.total,
                "placed_at": order.placed_at.isoformat(),
                "lines": [
                    {
                        "line": line.line_no,
                        "product": line.product_id,
                        "quantity": line.quantity,
                        "arrived": line.arrived,
                        "slot": line.slot,
                    }
                    for line in order.lines
                ],
            }


def has_order(connection: Connection, order_id: str) -> bool:
    """Tell whether there is such an order."""
    found = sa.select(orders.c.order_id).where(orders.c.order_id == order_id)
    return connection.scalar(found) is not None


def list_redemptions(connection: Connection, order_id: str | None) -> Iterator[Line]:
    """Yield hand-overs, those of an order's claim if one is named, by time."""
    found = []
    for table, primary in ((redemptions, True), (extra_redemptions, False)):
        statement = sa.select(table)
        if order_id is not None:
            claim = sa.select(orders.c.claim_id).where(orders.c.order_id == order_id)
            statement = statement.where(table.c.claim_id.in_(claim))
        found += [hand_over_of(row, primary=primary) for row in connection.execute(statement)]
    for deed in sorted(found, key=lambda deed: (deed.at, deed.hand_over_id)):
        yield _redemption(deed)


def list_incidents(connection: Connection) -> Iterator[Line]:
    """Yield incidents by time."""
    for row in connection.execute(sa.select(incidents).order_by(incidents.c.at)):
        yield {
            "incident": row.incident_id,
            "kind": row.kind,
            "point": row.point_id,
            "claim": row.claim_id,
            "device": row.device_id,
            "redemptions": json.loads(row.hand_over_ids),
            "at": from_microseconds(row.at).isoformat(),
            "settled": row.settled,
        }


def list_points(connection: Connection) -> Iterator[Line]:
    """Yield pickup points."""
    for row in connection.execute(sa.select(points).order_by(points.c.point_id)):
        yield {
            "point": row.point_id,
            "name": row.name,
            "address": row.address,
            "hours": row.hours,
        }


def list_devices(connection: Connection) -> Iterator[Line]:
    """Yield counters."""
    for row in connection.execute(sa.select(devices).order_by(devices.c.enrolled_at)):
        yield {
            "device": row.device_id,
            "point": row.point_id,
            "name": row.name,
            "status": row.status,
            "seq": row.head_seq,
        }


def _redemption(deed: HandOver) -> Line:
    return {
        "redemption": deed.hand_over_id,
        "claim": deed.claim_id,
        "device": deed.device_id,
        "primary": deed.primary,
        "reversed": deed.reversal is not None,
        "offline": deed.offline,
        "staff": deed.staff,
        "at": deed.at.isoformat(),
        "lines": [
            {"order": p.key.order_id, "line": p.key.line_no, "quantity": p.quantity}
            for p in deed.lines
        ],
    }
