"""Counting goes on beside pickups and other counters; a difference is booked once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from leader_app.domain.gs1 import check_digit
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Zone
from leader_app.domain.stock import (
    NO_LOT,
    Count,
    Lot,
    Movement,
    MovementKind,
    PaymentKind,
    StockDeed,
    StockKey,
)
from leader_app.errors import Refused
from leader_app.services.stock.desk import SaleLine, StocktakeSheet
from leader_app.services.stocktake import draft as drafts
from leader_app.services.stocktake.draft import Counted, Draft
from tests.fakes.goods_floor import (
    LATER,
    MILK_CODE,
    RICE_CODE,
    SOON,
    STEW_CODE,
    Shop,
    furnish,
    open_shop,
)
from tests.fakes.pickups import NOON

MILK, FRESH, RICE = (
    StockKey("milk", SOON, "F-1"),
    StockKey("milk", LATER, "F-2"),
    StockKey("rice", NO_LOT, "A-1"),
)


def stocked(shop: Shop) -> Shop:
    for key, count in ((MILK, 5), (FRESH, 3), (RICE, 4)):
        shop.receiving.add("", key.product_id, key.lot, count, key.slot)
    shop.receiving.finish("", final=True)
    return shop


@pytest.fixture
def take(shop: Shop) -> str:
    return stocked(shop).takes.begin().stocktake_id


def differences(sheet: StocktakeSheet) -> dict[StockKey, tuple[int, int | None, int]]:
    return {x.key: (x.expected, x.counted, x.difference) for x in sheet.lines}


def told(shop: Shop, name: str, kind: MovementKind, quantity: int, minutes: int) -> None:
    """Hear of a deed of another counter."""
    at = NOON + timedelta(minutes=minutes)
    moves = (Movement(MILK, quantity),)
    shop.tell(StockDeed(name, kind, "D2", "", at, moves, reason="spoilt"))


def test_differences_of_what_was_counted_are_booked(shop: Shop, take: str) -> None:
    shop.takes.set_counted(take, MILK, 4)
    sheet = shop.takes.set_counted(take, RICE, 4)
    assert differences(sheet) == {MILK: (5, 4, -1), RICE: (4, 4, 0), FRESH: (3, None, 0)}
    assert [x.difference_value for x in sheet.lines if x.key == MILK] == [Fen(-1290)]
    deed = shop.takes.finish(take)
    assert deed.movements == (Movement(MILK, -1),)
    assert set(deed.counts) == {Count(MILK, 4, 5), Count(RICE, 4, 4)}
    assert shop.levels() == {MILK: 4, FRESH: 3, RICE: 4}
    assert shop.takes.done() == [deed]
    after = shop.takes.sheet(take)
    assert (after.finished, differences(after)) == (True, {MILK: (5, 4, -1), RICE: (4, 4, 0)})
    assert shop.takes.open_ones() == []
    with pytest.raises(Refused, match="not in progress"):
        shop.takes.finish(take)


def test_pickups_and_sales_go_on_meanwhile(shop: Shop, take: str) -> None:
    shop.takes.set_counted(take, MILK, 4)
    shop.stock.sell([SaleLine("milk", 2, lot=SOON)], PaymentKind.CASH)
    assert differences(shop.takes.sheet(take))[MILK] == (5, 4, -1)
    shop.takes.finish(take)
    assert shop.levels()[MILK] == 2


def test_what_moved_before_the_count_but_was_heard_of_after_it_is_expected(
    shop: Shop, take: str
) -> None:
    shop.takes.set_counted(take, MILK, 4)
    told(shop, "x1", MovementKind.WRITE_OFF, -1, minutes=-10)
    line = next(x for x in shop.takes.sheet(take).lines if x.key == MILK)
    assert (line.expected, line.moved_since, line.difference) == (4, -1, 0)
    shop.takes.finish(take)
    assert shop.levels()[MILK] == 4


def test_what_moved_after_the_count_is_not(shop: Shop, take: str) -> None:
    shop.takes.set_counted(take, MILK, 4)
    told(shop, "x1", MovementKind.WRITE_OFF, -1, minutes=10)
    shop.takes.finish(take)
    assert shop.levels()[MILK] == 3


def test_two_counters_that_count_the_same_shelf_put_it_right_once(shop: Shop, take: str) -> None:
    shop.takes.set_counted(take, MILK, 4)
    told(shop, "x1", MovementKind.ADJUST, -1, minutes=5)
    assert differences(shop.takes.sheet(take))[MILK] == (4, 4, 0)
    shop.takes.finish(take)
    assert shop.levels()[MILK] == 4


def test_scans_add_up_lot_by_lot(shop: Shop, take: str) -> None:
    seen = [shop.takes.scan(take, MILK_CODE)[1] for _ in range(9)]
    assert seen == [MILK] * 5 + [FRESH] * 4
    text = f"(01)0{MILK_CODE}(17){SOON.expires_on:%y%m%d}(10){SOON.code}"
    sheet, key = shop.takes.scan(take, text)
    assert key == MILK
    assert differences(sheet)[MILK] == (5, 6, 1)
    carton = "1" + MILK_CODE[:12]
    sheet, _ = shop.takes.scan(take, carton + check_digit(carton))
    assert differences(sheet)[FRESH] == (3, 16, 13)


def test_what_the_ledger_does_not_have_may_be_there_all_the_same(shop: Shop, take: str) -> None:
    sheet, key = shop.takes.scan(take, STEW_CODE)
    assert key == StockKey("stew")
    assert shop.takes.scan(take, STEW_CODE)[1] == key
    new = StockKey("stew", Lot("N1", LATER.expires_on), "F-1")
    sheet = shop.takes.set_counted(take, new, 2)
    assert differences(sheet)[new] == (0, 2, 2)
    shop.takes.clear(take, StockKey("stew"))
    shop.takes.finish(take)
    assert shop.levels("stew") == {new: 2}


def test_what_cannot_be_scanned_or_typed_changes_nothing(shop: Shop, take: str) -> None:
    before = shop.takes.sheet(take)
    for text in ("hello", "6903148042441", "LDPABC"):
        assert shop.takes.scan(take, text) == (before, None)
    rice_carton = "1" + RICE_CODE[:12]
    with pytest.raises(Refused, match="How many pieces"):
        shop.takes.scan(take, rice_carton + check_digit(rice_carton))
    for key, pieces in [
        (MILK, -1),
        (MILK, 10**9),
        (StockKey("nothing"), 1),
        (StockKey("milk", SOON, "Z"), 1),
    ]:
        with pytest.raises(Refused):
            shop.takes.set_counted(take, key, pieces)
    with pytest.raises(Refused, match="Nothing was counted"):
        shop.takes.finish(take)
    with pytest.raises(Refused, match="not in progress"):
        shop.takes.sheet("nothing")


def test_a_barcode_of_several_products_counts_the_one_that_is_here(shop: Shop, take: str) -> None:
    with shop.store.read() as work:
        milk = work.names.products(["milk"])["milk"]
    shop.tell(replace(milk, product_id="twin"))
    assert shop.takes.scan(take, MILK_CODE)[1] == MILK
    shop.receiving.add("", "twin", NO_LOT, 1)
    shop.receiving.finish("", final=True)
    assert shop.takes.scan(take, MILK_CODE)[1] is None


def test_a_zone_or_a_slot_is_counted_by_itself(shop: Shop) -> None:
    stocked(shop)
    fridge = shop.takes.begin(zone=Zone.FRIDGE)
    assert {x.key for x in fridge.lines} == {MILK, FRESH}
    one = shop.takes.begin(slot="A-1")
    assert {x.key for x in one.lines} == {RICE}
    assert shop.takes.begin(slot="A-1").stocktake_id == one.stocktake_id
    assert len(shop.takes.open_ones()) == 2
    shop.takes.abandon(one.stocktake_id)
    assert [x.stocktake_id for x in shop.takes.open_ones()] == [fridge.stocktake_id]
    with pytest.raises(Refused, match="no slot"):
        shop.takes.begin(slot="Z")


def test_a_stocktake_outlives_a_power_cut(tmp_path: Path) -> None:
    folder = tmp_path / "cut"
    with open_shop(folder) as shop:
        furnish(shop)
        stocked(shop)
        take = shop.takes.begin(zone=Zone.FRIDGE).stocktake_id
        before = shop.takes.set_counted(take, MILK, 1)
        secrets = shop.secrets
    with open_shop(folder, secrets) as again:
        assert again.takes.open_ones() == [before]
        again.takes.finish(take)
        assert again.levels()[MILK] == 1


def test_a_stocktake_of_another_release_blocks_nothing(shop: Shop, take: str) -> None:
    with shop.store.write() as work:
        work.drafts.put("stocktake:other", '{"version": 2}')
        work.commit()
    assert [x.stocktake_id for x in shop.takes.open_ones()] == [take]
    with pytest.raises(Refused, match="cannot be read by this release"):
        shop.takes.sheet("other")


def test_a_stocktake_of_thousands_of_places_is_one(shop: Shop) -> None:
    stocked(shop)
    take = shop.takes.begin().stocktake_id
    keys = [StockKey("milk", Lot(f"L{n:04d}"), "F-1") for n in range(2100)]
    moves = tuple(Movement(key, 1) for key in keys)
    shop.tell(StockDeed("x1", MovementKind.RECEIVE, "D2", "", NOON, moves))
    with shop.store.write() as work:
        counts = {key: Counted(2, 1, work.stock.heard(), NOON) for key in keys}
        drafts.keep(work, Draft(take, NOON, None, None, counts))
        work.commit()
    deed = shop.takes.finish(take)
    assert len(deed.counts) == len(deed.movements) == 2100
    (listed,) = shop.takes.done()
    assert len(listed.counts) == 2100
    assert shop.on_hand("milk") == 5 + 3 + 2 * 2100
