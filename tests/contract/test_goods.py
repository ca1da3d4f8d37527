"""Goods at real counters and a real centre: after everything was said, all hold the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random

import pytest

from central.attachments.uploads import find
from leader_app.domain import setting_deed
from leader_app.domain.attachment import JPEG, Attachment, attachment_id
from leader_app.domain.command import CommandKind
from leader_app.domain.delivery import (
    DeliveryState,
)
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Product, Zone
from leader_app.domain.slot import Slot
from leader_app.domain.stock import Movement, StockKey
from tests.contract.centres import RealCentre, RealShop
from tests.contract.goods_day import (
    LOTS,
    Day,
    announce,
    arrived,
    arrived_at_the_centre,
    at_the_centre,
    brought,
    does,
    levels,
    receives,
)
from tests.contract.till import Till, a_till
from tests.fakes.pickups import NOON
from tests.fakes.uploads import picture


@pytest.fixture(params=["on_sqlite", "on_postgres"])
def shop(request: pytest.FixtureRequest) -> RealShop:
    """Return a point of a real centre."""
    centre: RealCentre = request.getfixturevalue(request.param)
    return centre.shop()


@pytest.fixture
def open_till(shop: RealShop, tmp_path: Path) -> Iterator[Callable[[str], Till]]:
    with ExitStack() as stack:
        yield lambda name: stack.enter_context(a_till(shop, tmp_path / name))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_counters_that_do_everything_at_once_end_alike(
    shop: RealShop, open_till: Callable[[str], Till], seed: int
) -> None:
    orders = list(shop.sell(6))
    truck = announce(shop, f"T{shop.point_id}-{seed}")
    tills = [open_till("one"), open_till("two")]
    for till in tills:
        till.sync()

    day = Day(Random(seed), orders, truck.delivery_id, f"P{shop.point_id}")
    for _ in range(60):
        day.something(day.chance.choice(tills))
    for till in (*tills, *tills):
        till.sync()
    late = open_till("late")
    late.sync()
    centre = at_the_centre(shop)
    assert centre
    for till in (*tills, late):
        assert levels(till) == centre
        assert arrived(till, orders) == arrived_at_the_centre(shop)
        assert till.unsent() == 0
    with late.store.read() as ours, tills[0].store.read() as theirs:
        known = ours.deliveries.claims(100)
        assert {x.kitchen_claim_id for x in known} == {
            x.kitchen_claim_id for x in theirs.deliveries.claims(100)
        }


def test_a_delivery_is_received_everywhere_once_one_counter_signed(
    shop: RealShop, open_till: Callable[[str], Till]
) -> None:
    truck = announce(shop, f"T{shop.point_id}")
    one, two = open_till("one"), open_till("two")
    one.sync()
    key = StockKey(f"P{shop.point_id}", LOTS[0], "冷藏 2")
    receives(one, truck.delivery_id, Movement(key, 24), final=True)
    one.sync()
    two.sync()
    for till in (one, two):
        with till.store.read() as work:
            known = work.deliveries.get(truck.delivery_id)
            assert known is not None
            assert known.state is DeliveryState.RECEIVED
            assert len(work.deliveries.receipts(truck.delivery_id)) == 1
    receives(two, truck.delivery_id, Movement(key, 24), final=True)
    two.sync()
    one.sync()
    assert [x.kind for x in one.incidents()] == ["delivery_received_twice"]
    assert levels(one) == levels(two) == at_the_centre(shop) == {key: 48}


def test_slots_products_and_orders_of_the_point_come_back_as_the_centre_has_them(
    shop: RealShop, open_till: Callable[[str], Till]
) -> None:
    one, two = open_till("one"), open_till("two")
    one.sync()
    slot = Slot("冷藏 2", shop.point_id, Zone.FRIDGE, 60_000, 1)
    own = Product(f"own-{shop.point_id}", "水", "瓶", Zone.SHELF, Fen(200), ("96385074",), own=True)
    does(one, CommandKind.SET_SLOT, setting_deed.slot_body(slot), lambda w, _: w.slots.put(slot))
    body = setting_deed.product_body(own)
    does(one, CommandKind.SET_PRODUCT, body, lambda w, _: w.catalogue.put(own))
    order, member, claim = brought(shop)
    body = setting_deed.import_body([member], {member.member_id: "13900005678"}, [order])
    does(
        one,
        CommandKind.IMPORT_ORDERS,
        body,
        lambda w, _: w.imports.add([member], [order], [claim]),
    )
    for till in (one, two, one):
        till.sync()
        assert till.unsent() == 0
    for till in (one, two):
        with till.store.read() as work:
            assert slot in work.slots.all()
            assert own in work.catalogue.with_barcode("96385074")
            assert work.orders.get(order.order_id) == order
            assert work.names.members([member.member_id]) == {member.member_id: member}
            state = work.claims.state(order.claim_id)
            assert state is not None
            assert work.claims.with_tag(state.claim.short_tag) == [order.claim_id]
            assert state.claim.short_tag != bytes(16)
            assert work.incidents.refused(10) == []


def test_pictures_of_the_store_reach_the_centre(
    shop: RealShop, open_till: Callable[[str], Till]
) -> None:
    till, data = open_till("one"), picture(300_000)
    name = attachment_id(data)
    with till.store.write() as work:
        work.attachments.put(Attachment(name, JPEG, len(data), NOON), data)
        work.commit()
    till.sync()
    with till.store.read() as work:
        assert work.attachments.unsent() == 0
    database = shop.centre.database
    with database.reading() as connection:
        assert find(database, connection, name) == (JPEG, data)
