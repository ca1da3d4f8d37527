"""A shop day through the verbs: two real counters, a real centre, one truth in the end."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from leader_app.domain.delivery import FindingKind, KitchenClaimState
from leader_app.domain.neighbourhood import Zone
from leader_app.domain.order import LineKey, Order
from leader_app.domain.stock import PaymentKind, StockKey, WriteOffReason
from leader_app.services.pickup.hand_over import HandOverGoods
from leader_app.services.receiving.receive import ReceiveGoods
from leader_app.services.stock.booking import Floor
from leader_app.services.stock.desk import SaleLine
from leader_app.services.stock.keep import KeepStock
from leader_app.services.stock.photos import KeepPhoto
from leader_app.services.stock.slots import KeepSlots
from leader_app.services.stocktake.count import CountStock
from tests.contract.centres import RealCentre, RealShop, orders_of
from tests.contract.goods_day import (
    LOTS,
    announce,
    arrived,
    arrived_at_the_centre,
    at_the_centre,
    levels,
)
from tests.contract.till import Till, a_till
from tests.fakes.goods_floor import EchoShrinker
from tests.fakes.sync_side import CountedWake, FakeStatus

PNG = b"\x89PNG\r\n\x1a\n a signature"


@dataclass
class Counter:
    """The verbs of goods at one counter."""

    till: Till

    def __post_init__(self) -> None:
        till, wake = self.till, CountedWake()
        floor = Floor(till.store, till.clock, wake, os.urandom)
        photos = KeepPhoto(till.store, till.clock, EchoShrinker())
        self.receiving = ReceiveGoods(floor, photos)
        self.stock, self.slots = KeepStock(floor, photos), KeepSlots(floor)
        self.takes = CountStock(floor)
        self.hand_over = HandOverGoods(till.store, till.clock, FakeStatus(), wake, os.urandom)


@pytest.fixture
def shop(on_sqlite: RealCentre) -> RealShop:
    return on_sqlite.shop()


@pytest.fixture
def open_counter(shop: RealShop, tmp_path: Path) -> Iterator[Callable[[str], Counter]]:
    with ExitStack() as stack:
        yield lambda name: Counter(stack.enter_context(a_till(shop, tmp_path / name)))


def coming_orders(shop: RealShop, count: int) -> list[Order]:
    """Take in orders of one and two pieces that wait for the truck."""
    orders = [
        replace(x, lines=tuple(replace(y, arrived=0, slot="") for y in x.lines))
        for x in orders_of(shop.point_id, count)
    ]
    with shop._intake() as intake:
        intake.add_orders(orders, 30)
    return orders


def synced(*counters: Counter) -> None:
    for counter in (*counters, *counters):
        counter.till.sync()


def receive(one: Counter, delivery_id: str, product_id: str) -> None:
    """Count 20 of 24 pieces, turn two down, sign, book."""
    with one.till.store.read() as work:
        zone: Zone = work.names.products([product_id])[product_id].zone
    one.slots.add_many(zone, "S", 2, 50_000)
    one.receiving.set_counted(delivery_id, 0, 20)
    one.receiving.reject(delivery_id, 0, FindingKind.DAMAGED, 2, "压扁了")
    one.receiving.sign(delivery_id, "driver", PNG)
    done = one.receiving.finish(delivery_id, final=True)
    assert [x.kind for x in done.receipt.findings] == [FindingKind.DAMAGED, FindingKind.SHORT]
    assert len(done.ready_orders) == 4


def trade(one: Counter, two: Counter, key: StockKey, claim_id: str) -> None:
    """Sell, carry, hand over, throw away, take back and count, at both counters at once."""
    two.stock.sell([SaleLine(key.product_id, 5)], PaymentKind.WECHAT)
    one.stock.move(key, "S-2", 4)
    two.hand_over(claim_id)
    lost = one.stock.write_off(key, 8, WriteOffReason.SPOILT)
    one.stock.take_back(lost.deed_id, "看错了")
    one.stock.write_off(key, 2, WriteOffReason.OWN_USE)
    take = two.takes.begin().stocktake_id
    two.takes.set_counted(take, key, 9)
    two.takes.finish(take)


def test_a_shop_day_ends_alike_everywhere(
    shop: RealShop, open_counter: Callable[[str], Counter]
) -> None:
    truck, orders = announce(shop, f"T{shop.point_id}"), coming_orders(shop, 4)
    one, two = open_counter("one"), open_counter("two")
    synced(one, two)
    receive(one, truck.delivery_id, f"P{shop.point_id}")
    synced(one, two)
    key = StockKey(f"P{shop.point_id}", LOTS[0], "S-1")
    assert levels(one.till) == levels(two.till) == at_the_centre(shop) == {key: 18}
    trade(one, two, key, orders[0].claim_id)
    synced(one, two)
    two.stock.release(LineKey(orders[1].order_id, 1), 1)
    synced(one, two)
    late = open_counter("late")
    synced(late)
    for counter in (one, two, late):
        assert levels(counter.till) == at_the_centre(shop)
        assert arrived(counter.till, orders) == arrived_at_the_centre(shop)
        assert counter.till.unsent() == 0
        claims = counter.receiving.overview().claims
        assert {x.claim.finding.kind for x in claims} == {FindingKind.DAMAGED, FindingKind.SHORT}
        assert {x.claim.state for x in claims} == {KitchenClaimState.OPEN}
    assert shop.incidents() == []
