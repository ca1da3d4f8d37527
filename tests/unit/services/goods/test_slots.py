"""Slots are proposed before the truck is here, and an overfull zone is told of beforehand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from leader_app.domain.neighbourhood import Zone
from leader_app.domain.order import LineKey
from leader_app.domain.slot import Slot
from leader_app.domain.stock import NO_LOT, StockKey
from leader_app.errors import Refused
from tests.fakes.goods_floor import LATER, Shop, a_truck, an_order
from tests.fakes.pickups import NOON, POINT


def planned(shop: Shop) -> dict[str, str]:
    return {f"{key.order_id}.{key.line_no}": slot for key, slot in shop.receiving.plan("d1").slots}


def test_who_usually_comes_early_lies_near(shop: Shop) -> None:
    shop.tell(*an_order(1, ("milk", 12), member="late"), *an_order(2, ("milk", 12), member="early"))
    for number, member, hours in [(11, "late", 6), (12, "early", -2)]:
        shop.tell(*an_order(number, ("rice", 1), member=member, arrived=1))
        shop.clock.set_to(NOON - timedelta(days=1) + timedelta(hours=hours))
        shop.hand_over(f"{number:020x}")
    shop.clock.set_to(NOON)
    shop.tell(a_truck(("milk", 24, LATER)))
    assert planned(shop) == {"A2.1": "F-1", "A1.1": "F-2"}


def test_new_goods_go_beside_what_waits_for_the_same_member(shop: Shop) -> None:
    shop.tell(*an_order(1, ("stew", 1), member="M1", arrived=1, slot="F-2"))
    shop.tell(*an_order(2, ("milk", 1), member="M1"), a_truck(("milk", 1)))
    assert planned(shop) == {"A2.1": "F-2"}


def test_an_overfull_fridge_is_told_of_in_litres(shop: Shop) -> None:
    shop.tell(a_truck(("milk", 50)), *an_order(1, ("milk", 10)))
    plan = shop.receiving.plan("d1")
    (warning,) = plan.warnings
    assert str(warning).startswith("The fridge lacks room for 10 litres, with all 2 slots full.")
    assert [(x.slot.slot_id, x.added_ml, x.overflows) for x in plan.uses] == [
        ("A-1", 0, False),
        ("A-2", 0, False),
        ("F-1", 10_000, False),
        ("F-2", 40_000, True),
    ]


def test_one_slot_that_gets_too_much_is_named(shop: Shop) -> None:
    shop.tell(a_truck(("milk", 25)), *an_order(1, ("milk", 25)))
    assert [str(x) for x in shop.receiving.plan("d1").warnings] == [
        "F-1 is planned for 5 litres more than it holds: spread them out."
    ]


def test_a_zone_without_slots_and_a_point_without_any_are_told_of(shop: Shop) -> None:
    for name in ("A-1", "A-2"):
        shop.slots.close(name)
    shop.tell(a_truck(("milk", 1), ("rice", 1)), *an_order(1, ("rice", 1)))
    plan = shop.receiving.plan("d1")
    assert dict(plan.slots) == {LineKey("A1", 1): ""}
    assert [str(x) for x in plan.warnings] == ["Goods for the shelf come, but it has no slot."]
    for name in ("F-1", "F-2"):
        shop.slots.close(name)
    assert "No slots are set up" in str(shop.receiving.plan("d1").warnings[0])
    shop.receiving.count_as_announced("d1")
    shop.receiving.finish("d1", final=True)
    assert shop.levels() == {StockKey("milk"): 1, StockKey("rice"): 1}


def test_slots_are_added_in_rows_and_changed(shop: Shop) -> None:
    added = shop.slots.add_many(Zone.FREEZER, " Z ", 10, 5000)
    assert [x.slot_id for x in added][:2] == ["Z-01", "Z-02"]
    assert [x.position for x in added] == list(range(3, 13))
    assert len(shop.slots.add_many(Zone.FREEZER, "Z", 12, 5000)) == 2
    assert shop.slots.put("Z-01", Zone.FREEZER, 9000) == Slot("Z-01", POINT, Zone.FREEZER, 9000, 3)
    assert [x.slot.slot_id for x in shop.slots.all()][:5] == ["A-1", "A-2", "F-1", "F-2", "Z-01"]


@pytest.mark.parametrize(("count", "prefix"), [(0, "Z"), (100, "Z"), (-1, "Z"), (3, "Z" * 40)])
def test_slots_that_cannot_be_are_refused(shop: Shop, count: int, prefix: str) -> None:
    with pytest.raises(Refused):
        shop.slots.add_many(Zone.SHELF, prefix, count, 0)
    assert len(shop.slots.all()) == 4


def test_a_slot_with_goods_stays_what_it_is(shop: Shop) -> None:
    shop.receiving.add("", "milk", NO_LOT, 2, "F-1")
    shop.receiving.finish("", final=True)
    view = next(x for x in shop.slots.all() if x.slot.slot_id == "F-1")
    assert (view.pieces, view.used_ml) == (2, 2000)
    ((level, name),) = shop.slots.contents("F-1")
    assert (level.quantity, name) == (2, "鲜牛奶")
    for refused in (
        lambda: shop.slots.close("F-1"),
        lambda: shop.slots.put("F-1", Zone.SHELF, 0),
        lambda: shop.slots.close("nowhere"),
        lambda: shop.slots.put(" - ", Zone.SHELF, 0),
        lambda: shop.slots.put("B-1", Zone.SHELF, -1),
    ):
        with pytest.raises(Refused):
            refused()
    shop.stock.move(StockKey("milk", NO_LOT, "F-1"), "F-2", 2)
    shop.slots.close("F-1")
    assert [x.slot.slot_id for x in shop.slots.all()] == ["A-1", "A-2", "F-2"]
