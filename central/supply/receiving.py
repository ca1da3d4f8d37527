"""Books receipts: what came is in stock whoever it was meant for; oddities are incidents."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.booking.incidents import keep_incidents
from central.booking.run import Run, accepted, incident_id
from central.stock import deeds
from central.storage.goods_tables import stock_deeds
from central.supply import deliveries
from leader_app.domain.command import CommandResult, LoggedCommand
from leader_app.domain.delivery import Delivery, DeliveryState, Receipt, claims_of
from leader_app.domain.incident import Incident, IncidentKind
from leader_app.domain.stock import MovementKind
from leader_app.domain.stock_deed import receipt

_final = (
    sa.select(stock_deeds.c.deed_id)
    .where(
        stock_deeds.c.reference == sa.bindparam("delivery"),
        stock_deeds.c.kind == MovementKind.RECEIVE.value,
        stock_deeds.c.point_id == sa.bindparam("point"),
        stock_deeds.c.final,
    )
    .order_by(stock_deeds.c.at, stock_deeds.c.deed_id)
)


def receive(run: Run, logged: LoggedCommand) -> CommandResult:
    """Book a receipt: stock, claims to the kitchen, and where the delivery is."""
    found = receipt(logged.command, run.device.device_id)
    delivery_id, point_id = found.stock.reference, run.device.point_id
    delivery = deliveries.find(run.connection, delivery_id, lock=True) if delivery_id else None
    earlier = _signed_for(run.connection, delivery_id, point_id) if found.final else ()
    incident = _incident(run, logged, delivery, earlier)
    deeds.keep(run.database, run.connection, point_id, [found])
    run.draft.put(point_id, found)
    claims = claims_of(found, point_id)
    deliveries.add_claims(run.database, run.connection, run.draft, claims)
    if delivery is not None and delivery.point_id == point_id:
        _close(run, delivery, found)
    if incident is not None:
        keep_incidents(run.connection, [incident])
        run.draft.put(point_id, incident)
    return accepted(logged, incident)


def _signed_for(connection: Connection, delivery_id: str, point_id: int) -> tuple[str, ...]:
    """Return the receipts that closed a delivery at a point; goods without manifest have none."""
    if not delivery_id:
        return ()
    values = {"delivery": delivery_id, "point": point_id}
    return tuple(connection.scalars(_final, values))


def _close(run: Run, delivery: Delivery, found: Receipt) -> None:
    if not found.final or delivery.state is DeliveryState.RECEIVED:
        return
    received = replace(delivery, state=DeliveryState.RECEIVED)
    deliveries.set_state(run.connection, delivery.delivery_id, received.state)
    run.draft.put(delivery.point_id, received)


def _incident(
    run: Run, logged: LoggedCommand, delivery: Delivery | None, earlier: tuple[str, ...]
) -> Incident | None:
    if delivery is not None and delivery.point_id != run.device.point_id:
        kind = IncidentKind.OTHER_POINTS_DELIVERY
    elif earlier:
        kind = IncidentKind.DELIVERY_RECEIVED_TWICE
    else:
        return None
    return Incident(
        incident_id=incident_id(logged),
        kind=kind,
        point_id=run.device.point_id,
        claim_id="",
        device_id=run.device.device_id,
        hand_over_ids=(*earlier, logged.command.command_id),
        at=logged.command.at,
        settled=False,
    )
