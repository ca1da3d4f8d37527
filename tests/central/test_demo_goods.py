"""The goods of the invented neighbourhood: the ledger agrees with the orders, and with itself."""

from collections import Counter as Tally
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from central.demo.loading import load
from central.demo.products import of_the_brand, of_the_shop
from central.storage.database import Database, open_database
from leader_app.domain import gs1
from leader_app.domain.delivery import DeliveryState
from leader_app.domain.foreign import is_product_number
from leader_app.domain.local_time import local_day
from leader_app.domain.neighbourhood import Zone
from leader_app.domain.order import LineKey, Payment
from leader_app.domain.outflow import outflow
from leader_app.domain.stock import Level, MovementKind, is_past_use_by, levels_of
from tests.central.counter import Counter, enrol
from tests.central.trucks import levels

TODAY = date(2026, 11, 22)
POINT = 1


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """Yield a counter of the first point that has heard everything."""
    folder: Path = tmp_path_factory.mktemp("demo")
    database = open_database(f"sqlite:///{folder / 'c.db'}")
    load(database, 7, TODAY)
    counter = enrol(database, POINT)
    counter.catches_up()
    yield counter
    database.close()


def waiting(shop: Counter) -> Tally[tuple[str, str]]:
    """Return the pieces that lie in each slot for the orders of the point, cancelled ones too."""
    gone: Tally[LineKey] = Tally()
    for deed in shop.knows("redemption").values():
        for pieces in deed.lines:
            gone[pieces.key] += pieces.quantity
    lying: Tally[tuple[str, str]] = Tally()
    for order in shop.knows("order").values():
        for line in order.lines:
            rest = line.arrived - gone[LineKey(order.order_id, line.line_no)]
            if rest:
                lying[line.product_id, line.slot] += rest
    return lying


def disposed(shop: Counter) -> Tally[tuple[str, str]]:
    """Return what was sold or thrown away of the brand's goods."""
    out: Tally[tuple[str, str]] = Tally()
    for deed in shop.knows("stock_deed").values():
        for move in deed.movements:
            if move.key.product_id.startswith("P"):
                out[move.key.product_id, move.key.slot] += move.quantity
    return out


def test_what_lies_in_the_slots_is_what_the_orders_wait_for(shop: Counter) -> None:
    lying: Tally[tuple[str, str]] = Tally()
    for key, pieces in levels(shop.database, POINT).items():
        if key.product_id.startswith("P"):
            lying[key.product_id, key.slot] += pieces
    expected = waiting(shop)
    expected.update(disposed(shop))
    assert +lying == +expected
    assert sum(lying.values()) > 500


def test_nothing_is_negative_and_the_feed_tells_the_same_ledger(shop: Counter) -> None:
    kept = levels(shop.database, POINT)
    assert min(kept.values()) > 0
    told = [deed.movements for deed in shop.knows("stock_deed").values()]
    told += [receipt.stock.movements for receipt in shop.knows("receipt").values()]
    sums = Tally(levels_of(told))
    for deed in shop.knows("redemption").values():
        taken = outflow(deed, {})
        assert taken is not None
        sums.subtract({x.key: 0 for x in taken})
        for part in taken:
            sums[part.key] -= part.quantity
    assert {key: count for key, count in sums.items() if count} == kept


def test_few_goods_are_past_their_last_day_and_some_soon_will_be(shop: Counter) -> None:
    stock = [Level(key, count) for key, count in levels(shop.database, POINT).items()]
    past = [x for x in stock if is_past_use_by(x.key.lot, TODAY)]
    soon = [x for x in stock if x.key.lot.expires_on and 0 <= _days(x) <= 2]
    assert 0 < len(past) < len(stock) // 10
    assert len(soon) > 10


def _days(level: Level) -> int:
    assert level.key.lot.expires_on is not None
    return (level.key.lot.expires_on - TODAY).days


