"""The import desk over a real store."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from leader_app.domain.money import Fen
from leader_app.domain.order import Order
from leader_app.importing.reading import OrderReaders
from leader_app.ports import OrderQuery
from leader_app.services.importing.importing import Importing
from leader_app.storage.store import SqlStore
from tests.fakes.real_store import Counter, enrol
from tests.fakes.sync_side import CountedWake

LIST = (("纯牛奶", "箱", 5500), ("土鸡蛋", "盒", 3200), ("丹东草莓", "盒", 4500))


@dataclass
class ImportRig:
    """A counter with three products on its list, and its import desk."""

    store: SqlStore
    desk: Importing
    wake: CountedWake
    counter: Counter

    def orders(self) -> list[Order]:
        """Return every order here."""
        with self.store.read() as work:
            shown = work.orders.page(OrderQuery(), 0, 10_000)
            found = [work.orders.get(one.order_id) for one in shown]
        return [order for order in found if order is not None]

    def names(self) -> dict[str, str]:
        """Return the name of every product by its id."""
        return {one.product_id: one.name for one in self.desk.products()}


@contextmanager
def import_rig(
    folder: Path, products: tuple[tuple[str, str, int], ...] = LIST
) -> Iterator[ImportRig]:
    """Open a counter with these products, by name, unit and price in fen."""
    counter = Counter(folder)
    noise = count(1)
    wake = CountedWake()
    with counter.opened() as store:
        enrol(store)
        desk = Importing(
            store,
            OrderReaders(),
            counter.clock,
            wake,
            lambda size: next(noise).to_bytes(size, "big"),
        )
        for name, unit, price in products:
            desk.add_product(name, unit, Fen(price))
        yield ImportRig(store, desk, wake, counter)
