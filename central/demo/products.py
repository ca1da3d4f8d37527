"""The invented goods: what the brand sells by order, and what the shops sell beside it."""

from __future__ import annotations

from central.demo import names
from leader_app.domain.gs1 import check_digit
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import FoodKind, Product, Zone

_COOKED, _FRESH, _FROZEN = FoodKind.COOKED, FoodKind.FRESH, FoodKind.FROZEN
_PACKED, _OTHER = FoodKind.PACKED, FoodKind.OTHER
_BRAND_PREFIX = "6901088"
_SHOP_PREFIX = "6923450"

# food, millilitres a piece, days it keeps, pieces in a carton: in the order of names.PRODUCTS
_FACTS: tuple[tuple[FoodKind, int, int, int], ...] = (
    (_FRESH, 1800, 4, 20),
    (_FRESH, 900, 6, 20),
    (_FRESH, 1600, 7, 10),
    (_FRESH, 2600, 20, 8),
    (_FRESH, 2400, 20, 10),
    (_FRESH, 4200, 30, 6),
    (_FRESH, 1700, 30, 10),
    (_FRESH, 2600, 5, 10),
    (_FRESH, 2400, 7, 12),
    (_FRESH, 900, 5, 16),
    (_FRESH, 4500, 30, 6),
    (_FRESH, 3000, 21, 8),
    (_PACKED, 1500, 45, 12),
    (_FRESH, 1200, 6, 12),
    (_FRESH, 900, 4, 12),
    (_FRESH, 4800, 20, 4),
    (_FRESH, 4800, 25, 4),
    (_FRESH, 2200, 5, 10),
    (_FRESH, 3000, 8, 6),
    (_FRESH, 1100, 6, 10),
    (_FRESH, 1100, 9, 12),
    (_PACKED, 2400, 21, 4),
    (_PACKED, 900, 90, 16),
    (_PACKED, 300, 120, 40),
    (_FRESH, 600, 6, 24),
    (_FRESH, 500, 5, 30),
    (_FRESH, 700, 4, 20),
    (_FRESH, 600, 3, 20),
    (_FRESH, 1200, 4, 12),
    (_FRESH, 700, 4, 20),
    (_FRESH, 500, 2, 20),
    (_FROZEN, 900, 270, 12),
    (_FROZEN, 1500, 360, 10),
    (_FROZEN, 1300, 360, 10),
    (_FROZEN, 1500, 270, 10),
    (_FROZEN, 1000, 270, 12),
    (_FROZEN, 1600, 270, 8),
    (_FROZEN, 1400, 180, 8),
    (_FROZEN, 700, 360, 20),
    (_FROZEN, 1200, 540, 8),
    (_COOKED, 900, 7, 12),
    (_COOKED, 700, 10, 16),
    (_FROZEN, 1300, 180, 10),
    (_FROZEN, 500, 180, 20),
    (_FROZEN, 1600, 120, 8),
    (_FROZEN, 2400, 120, 4),
    (_COOKED, 2200, 5, 10),
    (_COOKED, 1100, 6, 12),
    (_PACKED, 700, 30, 24),
    (_PACKED, 6200, 300, 4),
    (_PACKED, 3200, 300, 6),
    (_PACKED, 6000, 540, 4),
    (_PACKED, 1200, 540, 12),
    (_PACKED, 600, 540, 20),
    (_PACKED, 600, 540, 12),
    (_PACKED, 900, 540, 24),
    (_PACKED, 2400, 240, 6),
    (_OTHER, 15000, 1080, 6),
    (_OTHER, 3400, 1080, 4),
    (_OTHER, 700, 720, 24),
)

# name, unit, zone, price in fen, food, millilitres, days it keeps, warn at
_SHOP: tuple[tuple[str, str, Zone, int, FoodKind, int, int, int], ...] = (
    ("矿泉水 550ml", "瓶", Zone.SHELF, 200, _PACKED, 650, 365, 12),
    ("可乐 330ml", "罐", Zone.FRIDGE, 300, _PACKED, 380, 270, 12),
    ("冰红茶 500ml", "瓶", Zone.FRIDGE, 350, _PACKED, 600, 270, 12),
    ("啤酒 500ml", "罐", Zone.FRIDGE, 500, _PACKED, 560, 270, 12),
    ("红烧牛肉面", "桶", Zone.SHELF, 550, _PACKED, 1400, 180, 6),
    ("火腿肠 40g", "根", Zone.SHELF, 250, _PACKED, 60, 120, 10),
    ("薯片 70g", "袋", Zone.SHELF, 750, _PACKED, 1600, 240, 6),
    ("口香糖", "条", Zone.SHELF, 300, _PACKED, 40, 540, 10),
    ("茶叶蛋", "个", Zone.SHELF, 250, _COOKED, 80, 2, 5),
    ("5 号电池 2 节", "卡", Zone.SHELF, 890, _OTHER, 60, 0, 4),
    ("保鲜袋 100 只", "卷", Zone.SHELF, 1280, _OTHER, 500, 0, 3),
    ("冰袋", "个", Zone.FREEZER, 200, _OTHER, 400, 0, 10),
)


def of_the_brand() -> list[Product]:
    """Return what is pre-ordered."""
    return [
        Product(
            f"P{number:03d}",
            name,
            unit,
            zone,
            Fen(price),
            barcodes=(_barcode(_BRAND_PREFIX, number),),
            food=food,
            volume_ml=volume_ml,
            shelf_days=days,
            pieces_per_carton=carton,
        )
        for number, ((name, unit, zone, price), (food, volume_ml, days, carton)) in enumerate(
            zip(names.PRODUCTS, _FACTS, strict=True), 1
        )
    ]


def of_the_shop(point_id: int) -> list[Product]:
    """Return what a point sells beside it."""
    return [
        Product(
            f"S{point_id}-{number:03d}",
            name,
            unit,
            zone,
            Fen(price),
            barcodes=(_barcode(_SHOP_PREFIX, number),),
            food=food,
            volume_ml=volume_ml,
            shelf_days=days,
            low_stock=low,
            own=True,
        )
        for number, (name, unit, zone, price, food, volume_ml, days, low) in enumerate(_SHOP, 1)
    ]


def _barcode(prefix: str, number: int) -> str:
    body = f"{prefix}{number:05d}"
    return body + check_digit(body)
