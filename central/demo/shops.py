"""The shops themselves: their slots, their own goods, what was sold and what was thrown away."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from central.demo import names
from central.demo.arrivals import Arrivals
from leader_app.domain.delivery import Delivery, DeliveryState
from leader_app.domain.local_time import POINT_ZONE
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Product, Zone
from leader_app.domain.slot import Slot
from leader_app.domain.stock import (
    Level,
    Lot,
    Movement,
    MovementKind,
    PaymentKind,
    StockDeed,
    StockKey,
    WriteOffReason,
)

DAYS = 14
_DAY = timedelta(days=1)
_STEP_ML = 10_000
_LITRE = 1_000
_OVERFLOW_ML = 30 * _LITRE
_SMALLEST_ML = {Zone.SHELF: 80 * _LITRE, Zone.FREEZER: 200 * _LITRE}
_STAFF = ("小林", "阿芬", "老周")
_OWN_SLOT = {Zone.SHELF: "D-12", Zone.FRIDGE: "冷藏 8", Zone.FREEZER: "冷冻 4"}


def slots(
    point_id: int, levels: Iterable[Level], goods: Mapping[str, Product], coming: Sequence[Delivery]
) -> list[Slot]:
    """Return the slots of a point: shelves have plenty of room, the fridge a little too little.

    What lies there fits everywhere; today's truck brings ``_OVERFLOW_ML`` more than the fridge
    takes.
    """
    used: Counter[str] = Counter()
    for level in levels:
        used[level.key.slot] += level.quantity * goods[level.key.product_id].volume_ml
    chilled = sum(
        line.quantity * goods[line.product_id].volume_ml
        for truck in coming
        if truck.point_id == point_id and truck.state is DeliveryState.ON_THE_WAY
        for line in truck.lines
        if goods[line.product_id].zone is Zone.FRIDGE
    )
    spare = max(0, chilled - _OVERFLOW_ML) // len(names.SLOTS[Zone.FRIDGE])
    return [
        Slot(name, point_id, zone, _capacity(zone, used[name], spare), position)
        for zone in Zone
        for position, name in enumerate(names.SLOTS[zone], 1)
    ]


def deeds(
    arrivals: Arrivals, own: Sequence[Product], point_id: int, seed: int, today: date
) -> Iterator[StockDeed]:
    """Yield two weeks behind the counter, oldest first."""
    chance = random.Random(f"shop {seed} {point_id}")  # noqa: S311 - an invented shop
    start = today - DAYS * _DAY
    first = tuple(_stocked(product, start, chance) for product in own)
    yield _deed(point_id, "stock", MovementKind.ADJUST, _at(start, 8), first, chance)
    left = {move.key: move.quantity for move in first}
    for number in range(1, DAYS + 1):
        day = start + number * _DAY
        for sale in range(chance.randrange(3, 6)):
            moves = _sold(left, own, chance)
            if moves:
                name = f"sale-{number}-{sale}"
                at = _at(day, 9 + chance.randrange(11), chance.randrange(60))
                payment = chance.choice((PaymentKind.WECHAT, PaymentKind.ALIPAY, PaymentKind.CASH))
                yield _deed(point_id, name, MovementKind.SELL, at, moves, chance, payment)
    yield from _of_unclaimed(arrivals, point_id, today, chance)


def _of_unclaimed(
    arrivals: Arrivals, point_id: int, today: date, chance: random.Random
) -> Iterator[StockDeed]:
    """Yield what became of goods whose orders were cancelled: some sold cheaper, some spoilt."""
    last = today - _DAY
    found = sorted(arrivals.unclaimed[point_id].items(), key=lambda x: (x[0].product_id, x[0].slot))
    for number, (key, pieces) in enumerate(found):
        name, at = f"unclaimed-{number}", _at(last, 19, chance.randrange(60))
        if number % 5 == 0:
            price = Fen(arrivals.products[key.product_id].price * 7 // 10)
            moves = (Movement(key, -pieces, price),)
            payment = PaymentKind.WECHAT
            yield _deed(point_id, name, MovementKind.SELL, at, moves, chance, payment)
        elif number % 5 == 1:
            moves = (Movement(key, -1),)
            yield _deed(point_id, name, MovementKind.WRITE_OFF, at, moves, chance)


def _stocked(product: Product, day: date, chance: random.Random) -> Movement:
    keeps = product.shelf_days
    lot = Lot("", day + max(keeps, DAYS + 1) * _DAY) if keeps else Lot()
    key = StockKey(product.product_id, lot, _OWN_SLOT[product.zone])
    return Movement(key, product.low_stock * chance.randrange(2, 5))


def _sold(
    left: dict[StockKey, int], own: Sequence[Product], chance: random.Random
) -> tuple[Movement, ...]:
    prices: Mapping[str, Fen] = {product.product_id: product.price for product in own}
    there = [key for key, pieces in left.items() if pieces > 0]
    moves = []
    for key in chance.sample(there, min(len(there), chance.randrange(1, 3))):
        pieces = min(left[key], chance.randrange(1, 3))
        left[key] -= pieces
        moves.append(Movement(key, -pieces, prices[key.product_id]))
    return tuple(moves)


def _deed(
    point_id: int,
    name: str,
    kind: MovementKind,
    at: datetime,
    moves: tuple[Movement, ...],
    chance: random.Random,
    payment: PaymentKind | None = None,
) -> StockDeed:
    thrown = kind is MovementKind.WRITE_OFF
    reasons = (WriteOffReason.SPOILT, WriteOffReason.DAMAGED, WriteOffReason.PAST_USE_BY)
    return StockDeed(
        deed_id=f"demo-{point_id}-{name}",
        kind=kind,
        device_id=f"demo-{point_id}",
        staff=chance.choice(_STAFF),
        at=at,
        movements=moves,
        reason=chance.choice(reasons).value if thrown else "",
        payment=payment,
    )


def _capacity(zone: Zone, used_ml: int, spare_ml: int) -> int:
    if zone is Zone.FRIDGE:
        return -(-(used_ml + spare_ml) // _LITRE) * _LITRE
    return max(_SMALLEST_ML[zone], -(-2 * used_ml // _STEP_ML) * _STEP_ML)


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), POINT_ZONE)
