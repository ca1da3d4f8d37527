"""What a fact amounts to: a hand-over is judged, never refused after it happened."""

from __future__ import annotations

from dataclasses import dataclass, replace

from leader_app.domain.incident import IncidentKind
from leader_app.domain.order import LineKey, Payment
from leader_app.domain.pickup import (
    ClaimState,
    HandOver,
    Refusal,
    Reversal,
    may_take_back,
    taken,
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a hand-over amounts to, given what was known before it."""

    primary: bool
    incident: IncidentKind | None


def judge(state: ClaimState | None, deed: HandOver, point_id: int) -> Judgement:
    """Say what ``deed``, done at ``point_id``, amounts to after what ``state`` holds.

    ``state`` is ``None`` for a claim nobody knows. A deed that takes more of a line than was
    left is not primary; every oddity names an incident, the gravest one.
    """
    if state is None:
        return Judgement(primary=True, incident=IncidentKind.UNKNOWN_CLAIM)
    if _beyond(state, deed):
        return Judgement(primary=False, incident=IncidentKind.DOUBLE_HAND_OVER)
    return Judgement(primary=True, incident=_oddity(state, deed, point_id))


def judge_reversal(state: ClaimState | None, reversal: Reversal) -> IncidentKind | None:
    """Say whether a reversal that was already made calls for a person to look."""
    if state is None:
        return IncidentKind.UNKNOWN_HAND_OVER
    refusal = may_take_back(state, reversal.hand_over_id, reversal.device_id, reversal.at)
    if refusal is Refusal.UNKNOWN_HAND_OVER:
        return IncidentKind.UNKNOWN_HAND_OVER
    return None if refusal is None else IncidentKind.IRREGULAR_REVERSAL


def _beyond(state: ClaimState, deed: HandOver) -> bool:
    ordered = {
        LineKey(order.order_id, line.line_no): line.quantity
        for order in state.orders
        for line in order.lines
    }
    counted = deed if deed.reversal is None else replace(deed, reversal=None)
    after = taken([*state.hand_overs, counted])
    return any(after[line.key] > ordered.get(line.key, 0) for line in deed.lines)


def _oddity(state: ClaimState, deed: HandOver, point_id: int) -> IncidentKind | None:
    if state.claim.point_id != point_id:
        return IncidentKind.WRONG_POINT
    touched = {line.key.order_id for line in deed.lines}
    orders = [order for order in state.orders if order.order_id in touched]
    if any(order.cancelled for order in orders):
        return IncidentKind.CANCELLED_BUT_HANDED_OVER
    if any(order.payment is not Payment.PAID for order in orders):
        return IncidentKind.UNPAID_BUT_HANDED_OVER
    return None
