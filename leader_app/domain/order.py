"""Orders with their lines, the claim that opens them, and the stage an order is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from leader_app.domain.money import Fen, line_total


class Payment(StrEnum):
    """Where the money of an order is."""

    UNPAID = "unpaid"
    PAID = "paid"
    REFUND_RUNNING = "refund_running"
    REFUNDED = "refunded"


class Stage(StrEnum):
    """The one word for where an order stands."""

    UNPAID = "unpaid"
    WAITING = "waiting"
    PARTLY_ARRIVED = "partly_arrived"
    READY = "ready"
    PARTLY_COLLECTED = "partly_collected"
    COLLECTED = "collected"
    CANCELLED = "cancelled"
    REFUND_RUNNING = "refund_running"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class LineKey:
    """Names one line of one order."""

    order_id: str
    line_no: int


@dataclass(frozen=True, slots=True)
class OrderLine:
    """``quantity`` pieces ordered, of which ``arrived`` are at the point, in ``slot``."""

    line_no: int
    product_id: str
    quantity: int
    arrived: int
    slot: str
    unit_price: Fen


@dataclass(frozen=True, slots=True)
class Order:
    """What a member ordered for collection at a point; a higher ``version`` is newer."""

    order_id: str
    point_id: int
    member_id: str
    claim_id: str
    payment: Payment
    cancelled: bool
    placed_at: datetime
    note: str
    lines: tuple[OrderLine, ...]

    @property
    def total(self) -> Fen:
        """The price of all lines."""
        return Fen(sum(line_total(line.unit_price, line.quantity) for line in self.lines))


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to collect that a pickup code stands for; it opens the orders naming it.

    ``short_tag`` is the keyed hash (16 bytes) under which a typed short code is found.
    """

    claim_id: str
    point_id: int
    member_id: str
    generation: int
    issued_on: date
    valid_days: int
    short_tag: bytes

    @property
    def last_day(self) -> date:
        """The last day on which goods may be collected with it."""
        return self.issued_on + timedelta(days=self.valid_days)


_MONEY_STAGES = {
    Payment.UNPAID: Stage.UNPAID,
    Payment.REFUND_RUNNING: Stage.REFUND_RUNNING,
    Payment.REFUNDED: Stage.REFUNDED,
}


def stage(order: Order, taken: Mapping[LineKey, int]) -> Stage:
    """Return the stage of ``order`` when ``taken`` pieces of its lines have been handed out.

    What was handed out is the truth and goes first; then cancellation, then money, then arrival.
    """
    gone = [taken.get(LineKey(order.order_id, line.line_no), 0) for line in order.lines]
    if order.lines and all(
        have >= line.quantity for have, line in zip(gone, order.lines, strict=True)
    ):
        return Stage.COLLECTED
    if order.cancelled:
        return Stage.CANCELLED
    if order.payment in _MONEY_STAGES:
        return _MONEY_STAGES[order.payment]
    return Stage.PARTLY_COLLECTED if any(gone) else _arrival_stage(order)


def _arrival_stage(order: Order) -> Stage:
    if not any(line.arrived for line in order.lines):
        return Stage.WAITING
    if all(line.arrived >= line.quantity for line in order.lines):
        return Stage.READY
    return Stage.PARTLY_ARRIVED
