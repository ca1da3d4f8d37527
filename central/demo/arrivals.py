"""Which lot the pieces of an order came in, when, and what lies and lacks after all orders."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from central.demo.making import MadeOrder
from leader_app.domain.local_time import local_day
from leader_app.domain.neighbourhood import Product
from leader_app.domain.order import Order, OrderLine, Payment
from leader_app.domain.pickup import HandOver
from leader_app.domain.stock import Draw, Lot, StockKey

_DAY = timedelta(days=1)
_FORGOTTEN = 0.04


@dataclass(slots=True)
class Arrivals:
    """Gathers, order by order: what came on which day, what lies about, what is waited for.

    ``unclaimed`` are pieces of cancelled orders; ``lying`` is all that is still there.
    """

    products: Mapping[str, Product]
    today: date
    chance: random.Random
    came: dict[tuple[int, date], Counter[StockKey]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    lying: dict[int, Counter[StockKey]] = field(default_factory=lambda: defaultdict(Counter))
    unclaimed: dict[int, Counter[StockKey]] = field(default_factory=lambda: defaultdict(Counter))
    lacking: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def taken_in(self, made: MadeOrder) -> MadeOrder:
        """Return an order whose hand-over says which lots it took; note the rest."""
        drawn = [
            draw for line in made.order.lines if (draw := self._arrive(made, line)) is not None
        ]
        if made.hand_over is None:
            return made
        return MadeOrder(made.order, replace(made.hand_over, drawn=tuple(drawn)))

    def _arrive(self, made: MadeOrder, line: OrderLine) -> Draw | None:
        """Note what came of a line; return what was handed over of it."""
        order, deed = made.order, made.hand_over
        if line.arrived < line.quantity and _is_due(order):
            self.lacking[order.point_id][line.product_id] += line.quantity - line.arrived
        if not line.arrived:
            return None
        gone = deed is not None and any(x.key.line_no == line.line_no for x in deed.lines)
        day = self._day(order, deed if gone else None)
        key = StockKey(line.product_id, self._lot(line.product_id, day, gone=gone), line.slot)
        self.came[order.point_id, day][key] += line.arrived
        if gone:
            return Draw(key, line.arrived)
        self.lying[order.point_id][key] += line.arrived
        if order.cancelled:
            self.unclaimed[order.point_id][key] += line.arrived
        return None

    def _day(self, order: Order, collected: HandOver | None) -> date:
        next_day = local_day(order.placed_at) + _DAY
        return min(next_day, self.today if collected is None else local_day(collected.at))

    def _lot(self, product_id: str, day: date, *, gone: bool) -> Lot:
        keeps = self.products[product_id].shelf_days
        expires_on = day + keeps * _DAY
        if not gone and expires_on < self.today and self.chance.random() > _FORGOTTEN:
            # Who comes late is given a later lot: only few goods lie there past their last day.
            expires_on = self.today + self.chance.randrange(max(2, keeps // 2)) * _DAY
        return Lot(f"L{expires_on - keeps * _DAY:%y%m%d}", expires_on)


def _is_due(order: Order) -> bool:
    return order.payment is Payment.PAID and not order.cancelled
