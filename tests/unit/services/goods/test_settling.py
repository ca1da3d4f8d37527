"""What is thrown away was somebody's: their line waits again, and is served first."""

from __future__ import annotations

import pytest

from leader_app.domain.order import LineKey, Payment
from leader_app.domain.pickup import VerdictKind
from leader_app.domain.stock import PaymentKind, StockKey, WriteOffReason
from leader_app.errors import Refused
from leader_app.services.pickup.looks import Looks
from leader_app.services.pickup.verify_order import VerifyOrder
from leader_app.services.receiving.owed import OwedGoods
from leader_app.services.stock.desk import SaleLine
from tests.fakes.goods_floor import LATER, Shop, a_truck, an_order

HERE = StockKey("milk", LATER, "F-1")


@pytest.fixture(autouse=True)
def goods(shop: Shop) -> None:
    """Take in five bottles of milk, of which two neighbours ordered two each."""
    shop.tell(*an_order(1, ("milk", 2)), *an_order(2, ("milk", 2)))
    shop.receiving.add("", "milk", LATER, 5, "F-1")
    shop.receiving.finish("", final=True)


def here(shop: Shop) -> list[int]:
    return [shop.arrived(name)[0][0] for name in ("A1", "A2")]


def kind_of(shop: Shop, order_id: str) -> VerdictKind:
    looks = Looks(shop.store)
    try:
        return VerifyOrder(shop.store, shop.clock, shop.status, looks)(order_id).kind
    finally:
        looks.close()


def test_pieces_nobody_waits_for_go_first(shop: Shop) -> None:
    shop.stock.write_off(HERE, 1, WriteOffReason.DAMAGED)
    assert here(shop) == [2, 2]


def test_the_last_served_waits_again_and_is_served_first_next_time(shop: Shop) -> None:
    shop.stock.write_off(HERE, 4, WriteOffReason.DAMAGED)
    assert here(shop) == [1, 0]
    assert kind_of(shop, "A2") is VerdictKind.NOT_ARRIVED
    assert [x.demand.key.order_id for x in OwedGoods(shop.store)()] == ["A1", "A2"]
    shop.tell(a_truck(("milk", 3)))
    shop.receiving.count_as_announced("d1")
    shop.receiving.finish("d1", final=True)
    assert here(shop) == [2, 2]


def test_who_has_not_paid_waits_again_first(shop: Shop) -> None:
    shop.tell(*an_order(0, ("milk", 2), payment=Payment.UNPAID))
    shop.receiving.add("", "milk", LATER, 1, "F-1")
    shop.receiving.finish("", final=True)
    assert shop.arrived("A0") == [(1, "F-1")]
    shop.stock.write_off(HERE, 3, WriteOffReason.DAMAGED)
    assert [shop.arrived("A0")[0][0], *here(shop)] == [0, 2, 1]


def test_what_was_collected_stays_collected(shop: Shop) -> None:
    shop.hand_over(f"{2:020x}")
    shop.stock.return_goods(HERE, 3)
    assert here(shop) == [0, 2]
    with pytest.raises(Refused):
        shop.hand_over(f"{1:020x}")


def test_taking_it_back_gives_the_goods_back_to_whom_they_were_for(shop: Shop) -> None:
    deed = shop.stock.write_off(HERE, 4, WriteOffReason.DAMAGED)
    shop.stock.take_back(deed.deed_id, "看错了")
    assert here(shop) == [2, 2]
    assert kind_of(shop, "A2") is VerdictKind.READY


def test_what_a_count_misses_is_missing_for_somebody(shop: Shop) -> None:
    take = shop.takes.begin().stocktake_id
    shop.takes.set_counted(take, HERE, 3)
    shop.takes.finish(take)
    assert here(shop) == [2, 1]
    take = shop.takes.begin().stocktake_id
    shop.takes.set_counted(take, HERE, 4)
    shop.takes.finish(take)
    assert here(shop) == [2, 2]


def test_what_the_books_lacked_before_is_not_settled(shop: Shop) -> None:
    shop.tell(*an_order(3, ("milk", 9), arrived=9))
    shop.stock.write_off(HERE, 1, WriteOffReason.DAMAGED)
    assert [*here(shop), shop.arrived("A3")[0][0]] == [2, 1, 9]


def test_what_nobody_collected_may_be_sold_once_it_is_given_up(shop: Shop) -> None:
    sale = [SaleLine("milk", 3)]
    with pytest.raises(Refused, match="Only 1 of 鲜牛奶 are free"):
        shop.stock.sell(sale, PaymentKind.CASH)
    card = shop.stock.release(LineKey("A2", 1), 2)
    assert (card.waiting, card.free) == (2, 3)
    assert here(shop) == [2, 0]
    shop.stock.sell(sale, PaymentKind.CASH)
    for key, pieces in [(LineKey("A2", 1), 1), (LineKey("A1", 1), 3), (LineKey("A9", 1), 1)]:
        with pytest.raises(Refused, match="are here uncollected"):
            shop.stock.release(key, pieces)
    with pytest.raises(Refused, match="0 pieces cannot be"):
        shop.stock.release(LineKey("A1", 1), 0)


def test_carrying_and_selling_change_nothing_for_members(shop: Shop) -> None:
    shop.stock.move(HERE, "F-2", 5)
    assert here(shop) == [2, 2]
