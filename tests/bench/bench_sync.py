"""Sync against a real centre on loopback, client and server on the same machine."""

from __future__ import annotations

import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from queue import Queue

from leader_app.domain.changes import ChangeSet, Entity
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Member
from leader_app.domain.order import Order, OrderLine, Stage
from leader_app.ports import OrderQuery
from sync.assembly import build_worker
from sync.client import Client
from sync.engine import Engine
from sync.protocol.messages import PULL, PUSH
from sync.session import Session
from sync.status import StatusBoard
from sync.transport import Answer, HttpTransport, Transport
from tests.bench.figure import Figure
from tests.contract.centres import RealCentre, RealShop, orders_of
from tests.contract.till import Till, a_till

ORDERS = int(os.environ.get("LEADER_DESK_BENCH_ORDERS", "20000"))
MEMBERS = 800
DEEDS = 2_000
ROUNDS = 3
_HEADERS = 330  # what a request and its answer carry beside their bodies


@dataclass
class Counted:
    """Keeps ``Transport`` and counts what bodies weigh, by path."""

    real: HttpTransport
    weight: dict[str, int] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)

    def post(self, path: str, body: bytes, headers: Mapping[str, str], silence: float) -> Answer:
        answer = self.real.post(path, body, headers, silence)
        self.weight[path] = self.weight.get(path, 0) + len(body) + len(answer.body)
        self.requests.append(path)
        return answer

    def interrupt(self) -> None:
        self.real.interrupt()


@dataclass
class Meter:
    """Connections whose bytes are counted together."""

    made: list[Counted] = field(default_factory=list)

    def connect(self, url: str) -> Transport:
        self.made.append(Counted(HttpTransport(url)))
        return self.made[-1]

    def bytes_of(self, path: str) -> int:
        return sum(counted.weight.get(path, 0) for counted in self.made)

    def all_bytes(self) -> int:
        bodies = sum(sum(counted.weight.values()) for counted in self.made)
        return bodies + _HEADERS * sum(len(counted.requests) for counted in self.made)


def figures() -> Iterator[Figure]:
    """Take the figures."""
    with tempfile.TemporaryDirectory() as folder, _centre(Path(folder)) as centre:
        small, large = _stocked(centre, 1_000), _stocked(centre, ORDERS)
        yield _first_sync(large, Path(folder))
        with (
            a_till(small, Path(folder) / "small") as little,
            a_till(large, Path(folder) / "large") as big,
        ):
            little.sync()
            big.sync()
            yield from _ten_changes((small, little), (large, big))
            yield from _push(big)
            with a_till(large, Path(folder) / "other") as other:
                other.sync()
                yield _news(large, big, other)


@contextmanager
def _centre(folder: Path) -> Iterator[RealCentre]:
    centre = RealCentre(f"sqlite:///{folder / 'centre.db'}", folder / "key")
    centre.start()
    try:
        yield centre
    finally:
        centre.stop()


def _stocked(centre: RealCentre, count: int) -> RealShop:
    """Return a shop with so many orders of two or three lines for ``MEMBERS`` members."""
    shop = centre.shop()
    point = shop.point_id
    members = [Member(f"M{point}-{n}", f"欧阳小{n}", f"{n:04}") for n in range(MEMBERS)]
    with shop._intake() as intake:
        intake.add_members([(member, f"1990000{member.phone_tail}", point) for member in members])
    orders = [
        _varied(order, number, members) for number, order in enumerate(orders_of(point, count))
    ]
    for start in range(0, count, 5_000):
        with shop._intake() as intake:
            intake.add_orders(orders[start : start + 5_000], 30)
    return shop


def _varied(order: Order, number: int, members: Sequence[Member]) -> Order:
    lines = tuple(
        OrderLine(
            line, order.lines[0].product_id, 1, 1, f"B-{number % 40:02}", Fen(990 + number % 700)
        )
        for line in range(1, 3 + number % 2)
    )
    claim = os.urandom(10).hex()
    member = members[number % len(members)].member_id
    return replace(order, lines=lines, claim_id=claim, member_id=member)


