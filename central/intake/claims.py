"""Claims with everything the centre knows of them, as the shared rules want them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from central.stock.ledger import drawn_of
from central.storage.database import Database
from central.storage.tables import (
    claims,
    extra_redemptions,
    order_lines,
    orders,
    redemptions,
)
from leader_app.domain.command import from_microseconds
from leader_app.domain.money import Fen
from leader_app.domain.order import Claim, LineKey, Order, OrderLine, Payment
from leader_app.domain.pickup import ClaimState, HandOver, Pieces, Reversal
from leader_app.domain.pickup_code import DAY_ZERO

AnyRow: TypeAlias = Row[tuple[object, ...]]
# made once: putting a statement together costs as much as running it
_ids: sa.BindParameter[list[str]] = sa.bindparam("ids", expanding=True)
_locked_claims = (
    sa.select(claims)
    .where(claims.c.claim_id.in_(_ids))
    .order_by(claims.c.claim_id)
    .with_for_update()
)
_orders = sa.select(orders).where(orders.c.claim_id.in_(_ids)).order_by(orders.c.order_id)
_order_lines = (
    sa.select(order_lines)
    .where(order_lines.c.order_id.in_(_ids))
    .order_by(order_lines.c.order_id, order_lines.c.line_no)
)
# primary hand-overs in their order, then extra ones as they happened
_deeds = sa.union_all(
    sa.select(
        *(column for column in redemptions.columns if column.name != "part"),
        redemptions.c.part.label("ordinal"),
        sa.true().label("is_primary"),
    ).where(redemptions.c.claim_id.in_(_ids)),
    sa.select(
        *extra_redemptions.columns,
        extra_redemptions.c.at.label("ordinal"),
        sa.false().label("is_primary"),
    ).where(extra_redemptions.c.claim_id.in_(_ids)),
).order_by(sa.desc("is_primary"), "ordinal")


@dataclass(slots=True)
class KnownClaims:
    """Claims and what happened to them so far; ``points`` tells where each hand-over was made.

    ``deeds`` has the hand-overs of claims nobody knows, too.
    """

    states: dict[str, ClaimState]
    deeds: dict[str, list[HandOver]]
    points: dict[str, int]

    def remember(self, claim_id: str, deeds: list[HandOver]) -> None:
        """Take ``deeds`` as all that happened to a claim."""
        self.deeds[claim_id] = deeds
        state = self.states.get(claim_id)
        if state is not None:
            self.states[claim_id] = ClaimState(state.claim, state.orders, tuple(deeds))


def lock_claims(
    database: Database, connection: Connection, claim_ids: Collection[str]
) -> KnownClaims:
    """Return claims nobody else may hand out until the transaction ends."""
    if not claim_ids:
        return KnownClaims({}, defaultdict(list), {})
    wanted = {"ids": list(claim_ids)}
    found = [claim_of(row) for row in connection.execute(_locked_claims, wanted)]
    if not database.is_sqlite:
        _lock_unknown(connection, set(claim_ids) - {claim.claim_id for claim in found})
    by_claim = orders_by_claim(database, connection, [claim.claim_id for claim in found])
    deeds: dict[str, list[HandOver]] = defaultdict(list)
    points: dict[str, int] = {}
    for row, primary in _deed_rows(connection, claim_ids):
        deeds[row.claim_id].append(hand_over_of(row, primary=primary))
        points[row.hand_over_id] = row.point_id
    states = {
        claim.claim_id: ClaimState(
            claim, tuple(by_claim[claim.claim_id]), tuple(deeds[claim.claim_id])
        )
        for claim in found
    }
    return KnownClaims(states, deeds, points)


def _lock_unknown(connection: Connection, claim_ids: Collection[str]) -> None:
    """Lock claims that have no row to lock."""
    for claim_id in sorted(claim_ids):
        number = int.from_bytes(bytes.fromhex(claim_id)[:8], "big", signed=True)
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(number)))


def orders_by_claim(
    database: Database, connection: Connection, claim_ids: Collection[str]
) -> Mapping[str, list[Order]]:
    """Return the orders each claim opens, oldest id first."""
    rows = connection.execute(_orders, {"ids": list(claim_ids)}).all()
    lines = lines_by_order(connection, [row.order_id for row in rows])
    found: dict[str, list[Order]] = defaultdict(list)
    for row in rows:
        found[row.claim_id].append(order_of(database, row, tuple(lines[row.order_id])))
    return found


def deeds_by_claim(
    connection: Connection, claim_ids: Collection[str]
) -> Mapping[str, list[HandOver]]:
    """Return the hand-overs of claims, primary ones in their order, then extra ones."""
    found: dict[str, list[HandOver]] = defaultdict(list)
    for row, primary in _deed_rows(connection, claim_ids):
        found[row.claim_id].append(hand_over_of(row, primary=primary))
    return found


def claim_of(row: AnyRow) -> Claim:
    """Return the claim in a row."""
    return Claim(
        row.claim_id,
        row.point_id,
        row.member_id,
        row.generation,
        DAY_ZERO + timedelta(days=row.issued_on),
        row.valid_days,
        row.short_tag,
    )


def order_of(database: Database, row: AnyRow, lines: tuple[OrderLine, ...]) -> Order:
    """Return the order in a row."""
    return Order(
        row.order_id,
        row.point_id,
        row.member_id,
        row.claim_id,
        Payment(row.payment),
        row.cancelled,
        from_microseconds(row.placed_at),
        database.sealer.open(row.note).decode(),
        lines,
    )


def hand_over_of(row: AnyRow, *, primary: bool) -> HandOver:
    """Return the hand-over in a row of either table."""
    return HandOver(
        hand_over_id=row.hand_over_id,
        claim_id=row.claim_id,
        device_id=row.device_id,
        staff=row.staff,
        at=from_microseconds(row.at),
        offline=row.offline,
        lines=tuple(Pieces(LineKey(o, n), q) for o, n, q in json.loads(row.lines)),
        primary=primary,
        reversal=_reversal_of(row),
        drawn=drawn_of(row.drawn),
    )


def _reversal_of(row: AnyRow) -> Reversal | None:
    if row.reversal_id is None:
        return None
    return Reversal(
        row.reversal_id,
        row.hand_over_id,
        row.reversed_by,
        row.reversal_staff,
        from_microseconds(row.reversed_at),
        row.reversal_reason,
    )


def _deed_rows(connection: Connection, claim_ids: Collection[str]) -> Iterator[tuple[AnyRow, bool]]:
    for row in connection.execute(_deeds, {"ids": list(claim_ids)}):
        yield row, bool(row.is_primary)


def lines_by_order(
    connection: Connection, order_ids: Collection[str]
) -> Mapping[str, list[OrderLine]]:
    """Return the lines of orders, by number."""
    found: dict[str, list[OrderLine]] = defaultdict(list)
    for row in connection.execute(_order_lines, {"ids": list(order_ids)}):
        found[row.order_id].append(
            OrderLine(
                row.line_no,
                row.product_id,
                row.quantity,
                row.arrived,
                row.slot,
                Fen(row.unit_price),
            )
        )
    return found
