"""A walk-in buys what nobody waits for; what is spoilt or not here is not sold."""

from __future__ import annotations

from datetime import timedelta

import pytest

from leader_app.domain.money import Fen
from leader_app.domain.stock import NO_LOT, Lot, PaymentKind, StockKey
from leader_app.errors import Refused
from leader_app.ports import MovementQuery
from leader_app.services.stock.desk import SaleLine
from leader_app.services.stock.selling import PRICE_CHANGED
from tests.fakes.goods_floor import GONE, LATER, MILK_CODE, SOON, Shop, an_order
from tests.fakes.pickups import NOON

CASH = PaymentKind.CASH


def stocked(shop: Shop, *goods: tuple[str, Lot, int, str]) -> None:
    """Take goods in without a manifest: product, lot, pieces, slot."""
    for product, lot, count, slot in goods:
        shop.receiving.add("", product, lot, count, slot)
    shop.receiving.finish("", final=True)


def test_a_sale_takes_what_expires_first_and_says_so_on_its_receipt(shop: Shop) -> None:
    stocked(shop, ("milk", SOON, 2, "F-1"), ("milk", LATER, 5, "F-2"), ("cola", NO_LOT, 9, "A-1"))
    lines = [SaleLine("milk", 3), SaleLine("cola", 2, Fen(300))]
    done = shop.stock.sell(lines, CASH, " 找零 ")
    assert [(x.product_name, x.quantity, x.unit_price) for x in done.lines] == [
        ("鲜牛奶", 3, Fen(1290)),
        ("可乐", 2, Fen(300)),
    ]
    assert done.total == Fen(3 * 1290 + 600)
    assert (done.deed.payment, done.deed.note) == (CASH, "找零")
    assert done.deed.reason == PRICE_CHANGED
    assert shop.levels("milk") == {StockKey("milk", LATER, "F-2"): 4}
    assert shop.stock.sales() == [done]
    assert shop.stock.sales((shop.clock.now() - timedelta(days=1)).date()) == []


def test_with_a_wrong_clock_today_still_shows_what_was_just_sold(shop: Shop) -> None:
    shop.clock.set_to(NOON - timedelta(days=900))
    done = shop.stock.sell([SaleLine("cola", 1)], CASH)
    assert shop.stock.sales() == [done]


def test_what_members_wait_for_is_not_sold(shop: Shop) -> None:
    shop.tell(*an_order(1, ("milk", 4)))
    stocked(shop, ("milk", LATER, 6, ""))
    card = shop.stock.product("milk")
    assert (card.on_hand, card.waiting, card.free) == (6, 4, 2)
    with pytest.raises(Refused, match="Only 2 of 鲜牛奶 are free") as caught:
        shop.stock.sell([SaleLine("milk", 3)], CASH)
    assert str(caught.value.hint) == "Members wait for 4 of them."
    with pytest.raises(Refused):
        shop.stock.sell([SaleLine("milk", 1), SaleLine("milk", 2)], CASH)
    shop.stock.sell([SaleLine("milk", 1), SaleLine("milk", 1)], CASH)
    assert shop.on_hand("milk") == 4


def test_a_sale_leaves_the_members_slot_alone(shop: Shop) -> None:
    shop.tell(*an_order(1, ("milk", 2)))
    stocked(shop, ("milk", SOON, 2, "F-1"), ("milk", LATER, 2, "F-2"))
    assert shop.arrived("A1") == [(2, "F-1")]
    shop.stock.sell([SaleLine("milk", 2)], CASH)
    assert shop.levels("milk") == {StockKey("milk", SOON, "F-1"): 2}


def test_a_scanned_lot_wins(shop: Shop) -> None:
    stocked(shop, ("milk", SOON, 2, "F-1"), ("milk", LATER, 2, "F-2"))
    text = f"(01)0{MILK_CODE}(17){LATER.expires_on:%y%m%d}(10){LATER.code}"
    (found,) = shop.stock.find(text)
    assert (found.lot, found.free) == (LATER, 4)
    shop.stock.sell([SaleLine("milk", 1, lot=found.lot)], CASH)
    assert shop.levels("milk")[StockKey("milk", LATER, "F-2")] == 1


def test_spoilt_goods_are_not_sold(shop: Shop) -> None:
    stocked(shop, ("milk", GONE, 2, "F-1"), ("milk", LATER, 1, "F-1"))
    with pytest.raises(Refused, match="past its use-by"):
        shop.stock.sell([SaleLine("milk", 1, lot=GONE)], CASH)
    with pytest.raises(Refused, match="Only 1 of 鲜牛奶 may be sold"):
        shop.stock.sell([SaleLine("milk", 2)], CASH)
    shop.stock.sell([SaleLine("milk", 1)], CASH)
    stocked(shop, ("cola", GONE, 2, "A-1"))
    with pytest.raises(Refused):
        shop.stock.sell([SaleLine("cola", 1)], CASH)


def test_own_goods_may_be_sold_before_they_are_booked_in_others_not(shop: Shop) -> None:
    with pytest.raises(Refused, match="Only 0 of 鲜牛奶 are here") as caught:
        shop.stock.sell([SaleLine("milk", 1)], CASH)
    assert "Book the others in first" in str(caught.value.hint)
    shop.stock.sell([SaleLine("cola", 2)], CASH)
    assert shop.levels() == {StockKey("cola"): -2}
    assert shop.stock.alerts().negative == 1


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([], "nothing on the sale"),
        ([SaleLine("cola", 0)], "0 pieces cannot be"),
        ([SaleLine("cola", -1)], "-1 pieces cannot be"),
        ([SaleLine("cola", 10**9)], "more than a shop holds"),
        ([SaleLine("cola", 1, Fen(-1))], "at that price"),
        ([SaleLine("nothing", 1)], "no product nothing"),
    ],
)
def test_sales_that_cannot_be_are_refused(shop: Shop, lines: list[SaleLine], why: str) -> None:
    with pytest.raises(Refused, match=why):
        shop.stock.sell(lines, CASH)
    assert shop.stock.movement_count(MovementQuery()) == 0


def test_a_sale_is_taken_back_and_both_stay_on_the_list(shop: Shop) -> None:
    stocked(shop, ("cola", NO_LOT, 5, "A-1"))
    sale = shop.stock.sell([SaleLine("cola", 2)], CASH)
    back = shop.stock.take_back(sale.deed.deed_id, "退货")
    assert (back.reference, back.note, back.payment) == (sale.deed.deed_id, "退货", CASH)
    assert shop.on_hand("cola") == 5
    listed = {x.deed.deed_id: x.total for x in shop.stock.sales()}
    assert listed == {sale.deed.deed_id: Fen(700), back.deed_id: Fen(-700)}