def test_what_has_arrived_fits_and_todays_truck_is_a_little_too_much_for_the_fridge(
    shop: Counter,
) -> None:
    slots, goods = shop.knows("slot"), shop.knows("product")
    assert len(slots) == 60
    used: Tally[str] = Tally()
    for key, pieces in levels(shop.database, POINT).items():
        used[key.slot] += pieces * goods[key.product_id].volume_ml
    assert all(used[name] <= slot.capacity_ml for name, slot in slots.items())
    coming: Tally[Zone] = Tally()
    for truck in shop.knows("delivery").values():
        if truck.state is DeliveryState.ON_THE_WAY:
            for line in truck.lines:
                coming[goods[line.product_id].zone] += (
                    line.quantity * goods[line.product_id].volume_ml
                )
    for zone in Zone:
        room = sum(x.capacity_ml - used[x.slot_id] for x in slots.values() if x.zone is zone)
        if zone is Zone.FRIDGE:
            assert 10_000 < coming[zone] - room < 40_000
        else:
            assert room > 2 * coming[zone] > 0


def test_two_trucks_are_to_come_and_todays_brings_too_little_of_something(shop: Counter) -> None:
    lacking: Tally[str] = Tally()
    for order in shop.knows("order").values():
        if order.payment is Payment.PAID and not order.cancelled:
            for line in order.lines:
                lacking[line.product_id] += line.quantity - line.arrived
    trucks = sorted(
        (x for x in shop.knows("delivery").values() if x.state is not DeliveryState.RECEIVED),
        key=lambda x: x.expected_at,
    )
    assert [local_day(x.expected_at) for x in trucks] == [TODAY, date(2026, 11, 23)]
    brought = {line.product_id: line.quantity for x in trucks for line in x.lines}
    assert brought.keys() == (+lacking).keys()
    short = [name for name, pieces in brought.items() if pieces < lacking[name]]
    assert short
    assert all(pieces <= lacking[name] for name, pieces in brought.items())
    assert any(line.pieces_per_carton for x in trucks for line in x.lines)


def test_every_number_is_a_right_one_and_nobodys_elses() -> None:
    goods = [*of_the_brand(), *of_the_shop(1)]
    numbers = [number for product in goods for number in product.barcodes]
    assert len(set(numbers)) == len(goods)
    assert all(is_product_number(number) and len(number) == 13 for number in numbers)
    for product in of_the_brand():
        body = "1" + product.barcodes[0][:-1]
        label = f"01{body}{gs1.check_digit(body)}17261130\x1d10L1"
        reading = gs1.read(label, TODAY)
        assert isinstance(reading, gs1.Reading)
        assert product.barcodes[0] in reading.numbers


def test_the_shop_sells_throws_away_and_has_goods_of_its_own(shop: Counter) -> None:
    kinds = Tally(deed.kind for deed in shop.knows("stock_deed").values())
    assert kinds[MovementKind.SELL] > 20
    assert kinds[MovementKind.WRITE_OFF] >= 3
    own = [x for x in shop.knows("product").values() if x.own]
    assert len(own) == 12
    stock = Tally[str]()
    for key, pieces in levels(shop.database, POINT).items():
        stock[key.product_id] += pieces
    assert any(stock[x.product_id] <= x.low_stock for x in own)


def test_most_people_have_a_home_and_some_share_one(shop: Counter) -> None:
    homes = Tally(x.household for x in shop.knows("member").values() if x.building)
    assert len(homes) > 150
    assert max(homes.values()) > 1
    assert any(not x.building for x in shop.knows("member").values())


def test_a_counter_of_another_point_hears_of_its_own_goods_only(shop: Counter) -> None:
    database: Database = shop.database
    other = enrol(database, 2)
    other.catches_up()
    for entity in ("slot", "delivery"):
        assert {x.point_id for x in other.knows(entity).values()} == {2}
    assert not other.knows("stock_deed").keys() & shop.knows("stock_deed").keys()
    assert not other.knows("receipt").keys() & shop.knows("receipt").keys()
