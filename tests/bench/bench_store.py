"""The local store: durable hand-overs, verdicts, pages of the feed, searches."""

import itertools
import os
import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from statistics import median

from leader_app.domain.command import LoggedCommand
from leader_app.domain.order import Order
from leader_app.ports import FeedChange, OrderQuery, ScanNote
from leader_app.services.pickup.hand_over import HandOverGoods
from leader_app.services.pickup.looks import Looks
from leader_app.services.pickup.verify import VerifyCode
from leader_app.storage import mirror_rows
from leader_app.storage.journal import flush
from leader_app.storage.mirror_rows import SHAPES
from leader_app.storage.store import SqlStore
from leader_app.storage.tables import order_lines
from tests.bench import stored
from tests.bench.figure import Figure, in_turn, seconds
from tests.fakes.sync_side import CountedWake, FakeStatus

DEEDS = 200
LOOKS = 1_000
FIRST_SYNC = 20_000
SIZES = [int(x) for x in os.environ.get("BENCH_ORDERS", "1000,100000,1000000").split(",")]
BUSY_POINT = 100_000
RECENT = 1_000
MOST_SECONDS = 0.010
QUERIES = {"all": "", "phone tail": "0427", "name": "王明", "part of a name": "明", "id": "A1000"}
BLOCK = os.urandom(4096)


def figures() -> Iterator[Figure]:
    """Measure the store."""
    yield from _hand_overs()
    yield from _apply()
    yield from _sizes()


def _hand_overs() -> Iterator[Figure]:
    with stored.new_store() as store:
        stored.apply_all(store, stored.changes(FIRST_SYNC))
        hand_over = HandOverGoods(store, stored.Ticking(), FakeStatus(), CountedWake(), os.urandom)
        claims = map(stored.claim_id, itertools.count())

        def deeds() -> float:
            return DEEDS / seconds(lambda: [hand_over(next(claims)) for _ in range(DEEDS)])

        folder = store.units.journal.path.parent
        ours, raw = in_turn(deeds, lambda: _raw_writes(folder))
        yield _ratio("hand-over: log, claim, stock, audit, journal", ours, raw, 0.25)
        store.units.journal.append = _no_journal  # type: ignore[method-assign,assignment]
        ours, raw = in_turn(deeds, lambda: _raw_writes(folder))
        yield _ratio("hand-over without the journal file", ours, raw, 0.5)


def _no_journal(_commands: Sequence[LoggedCommand]) -> bool:
    return True


