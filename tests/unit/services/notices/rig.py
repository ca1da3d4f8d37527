"""The verbs of notices and what drains them, over a real store."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from leader_app.bootstrap.notices import NoticeParts, build_notices
from leader_app.domain.changes import Entity
from leader_app.domain.channel import Channel, ChannelKind
from leader_app.domain.command import LoggedCommand
from leader_app.domain.feed import FeedItem
from leader_app.domain.neighbourhood import Member, Point
from leader_app.domain.notice import Audience, Notice, NoticeKind
from leader_app.domain.order import Claim, Order
from leader_app.domain.outgoing import Message, MessageState
from leader_app.domain.touch import Touch
from leader_app.ports import FeedChange, FeedPage
from leader_app.storage.store import SqlStore
from tests.fakes.clock import FakeClock
from tests.fakes.goods_floor import PRODUCTS, Shop, an_order
from tests.fakes.mortal_store import MortalStore
from tests.fakes.notice_sender import FakeBook, FakeSender
from tests.fakes.pickups import POINT
from tests.fakes.real_store import Counter, change, enrol
from tests.fakes.secrets import MemorySecrets
from tests.fakes.sync_side import CountedWake

MOST_STEPS = 20_000
EVERYBODY = Audience(everybody=True)
Ordered = tuple[Member, Claim, Order]


@dataclass
class Rig:
    """A counter; ``again`` is the next process over the same store after this one ended."""

    store: SqlStore
    folder: Path
    clock: FakeClock
    secrets: MemorySecrets
    sender: FakeSender = field(default_factory=FakeSender)
    book: FakeBook = field(default_factory=FakeBook)
    wake: CountedWake = field(default_factory=CountedWake)
    online: bool = True

    def __post_init__(self) -> None:
        self.mortal = MortalStore(self.store)
        self.sender.unlooked = self.mortal.require_outside
        self.shop = Shop(self.store, self.clock, self.secrets)
        self.parts = self.again()
        self.desk, self.work = self.parts.desk, self.parts.work
        self._page = 0

    def again(self) -> NoticeParts:
        """Return what a process that starts now is made of."""
        return build_notices(
            store=self.mortal,
            clock=self.clock,
            wake=self.wake,
            random=os.urandom,
            secrets=self.secrets,
            sender=self.sender,
            book=self.book,
            online=lambda: self.online,
        )

    def restart(self) -> None:
        """Begin anew over the same store, as after a power cut."""
        self.mortal = MortalStore(self.store)
        self.sender.unlooked = self.mortal.require_outside
        self.sender.dies_before = self.sender.dies_after = 0
        self.parts = self.again()
        self.desk, self.work = self.parts.desk, self.parts.work
        self.work.begin()

    def tell(self, *items: FeedItem, version: int = 1, centre: datetime | None = None) -> None:
        """Apply a page of the feed; ``centre`` is the time it tells, else ours."""
        self._page += 1
        now = self.clock.now()
        changes = [change(item, version) for item in items]
        page = FeedPage(changes, f"c{self._page}", 0, False, centre or now, now)
        self.store.mirror.apply(page)

    def arrive(self, *orders: Ordered, version: int = 2) -> None:
        """Let everything of these orders come."""
        for _, _, order in orders:
            lines = tuple(replace(x, arrived=x.quantity, slot="F-1") for x in order.lines)
            self.tell(replace(order, lines=lines), version=version)

    def waiting(self, count: int, *, arrived: bool = True, start: int = 1) -> list[Ordered]:
        """Let members have ordered two bottles of milk, each in a house of their own."""
        made = [an_order(n, ("milk", 2)) for n in range(start, start + count)]
        self.tell(*(one for order in made for one in order))
        if arrived:
            self.tell(
                *(
                    replace(o, lines=tuple(replace(x, arrived=2, slot="F-1") for x in o.lines))
                    for _, _, o in made
                ),
                version=2,
            )
        return made

    def tell_hours(self, hours: str) -> None:
        """Let the point have these opening hours."""
        point = Point(POINT, "Point", "Street", hours)
        now = self.clock.now()
        told = [FeedChange(Entity.POINT, str(POINT), 9, point)]
        self._page += 1
        self.store.mirror.apply(FeedPage(told, f"c{self._page}", 0, False, now, now))

    def only(self, *members: str) -> Audience:
        """Return the audience of these members."""
        return Audience(members=frozenset(members))

    def collect(self, order: Ordered) -> None:
        """Hand over everything of an order."""
        self.shop.hand_over(order[1].claim_id)

    def robot(self, name: str = "一号群", kind: ChannelKind = ChannelKind.WECOM) -> Channel:
        """Add a channel of its own group."""
        return self.desk.channels.add(kind, name, name, f"https://robot.example/{name}")

    def draft(self, kind: NoticeKind, *channels: str, **fields: object) -> Notice:
        """Return a draft of a kind over these channels."""
        made = self.desk.compose.new(kind)
        return replace(made, channels=channels, **fields)  # type: ignore[arg-type]

    def send(self, kind: NoticeKind, *channels: str, **fields: object) -> Notice:
        """Send a notice of a kind over these channels."""
        return self.desk.compose.send(self.draft(kind, *channels, **fields))

    def run(self) -> float:
        """Step until there is nothing to do at this moment; returns the seconds to rest then."""
        for _ in range(MOST_STEPS):
            rest = self.work.step()
            if rest > 0:
                return rest
        raise AssertionError

    def run_for(self, span: timedelta) -> None:
        """Let so much time pass, stepping whenever a rest is over."""
        ends = self.clock.now() + span
        for _ in range(MOST_STEPS):
            rest = timedelta(seconds=max(self.work.step(), 0.001))
            if self.clock.now() + rest >= ends:
                self.clock.advance(ends - self.clock.now())
                return
            if rest > timedelta(seconds=0.001):
                self.clock.advance(rest)
        raise AssertionError

    def messages(self, notice: Notice | str) -> Sequence[Message]:
        """Return the messages of a notice."""
        name = notice if isinstance(notice, str) else notice.notice_id
        with self.store.read() as work:
            return work.messages.of_notice(name, (), 0, 10_000)

    def states(self, notice: Notice) -> dict[MessageState, int]:
        """Count the messages of a notice by state."""
        with self.store.read() as work:
            return dict(work.messages.counts(notice.notice_id))

    def notice(self, notice: Notice) -> Notice:
        """Return a notice as it stands."""
        with self.store.read() as work:
            found = work.notices.get(notice.notice_id)
        assert found is not None
        return found

    def touches(self, notice: Notice) -> Sequence[Touch]:
        """Return the touches of a notice."""
        with self.store.read() as work:
            return work.contacts.touches_of(notice.notice_id)

    def commands(self, *kinds: str) -> Sequence[LoggedCommand]:
        """Return what was logged, of these kinds."""
        found = self.store.outbox.unsent(10_000, 100_000_000)
        return [x for x in found if x.command.kind in kinds]


@contextmanager
def open_rig(folder: Path) -> Iterator[Rig]:
    """Open a counter in a folder, told of its products."""
    counter = Counter(folder / "store")
    with counter.opened() as store:
        enrol(store)
        rig = Rig(store, folder, counter.clock, counter.secrets)
        rig.tell(*PRODUCTS)
        yield rig
