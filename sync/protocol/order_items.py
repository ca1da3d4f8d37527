"""Orders, claims, hand-overs and incidents to rows and back."""

from __future__ import annotations

from datetime import timedelta

from leader_app.domain.command import from_microseconds, microseconds
from leader_app.domain.incident import Incident, IncidentKind
from leader_app.domain.money import Fen
from leader_app.domain.order import Claim, LineKey, Order, OrderLine, Payment
from leader_app.domain.pickup import HandOver, Pieces, Reversal
from leader_app.domain.pickup_code import DAY_ZERO
from leader_app.domain.stock import Draw
from sync.protocol.goods_items import place, stock_key
from sync.protocol.rows import (
    ClaimRow,
    IncidentRow,
    LineRow,
    OrderRow,
    RedemptionRow,
    ReversalRow,
)


def order_row(order: Order) -> OrderRow:
    """Return the row of an order."""
    return OrderRow(
        order.order_id,
        order.point_id,
        order.member_id,
        bytes.fromhex(order.claim_id),
        order.payment.value,
        order.cancelled,
        microseconds(order.placed_at),
        order.note,
        tuple(
            LineRow(x.line_no, x.product_id, x.quantity, x.arrived, x.slot, x.unit_price)
            for x in order.lines
        ),
    )


def order(row: OrderRow) -> Order:
    """Return the order in a row."""
    return Order(
        row.order_id,
        row.point_id,
        row.member_id,
        row.claim_id.hex(),
        Payment(row.payment),
        row.cancelled,
        from_microseconds(row.placed_at),
        row.note,
        tuple(
            OrderLine(x.line_no, x.product_id, x.quantity, x.arrived, x.slot, Fen(x.unit_price))
            for x in row.lines
        ),
    )


def claim_row(claim: Claim) -> ClaimRow:
    """Return the row of a claim."""
    return ClaimRow(
        bytes.fromhex(claim.claim_id),
        claim.point_id,
        claim.member_id,
        claim.generation,
        (claim.issued_on - DAY_ZERO).days,
        claim.valid_days,
        claim.short_tag,
    )


def claim(row: ClaimRow) -> Claim:
    """Return the claim in a row."""
    return Claim(
        row.claim_id.hex(),
        row.point_id,
        row.member_id,
        row.generation,
        DAY_ZERO + timedelta(days=row.issued_on),
        row.valid_days,
        row.short_tag,
    )


def redemption_row(deed: HandOver) -> RedemptionRow:
    """Return the row of a hand-over."""
    back = deed.reversal
    return RedemptionRow(
        deed.hand_over_id,
        bytes.fromhex(deed.claim_id),
        deed.device_id,
        deed.staff,
        microseconds(deed.at),
        deed.offline,
        deed.primary,
        tuple((p.key.order_id, p.key.line_no, p.quantity) for p in deed.lines),
        None
        if back is None
        else ReversalRow(
            back.reversal_id, back.device_id, back.staff, microseconds(back.at), back.reason
        ),
        tuple((place(x.key), x.quantity) for x in deed.drawn),
    )


def redemption(row: RedemptionRow) -> HandOver:
    """Return the hand-over in a row."""
    back = row.reversal
    return HandOver(
        row.hand_over_id,
        row.claim_id.hex(),
        row.device_id,
        row.staff,
        from_microseconds(row.at),
        row.offline,
        tuple(Pieces(LineKey(order, line), count) for order, line, count in row.lines),
        row.primary,
        None
        if back is None
        else Reversal(
            back.reversal_id,
            row.hand_over_id,
            back.device_id,
            back.staff,
            from_microseconds(back.at),
            back.reason,
        ),
        tuple(Draw(stock_key(key), count) for key, count in row.drawn),
    )


def incident_row(incident: Incident) -> IncidentRow:
    """Return the row of an incident."""
    return IncidentRow(
        incident.incident_id,
        incident.kind.value,
        incident.point_id,
        bytes.fromhex(incident.claim_id),
        incident.device_id,
        incident.hand_over_ids,
        microseconds(incident.at),
        incident.settled,
    )


def incident(row: IncidentRow) -> Incident:
    """Return the incident in a row."""
    return Incident(
        row.incident_id,
        IncidentKind(row.kind),
        row.point_id,
        row.claim_id.hex(),
        row.device_id,
        row.hand_over_ids,
        from_microseconds(row.at),
        row.settled,
    )
