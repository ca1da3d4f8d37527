"""Finding a member's orders for somebody who comes without a code."""

from __future__ import annotations

from collections.abc import Sequence

from leader_app.domain.order import Stage
from leader_app.ports import OrderQuery, OrderSummary
from leader_app.services.desk import OrderPages

MOST_CANDIDATES = 6  # each is chosen by one digit key, and all are seen in the smallest window
_LOOK_AT = 60
_TO_COLLECT = frozenset(
    {
        Stage.READY,
        Stage.PARTLY_ARRIVED,
        Stage.PARTLY_COLLECTED,
        Stage.WAITING,
        Stage.UNPAID,
        Stage.REFUND_RUNNING,
    }
)


def find(orders: OrderPages, text: str) -> Sequence[OrderSummary]:
    """Return the orders ``text`` fits: those still to be collected, or else the others."""
    due = orders.page(OrderQuery(text, _TO_COLLECT), 0, _LOOK_AT)
    return due or orders.page(OrderQuery(text), 0, _LOOK_AT)
