"""The real store on a disk of its own, with a clock and a keyring that tests hold in hand."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from leader_app.domain import code_keys, deed
from leader_app.domain.changes import ChangeSet, Entity
from leader_app.domain.command import CommandKind
from leader_app.domain.delivery import Delivery, KitchenClaim, Receipt
from leader_app.domain.feed import FeedItem
from leader_app.domain.ids import new_command_id
from leader_app.domain.neighbourhood import Device, Member, Point, Product
from leader_app.domain.order import Claim, Order
from leader_app.domain.pickup import HandOver, Reversal, propose
from leader_app.domain.signing import public_key
from leader_app.domain.slot import Slot
from leader_app.domain.stock import StockDeed
from leader_app.domain.touch import Contact, Reaction, Touch
from leader_app.ports import Enrolment, FeedChange, FeedPage
from leader_app.storage.ballast import Ballast
from leader_app.storage.opening import open_store
from leader_app.storage.store import SqlStore
from tests.fakes.clock import FakeClock
from tests.fakes.pickups import NOON, POINT
from tests.fakes.secrets import MemorySecrets

ROOT_SEED = bytes(range(32))
DEVICE = "D1"


class Heard:
    """Keeps ``leader_app.ports.Announcements`` and remembers what was published."""

    def __init__(self) -> None:
        self.changes: list[ChangeSet] = []
        self._listeners: list[Callable[[ChangeSet], None]] = []

    def publish(self, changes: ChangeSet) -> None:
        self.changes.append(changes)
        for listener in self._listeners:
            listener(changes)

    def subscribe(self, listener: Callable[[ChangeSet], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)


@dataclass
class Counter:
    """One counter's folder, and everything a store in it needs."""

    folder: Path
    clock: FakeClock = field(default_factory=FakeClock)
    secrets: MemorySecrets = field(default_factory=MemorySecrets)
    heard: Heard = field(default_factory=Heard)

    def open(self) -> SqlStore:
        """Open the store; the caller closes it."""
        room = Ballast(self.folder / "ballast", size=0, low_disk=0)
        return open_store(self.folder, self.secrets, self.clock, self.heard, ballast=room)

    @contextmanager
    def opened(self) -> Iterator[SqlStore]:
        """Open the store and close it."""
        store = self.open()
        try:
            yield store
        finally:
            store.close()


def an_enrolment(device_id: str = DEVICE, epoch: int = 1, serial: int = 1) -> Enrolment:
    """Return an enrolment at ``POINT`` with no code keys yet."""
    return Enrolment(
        device_id=device_id,
        device_name="Counter",
        point=Point(POINT, "Point", "Street", "8-22"),
        epoch=epoch,
        root_key=public_key(ROOT_SEED),
        point_secret=b"s" * 32,
        manifest=code_keys.seal(serial, (), ROOT_SEED),
    )


def enrol(store: SqlStore, device_id: str = DEVICE) -> None:
    """Make the store a counter's."""
    with store.write() as work:
        work.device.enrol(an_enrolment(device_id), "https://centre.example")
        work.commit()


def change(item: FeedItem, version: int = 1) -> FeedChange:
    """Return a thing as the feed tells it."""
    match item:
        case Order():
            return FeedChange(Entity.ORDER, item.order_id, version, item)
        case Claim():
            return FeedChange(Entity.CLAIM, item.claim_id, version, item)
        case HandOver():
            return FeedChange(Entity.REDEMPTION, item.hand_over_id, version, item)
        case Member():
            return FeedChange(Entity.MEMBER, item.member_id, version, item)
        case Product():
            return FeedChange(Entity.PRODUCT, item.product_id, version, item)
        case _:
            return _change_of_another(item, version)


def _change_of_another(item: FeedItem, version: int) -> FeedChange:  # noqa: PLR0911
    match item:
        case Device():
            return FeedChange(Entity.DEVICE, item.device_id, version, item)
        case StockDeed():
            return FeedChange(Entity.STOCK_DEED, item.deed_id, version, item)
        case Receipt():
            return FeedChange(Entity.RECEIPT, item.stock.deed_id, version, item)
        case Delivery():
            return FeedChange(Entity.DELIVERY, item.delivery_id, version, item)
        case Slot():
            return FeedChange(Entity.SLOT, item.slot_id, version, item)
        case KitchenClaim():
            return FeedChange(Entity.KITCHEN_CLAIM, item.kitchen_claim_id, version, item)
        case _:
            return _change_of_a_notice(item, version)


def _change_of_a_notice(item: FeedItem, version: int) -> FeedChange:
    match item:
        case Touch():
            return FeedChange(Entity.TOUCH, item.touch_id, version, item)
        case Reaction():
            return FeedChange(Entity.REACTION, item.reaction_id, version, item)
        case Contact():
            return FeedChange(Entity.CONTACT, item.member_id, version, item)
        case _:
            raise TypeError(item)


def a_page(
    changes: Sequence[FeedChange],
    cursor: str = "c1",
    at: datetime = NOON,
    *,
    more: bool = False,
    applied: int = 0,
) -> FeedPage:
    """Return a page told at ``at`` by both clocks, when our commands to ``applied`` were booked."""
    return FeedPage(changes, cursor, applied, more, at, at)


def hand_over(store: SqlStore, claim_id: str, clock: FakeClock, random: bytes) -> HandOver:
    """Hand over all that is ready of a claim, as the service does; ``random`` names it."""
    with store.write() as work:
        state = work.claims.state(claim_id)
        assert state is not None
        lines = propose(state)
        assert isinstance(lines, tuple), lines
        name = new_command_id(clock.now(), lambda _: random)
        body = deed.hand_over_body(claim_id, lines, "staff", offline=True)
        logged = work.log.append(name, CommandKind.HAND_OVER, body)
        done = deed.hand_over(logged.command, logged.device_id)
        work.deeds.record(done)
        work.commit()
    return done


def reverse(store: SqlStore, done: HandOver, clock: FakeClock, random: bytes) -> Reversal:
    """Take a hand-over back, as the service does."""
    with store.write() as work:
        name = new_command_id(clock.now(), lambda _: random)
        body = deed.reversal_body(done.hand_over_id, done.claim_id, "staff", "mistake")
        logged = work.log.append(name, CommandKind.REVERSE, body)
        reversal = deed.reversal(logged.command, logged.device_id)
        work.deeds.record_reversal(done.claim_id, reversal)
        work.commit()
    return reversal
