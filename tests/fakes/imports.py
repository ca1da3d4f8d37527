"""The import desk over a store in memory: what it reads and decides is real."""

from itertools import count

from leader_app.domain.money import Fen
from leader_app.importing.reading import OrderReaders
from leader_app.services.importing.importing import Importing
from tests.fakes.clock import FakeClock
from tests.fakes.store import MemoryStore, a_store
from tests.fakes.sync_side import CountedWake

LIST = (("纯牛奶", "箱", 5500), ("土鸡蛋", "盒", 3200), ("丹东草莓", "盒", 4500))


def an_import_desk(store: MemoryStore | None = None) -> Importing:
    """Return an import desk with three products on the list, over ``store`` or one of its own."""
    clock = FakeClock()
    noise = count(1)
    desk = Importing(
        store or a_store(clock),
        OrderReaders(),
        clock,
        CountedWake(),
        lambda size: next(noise).to_bytes(size, "big"),
    )
    for name, unit, price in LIST:
        desk.add_product(name, unit, Fen(price))
    return desk