def _raw_writes(folder: Path) -> float:
    """Return how many 4 KiB writes a second this disk makes durable."""
    handle = os.open(folder / "raw", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def write() -> None:
        for _ in range(DEEDS):
            os.write(handle, BLOCK)
            flush(handle)

    taken = seconds(write)
    os.close(handle)
    return DEEDS / taken


def _ratio(name: str, ours: float, raw: float, target: float) -> Figure:
    limit = f">= {target} x {raw:.0f} /s (4 KiB + fdatasync)"
    return Figure(name, f"{ours:.0f} /s = {ours / raw:.2f} x", limit, ours >= target * raw)


def _apply() -> Iterator[Figure]:
    feed = list(stored.changes(FIRST_SYNC))
    ours, plain = in_turn(lambda: _applying(feed), lambda: _inserting(feed))
    yield Figure(
        f"apply {len(feed)} changes ({FIRST_SYNC} orders)",
        f"{ours:.2f} s = {plain / ours:.2f} x",
        f">= 0.4 x executemany(1000): {plain:.2f} s",
        plain / ours >= 0.4,
    )


def _applying(feed: list[FeedChange]) -> float:
    with stored.new_store() as store:
        return seconds(lambda: stored.apply_all(store, feed))


def _inserting(feed: list[FeedChange]) -> float:
    """Return the seconds that plain inserts of the same rows into the same tables take."""
    batches = [_rows(rows) for rows in stored.batched(feed, stored.PAGE)]
    with stored.new_store() as store:

        def insert() -> None:
            for batch in batches:
                with store.units.database.writing() as connection:
                    for statement, rows in batch.items():
                        connection.exec_driver_sql(statement, rows)
                    connection.commit()

        return seconds(insert)


def _rows(changes: Iterable[FeedChange]) -> dict[str, list[tuple[object, ...]]]:
    rows: dict[str, list[tuple[object, ...]]] = {}
    for change in changes:
        shape, item = SHAPES[change.entity], change.item
        if isinstance(item, Order):
            rows.setdefault(_insert(order_lines.name, 8), []).extend(mirror_rows.lines([item]))
        values = shape.values((item, "ready") if isinstance(item, Order) else item)
        row = (change.id, change.version, 1, *values)
        rows.setdefault(_insert(shape.table.name, len(row)), []).append(row)
    return rows


def _insert(table: str, width: int) -> str:
    return f"INSERT INTO {table} VALUES ({','.join('?' * width)})"  # noqa: S608 - our own names


def _sizes() -> Iterator[Figure]:
    """Take the same figures in stores of every size, interleaved."""
    with ExitStack() as stack:
        stores = {size: stack.enter_context(stored.new_store()) for size in SIZES}
        for size, store in stores.items():
            taken = seconds(partial(stored.apply_all, store, stored.changes(size), 50_000))
            yield Figure(f"filling a store with {size} orders", f"{taken:.1f} s", "", None)
        yield from _verdicts(stores)
        yield from _small_pages(stores)
        yield from _searches(stores)


def _verdicts(stores: dict[int, SqlStore]) -> Iterator[Figure]:
    """Take claims as customers bring them (of the newest orders), and from anywhere."""
    for newest, whose in ((RECENT, f"the newest {RECENT}"), (max(SIZES), "any")):
        rounds = [
            {size: _verdict(store, size, newest, turn) for size, store in stores.items()}
            for turn in range(5)
        ]
        times = {size: median(taken[size] for taken in rounds) for size in SIZES}
        first = times[SIZES[0]]
        for size, taken in times.items():
            yield Figure(
                f"code to verdict, {whose} of {size} orders",
                f"{taken * 1000:.3f} ms = {taken / first:.2f} x",
                f"<= 10 ms, <= 1.2 x {first * 1000:.3f} ms",
                taken <= MOST_SECONDS and taken <= 1.2 * first,
            )


def _verdict(store: SqlStore, size: int, newest: int, turn: int) -> float:
    """Return the seconds from a scanned text to the verdict, of claims picked at random."""
    verify = VerifyCode(store, stored.Ticking(), FakeStatus(), CountedWake(), Unkept(store))
    rng = random.Random(turn)
    oldest = max(0, size - newest)
    codes = [stored.code_of(rng.randrange(oldest, size)) for _ in range(LOOKS)]
    assert verify(codes[0], "camera").can_hand_over
    return seconds(lambda: [verify(code, "camera") for code in codes]) / LOOKS


class Unkept(Looks):
    """Keeps no looks: they are written behind the verdict's back, and disturb the clock."""

    def note(self, scan: ScanNote) -> None:
        pass


def _small_pages(stores: dict[int, SqlStore]) -> Iterator[Figure]:
    versions = itertools.count(2)
    rounds = [
        {size: _ten_changes(store, size, next(versions)) for size, store in stores.items()}
        for _ in range(15)
    ]
    times = {size: median(taken[size] for taken in rounds) for size in SIZES}
    first = times[SIZES[0]]
    for size, taken in times.items():
        yield Figure(
            f"apply 10 changes to {size} orders",
            f"{taken * 1000:.2f} ms = {taken / first:.2f} x",
            f"<= 1.2 x {first * 1000:.2f} ms",
            taken <= 1.2 * first,
        )


def _ten_changes(store: SqlStore, size: int, version: int) -> float:
    rng = random.Random(version)
    orders = [stored.an_order_of(n, size // 5) for n in rng.sample(range(size), 10)]
    page = [FeedChange("order", order.order_id, version, order) for order in orders]
    return seconds(lambda: stored.apply_all(store, page))


def _searches(stores: dict[int, SqlStore]) -> Iterator[Figure]:
    for size, store in stores.items():
        for name, text in QUERIES.items():
            taken = median(_page(store, text) for _ in range(5))
            limit = "<= 100 ms" if size <= BUSY_POINT else ""
            met = taken <= 0.1 if limit else None
            what = f"first page of orders by {name}, {size} orders"
            yield Figure(what, f"{taken * 1000:.1f} ms", limit, met)
        taken = median(_counts(store) for _ in range(5))
        yield Figure(f"orders counted by stage, {size} orders", f"{taken * 1000:.1f} ms", "", None)


def _page(store: SqlStore, text: str) -> float:
    with store.read() as work:
        return seconds(lambda: work.orders.page(OrderQuery(text), 0, 100))


def _counts(store: SqlStore) -> float:
    with store.read() as work:
        return seconds(lambda: work.orders.counts_by_stage(""))
