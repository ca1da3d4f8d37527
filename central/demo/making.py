"""Makes the neighbourhood from a seed: the same seed and day give the same orders."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from central.demo import names
from central.demo.products import of_the_brand
from leader_app.domain.ids import new_claim_id
from leader_app.domain.local_time import POINT_ZONE
from leader_app.domain.neighbourhood import Member, Product
from leader_app.domain.order import LineKey, Order, OrderLine, Payment, Stage
from leader_app.domain.pickup import HandOver, Pieces

DAYS = 14
FIRST_DAY = datetime(2026, 1, 1, tzinfo=POINT_ZONE)
VALID_DAYS = 30
# how many orders of a hundred are in which stage
_SHARES = {
    Stage.READY: 34,
    Stage.COLLECTED: 34,
    Stage.WAITING: 12,
    Stage.PARTLY_ARRIVED: 5,
    Stage.PARTLY_COLLECTED: 4,
    Stage.CANCELLED: 4,
    Stage.UNPAID: 3,
    Stage.REFUND_RUNNING: 2,
    Stage.REFUNDED: 2,
}
_PAYMENTS = {
    Stage.UNPAID: Payment.UNPAID,
    Stage.REFUND_RUNNING: Payment.REFUND_RUNNING,
    Stage.REFUNDED: Payment.REFUNDED,
}
# stages that want a second line, so that a part of the order can be somewhere else
_PARTS = frozenset({Stage.PARTLY_ARRIVED, Stage.PARTLY_COLLECTED})
_KNOWN_HOMES = 0.85
_ABSENT = frozenset({Stage.WAITING, Stage.UNPAID, Stage.REFUNDED})


@dataclass(frozen=True, slots=True)
class MadeMember:
    """A member with the whole (invented) phone number."""

    member: Member
    phone: str
    point_id: int


@dataclass(frozen=True, slots=True)
class MadeOrder:
    """An order and the hand-over it has had, if any."""

    order: Order
    hand_over: HandOver | None


def members(seed: int, count: int) -> list[MadeMember]:
    """Return ``count`` members, spread over the points."""
    chance = random.Random(f"members {seed}")  # noqa: S311 - invented people, not secrets
    homes = random.Random(f"homes {seed}")  # noqa: S311 - as above
    points = [point.point_id for point in names.POINTS]
    made = []
    for number in range(1, count + 1):
        name = chance.choice(names.SURNAMES) + chance.choice(names.GIVEN)
        phone = f"1990000{chance.randrange(10_000):04d}"
        member = Member(f"M{number:06d}", name, phone[-4:], *_home(homes))
        made.append(MadeMember(member, phone, points[number % len(points)]))
    return made


def orders(seed: int, count: int, people: list[MadeMember], today: date) -> Iterator[MadeOrder]:
    """Yield ``count`` orders of the last two weeks, oldest first, in every stage."""
    chance = random.Random(f"orders {seed}")  # noqa: S311 - as above
    goods = of_the_brand()
    stages, weights = list(_SHARES), list(_SHARES.values())
    for number in range(1, count + 1):
        wanted = stages[number - 1] if number <= len(stages) else chance.choices(stages, weights)[0]
        person = chance.choice(people)
        days_ago = DAYS - (number - 1) * DAYS // count
        at = datetime.combine(
            today - timedelta(days=days_ago), time(7 + chance.randrange(14)), POINT_ZONE
        ) + timedelta(seconds=chance.randrange(3600))
        last = today - timedelta(days=1)
        yield _order(chance, f"A{number:07d}", person, goods, wanted, at, last)


def _home(chance: random.Random) -> tuple[str, str]:
    """Return a building and a room; of some people nobody knows them."""
    building, floor, door = chance.randrange(1, 13), chance.randrange(1, 19), chance.randrange(1, 5)
    return (str(building), f"{floor}{door:02d}") if chance.random() < _KNOWN_HOMES else ("", "")


def _order(
    chance: random.Random,
    order_id: str,
    person: MadeMember,
    goods: list[Product],
    wanted: Stage,
    at: datetime,
    last: date,
) -> MadeOrder:
    kinds = max(
        chance.choices((1, 2, 3, 4, 5), (30, 32, 20, 12, 6))[0], 2 if wanted in _PARTS else 1
    )
    lines = tuple(
        _line(chance, number, product, wanted)
        for number, product in enumerate(chance.sample(goods, kinds), 1)
    )
    order = Order(
        order_id=order_id,
        point_id=person.point_id,
        member_id=person.member.member_id,
        claim_id=new_claim_id(chance.randbytes),
        payment=_PAYMENTS.get(wanted, Payment.PAID),
        cancelled=wanted is Stage.CANCELLED,
        placed_at=at,
        note=chance.choice(names.NOTES),
        lines=lines,
    )
    return MadeOrder(order, _hand_over(chance, order, wanted, last))


def _line(chance: random.Random, number: int, product: Product, wanted: Stage) -> OrderLine:
    quantity = chance.choices((1, 2, 3, 4), (60, 27, 9, 4))[0]
    absent = wanted in _ABSENT or (wanted in _PARTS and number > 1)
    slot = "" if absent else chance.choice(names.SLOTS[product.zone])
    arrived = 0 if absent else quantity
    return OrderLine(number, product.product_id, quantity, arrived, slot, product.price)


def _hand_over(chance: random.Random, order: Order, wanted: Stage, last: date) -> HandOver | None:
    if wanted not in {Stage.COLLECTED, Stage.PARTLY_COLLECTED}:
        return None
    lines = tuple(
        Pieces(LineKey(order.order_id, line.line_no), line.arrived)
        for line in order.lines
        if line.arrived
    )
    return HandOver(
        hand_over_id=f"demo-{order.order_id}",
        claim_id=order.claim_id,
        device_id=f"demo-{order.point_id}",
        staff=chance.choice(("小林", "阿芬", "老周")),
        at=_collected_at(chance, order.placed_at, last),
        offline=chance.random() < 0.1,  # noqa: PLR2004 - one in ten
        lines=lines,
    )


def _collected_at(chance: random.Random, placed_at: datetime, last: date) -> datetime:
    """Return a time in shop hours, a day or two after the order, on the last day at the latest."""
    day = min(placed_at.date() + timedelta(days=chance.randrange(1, 3)), last)
    hour = time(9 + chance.randrange(11), chance.randrange(60), chance.randrange(60))
    return max(datetime.combine(day, hour, POINT_ZONE), placed_at + timedelta(minutes=20))
