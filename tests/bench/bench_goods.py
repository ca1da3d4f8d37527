"""The verbs of goods: a shared-out shortage, a truck of two hundred products, a stocktake."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Product, Zone
from leader_app.domain.share_out import share_out
from leader_app.domain.slot import Slot
from tests.bench.figure import Figure, seconds
from tests.fakes.goods_floor import LATER, Shop, a_truck, an_order, furnish, open_shop
from tests.fakes.pickups import POINT
from tests.unit.domain.test_share_out import wants

PRODUCTS, ORDERS, SLOTS, WAITING, ROUNDS = 200, 1000, 40, 10_000, 5


def figures() -> Iterator[Figure]:
    """Measure what is done at the truck and at the shelf."""
    demands = [wants(f"o{n:05d}", 3, minute=n % 1440, home=f"h{n % 3000}") for n in range(WAITING)]
    shared = _median(lambda: share_out(demands, {"P1": WAITING}))
    yield _at_most(f"one product shared among {WAITING} lines", shared, 0.2)
    with TemporaryDirectory() as folder, open_shop(Path(folder)) as shop:
        _fill(shop)
        yield from _at_the_truck(shop)
        yield from _at_the_shelf(shop)


def _fill(shop: Shop) -> None:
    furnish(shop)
    zones = (Zone.SHELF, Zone.FRIDGE)
    goods = [
        Product(f"p{n}", f"货{n}", "件", zones[n % 2], Fen(100), volume_ml=300)
        for n in range(PRODUCTS)
    ]
    slots = [Slot(f"S{n:02d}", POINT, zones[n % 2], 50_000, n) for n in range(SLOTS)]
    shop.tell(*goods, *slots)
    for number in range(1, ORDERS + 1):
        lines = [(f"p{(number * 7 + k) % PRODUCTS}", 2) for k in range(3)]
        shop.tell(*an_order(number, *lines))
    shop.tell(a_truck(*((f"p{n}", 25, LATER) for n in range(PRODUCTS))))


def _at_the_truck(shop: Shop) -> Iterator[Figure]:
    take_in = shop.receiving
    added = _median(lambda: take_in.add("d1", "p3", LATER, 1))
    yield _at_most(f"a piece counted at a truck of {PRODUCTS} products", added, 0.050)
    planned = _median(lambda: take_in.plan("d1"))
    yield _at_most(f"slots proposed for {3 * ORDERS} lines", planned, 1.0)
    take_in.count_as_announced("d1")
    seen = _median(lambda: take_in.preview("d1"))
    yield _at_most(f"a receipt previewed, {3 * ORDERS} lines", seen, 1.0)
    booked = seconds(lambda: take_in.finish("d1", final=True))
    yield _at_most("and booked", booked, 2.0)


def _at_the_shelf(shop: Shop) -> Iterator[Figure]:
    sheet = shop.takes.begin()
    key = sheet.lines[0].key
    counted = _median(lambda: shop.takes.set_counted(sheet.stocktake_id, key, 2))
    yield _at_most(f"a place counted of {len(sheet.lines)}", counted, 0.050)
    yield _at_most("what calls for somebody", _median(shop.stock.alerts), 0.150)
    yield _at_most("a product's card", _median(lambda: shop.stock.product("p3")), 0.020)


def _median(deed: Callable[[], object]) -> float:
    return median(seconds(deed) for _ in range(ROUNDS))


def _at_most(name: str, taken: float, limit: float) -> Figure:
    return Figure(name, f"{taken * 1000:.1f} ms", f"<= {limit * 1000:.0f} ms", taken <= limit)
