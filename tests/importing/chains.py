"""Product lists for chains of the tests, and orders in one short line each."""

from leader_app.domain.money import Fen
from leader_app.domain.understood import KnownProduct, Understood, UnderstoodOrder

SEVERAL = [
    KnownProduct("p0", "丹东草莓", "盒", Fen(4500), ("草莓",)),
    KnownProduct("p1", "土鸡蛋", "盒", Fen(3200), ("鸡蛋",)),
    KnownProduct("p2", "麒麟西瓜", "个", Fen(3900), ("西瓜",)),
    KnownProduct("p3", "纯牛奶", "箱", Fen(5500), ("牛奶",)),
    KnownProduct("p4", "赣南脐橙", "箱", Fen(4900), ("脐橙", "橙子")),
    KnownProduct("p5", "全麦吐司", "袋", Fen(1800), ("吐司",)),
    KnownProduct("p6", "三黄鸡", "只", Fen(6000)),
    KnownProduct("p7", "五常大米", "袋", Fen(8000), ("大米",)),
]
ONE = SEVERAL[:1]


def shown(order: UnderstoodOrder) -> str:
    """Return "name|building-room|goods×pieces|!", the last if it is cancelled."""
    home = f"{order.building}-{order.room}" if order.building or order.room else ""
    goods = " ".join(
        f"{item.product}{'/' + item.variant if item.variant else ''}"
        f"×{'?' if item.quantity is None else item.quantity}"
        for item in order.items
    )
    return f"{order.name}|{home}|{goods}|{'!' if order.cancelled else ''}"


def told(found: Understood) -> list[str]:
    """Return every order: its number, what it says, "?" if a person has to look."""
    return [
        f"{'' if order.seq is None else order.seq}|{shown(order)}{'?' if order.review else ''}"
        for order in found.orders
    ]