def _first_sync(shop: RealShop, folder: Path) -> Figure:
    spent, meter = [], Meter()
    for number in range(ROUNDS):
        with a_till(shop, folder / f"first-{number}") as till:
            meter = Meter()
            till.connect = meter.connect
            spent.append(_seconds(till.sync))
    took = statistics.median(spent)
    size = meter.bytes_of(PULL)
    return Figure(
        f"first sync of {ORDERS:,} orders",
        f"{took:.2f} s, {size / ORDERS:.0f} B an order",
        "2 s",
        took <= 2,
    )


def _ten_changes(small: tuple[RealShop, Till], large: tuple[RealShop, Till]) -> Iterator[Figure]:
    """Compare a sync of ten new orders with a small store and a large one, in turn."""
    spent: dict[int, list[float]] = {0: [], 1: []}
    weighed = [0, 0]
    for _ in range(5 * ROUNDS):
        for index, (shop, till) in enumerate((small, large)):
            shop.sell(5)  # an order and its claim each
            meter = Meter()
            till.connect = meter.connect
            spent[index].append(_seconds(till.sync))
            weighed[index] = meter.all_bytes()
    little, big = (statistics.median(spent[index]) for index in (0, 1))
    yield Figure(
        f"sync of 10 changes, {ORDERS:,} orders against 1,000",
        f"{big * 1000:.0f} ms, {big / little:.2f} x",
        "40 ms, 1.2 x",
        big <= 0.040 and big / little <= 1.2,
    )
    yield Figure(
        "bytes of it, with sign-in and headers",
        f"{weighed[1]:,} B, {weighed[1] / weighed[0]:.2f} x",
        "2,000 B, 1.1 x",
        weighed[1] <= 2_000 and weighed[1] / weighed[0] <= 1.1,
    )


def _push(till: Till) -> Iterator[Figure]:
    with till.store.read() as work:
        ready = OrderQuery(stages=frozenset({Stage.READY}))
        claims = [row.claim_id for row in work.orders.page(ready, 0, DEEDS)]
    for claim_id in claims:
        till.hand_over(claim_id)
    meter = Meter()
    till.connect = meter.connect
    took = _seconds(lambda: _push_only(till, meter.connect))
    size = meter.bytes_of(PUSH) / len(claims)
    rate = len(claims) / took
    yield Figure(f"push of {len(claims):,} changes", f"{rate:,.0f} /s", "6,000 /s", rate >= 6_000)
    yield Figure("bytes a pickup change, pushed", f"{size:.0f} B", "57 B", size <= 57)


def _news(shop: RealShop, till: Till, other: Till) -> Figure:
    """Time from a hand-over at one counter to the other's having it, both syncing by themselves."""
    heard: Queue[float] = Queue()
    workers = [build_worker(one.parts, StatusBoard(), HttpTransport) for one in (till, other)]
    wanted: set[str] = set()

    def look(changes: ChangeSet) -> None:
        if wanted & changes.ids(Entity.REDEMPTION):
            heard.put(time.perf_counter())

    other.counter.heard.subscribe(look)
    for worker in workers:
        worker.start()
    spent = []
    try:
        for order in shop.sell(2 * ROUNDS + 1):
            _until(partial(till.knows, order.claim_id))
            wanted.clear()
            started = time.perf_counter()
            wanted.add(till.hand_over(order.claim_id).hand_over_id)
            workers[0].wake()
            spent.append(heard.get(timeout=30) - started)
    finally:
        for worker in workers:
            worker.stop()
    took = statistics.median(spent)
    return Figure(
        "the other counter has a hand-over, by long poll", f"{took * 1000:.0f} ms", "2 s", took <= 2
    )


def _until(is_so: Callable[[], bool]) -> None:
    pause = threading.Event()
    while not is_so():
        pause.wait(0.01)


def _push_only(till: Till, connect: Callable[[str], Transport]) -> None:
    session = Session(till.identity.device_id, till.seed, till.clock)
    engine = Engine(
        lambda: Client(connect(till.url)),
        session,
        till.store.outbox,
        till.store.mirror,
        till.clock,
    )
    try:
        engine.push()
    finally:
        engine.interrupt()


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
