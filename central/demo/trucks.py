"""The trucks: those that came, with what was signed for, and those still to come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from central.demo.arrivals import Arrivals
from leader_app.domain.delivery import Delivery, DeliveryLine, DeliveryState, Receipt
from leader_app.domain.local_time import POINT_ZONE
from leader_app.domain.neighbourhood import Product
from leader_app.domain.stock import Lot, Movement, MovementKind, StockDeed, StockKey

_KITCHENS = ("城北中央厨房", "滨江中央厨房", "城西冷链仓")
_PLATES = ("浙A·7F312", "浙A·D0956", "浙A·3KQ18")
_EARLY = time(6, 30)
_AFTERNOON = time(16, 30)
_MORNING = time(7, 0)
_MOST_LINES = 1_000
_SHORT_OF = 3
_DAY = timedelta(days=1)


def received(arrivals: Arrivals) -> Iterator[tuple[Delivery, Receipt]]:
    """Yield what came, day by day, with the receipt; large days need several trucks."""
    for (point_id, day), pieces in sorted(arrivals.came.items(), key=lambda x: x[0]):
        places = sorted(pieces.items(), key=lambda x: _order(x[0]))
        for start in range(0, len(places), _MOST_LINES):
            few = places[start : start + _MOST_LINES]
            name = f"T{day:%y%m%d}-{point_id}-{start // _MOST_LINES + 1}"
            delivery = _delivery(name, point_id, _at(day, _EARLY), DeliveryState.RECEIVED, few)
            yield delivery, _receipt(delivery, few)


def coming(arrivals: Arrivals, products: Mapping[str, Product], today: date) -> Iterator[Delivery]:
    """Yield what is on its way: today's truck brings too little of a few things."""
    for point_id, lacking in sorted(arrivals.lacking.items()):
        wanted = sorted(lacking.items())
        later = wanted[::4]
        now = [pair for pair in wanted if pair not in later]
        for place, (product_id, pieces) in enumerate(now):
            if pieces > 1 and place % 7 == _SHORT_OF:
                now[place] = (product_id, pieces - max(1, pieces // 4))
        for name, moment, state, goods in (
            ("A", _at(today, _AFTERNOON), DeliveryState.ON_THE_WAY, now),
            ("B", _at(today + _DAY, _MORNING), DeliveryState.ANNOUNCED, later),
        ):
            if goods:
                lines = tuple(
                    _line(number, products[product_id], pieces, moment.date())
                    for number, (product_id, pieces) in enumerate(goods, 1)
                )
                yield _truck(f"T{moment:%y%m%d}-{point_id}-{name}", point_id, moment, state, lines)


def _receipt(delivery: Delivery, places: list[tuple[StockKey, int]]) -> Receipt:
    stock = StockDeed(
        deed_id=f"demo-{delivery.delivery_id}",
        kind=MovementKind.RECEIVE,
        device_id=f"demo-{delivery.point_id}",
        staff="老周",
        at=delivery.expected_at + timedelta(minutes=12),
        movements=tuple(Movement(key, count) for key, count in places),
        reference=delivery.delivery_id,
    )
    return Receipt(stock, (), final=True, chilled_decidegrees=36, frozen_decidegrees=-186)


def _delivery(
    name: str,
    point_id: int,
    moment: datetime,
    state: DeliveryState,
    places: list[tuple[StockKey, int]],
) -> Delivery:
    lots: Counter[tuple[str, Lot]] = Counter()
    for key, count in places:
        lots[key.product_id, key.lot] += count
    lines = tuple(
        DeliveryLine(number, product_id, count, lot)
        for number, ((product_id, lot), count) in enumerate(lots.items(), 1)
    )
    return _truck(name, point_id, moment, state, lines)


def _line(number: int, product: Product, pieces: int, day: date) -> DeliveryLine:
    carton = product.pieces_per_carton if pieces >= product.pieces_per_carton else 0
    lot = Lot(f"L{day:%y%m%d}", day + product.shelf_days * _DAY)
    return DeliveryLine(number, product.product_id, pieces, lot, carton)


def _truck(
    name: str,
    point_id: int,
    moment: datetime,
    state: DeliveryState,
    lines: tuple[DeliveryLine, ...],
) -> Delivery:
    kitchen, plate = _KITCHENS[point_id % 3], _PLATES[point_id % 3]
    return Delivery(name, point_id, kitchen, plate, moment, state, lines)


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, POINT_ZONE)


def _order(key: StockKey) -> tuple[str, str, str]:
    return key.product_id, key.lot.code, key.slot
