"""A store in memory with what printing reads and keeps, and goods to print."""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import TracebackType
from typing import Self, cast

from leader_app.domain.delivery import Delivery, Receipt
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import FoodKind, Point, Product, Zone
from leader_app.domain.order import LineKey
from leader_app.domain.slot import Slot
from leader_app.domain.stock import Level, MovementKind, StockDeed
from leader_app.errors import LeaderError
from leader_app.ports import PickLine, PrintJob, Store, Sum
from leader_app.services.printing.printing import Printing
from tests.fakes.clock import FakeClock
from tests.fakes.pickups import NOON


@dataclass
class Shop:
    """What there is to print, and what waits to be printed."""

    lines: list[PickLine] = field(default_factory=list)
    products: dict[str, Product] = field(default_factory=dict)
    slots: list[Slot] = field(default_factory=list)
    deeds: list[StockDeed] = field(default_factory=list)
    levels: list[Level] = field(default_factory=list)
    deliveries: dict[str, Delivery] = field(default_factory=dict)
    receipts: list[Receipt] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    sums: dict[str, list[Sum]] = field(default_factory=dict)
    unclaimed: list[tuple[FoodKind, PickLine]] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    jobs: dict[str, PrintJob] = field(default_factory=dict)


class PrintStore:
    """Keeps as much of ``Store`` as printing needs; ``failure`` is raised by the next commits."""

    def __init__(self, shop: Shop | None = None) -> None:
        self.kept = shop or Shop()
        self.failure: LeaderError | None = None

    def read(self) -> _Unit:
        return _Unit(self)

    def write(self) -> _Unit:
        return _Unit(self)


class _Unit:
    """One unit of work, and, being small, every shelf of it."""

    def __init__(self, store: PrintStore) -> None:
        self._store = store
        self.draft = copy.copy(store.kept)
        self.draft.settings, self.draft.jobs = dict(store.kept.settings), dict(store.kept.jobs)
        self.settings, self.prints, self.reports = self, _Jobs(self.draft), _Figures(self.draft)
        self.names = self.slots = self.stock = self.deliveries = self.device = self.attachments = (
            _Goods(self.draft)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing to close."""

    def get(self, name: str) -> str | None:
        return self.draft.settings.get(name)

    def put(self, name: str, value: str) -> None:
        self.draft.settings[name] = value

    def commit(self) -> None:
        if self._store.failure:
            raise self._store.failure
        self._store.kept = self.draft


class _Jobs:
    def __init__(self, shop: Shop) -> None:
        self._jobs = shop.jobs

    def put(self, job: PrintJob) -> None:
        self._jobs[job.job_id] = job

    def get(self, job_id: str) -> PrintJob | None:
        return self._jobs.get(job_id)

    def waiting(self) -> Sequence[PrintJob]:
        found = [job for job in self._jobs.values() if job.state == "waiting"]
        return sorted(found, key=lambda job: (job.made_at, job.job_id))

    def recent(self, limit: int) -> Sequence[PrintJob]:
        newest = sorted(self._jobs.values(), key=lambda x: (x.made_at, x.job_id), reverse=True)
        return newest[:limit]

    def forget_before(self, moment: datetime) -> None:
        for job in list(self._jobs.values()):
            if job.made_at < moment and job.state not in {"waiting", "printing"}:
                del self._jobs[job.job_id]


class _Figures:
    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def pick_lines(self, order_ids: Collection[str] | None = None) -> Sequence[PickLine]:
        return [x for x in self._shop.lines if order_ids is None or x.key.order_id in order_ids]

    def moved(
        self, start: datetime, end: datetime, kinds: Collection[MovementKind], group: str
    ) -> Sequence[Sum]:
        return self._shop.sums.get(group, [])

    def unclaimed(self, today: date) -> Sequence[tuple[FoodKind, PickLine]]:
        return self._shop.unclaimed


class _Goods:
    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def products(self, ids: Collection[str]) -> Mapping[str, Product]:
        return {name: self._shop.products[name] for name in ids if name in self._shop.products}

    def points(self, ids: Collection[int]) -> Mapping[int, Point]:
        return {7: Point(7, "幸福里自提点", "幸福路 1 号", "8-22")}

    def identity(self) -> _Identity:
        return _Identity()

    def all(self) -> Sequence[Slot]:
        return self._shop.slots

    def deed(self, deed_id: str) -> StockDeed | None:
        return next((deed for deed in self._shop.deeds if deed.deed_id == deed_id), None)

    def deeds(self, reference: str) -> Sequence[StockDeed]:
        return [deed for deed in self._shop.deeds if deed.reference == reference]

    def levels(self) -> Sequence[Level]:
        return self._shop.levels

    def get(self, delivery_id: str) -> Delivery | None:
        return self._shop.deliveries.get(delivery_id)

    def receipts(self, delivery_id: str) -> Sequence[Receipt]:
        return [x for x in self._shop.receipts if x.stock.reference == delivery_id]

    def data(self, attachment_id: str) -> bytes | None:
        return self._shop.pictures.get(attachment_id)


@dataclass(frozen=True, slots=True)
class _Identity:
    point_id: int = 7


class Dice:
    """Bytes that count up, so that names are new and in order."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, size: int) -> bytes:
        self._count += 1
        return self._count.to_bytes(size, "big")


def a_printing(shop: Shop | None = None, clock: FakeClock | None = None) -> Printing:
    """Return the verbs of printing over a store in memory, in English."""
    return over(PrintStore(shop), clock)


def over(store: PrintStore, clock: FakeClock | None = None) -> Printing:
    """Return the verbs of printing over ``store``."""
    return Printing(cast("Store", store), clock or FakeClock(), Dice(), lambda: str)


def a_pick_line(number: int = 1, line_no: int = 1, /, **changes: object) -> PickLine:
    """Return a line of order ``A…number`` with two pieces, both here."""
    zone = (Zone.SHELF, Zone.FRIDGE, Zone.FREEZER)[(number + line_no) % 3]
    names = ("番茄牛腩饭", "四季草莓", "手工水饺 (猪肉白菜)", "低糖全麦吐司", "鲜牛奶 950ml")
    usual: dict[str, object] = {
        "key": LineKey(f"A{number:010}", line_no),
        "product_id": f"P{(number + line_no) % 5}",
        "product_name": names[(number + line_no) % 5],
        "unit": "盒",
        "zone": zone,
        "quantity": 1 + number % 3,
        "arrived": 1 + number % 3,
        "taken": 0,
        "slot": f"{'ABC'[number % 3]}-{number % 24 + 1:02}",
        "member_id": f"M{number}",
        "member_name": "王李张刘陈"[number % 5] + "小明芳伟强"[number % 4 : number % 4 + 2],
        "phone_tail": f"{number * 37 % 10000:04}",
        "building": str(number % 9 + 1),
        "room": f"{number % 18 + 1}{number % 4 + 1:02}",
        "note": "",
        "placed_at": NOON - timedelta(hours=number),
        "short_tail": f"{number % 10000:04}",
    }
    return PickLine(**{**usual, **changes})  # type: ignore[arg-type]


def a_product(number: int, name: str, zone: Zone = Zone.SHELF) -> Product:
    """Return a product."""
    return Product(f"P{number}", name, "盒", zone, Fen(990))
