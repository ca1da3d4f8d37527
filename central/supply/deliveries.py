"""Deliveries and the claims of points to kitchens, as the centre keeps them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.feed.writing import FeedDraft
from central.stock.ledger import day_number, day_of
from central.storage.bulk import write_rows
from central.storage.database import Database
from central.storage.goods_tables import deliveries, delivery_lines, kitchen_claims
from leader_app.domain.command import from_microseconds, microseconds
from leader_app.domain.delivery import (
    Delivery,
    DeliveryLine,
    DeliveryState,
    Finding,
    FindingKind,
    KitchenClaim,
    KitchenClaimState,
)
from leader_app.domain.money import Fen
from leader_app.domain.stock import Lot

_into = {table: sa.insert(table) for table in (deliveries, delivery_lines, kitchen_claims)}


def add(connection: Connection, draft: FeedDraft, found: Sequence[Delivery]) -> None:
    """Add manifests and tell their points."""
    rows = [
        {
            "delivery_id": x.delivery_id,
            "point_id": x.point_id,
            "kitchen": x.kitchen,
            "truck": x.truck,
            "expected_at": microseconds(x.expected_at),
            "state": x.state.value,
        }
        for x in found
    ]
    write_rows(connection, _into[deliveries], rows)
    write_rows(connection, _into[delivery_lines], [row for x in found for row in _line_rows(x)])
    for delivery in found:
        draft.put(delivery.point_id, delivery)


def find(connection: Connection, delivery_id: str, *, lock: bool = False) -> Delivery | None:
    """Return a manifest; with ``lock`` nobody else changes it until the transaction ends."""
    statement = sa.select(deliveries).where(deliveries.c.delivery_id == delivery_id)
    row = connection.execute(statement.with_for_update() if lock else statement).one_or_none()
    return None if row is None else _delivery(connection, row)


def every(connection: Connection, point_id: int | None = None) -> Iterator[Delivery]:
    """Yield manifests, soonest first."""
    statement = sa.select(deliveries).order_by(deliveries.c.expected_at, deliveries.c.delivery_id)
    if point_id is not None:
        statement = statement.where(deliveries.c.point_id == point_id)
    for row in connection.execute(statement).all():
        yield _delivery(connection, row)


def set_state(connection: Connection, delivery_id: str, state: DeliveryState) -> None:
    """Say where a delivery is."""
    statement = sa.update(deliveries).where(deliveries.c.delivery_id == delivery_id)
    connection.execute(statement.values(state=state.value))


def add_claims(
    database: Database, connection: Connection, draft: FeedDraft, found: Sequence[KitchenClaim]
) -> None:
    """Add claims to kitchens and tell their points."""
    seal = database.sealer.seal
    rows = [
        {
            "kitchen_claim_id": x.kitchen_claim_id,
            "point_id": x.point_id,
            "delivery_id": x.delivery_id,
            "kind": x.finding.kind.value,
            "line_no": x.finding.line_no,
            "product_id": x.finding.product_id,
            "quantity": x.finding.quantity,
            "note": seal(x.finding.note.encode()),
            "photos": json.dumps(x.finding.photos),
            "at": microseconds(x.at),
            "state": x.state.value,
            "credit": x.credit,
            "answer": seal(x.answer.encode()),
        }
        for x in found
    ]
    write_rows(connection, _into[kitchen_claims], rows)
    for claim in found:
        draft.put(claim.point_id, claim)


def every_claim(database: Database, connection: Connection) -> Iterator[KitchenClaim]:
    """Yield claims to kitchens, oldest first."""
    order = kitchen_claims.c.at, kitchen_claims.c.kitchen_claim_id
    for row in connection.execute(sa.select(kitchen_claims).order_by(*order)):
        yield _claim(database, row)


def answer(
    database: Database,
    claim_id: str,
    state: KitchenClaimState,
    credit: Fen,
    words: str,
) -> KitchenClaim:
    """Say the kitchen's word on a claim and tell its point; ``LookupError`` for no such claim."""

    def change(connection: Connection) -> KitchenClaim:
        mine = kitchen_claims.c.kitchen_claim_id == claim_id
        said = {
            "state": state.value,
            "credit": credit,
            "answer": database.sealer.seal(words.encode()),
        }
        connection.execute(sa.update(kitchen_claims).where(mine).values(said))
        row = connection.execute(sa.select(kitchen_claims).where(mine)).one_or_none()
        if row is None:
            raise LookupError(claim_id)
        claim = _claim(database, row)
        draft = FeedDraft(database)
        draft.put(claim.point_id, claim)
        draft.write(connection)
        return claim

    return database.write(change)


def _line_rows(delivery: Delivery) -> list[dict[str, object]]:
    return [
        {
            "delivery_id": delivery.delivery_id,
            "line_no": x.line_no,
            "product_id": x.product_id,
            "quantity": x.quantity,
            "lot_code": x.lot.code,
            "expires_on": day_number(x.lot.expires_on),
            "pieces_per_carton": x.pieces_per_carton,
        }
        for x in delivery.lines
    ]


def _delivery(connection: Connection, row: sa.Row[Any]) -> Delivery:
    lines = sa.select(delivery_lines).where(delivery_lines.c.delivery_id == row.delivery_id)
    return Delivery(
        row.delivery_id,
        row.point_id,
        row.kitchen,
        row.truck,
        from_microseconds(row.expected_at),
        DeliveryState(row.state),
        tuple(
            DeliveryLine(
                line.line_no,
                line.product_id,
                line.quantity,
                Lot(line.lot_code, day_of(line.expires_on)),
                line.pieces_per_carton,
            )
            for line in connection.execute(lines.order_by(delivery_lines.c.line_no))
        ),
    )


def _claim(database: Database, row: sa.Row[Any]) -> KitchenClaim:
    unseal = database.sealer.open
    finding = Finding(
        FindingKind(row.kind),
        row.line_no,
        row.product_id,
        row.quantity,
        unseal(row.note).decode(),
        tuple(json.loads(row.photos)),
    )
    return KitchenClaim(
        row.kitchen_claim_id,
        row.point_id,
        row.delivery_id,
        finding,
        from_microseconds(row.at),
        KitchenClaimState(row.state),
        Fen(row.credit),
        unseal(row.answer).decode(),
    )
