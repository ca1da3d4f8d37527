"""A small shop: goods that are short, near their day, past it, below zero, and left behind."""

from __future__ import annotations

from datetime import date, timedelta

from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import FoodKind, Product, Zone
from leader_app.domain.order import LineKey
from leader_app.domain.stock import (
    NO_LOT,
    Lot,
    Movement,
    MovementKind,
    PaymentKind,
    StockKey,
    WriteOffReason,
)
from leader_app.ports import PickLine
from tests.fakes.shown import NOW
from tests.fakes.stock import FakeStock

TODAY = date(2026, 11, 22)
MILK, RICE, COLA, SALMON, CHICKEN = "P1", "P2", "P3", "P4", "P5"
MILK_CODE, RICE_CODE, COLA_CODE = "6901234567892", "6922266454295", "6928804011173"
_SHELF, _FRIDGE, _FREEZER = Zone.SHELF, Zone.FRIDGE, Zone.FREEZER


def in_days(days: int) -> date:
    """Return a day counted from today."""
    return TODAY + timedelta(days=days)


def a_product(product_id: str, name: str, **fields: object) -> Product:
    """Return a product of 9.90 a piece on the shelf."""
    usual = {"unit": "件", "zone": _SHELF, "price": Fen(990)} | fields
    return Product(product_id, name, **usual)  # type: ignore[arg-type]


def a_shop() -> FakeStock:
    """Return a stock room with two weeks behind it."""
    shop = FakeStock(goods={x.product_id: x for x in _PRODUCTS})
    for at, (product_id, lot, slot, quantity) in enumerate(_RECEIVED):
        at_time = NOW - timedelta(days=2, minutes=at)
        move = Movement(StockKey(product_id, lot, slot), quantity)
        shop.book(MovementKind.RECEIVE, move, reference="D-1120", at=at_time)
    shop.waiting = {MILK: 6, RICE: 2, SALMON: 3, CHICKEN: 4}
    shop.coming = {MILK: 24, SALMON: 12}
    shop.lots = {"]C10106901234567892172611241026": (MILK, MILK_SOON)}
    _a_few_deeds(shop)
    shop.left = list(_LEFT)
    shop.calls.clear()
    return shop


def _a_few_deeds(shop: FakeStock) -> None:
    hour = timedelta(hours=1)
    sold = Movement(StockKey(COLA, slot="B-02"), -2, Fen(350))
    shop.book(MovementKind.SELL, sold, payment=PaymentKind.WECHAT, at=NOW - 3 * hour)
    milk = StockKey(MILK, MILK_LATER, "冷藏-1")
    shop.book(
        MovementKind.SELL,
        Movement(milk, -1, Fen(1290)),
        Movement(StockKey("P9", slot="B-01"), -3, Fen(450)),
        payment=PaymentKind.CASH,
        at=NOW - hour,
    )
    shop.book(
        MovementKind.WRITE_OFF,
        Movement(StockKey(SALMON, SALMON_LOT, "冷藏-2"), -1),
        reason=WriteOffReason.TOO_WARM.value,
        note="冰袋化了",
        at=NOW - 2 * hour,
    )
    out = Movement(StockKey("P6", slot="A-05"), -3)
    shop.book(MovementKind.HAND_OVER, out, at=NOW - 4 * hour, staff="小李")


MILK_SOON, MILK_LATER = Lot("L261109", in_days(0)), Lot("L261114", in_days(6))
SALMON_LOT = Lot("S1118", in_days(2))
_PRODUCTS = (
    a_product(
        MILK,
        "有机鲜牛奶 950ml",
        unit="瓶",
        zone=_FRIDGE,
        price=Fen(1290),
        barcodes=(MILK_CODE,),
        food=FoodKind.FRESH,
        shelf_days=7,
        low_stock=6,
    ),
    a_product(RICE, "东北五常大米 5kg", unit="袋", price=Fen(5980), barcodes=(RICE_CODE,)),
    a_product(
        COLA,
        "可口可乐 330ml",
        unit="罐",
        price=Fen(350),
        barcodes=(COLA_CODE,),
        food=FoodKind.PACKED,
        low_stock=24,
        own=True,
    ),
    a_product(SALMON, "挪威三文鱼 200g", unit="份", zone=_FRIDGE, price=Fen(4680)),
    a_product(
        CHICKEN,
        "奥尔良烤鸡腿饭",
        unit="份",
        zone=_FRIDGE,
        price=Fen(1890),
        food=FoodKind.COOKED,
    ),
    a_product("P6", "山东红富士苹果 2.5kg", unit="箱", price=Fen(2980), food=FoodKind.FRESH),
    a_product("P7", "手工韭菜猪肉水饺 1kg", unit="袋", zone=_FREEZER, price=Fen(3290), low_stock=5),
    a_product("P8", "香草冰淇淋 500ml", unit="桶", zone=_FREEZER, price=Fen(2850), own=True),
    a_product("P9", "原味苏打饼干", unit="包", price=Fen(450), own=True, low_stock=10),
    a_product("P10", "土鸡蛋 30 枚", unit="盒", price=Fen(3680), food=FoodKind.FRESH),
)
_RECEIVED = (
    (MILK, MILK_SOON, "冷藏-1", 5),
    (MILK, MILK_LATER, "冷藏-1", 12),
    (MILK, MILK_LATER, "冷藏-3", 7),
    (RICE, NO_LOT, "A-03", 9),
    (COLA, NO_LOT, "B-02", 22),
    (SALMON, SALMON_LOT, "冷藏-2", 6),
    (SALMON, Lot("S1112", in_days(-2)), "冷藏-2", 2),
    (CHICKEN, Lot("", in_days(0)), "冷藏-1", 4),
    ("P7", Lot("SJ0815", in_days(90)), "冷冻-1", 4),
    ("P8", Lot("", in_days(200)), "冷冻-1", 11),
    ("P9", NO_LOT, "B-01", 18),
    ("P10", Lot("", in_days(12)), "A-01", 6),
)


def a_left_line(product_id: str, name: str, quantity: int, **fields: object) -> PickLine:
    """Return pieces that wait for their buyer since two days."""
    usual: dict[str, object] = {
        "unit": "份",
        "zone": _FRIDGE,
        "slot": "冷藏-1",
        "member_id": "M1",
        "member_name": "张**",
        "phone_tail": "1234",
        "building": "7",
        "room": "1801",
        "note": "",
        "placed_at": NOW - timedelta(days=2),
        "short_tail": "K7",
    } | fields
    key = LineKey(f"A-{product_id}-{usual['member_name']}", 1)
    return PickLine(
        key,
        product_id,
        name,
        quantity=quantity,
        arrived=quantity,
        taken=0,
        **usual,  # type: ignore[arg-type]
    )


_LEFT = (
    (FoodKind.COOKED, a_left_line(CHICKEN, "奥尔良烤鸡腿饭", 2)),
    (FoodKind.COOKED, a_left_line(CHICKEN, "奥尔良烤鸡腿饭", 2, member_name="李**")),
    (FoodKind.FRESH, a_left_line(MILK, "有机鲜牛奶 950ml", 6, unit="瓶", member_name="王**")),
    (FoodKind.OTHER, a_left_line(RICE, "东北五常大米 5kg", 2, zone=_SHELF, slot="A-03")),
)
