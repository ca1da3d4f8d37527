"""A shop of many years: a million movements, a hundred thousand lots, everything asked of them."""

from __future__ import annotations

import itertools
import os
import random
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from statistics import median

from leader_app.domain.command import CommandKind, microseconds
from leader_app.domain.ids import new_command_id
from leader_app.domain.stock import Lot, Movement, MovementKind, StockDeed, StockKey
from leader_app.ports import MovementQuery, StockQuery
from leader_app.storage.prepared import driver
from leader_app.storage.store import SqlStore
from tests.bench import bench_store, stored
from tests.bench.figure import Figure, in_turn, seconds
from tests.fakes.pickups import NOON
from tests.fakes.real_store import change
from tests.storage.goods import a_product

MOVEMENTS = int(os.environ.get("BENCH_MOVEMENTS", "1000000"))
LOTS = MOVEMENTS // 10
PRODUCTS = max(1, LOTS // 100)
SLOTS = 200
OPEN_ORDERS = 2_000
DEEDS = 200
ROUNDS = 7
MOST_SECONDS = 0.400  # of all movements of a shop of many years; most read their newest page
_INSERT = """
INSERT INTO movements (deed_id, n, kind, product_id, lot_code, expires_on, slot, quantity,
    unit_price, at, device_id, staff, reference, reason, order_id)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 'D1', 'Li', '', '', '')
"""


def figures() -> Iterator[Figure]:
    """Measure the ledger of stock."""
    with _shop() as (store, filled):
        yield Figure(f"filling: {MOVEMENTS} movements, {LOTS} lots", f"{filled:.0f} s", "", None)
        before = _memory()
        yield from _looks(store)
        yield from _pages(store)
        yield from _lists(store)
        yield from _deeds(store)
        grown = (_memory() - before) / 1024
        yield Figure(
            "memory taken by all of this", f"{grown:.0f} MiB", "<= 80 MiB (5 caches)", grown <= 80
        )


@contextmanager
def _shop() -> Iterator[tuple[SqlStore, float]]:
    with stored.new_store() as store:
        goods = [
            change(a_product(x, f"香菇{x}", low_stock=x % 3, barcodes=(f"69{x:011}",)))
            for x in range(PRODUCTS)
        ]
        stored.apply_all(store, goods)
        stored.apply_all(store, stored.changes(OPEN_ORDERS))
        yield store, seconds(lambda: _fill(store))


def _fill(store: SqlStore) -> None:
    """Write movements as the driver can: every lot comes and leaves, in an order like life's."""
    rows = itertools.chain.from_iterable(_moves(number) for number in range(LOTS))
    with store.units.database.writing() as connection:
        driver(connection).executemany(_INSERT, rows)
        connection.commit()


def _moves(number: int) -> Iterator[tuple[object, ...]]:
    """Yield the movements of a lot: it comes, and leaves in nine parts but for a piece."""
    place = _place(number)
    at = microseconds(NOON) + number * 60_000_000
    lot = (place.product_id, place.lot.code, str(place.lot.expires_on), place.slot)
    for part in range(10):
        kind, pieces = ("receive", 10) if not part else ("hand_over", -1)
        deed = f"{number:08x}-{part:04x}-7000-8000-000000000000"
        yield deed, 0, kind, *lot, pieces, at + part * 3_600_000_000


def _place(number: int) -> StockKey:
    lot = Lot(f"L{number}", date(2026, 1, 1) + timedelta(days=number % 2000))
    return StockKey(f"P{number % PRODUCTS}", lot, f"A-{number % SLOTS:03}")


def _looks(store: SqlStore) -> Iterator[Figure]:
    rng = random.Random(5)
    names = [f"P{rng.randrange(PRODUCTS)}" for _ in range(50)]

    def each(look: Callable[[str], object]) -> float:
        return median(seconds(lambda name=name: look(name)) for name in names)  # type: ignore[misc]

    with store.read() as work:
        yield _at_most("levels of a product", each(lambda x: work.stock.levels([x])), 0.005)
        yield _at_most("sum of a product", each(lambda x: work.stock.totals([x])), 0.005)
        waiting = each(lambda x: work.stock.reserved([x]))
        yield _at_most(f"pieces waiting, {OPEN_ORDERS} open orders", waiting, 0.020)
        place = _place(LOTS // 2)
        yield _at_most("pieces in a place", each(lambda _: work.stock.level(place)), 0.005)
        slot = each(lambda _: work.stock.in_slot("A-007"))
        yield _at_most("what lies in a slot", slot, 0.020)
        soon = each(lambda _: work.stock.expiring(date(2026, 2, 1), 200))
        yield _at_most("what expires first (200)", soon, 0.020)


def _pages(store: SqlStore) -> Iterator[Figure]:
    queries = {
        "all": StockQuery(),
        "part of a name": StockQuery("菇1"),
        "low": StockQuery(only="low"),
        "expiring": StockQuery(only="expiring", until=date(2026, 3, 1)),
        "negative": StockQuery(only="negative"),
    }
    for name, query in queries.items():
        with store.read() as work:
            taken = _median(lambda query=query: work.stock.page(query, 0, 100))  # type: ignore[misc]
            counted = _median(lambda query=query: work.stock.count(query))  # type: ignore[misc]
        yield _at_most(f"first page of stock, {name}", taken, 0.150)
        yield _at_most(f"products counted, {name}", counted, 0.150)


def _lists(store: SqlStore) -> Iterator[Figure]:
    everything = MovementQuery()
    received = MovementQuery(kinds=frozenset({MovementKind.RECEIVE}))
    one = MovementQuery(product_id="P7")
    for name, query in {"all": everything, "received": received, "of a product": one}.items():
        with store.read() as work:
            total = work.stock.movement_count(query)
            counted = _median(lambda query=query: work.stock.movement_count(query))  # type: ignore[misc]
            yield _at_most(f"movements counted, {name} ({total})", counted, MOST_SECONDS)
            for part in (0, 0.25, 0.5, 1):
                offset = max(0, int(total * part) - 100)
                taken = _median(
                    lambda query=query, at=offset: work.stock.movements(query, at, 100)  # type: ignore[misc]
                )
                yield _at_most(f"movements from {offset}, {name}", taken, MOST_SECONDS)


def _deeds(store: SqlStore) -> Iterator[Figure]:
    clock = stored.Ticking()
    clock.advance(timedelta(days=400))
    numbers = itertools.count()
    folder = store.units.journal.path.parent

    def deeds() -> float:
        return DEEDS / seconds(lambda: [_sell(store, clock, next(numbers)) for _ in range(DEEDS)])

    def raw() -> float:
        return bench_store._raw_writes(folder)

    ours, limit = in_turn(deeds, raw)
    yield Figure(
        "a sale recorded durably",
        f"{ours:.0f} /s = {ours / limit:.2f} x",
        f">= 0.1 x {limit:.0f} /s (4 KiB + fdatasync)",
        ours >= 0.1 * limit,
    )


def _sell(store: SqlStore, clock: stored.Ticking, number: int) -> str:
    with store.write() as work:
        name = new_command_id(clock.now(), os.urandom)
        logged = work.log.append(name, CommandKind.SELL, b"{}")
        sold = (Movement(_place(number), -1), Movement(_place(number + 1), -1))
        at = logged.command.at
        work.stock.record(StockDeed(name, MovementKind.SELL, "D1", "Li", at, sold))
        work.commit()
    return name


def _median(work: Callable[[], object]) -> float:
    return median(seconds(work) for _ in range(ROUNDS))


def _at_most(name: str, taken: float, limit: float) -> Figure:
    return Figure(name, f"{taken * 1000:.2f} ms", f"<= {limit * 1000:.0f} ms", taken <= limit)


def _memory() -> int:
    """Return the most memory this program ever had, in KiB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // 1024 if sys.platform == "darwin" else most
