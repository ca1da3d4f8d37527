"""A store in memory: the same promises as the real one, nothing on disk."""

import copy
from dataclasses import replace
from types import TracebackType
from typing import Self

from leader_app.domain.changes import ChangeSet
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Device, Member, Product, Zone
from leader_app.domain.pickup import ClaimState
from leader_app.errors import LeaderError
from leader_app.ports import (
    Clock,
)
from tests.fakes.desk_shelves import Attachments, Drafts, Imports, PrintJobs, Reports, Slots
from tests.fakes.goods_shelves import Catalogue, Deliveries, Goods, Stock
from tests.fakes.notice_shelves import Messages, Notices
from tests.fakes.people_shelves import Audiences, Contacts
from tests.fakes.shelves import (
    Claims,
    Contents,
    Deeds,
    DeviceShelf,
    Incidents,
    Log,
    Names,
    Orders,
    Scans,
    Settings,
)
from tests.fakes.sync_side import an_enrolment


class MemoryStore:
    """Keeps ``leader_app.ports.Store``; ``failure`` is raised by the next commits."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.kept = Contents()
        self.goods = Goods(self.kept.claims, self.kept.products)
        self.failure: LeaderError | None = None
        self.commits = 0

    def read(self) -> "MemoryUnit":
        return MemoryUnit(self)

    def write(self) -> "MemoryUnit":
        return MemoryUnit(self)


class MemoryUnit:
    """Keeps ``UnitOfWork`` and, being small, every shelf of it."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        # Together, so that both go on sharing the claims and the products.
        self.draft, self.goods = copy.deepcopy((store.kept, store.goods))
        self.claims = Claims(self.draft)
        self.log = Log(self.draft, store.clock)
        self.deeds = Deeds(self.draft)
        self.scans = Scans(self.draft)
        self.names = Names(self.draft)
        self.orders = Orders(self.draft)
        self.incidents = Incidents(self.draft)
        self.device = DeviceShelf(self.draft)
        self.settings = Settings(self.draft)
        self.stock = Stock(self.goods)
        self.catalogue = Catalogue(self.goods)
        self.deliveries = Deliveries(self.goods)
        self.slots = Slots(self.goods)
        self.drafts = Drafts(self.goods)
        self.attachments = Attachments(self.goods)
        self.prints = PrintJobs(self.goods)
        self.imports = Imports(self.goods)
        self.reports = Reports(self.goods)
        self.notices = Notices(self.draft.notices)
        self.messages = Messages(self.draft.notices)
        self.contacts = Contacts(self.draft)
        self.audiences = Audiences(self.draft)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing to close."""

    def commit(self) -> ChangeSet:
        if self._store.failure:
            raise self._store.failure
        self._store.kept, self._store.goods = copy.deepcopy((self.draft, self.goods))
        self._store.commits += 1
        return ChangeSet()


def a_store(clock: Clock, *states: ClaimState) -> MemoryStore:
    """Return an enrolled counter's store that holds these claims and names for them."""
    store = MemoryStore(clock)
    DeviceShelf(store.kept).enrol(an_enrolment(), "https://centre.test")
    kept = store.kept
    kept.data_at = clock.now()
    kept.members["M1"] = Member("M1", "王小明", "1234")
    kept.devices["D1"] = Device("D1", 7, "1号台", bytes(32), active=True)
    kept.devices["D2"] = Device("D2", 7, "2号台", bytes(32), active=True)
    for number in range(1, 5):
        name = f"P{number}"
        kept.products[name] = Product(name, f"草莓 {number}", "盒", Zone.FRIDGE, Fen(990))
    for state in states:
        kept.claims[state.claim.claim_id] = replace(state)
    return store
