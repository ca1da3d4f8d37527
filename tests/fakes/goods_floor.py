"""A shop with a real store: the verbs of goods and pickup, and a centre that tells it things."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from leader_app.domain.changes import Entity
from leader_app.domain.delivery import Delivery, DeliveryLine, DeliveryState, Receipt
from leader_app.domain.feed import FeedItem
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Device, FoodKind, Member, Product, Zone
from leader_app.domain.order import Claim, Order, OrderLine, Payment
from leader_app.domain.slot import Slot
from leader_app.domain.stock import Level, Lot, StockDeed, StockKey
from leader_app.ports import FeedChange
from leader_app.services.pickup.hand_over import HandOverGoods
from leader_app.services.pickup.undo import UndoHandOver
from leader_app.services.receiving.receive import ReceiveGoods
from leader_app.services.stock.booking import Floor
from leader_app.services.stock.keep import KeepStock
from leader_app.services.stock.photos import KeepPhoto
from leader_app.services.stock.slots import KeepSlots
from leader_app.services.stocktake.count import CountStock
from leader_app.storage.store import SqlStore
from tests.fakes.clock import FakeClock
from tests.fakes.pickups import NOON, POINT, TODAY
from tests.fakes.real_store import Counter, a_page, enrol
from tests.fakes.secrets import MemorySecrets
from tests.fakes.sync_side import CountedWake, FakeStatus

MILK_CODE, RICE_CODE, STEW_CODE, COLA_CODE = (
    "6901234567892",
    "6922266454295",
    "6904567890125",
    "6928804011173",
)
MILK = Product(
    "milk",
    "鲜牛奶",
    "瓶",
    Zone.FRIDGE,
    Fen(1290),
    (MILK_CODE,),
    FoodKind.FRESH,
    volume_ml=1000,
    shelf_days=7,
    pieces_per_carton=12,
)
RICE = Product("rice", "大米", "袋", Zone.SHELF, Fen(5980), (RICE_CODE,), FoodKind.PACKED, 5000)
STEW = Product("stew", "红烧牛腩", "份", Zone.FRIDGE, Fen(3980), (STEW_CODE,), FoodKind.COOKED, 500)
COLA = Product("cola", "可乐", "罐", Zone.SHELF, Fen(350), (COLA_CODE,), low_stock=6, own=True)
PRODUCTS = (MILK, RICE, STEW, COLA)
SOON, LATER = (Lot(f"L{days}", TODAY + timedelta(days=days)) for days in (2, 6))
GONE = Lot("L-1", TODAY - timedelta(days=1))


_NAMED: dict[type, tuple[Entity, str]] = {
    Product: (Entity.PRODUCT, "product_id"),
    Member: (Entity.MEMBER, "member_id"),
    Device: (Entity.DEVICE, "device_id"),
    Order: (Entity.ORDER, "order_id"),
    Claim: (Entity.CLAIM, "claim_id"),
    Delivery: (Entity.DELIVERY, "delivery_id"),
    Slot: (Entity.SLOT, "slot_id"),
    StockDeed: (Entity.STOCK_DEED, "deed_id"),
}


class EchoShrinker:
    """Keeps ``PictureShrinker`` and leaves pictures as they are."""

    def shrink(self, data: bytes) -> bytes:
        return data


@dataclass
class Shop:
    """The verbs over one open store; ``tell`` brings news from the centre."""

    store: SqlStore
    clock: FakeClock
    secrets: MemorySecrets
    wake: CountedWake = field(default_factory=CountedWake)
    status: FakeStatus = field(default_factory=FakeStatus)

    def __post_init__(self) -> None:
        floor = Floor(self.store, self.clock, self.wake, self._random)
        keep_photo = KeepPhoto(self.store, self.clock, EchoShrinker())
        self.receiving = ReceiveGoods(floor, keep_photo)
        self.stock = KeepStock(floor, keep_photo)
        self.slots = KeepSlots(floor)
        self.takes = CountStock(floor)
        self.hand_over = HandOverGoods(self.store, self.clock, self.status, self.wake, self._random)
        self.undo = UndoHandOver(self.store, self.clock, self.wake, self._random)
        self._page = 0
        with self.store.read() as work:
            self.noise = count(1_000_000 * work.log.head().seq + 1)

    def tell(self, *items: FeedItem, version: int = 1) -> None:
        """Apply a page of the feed."""
        self._page += 1
        changes = [change(item, version) for item in items]
        self.store.mirror.apply(a_page(changes, f"c{self._page}", self.clock.now()))

    def levels(self, product_id: str | None = None) -> dict[StockKey, int]:
        """Return what the ledger has where."""
        with self.store.read() as work:
            found: Sequence[Level] = work.stock.levels(product_id and [product_id])
        return {x.key: x.quantity for x in found if x.quantity}

    def on_hand(self, product_id: str) -> int:
        """Return all pieces of a product."""
        return sum(self.levels(product_id).values())

    def arrived(self, order_id: str) -> list[tuple[int, str]]:
        """Return how many of each line of an order are here, and where."""
        with self.store.read() as work:
            order = work.orders.get(order_id)
        assert order is not None
        return [(line.arrived, line.slot) for line in order.lines]

    def _random(self, size: int) -> bytes:
        return next(self.noise).to_bytes(size, "big")


def change(item: FeedItem, version: int = 1) -> FeedChange:
    """Return something as the feed tells it."""
    if isinstance(item, Receipt):
        return FeedChange(Entity.RECEIPT, item.stock.deed_id, version, item)
    entity, name = _NAMED[type(item)]
    return FeedChange(entity, getattr(item, name), version, item)


@contextmanager
def open_shop(
    folder: Path, secrets: MemorySecrets | None = None, clock: FakeClock | None = None
) -> Iterator[Shop]:
    """Open a shop in a folder; the same folder and secrets again are the same shop."""
    counter = Counter(folder / "store", clock or FakeClock(), secrets or MemorySecrets())
    with counter.opened() as store:
        enrol(store)
        yield Shop(store, counter.clock, counter.secrets)


def furnish(shop: Shop) -> None:
    """Tell the shop of its products, slots and counters."""
    slots = [Slot(f"A-{n}", POINT, Zone.SHELF, 60_000, n) for n in (1, 2)]
    slots += [Slot(f"F-{n}", POINT, Zone.FRIDGE, 20_000, n) for n in (1, 2)]
    devices = [Device(f"D{n}", POINT, f"{n}号台", bytes(32), active=True) for n in (1, 2)]
    shop.tell(*PRODUCTS, *slots, *devices)


def an_order(
    number: int,
    *wants: tuple[str, int],
    member: str = "",
    payment: Payment = Payment.PAID,
    arrived: int = 0,
    slot: str = "",
    placed_at: datetime | None = None,
) -> tuple[Member, Claim, Order]:
    """Return an order placed ``number`` minutes after noon of the day before, and whose it is."""
    claim_id = f"{number:020x}"
    owner = Member(member or f"M{number}", f"王{number}明", "1234", str(number), "101")
    lines = tuple(
        OrderLine(n, product, pieces, min(arrived, pieces), slot, Fen(990))
        for n, (product, pieces) in enumerate(wants, 1)
    )
    at = placed_at or NOON - timedelta(days=1) + timedelta(minutes=number)
    claim = Claim(claim_id, POINT, owner.member_id, 1, TODAY, 14, bytes(16))
    order = Order(f"A{number}", POINT, owner.member_id, claim_id, payment, False, at, "", lines)
    return owner, claim, order


def a_truck(
    *lines: tuple[str, int] | tuple[str, int, Lot],
    delivery_id: str = "d1",
    state: DeliveryState = DeliveryState.ON_THE_WAY,
    expected_at: datetime = NOON,
) -> Delivery:
    """Return a manifest of (product, pieces, lot) lines."""
    made = tuple(DeliveryLine(n, x[0], x[1], *x[2:]) for n, x in enumerate(lines, 1))
    return Delivery(delivery_id, POINT, "中央厨房", "京A·1", expected_at, state, made)
