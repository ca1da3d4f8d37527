"""Carried, thrown away, sent back, taken back; products and alerts; every figure opens."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import FoodKind, Product, Zone
from leader_app.domain.stock import (
    NO_LOT,
    Lot,
    Movement,
    MovementKind,
    PaymentKind,
    StockDeed,
    StockKey,
    WriteOffReason,
)
from leader_app.errors import Refused
from leader_app.ports import MovementQuery, StockQuery
from leader_app.services.stock.desk import SaleLine
from tests.fakes.goods_floor import (
    COLA,
    GONE,
    LATER,
    MILK,
    MILK_CODE,
    SOON,
    Shop,
    a_truck,
    an_order,
)
from tests.fakes.pickups import NOON, TODAY

HERE = StockKey("milk", LATER, "F-1")


@pytest.fixture(autouse=True)
def goods(shop: Shop) -> None:
    shop.receiving.add("", "milk", LATER, 6, "F-1")
    shop.receiving.finish("", final=True)


def test_pieces_are_carried_to_another_slot(shop: Shop) -> None:
    shop.stock.move(HERE, "F-2", 2)
    assert shop.levels("milk") == {HERE: 4, StockKey("milk", LATER, "F-2"): 2}
    shop.stock.move(HERE, "", 4)
    assert StockKey("milk", LATER, "") in shop.levels("milk")


def test_thrown_away_and_sent_back_pieces_are_gone_with_a_reason(shop: Shop) -> None:
    off = shop.stock.write_off(HERE, 1, WriteOffReason.DAMAGED, "压扁了", ["a" * 64])
    shop.clock.advance(timedelta(seconds=1))
    back = shop.stock.return_goods(HERE, 2, "多送了", ["b" * 64])
    assert (off.reason, off.note, off.photos) == ("damaged", "压扁了", ("a" * 64,))
    assert (back.kind, back.note) == (MovementKind.RETURN_GOODS, "多送了")
    assert shop.levels("milk") == {HERE: 3}
    rows = shop.stock.movements(MovementQuery(product_id="milk"), 0, 10)
    assert [(x.row.kind, x.row.quantity, x.product_name, x.device_name) for x in rows] == [
        (MovementKind.RETURN_GOODS, -2, "鲜牛奶", "1号台"),
        (MovementKind.WRITE_OFF, -1, "鲜牛奶", "1号台"),
        (MovementKind.RECEIVE, 6, "鲜牛奶", "1号台"),
    ]
    assert sum(x.row.quantity for x in rows) == shop.on_hand("milk")
    assert shop.stock.movement_count(MovementQuery(product_id="milk")) == 3


@pytest.mark.parametrize("quantity", [7, 0, -1])
def test_more_than_lies_there_does_not_move(shop: Shop, quantity: int) -> None:
    with pytest.raises(Refused):
        shop.stock.move(HERE, "F-2", quantity)
    with pytest.raises(Refused):
        shop.stock.write_off(HERE, quantity, WriteOffReason.SPOILT)
    with pytest.raises(Refused):
        shop.stock.return_goods(HERE, quantity)
    assert shop.levels("milk") == {HERE: 6}


def test_what_makes_no_sense_is_refused_in_words(shop: Shop) -> None:
    with pytest.raises(Refused, match="lie there already"):
        shop.stock.move(HERE, "F-1", 1)
    with pytest.raises(Refused, match="no slot Z"):
        shop.stock.move(HERE, "Z", 1)
    with pytest.raises(Refused, match="at most 40"):
        shop.stock.move(HERE, "Z" * 41, 1)
    with pytest.raises(Refused, match="Why are they thrown away"):
        shop.stock.write_off(HERE, 1, WriteOffReason.OTHER, "  ")


@pytest.mark.parametrize("verb", ["move", "write_off", "return_goods"])
def test_a_deed_is_taken_back_once_within_the_hour(shop: Shop, verb: str) -> None:
    match verb:
        case "move":
            done = shop.stock.move(HERE, "F-2", 2)
        case "write_off":
            done = shop.stock.write_off(HERE, 2, WriteOffReason.MISSING)
        case _:
            done = shop.stock.return_goods(HERE, 2)
    back = shop.stock.take_back(done.deed_id, "弄错了")
    assert (back.kind, back.reason, back.note) == (done.kind, done.reason, "弄错了")
    assert shop.levels("milk") == {HERE: 6}
    with pytest.raises(Refused) as again:
        shop.stock.take_back(done.deed_id, "")
    assert "already undone" in str(again.value.hint)
    with pytest.raises(Refused) as twice:
        shop.stock.take_back(back.deed_id, "")
    assert "takes another deed back" in str(twice.value.hint)


def test_what_may_not_be_taken_back_says_why(shop: Shop) -> None:
    old = shop.stock.return_goods(HERE, 1)
    (row,) = shop.stock.movements(MovementQuery(kinds=frozenset({MovementKind.RECEIVE})), 0, 9)
    moves = (Movement(HERE, -1),)
    shop.tell(StockDeed("x1", MovementKind.WRITE_OFF, "D2", "", NOON, moves, reason="spoilt"))
    shop.clock.advance(timedelta(minutes=61))
    for deed_id, why in [
        ("nothing", "no such deed"),
        (row.row.deed_id, "A receipt stays"),
        ("x1", "Another counter"),
        (old.deed_id, "More than an hour"),
    ]:
        with pytest.raises(Refused) as caught:
            shop.stock.take_back(deed_id, "")
        assert why in str(caught.value.hint)


def test_alerts_count_what_the_pages_list(shop: Shop) -> None:
    shop.receiving.add("", "milk", SOON, 1)
    shop.receiving.add("", "stew", GONE, 2)
    shop.receiving.finish("", final=True)
    shop.stock.sell([SaleLine("cola", 1)], PaymentKind.CASH)
    alerts = shop.stock.alerts()
    for only, told in [
        ("low", alerts.low),
        ("expiring", alerts.expiring),
        ("past_use_by", alerts.past_use_by),
        ("negative", alerts.negative),
    ]:
        query = StockQuery(only=only)
        assert told == shop.stock.count(query) == len(shop.stock.page(query, 0, 9)) > 0


def test_a_product_card_knows_what_is_to_come(shop: Shop) -> None:
    shop.tell(a_truck(("milk", 24)))
    card = shop.stock.product("milk")
    assert (card.on_hand, card.waiting, card.coming, card.free) == (6, 0, 24, 6)
    with pytest.raises(Refused):
        shop.stock.product("nothing")


def test_goods_left_behind_are_told_by_their_kind_with_the_rule(shop: Shop) -> None:
    shop.tell(*an_order(1, ("rice", 1), ("stew", 2), arrived=2))
    cooked, packed = shop.stock.unclaimed()
    assert (cooked.food, cooked.keep_until) == (FoodKind.COOKED, TODAY)
    assert str(cooked.rule) == "Cooked food is kept until closing today, then written off."
    assert (packed.food, packed.keep_until) == (FoodKind.PACKED, TODAY + timedelta(days=3))
    assert [x.product_name for x in cooked.lines] == ["红烧牛腩"]
    assert shop.stock.alerts().unclaimed_pieces == 3


def test_goods_are_found_by_barcode_and_by_a_part_of_a_name_or_alias(shop: Shop) -> None:
    with shop.store.write() as work:
        work.catalogue.learn("鲜奶", "milk")
        work.commit()
    for text in (MILK_CODE, "牛奶", "鲜奶", f"(01)0{MILK_CODE}(10)NEW"):
        assert [x.product.product_id for x in shop.stock.find(text)] == ["milk"]
    assert [x.free for x in shop.stock.find("可乐")] == [0]
    for text in ("", "  ", "6903148042441", "没有这个"):
        assert shop.stock.find(text) == []
    assert [x.product_id for x in shop.stock.products()] != []


def test_own_goods_are_added_and_changed(shop: Shop) -> None:
    new = Product("", " 雪糕 ", "支", Zone.FREEZER, Fen(500), ("6903148042441", "036000291452"))
    made = shop.stock.put_product(new)
    assert (made.name, made.own, made.barcodes) == (
        "雪糕",
        True,
        ("6903148042441", "36000291452"),
    )
    assert made.product_id
    cheaper = shop.stock.put_product(replace(made, price=Fen(400), own=False))
    assert (cheaper.price, cheaper.own, cheaper.barcodes) == (Fen(400), True, made.barcodes)
    assert [x.product for x in shop.stock.find("6903148042441")] == [cheaper]


def test_of_the_brands_goods_a_point_says_only_what_it_may(shop: Shop) -> None:
    kept = shop.stock.put_product(
        replace(MILK, name="水", price=Fen(1), zone=Zone.SHELF, low_stock=9, barcodes=("2112345",))
    )
    assert (kept.name, kept.price, kept.zone, kept.own) == ("鲜牛奶", Fen(1290), Zone.FRIDGE, False)
    assert (kept.low_stock, kept.barcodes) == (9, ("2112345",))


@pytest.mark.parametrize(
    "wrong",
    [
        replace(COLA, name=" "),
        replace(COLA, name="x" * 121),
        replace(COLA, unit="x" * 21),
        replace(COLA, price=Fen(-1)),
        replace(COLA, low_stock=-1),
        replace(COLA, barcodes=("hello",)),
        replace(COLA, barcodes=("6901234567893",)),
        replace(COLA, barcodes=tuple(f"2{n:06d}" for n in range(21))),
        replace(COLA, product_id="nothing"),
    ],
)
def test_products_that_cannot_be_are_refused(shop: Shop, wrong: Product) -> None:
    with pytest.raises(Refused):
        shop.stock.put_product(wrong)
    assert shop.stock.find("可乐")[0].product == COLA


def test_goods_nobody_named_a_lot_of_are_goods_too(shop: Shop) -> None:
    shop.receiving.add("", "cola", NO_LOT, 3)
    shop.receiving.finish("", final=True)
    assert shop.levels("cola") == {StockKey("cola", Lot(), "A-1"): 3}
