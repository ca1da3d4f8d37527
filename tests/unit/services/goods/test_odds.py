"""What is rare: deeds in several parts, found goods without a taker, bad photos, wrong products."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from leader_app.domain.attachment import MAX_ATTACHMENT_BYTES
from leader_app.domain.delivery import Finding, FindingKind
from leader_app.domain.stock import Movement, StockKey
from leader_app.errors import Refused
from leader_app.ports import StockQuery
from leader_app.services.receiving import finish
from leader_app.services.stock.pages import horizon
from tests.fakes.goods_floor import LATER, Shop, a_truck
from tests.fakes.pickups import TODAY

HERE = StockKey("milk", LATER, "F-1")


def test_a_receipt_in_two_steps_ends_in_the_same_places(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [Movement(HERE, 1), Movement(StockKey("milk", LATER, "F-2"), 1)]
    monkeypatch.setattr(finish, "in_two_steps", lambda _: _split(places))
    shop.receiving.add("", "milk", LATER, 2)
    shop.receiving.finish("", final=True)
    assert shop.levels() == {HERE: 1, StockKey("milk", LATER, "F-2"): 1}


def _split(places: list[Movement]) -> tuple[tuple[Movement, ...], list[list[Movement]]]:
    came = Movement(replace(HERE, slot=""), 2)
    back = [Movement(replace(x.key, slot=""), -1) for x in places]
    return (came,), [[*back, *places]]


def test_what_an_earlier_receipt_had_too_much_is_not_over_again(shop: Shop) -> None:
    shop.tell(a_truck(("milk", 2)))
    shop.receiving.set_counted("d1", 0, 3)
    first = shop.receiving.finish("d1", final=False).receipt
    assert first.findings == ()
    over = replace(first, findings=(Finding(FindingKind.OVER, 1, "milk", 1),))
    shop.tell(over.stock, over)
    assert shop.receiving.preview("d1").findings == ()


def test_found_goods_nobody_waits_for_stay_free(shop: Shop) -> None:
    take = shop.takes.begin().stocktake_id
    shop.takes.set_counted(take, HERE, 2)
    shop.takes.finish(take)
    assert shop.stock.product("milk").free == 2


def test_a_picture_that_stays_too_large_is_refused(shop: Shop) -> None:
    with pytest.raises(Refused, match="stays too large"):
        shop.stock.keep_photo(bytes(MAX_ATTACHMENT_BYTES + 1))


def test_a_product_nobody_told_of_goes_by_its_id(shop: Shop) -> None:
    shop.tell(a_truck(("mystery", 2)))
    assert shop.receiving.open("d1").lines[0].product.name == "mystery"
    shop.receiving.count_as_announced("d1")
    shop.receiving.finish("d1", final=True)
    assert shop.on_hand("mystery") == 2


def test_a_day_that_was_asked_for_stands() -> None:
    asked = StockQuery(only="expiring", until=date(2027, 1, 1))
    assert horizon(asked, TODAY) == asked
