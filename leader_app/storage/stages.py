"""The stage kept with each order: set again whenever it or a deed of its claim changes."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from leader_app.domain.changes import Entity
from leader_app.domain.order import Order, stage
from leader_app.domain.pickup import taken
from leader_app.storage import hand_overs, whole_orders
from leader_app.storage.prepared import Prepared
from leader_app.storage.session import Session
from leader_app.storage.tables import orders

_set = Prepared(
    sa.update(orders)
    .where(orders.c.order_id == sa.bindparam("name"), orders.c.stage != sa.bindparam("now"))
    .values(stage=sa.bindparam("now"))
)


def refresh(session: Session, claim_ids: Collection[str]) -> None:
    """Set the stage of every order these claims open."""
    put(session, whole_orders.of_claims(session.connection, claim_ids))


def put(session: Session, known: Collection[Order]) -> None:
    """Set the stage of these orders."""
    found = of(session, known)
    if found:
        rows = [{"name": name, "now": now} for name, now in found.items()]
        _set.run_many(session.connection, rows)
        session.changed(Entity.ORDER, *found)


def of(session: Session, known: Collection[Order]) -> dict[str, str]:
    """Return the stage of these orders after everything known to have been handed out."""
    deeds = hand_overs.of_claims(session.connection, list({order.claim_id for order in known}))
    gone = {claim_id: taken(done) for claim_id, done in deeds.items()}
    return {order.order_id: stage(order, gone.get(order.claim_id, {})).value for order in known}
